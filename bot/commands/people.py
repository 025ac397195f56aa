"""`people import`: the organization's list of people, from a CSV file. All of it, or nothing. Enrolls nobody."""

from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import inspect, select
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

import roster
from bot.clock import system_time
from bot.commands import settings
from bot.commands.people_output import lines_of
from bot.config import revealed
from bot.db import Database, connect
from bot.errors import UserError
from bot.features.directory import service
from bot.features.people import listing
from bot.features.privacy import erasing
from bot.models import ListedPerson, Unreadable, Workspace, keyring
from bot.slack.clients import Clients
from bot.slack.directory import SLACK_FAILURES, error_code, everybody

UNUSABLE = 2
"""Exit code where what was given can't be used: stderr says why, and nothing was written."""

Progress = Callable[[str], None]

cli = typer.Typer(no_args_is_help=True, help="The organization's list of people.")


@cli.callback()
def people() -> None:
    """The organization's list of people: levels, who reports to whom, teams and places."""


@cli.command("import")
def import_people(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True, help="The list, as CSV.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change, and write nothing.")] = False,
    whole: Annotated[
        bool, typer.Option("--whole", help="It names everybody: who isn't in it leaves the list.")
    ] = False,
    without_slack: Annotated[bool, typer.Option("--without-slack", help="Don't ask Slack who is there.")] = False,
    team: Annotated[str | None, typer.Option("--workspace", help="Slack's id of the team, if several.")] = None,
) -> None:
    """Take over levels, managers, teams and places from FILE. It enrolls nobody: people join by themselves."""
    with _progress() as progress:
        progress("Reading the file …")
        found = _read(file)
        if dry_run:
            outcome, absent = _would_change(found.people, team), None
        else:
            outcome, absent = _take_over(found.people, team, whole, without_slack, progress)
    for line in lines_of(found, outcome, absent, whole=whole, dry_run=dry_run):
        typer.echo(line)


@cli.command("forget")
def forget_person(
    address: Annotated[str, typer.Argument(help="Their e-mail address.")],
    team: Annotated[str | None, typer.Option("--workspace", help="Slack's id of the team, if several.")] = None,
) -> None:
    """Erase who can't ask for it in Slack: guests, who has left, who is only in the list of people. No undo."""
    with _database() as database:
        if database is None:
            raise _unusable("The database isn't ready: `python -m bot migrate` brings it up to date.")
        with database.reading() as session:
            workspace_id = _only(_workspaces(session, team), team)
        try:
            with database.transaction() as session, _readable():
                found = erasing.forget_address(session, system_time(), workspace_id, address.strip().lower())
        except UserError as refused:
            raise _unusable(
                f"They alone run {refused.params['programs']}: somebody else must, first. Nothing was erased."
            ) from refused
        if not found:
            raise _unusable("Nobody has that address here. Nothing was erased.")
        database.forget_deleted()
    typer.echo("Erased. Backups keep them until they expire. Take them out of your list of people, too.")


def _read(file: Path) -> roster.Roster:
    """All of it is sound, or every bad row is named and the command ends."""
    try:
        found = roster.read(roster.decoded(file.read_bytes()))
    except (OSError, roster.BadFile) as problem:
        raise _unusable(f"{file}: {problem}") from problem
    if found.problems:
        rows = "\n".join(f"{file}, {problem}" for problem in found.problems)
        raise _unusable(f"{rows}\nNothing was taken over. Mend these rows, and try again.")
    return found


def _would_change(people: Sequence[roster.Person], team: str | None) -> listing.Outcome:
    """Against the list as it is; where there is no database yet, or no workspace, against an empty one."""
    with _database() as database:
        if database is None:
            return listing.against([], people)
        with database.reading() as session, _readable():
            workspaces = _workspaces(session, team)
            if not workspaces:
                return listing.against([], people)
            return listing.compare(session, _only(workspaces, team), people)


def _take_over(
    people: Sequence[roster.Person], team: str | None, whole: bool, without_slack: bool, progress: Progress
) -> tuple[listing.Outcome, Sequence[str] | None]:
    """What changed, and who isn't in Slack (None: not asked). If Slack fails nothing is written."""
    with _database() as database:
        if database is None:
            raise _unusable("The database isn't ready: `python -m bot migrate` brings it up to date.")
        with database.reading() as session:
            workspace_id = _only(_workspaces(session, team), team)
        absent = None
        if not without_slack:
            progress("Asking Slack who is there …")
            here = _addresses(database, workspace_id)
            absent = [person.email for person in people if person.email not in here]
        progress("Writing …")
        with database.transaction() as session, _readable():
            return service.take_over(session, system_time(), workspace_id, people, whole), absent


def _addresses(database: Database, workspace_id: int) -> set[str]:
    """The e-mail addresses of everybody who can use Slack there."""
    access = settings.stored_access()
    keyring.use(revealed(access.encryption_keys))
    with database.reading() as session:
        workspace = session.get_one(Workspace, workspace_id)
    try:
        client = Clients(access.slack_api_url).for_reading(workspace.bot_token)
    except Unreadable as problem:
        raise _unusable(f"The bot's token can't be read: {problem}. Nothing was taken over.") from problem
    try:
        pages = list(everybody(client, workspace.team_id))
    except SLACK_FAILURES as failure:
        raise _unusable(
            f"Slack doesn't say who is there ({error_code(failure)}). Nothing was taken over: try again later, "
            "or with --without-slack."
        ) from failure
    return {one.email for page in pages for one in page if one.email and not one.deleted}


def _workspaces(session: Session, team: str | None) -> Sequence[int]:
    wanted = select(Workspace.id).order_by(Workspace.id)
    return session.scalars(wanted.where(Workspace.team_id == team) if team else wanted).all()


def _only(workspaces: Sequence[int], team: str | None) -> int:
    """The one that is meant; ends the command where that isn't clear."""
    if len(workspaces) == 1:
        return workspaces[0]
    if workspaces:
        raise _unusable("There are several workspaces: say which one with --workspace T….")
    raise _unusable(
        f"There is no workspace {team}." if team else "There is no workspace yet: start the bot once (`make run`)."
    )


@contextmanager
def _database() -> Generator[Database | None]:
    """None where there is none yet, or one from before there were lists of people; none is made."""
    url = settings.database_url()
    parts = make_url(url)
    if parts.get_backend_name() == "sqlite" and not Path(parts.database or "").exists():
        yield None
        return
    database = connect(url)
    settings.use_keys()
    try:
        yield database if inspect(database.engine).has_table(ListedPerson.__tablename__) else None
    finally:
        database.engine.dispose()


@contextmanager
def _readable() -> Generator[None]:
    """Who wanted to be forgotten is known by what is kept encrypted."""
    try:
        yield
    except Unreadable as problem:
        raise _unusable(f"Somebody asked to be forgotten, and who it was can't be read: {problem}.") from problem


@contextmanager
def _progress() -> Generator[Progress]:
    """Says what it is at while somebody watches: nothing where stderr is no terminal."""
    from rich.console import Console

    with Console(stderr=True).status("…") as status:
        yield status.update


def _unusable(why: str) -> typer.Exit:
    typer.echo(why, err=True)
    return typer.Exit(UNUSABLE)
