"""The command line: `python -m bot …`. Each command asks only for the configuration that it uses."""

import fcntl
import os
import signal
import sys
import threading
from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import structlog
import typer
from cryptography.fernet import Fernet
from dotenv import load_dotenv
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk.errors import SlackApiError
from sqlalchemy.engine import make_url

from bot import app, migrate, schedule
from bot.app import Bot
from bot.clock import Clocks, MovableClock
from bot.config import Config, ConfigError, database_url_from
from bot.demo_clock import DemoClock
from bot.http import HttpServer
from bot.logs import configure
from bot.slack.directory import SLACK_FAILURES

cli = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
log = structlog.get_logger()


@cli.command()
def run() -> None:
    """Run the bot until SIGTERM: Socket Mode with SLACK_APP_TOKEN, else HTTP on PORT."""
    config = _config()
    calendar = MovableClock(datetime.fromtimestamp(0, UTC)) if config.demo_clock_url else None
    with _only_one(config.database_url):
        migrate.ready(config.database_url)
        bot = app.create(config, Clocks(calendar=calendar) if calendar else None)
        _install(bot)
        _serve(bot, calendar)


@cli.command("migrate")
def migrate_database() -> None:
    """Bring the database to the newest schema."""
    load_dotenv()
    migrate.upgrade(_database_url())
    typer.echo("The database is up to date.")


@cli.command()
def new_key() -> None:
    """Print a new ENCRYPTION_KEY. Keep it safe: without it, what is stored encrypted is lost."""
    typer.echo(Fernet.generate_key().decode())


def _config() -> Config:
    load_dotenv()
    try:
        config = Config.from_env(os.environ)
    except ConfigError as error:
        raise SystemExit(str(error)) from error
    configure(config.log_level)
    return config


def _database_url() -> str:
    try:
        return database_url_from(os.environ)
    except ConfigError as error:
        raise SystemExit(str(error)) from error


@contextmanager
def _only_one(database_url: str) -> Generator[None]:
    """SQLite takes one bot process a file: a second one is refused while the first holds the lock."""
    url = make_url(database_url)
    if url.get_backend_name() != "sqlite":
        yield
        return
    path = Path(f"{url.database}.lock")
    if not path.parent.is_dir():
        raise SystemExit(f"DATABASE_URL: there is no folder {path.parent}. Make it first, or choose another one.")
    with path.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise SystemExit(
                f"Another bot is running on {url.database}. Stop it first, or use PostgreSQL for several."
            ) from None
        yield


def _install(bot: Bot) -> None:
    try:
        bot.install(bot.config.bot_token.reveal())
    except SlackApiError as error:
        response: Any = error.response
        code = response.get("error")
        raise SystemExit(f"Slack doesn't accept SLACK_BOT_TOKEN ({code}). Install the app again.") from error
    except SLACK_FAILURES as failure:
        raise SystemExit(
            f"Slack can't be reached at {bot.config.slack_api_url} ({failure}). Is the network there?"
        ) from failure


def _serve(bot: Bot, calendar: MovableClock | None) -> None:
    """Everything that runs until SIGTERM or Ctrl-C."""
    stop = threading.Event()

    def on_signal(*_: object) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, on_signal)
    signal.signal(signal.SIGINT, on_signal)
    transport = _socket_mode(bot) if bot.config.app_token else _http(bot)
    scheduler = None if calendar else schedule.start(bot.ticks)
    if calendar:
        threading.Thread(target=_follow, args=[bot, calendar, stop], daemon=True).start()
    log.info("running")
    stop.wait()
    transport.close()
    if scheduler:
        scheduler.shutdown(wait=True)
    log.info("stopped")


def _follow(bot: Bot, calendar: MovableClock, stop: threading.Event) -> None:
    """Follow the sandbox's calendar; a bug there ends the bot, so that nobody waits for it in vain."""
    demo = DemoClock(bot.config.demo_clock_url or "", calendar, bot.settle, bot.next_due)
    try:
        demo.follow(stop)
    finally:
        stop.set()


def _socket_mode(bot: Bot) -> Any:
    token = bot.config.app_token
    handler = SocketModeHandler(bot.bolt, token and token.reveal())
    handler.connect()
    return handler


def _http(bot: Bot) -> Any:
    server = HttpServer(bot.bolt, "0.0.0.0", bot.config.port or 0)
    server.start()
    return server


if __name__ == "__main__":
    sys.exit(cli())
