"""The two servers that are compared, each a process: `python -m benchmarks.servers bare|bot [DATABASE_URL]`.

Prints its port when it serves, and ends when its standard input does.
"""

import sys

from slack_bolt import Ack, App
from slack_bolt.authorization import AuthorizeResult

from benchmarks import company
from benchmarks.payloads import COMMAND, SECRET
from bot.http import HttpServer


def bare() -> App:
    """Bolt alone: it checks the signature, finds the listener, and acks a constant."""
    from slack_sdk import WebClient

    def authorize() -> AuthorizeResult:
        return AuthorizeResult(
            enterprise_id=None, team_id=company.TEAM, bot_token="xoxb-1", bot_id="B1", bot_user_id="UBOT"
        )

    bolt = App(process_before_response=True, signing_secret=SECRET, authorize=authorize, client=WebClient())

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
    env = {
        "SLACK_BOT_TOKEN": "xoxb-1",
        "SLACK_SIGNING_SECRET": SECRET,
        "PORT": "1",
        "ENCRYPTION_KEY": company.KEY,
        "DATABASE_URL": database_url,
        "SLACK_API_URL": "http://127.0.0.1:9/api/",
    }
    return app.create(Config.from_env(env)).bolt


def main(kind: str, *database_url: str) -> None:
    server = HttpServer(real(*database_url) if kind == "bot" else bare(), "127.0.0.1", 0)
    server.start()
    print(server.port, flush=True)
    sys.stdin.read()
    server.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
