"""The two servers that are compared, each a process: `python -m benchmarks.servers bare|bot [DATABASE_URL]`.

Prints its port when it serves; for every line that it reads, the seconds of processor time it used; ends with
its input.
"""

import sys
import time

from slack_bolt import Ack, App
from slack_bolt.authorization import AuthorizeResult

from benchmarks import company
from benchmarks.payloads import COMMAND
from bot.http import HttpServer


def bare() -> App:
    """Bolt alone: it checks the signature, finds the listener, and acks a constant."""
    from slack_sdk import WebClient

    def authorize() -> AuthorizeResult:
        return AuthorizeResult(
            enterprise_id=None, team_id=company.TEAM, bot_token="xoxb-1", bot_id="B1", bot_user_id="UBOT"
        )

    bolt = App(process_before_response=True, signing_secret=company.SECRET, authorize=authorize, client=WebClient())

    @bolt.command(COMMAND)
    def answer(ack: Ack) -> None:
        ack("Hello!")

    @bolt.view("enrollment.join_form")
    def close(ack: Ack) -> None:
        ack()

    return bolt


def real(database_url: str) -> App:
    """The bot as `run` wires it, on a database that is there; what it says to Slack waits in the outbox."""
    from bot import app
    from bot.config import Config
    from bot.logs import configure

    configure("WARNING")
    return app.create(Config.from_env(company.settings(database_url))).bolt


def main(kind: str, *database_url: str) -> None:
    server = HttpServer(real(*database_url) if kind == "bot" else bare(), "127.0.0.1", 0)
    server.start()
    print(server.port, flush=True)
    for _ in sys.stdin:
        print(time.process_time(), flush=True)
    server.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
