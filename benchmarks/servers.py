"""The servers that are compared: `python -m benchmarks.servers bare|durable|bot|matching [DATABASE_URL [EACH]]`.

Prints its port when it serves; for every line that it reads, the seconds of processor time it used; ends with
its input.
"""

import logging
import sqlite3
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

from slack_bolt import Ack, App
from slack_bolt.authorization import AuthorizeResult

from benchmarks import company
from benchmarks.payloads import COMMAND
from bot.http import HttpServer


def bare(note: Callable[[], None] = lambda: None) -> App:
    """Bolt alone: it checks the signature, finds the listener, and acks a constant, after `note`."""
    from slack_sdk import WebClient

    def authorize() -> AuthorizeResult:
        return AuthorizeResult(
            enterprise_id=None, team_id=company.TEAM, bot_token="xoxb-1", bot_id="B1", bot_user_id="UBOT"
        )

    bolt = App(process_before_response=True, signing_secret=company.SECRET, authorize=authorize, client=WebClient())

    @bolt.command(COMMAND)
    def answer(ack: Ack) -> None:
        note()
        ack("Hello!")

    @bolt.view("enrollment.join_form")
    def close(ack: Ack) -> None:
        note()
        ack()

    return bolt


def durable() -> App:
    """The least that a bot that loses nothing can do: one row, inserted and committed by the driver alone."""
    turn = threading.Lock()
    database = sqlite3.connect(Path(tempfile.mkdtemp()) / "notes.db", check_same_thread=False, isolation_level=None)
    for statement in ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", "CREATE TABLE notes (at REAL)"):
        database.execute(statement)

    def note() -> None:
        with turn:
            database.execute("INSERT INTO notes VALUES (?)", (time.time(),))

    return bare(note)


def real(database_url: str) -> App:
    """The bot as `run` wires it, on a database that is there; what it says to Slack waits in the outbox."""
    from bot import app
    from bot.config import Config
    from bot.logs import configure

    configure("INFO")
    return app.create(Config.from_env(company.settings(database_url))).bolt


def matching(database_url: str, each: str) -> App:
    """The bot, which has one large round after the other matched; the last one ends after the server."""
    from benchmarks.people import company as invented
    from bot.matching import child

    problem = invented(int(each), seed=1, scarce=False)

    def match() -> None:
        while threading.main_thread().is_alive():
            child.match(problem, seconds=600)

    threading.Thread(target=match).start()
    return real(database_url)


def main(kind: str, *arguments: str) -> None:
    app = {"bare": bare, "durable": durable, "bot": real, "matching": matching}[kind](*arguments)
    server = HttpServer(app, "127.0.0.1", 0)
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # it tells of every request that waits
    server.start()
    print(server.port, flush=True)
    for _ in sys.stdin:
        print(time.process_time(), flush=True)
    server.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
