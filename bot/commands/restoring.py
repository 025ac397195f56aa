"""`backup`, `quarantine`, `release`: a copy of the database, and what is said again when one is put back."""

import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from bot import backup as copying
from bot import migrate, quarantine
from bot.clock import system_time
from bot.commands import settings
from bot.db import connect

POSTGRES = "Back up PostgreSQL with its own tools: pg_dump -Fc, see docs/operations.md."


def backup(file: Annotated[Path, typer.Argument(help="Where the copy goes; there must be nothing yet.")]) -> None:
    """Copy the SQLite database to FILE, also while the bot runs. Keep ENCRYPTION_KEY elsewhere, but keep it."""
    database = quarantine.sqlite_file(settings.database_url())
    if database is None:
        raise SystemExit(POSTGRES)
    if not database.exists():
        raise SystemExit(f"There is no database at {database}.")
    try:
        copying.copy(database, file)
    except FileExistsError:
        raise SystemExit(f"{file} is there already. Choose another name.") from None
    except (OSError, sqlite3.Error, copying.BackupFailed) as failure:
        raise SystemExit(f"The copy failed: {failure}.") from failure
    typer.echo(f"{file} is a copy that can be put back. Without its ENCRYPTION_KEY it can't be read.")


def enter() -> None:
    """Hold all that is pending back until `release`: for a database that was put back without the bot noticing."""
    with _transaction() as session:
        quarantine.enter(session, system_time())
        held = quarantine.messages(session)
    typer.echo(f"{held} messages are in quarantine, and nothing new is planned. `python -m bot release` ends it.")


def release(
    drop: Annotated[bool, typer.Option("--drop", help="Send none of them, instead of looking each up.")] = False,
) -> None:
    """End the quarantine: what is in Slack already isn't sent again, the rest is."""
    with _transaction() as session:
        was_on = quarantine.is_on(session)
        done = quarantine.release(session, system_time(), drop=drop)
    if not was_on:
        typer.echo("Nothing is in quarantine.")
    elif drop:
        typer.echo(f"{done.dropped} messages were dropped.")
    else:
        typer.echo(
            f"{done.looked_up} messages are looked up in Slack, and sent where they aren't there. "
            f"{done.asked_about} are files, or for groups and channels, which the bot can't read: "
            f"who cares for them is asked. {done.not_yet_due} aren't due yet."
        )


@contextmanager
def _transaction() -> Generator[Session]:
    url = settings.database_url()
    try:
        if not migrate.is_current(url):
            raise SystemExit("The database isn't at this version's schema. Run `python -m bot migrate` first.")
        database = connect(url)
        with database.transaction() as session:
            yield session
        database.engine.dispose()
    except OperationalError as failure:
        raise SystemExit("The database doesn't answer. Is DATABASE_URL right?") from failure
