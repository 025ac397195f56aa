"""`keys rotate`: what older keys have sealed, sealed anew with the newest, so that the older ones may go."""

import typer
from sqlalchemy.exc import OperationalError

from bot import keys, migrate
from bot.commands import settings
from bot.commands.alone import only_one
from bot.config import revealed
from bot.db import Database, connect
from bot.models import keyring

UNFINISHED = 1

cli = typer.Typer(no_args_is_help=True, help="The keys that encrypt at rest.")


@cli.callback()
def keys_of_the_database() -> None:
    """The keys that encrypt at rest. `doctor` says which of them are in use."""


@cli.command()
def rotate() -> None:
    """Seal everything with the first ENCRYPTION_KEY. It may be interrupted, and run again, at any time."""
    url = settings.database_url()
    keyring.use(revealed(settings.stored_access().encryption_keys))
    try:
        if not migrate.is_current(url):
            raise SystemExit("The database isn't at this version's schema. Run `python -m bot migrate` first.")
        with only_one(url):
            database = connect(url)
            try:
                finished = _rotate(database)
            finally:
                database.engine.dispose()
    except OperationalError as failure:
        raise SystemExit(
            "The database doesn't answer, or was busy. Run this again: it goes on from here."
        ) from failure
    raise typer.Exit(0 if finished else UNFINISHED)


def _rotate(database: Database) -> bool:
    """Whether nothing is left of an older key."""
    with database.reading() as session:
        unknown = keys.in_use(session).keys() - {key.prefix for key in keyring.keys}
        if unknown:
            raise SystemExit(keys.refusal(keys.lacking(session, keyring)))
    done = keys.rotate(database, keyring, lambda written: typer.echo(f"{written} …", err=True))
    database.forget_deleted()
    with database.reading() as session:
        used = keys.in_use(session)
    left = used.total() - used[keyring.newest.prefix]
    typer.echo(
        f"{done.written} values were sealed anew; {used[keyring.newest.prefix]} are sealed with the first key."
    )
    for place in done.refused:
        typer.echo(
            f"Can't be read, and stays as it is: {place} was changed, or moved from another place.", err=True
        )
    typer.echo(_what_now(left))
    return left == 0


def _what_now(left: int) -> str:
    if left:
        return f"{left} are still sealed with an older key: keep it, and run this again."
    older = len(keyring.keys) - 1
    kept = (
        "Keep it as long as there are backups from before."
        if older == 1
        else "Keep them as long as there are backups from before."
    )
    return (
        f"Nothing is left of an older key: ENCRYPTION_KEY needs only its first one now. {kept}"
        if older
        else ("ENCRYPTION_KEY is one key, and nothing is sealed with another.")
    )
