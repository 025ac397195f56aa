"""`keys rotate`: what older keys have sealed, sealed anew with the newest, so that the older ones may go.

`keys give-up`: what nobody can open any more is let go.
"""

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from typing import Annotated

import typer
from sqlalchemy.exc import OperationalError

from bot import keys, lost, migrate
from bot.clock import system_time
from bot.commands import settings
from bot.commands.alone import only_one
from bot.config import revealed
from bot.db import Database, connect
from bot.models import keyring

UNFINISHED = 1
NO_KEYS: list[str] = []
IF_GONE = "If that key is gone for good: python -m bot keys give-up --lost"
LEFT = {
    "workspaces.bot_token": "Nothing is sent there until the bot starts with its token, or is installed again.",
    "erasures.mark": "A list of people may bring back who was erased: take them out of it yourself.",
    "handed_lists.outcome": "Its owner no longer sees what the list would change.",
    "outbox.params": "What wasn't sent by now never is; who cares for it is told.",
    "programs.aim": "The program has no aim until an owner writes one.",
    "enrollments.interests": "They like nothing in particular until they say so again.",
    "enrollments.avoid": "They are in no round until they have said again whom they avoid; their Home tells them.",
    "rounds.inputs": "The round can't be run again, nor changes tried out; one being worked out begins anew.",
    "rounds.wishes": "The round can't be changed or approved, only discarded.",
    "rounds.worked_in": "The same; and nobody is looked for between rounds in that program until the next one.",
    "round_pairs.why": "The pair stays, without why.",
    "pairings.why": "The swap goes on, without why.",
    "help_requests.note": "Whoever is asked for a word no longer reads what it is about.",
    "pulses.note": "The answers in numbers stay.",
}
"""What becomes of each column's values once they are given up."""

cli = typer.Typer(no_args_is_help=True, help="The keys that encrypt at rest.")


@cli.callback()
def keys_of_the_database() -> None:
    """The keys that encrypt at rest. `doctor` says which of them are in use."""


@cli.command()
def rotate() -> None:
    """Seal everything with the first ENCRYPTION_KEY. It may be interrupted, and run again, at any time."""
    with _database() as database:
        finished = _rotate(database)
    raise typer.Exit(0 if finished else UNFINISHED)


@cli.command("give-up")
def give_up(
    gone: Annotated[list[str], typer.Option("--lost", help="The id of a key that is gone for good.")] = NO_KEYS,
    yes: Annotated[bool, typer.Option("--yes", help="Don't ask.")] = False,
) -> None:
    """Let go of what nobody can open any more, so that no old key is needed for it. There is no way back."""
    with _database() as database:
        finished = _give_up(database, gone, yes=yes)
    raise typer.Exit(0 if finished else UNFINISHED)


@contextmanager
def _database() -> Generator[Database]:
    """At this version's schema, and on SQLite with no bot beside it."""
    url = settings.database_url()
    keyring.use(revealed(settings.stored_access().encryption_keys))
    try:
        if not migrate.is_current(url):
            raise SystemExit("The database isn't at this version's schema. Run `python -m bot migrate` first.")
        with only_one(url):
            database = connect(url)
            try:
                yield database
            finally:
                database.engine.dispose()
    except OperationalError as failure:
        raise SystemExit(
            "The database doesn't answer, or was busy. Run this again: it goes on from here."
        ) from failure


def _give_up(database: Database, gone: Sequence[str], *, yes: bool) -> bool:
    """Whether nothing is left that can't be opened."""
    looked = lost.look(database, keyring)
    if not looked.found:
        typer.echo(f"All {looked.values} values can be opened: there is nothing to give up.")
        return True
    if unknown := set(gone) - looked.of_missing_keys().keys():
        raise SystemExit(f"Nothing needs key {', '.join(sorted(unknown))}. Nothing was changed.")
    hopeless = [one for one in looked.found if one.key is None or one.key in gone]
    for one in hopeless:
        typer.echo(f"{one}\n    {LEFT[one.column]}")
    waiting = {key: count for key, count in looked.of_missing_keys().items() if key not in gone}
    for key, count in waiting.items():
        typer.echo(f"{count} of {looked.values} values need key {key}, and stay. {keys.FIND_IT}\n{IF_GONE} {key}")
    if not hopeless:
        return False
    count = sum(one.count for one in hopeless)
    if not yes and not typer.confirm(f"Give up {count} of {looked.values} values? There is no way back."):
        raise SystemExit("Nothing was changed.")
    done = lost.give_up(database, keyring, system_time(), gone)
    database.forget_deleted()
    typer.echo(f"{done} values were given up. The log of their workspaces says so, and `doctor` which.")
    return not waiting


def _rotate(database: Database) -> bool:
    """Whether nothing is left of an older key."""
    with database.reading() as session:
        if keys.missing(keys.in_use(session), keyring):
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
    if done.refused:
        typer.echo(
            "See “Changed or moved” in docs/operations.md; `python -m bot keys give-up` lets go of it.", err=True
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
