"""`outbox`: what couldn't be sent, and how to go on. Prints ids, kinds and error codes, never what messages say."""

from collections.abc import Generator
from contextlib import contextmanager
from typing import Annotated

import typer

from bot.clock import system_time
from bot.commands import settings
from bot.config import revealed
from bot.db import Database, connect
from bot.features.people import installing
from bot.models import keyring
from bot.outbox import operating

cli = typer.Typer(help="Show what couldn't be sent; send it again; go on after a pause.")


@cli.callback(invoke_without_command=True)
def show(context: typer.Context) -> None:
    """Messages by state, those that need somebody, and installations that Slack doesn't accept."""
    if context.invoked_subcommand:
        return
    with _database() as database, database.reading() as session:
        counts, stuck, paused = operating.counts(session), operating.stuck(session), operating.paused(session)
    typer.echo(", ".join(f"{count} {state}" for state, count in sorted(counts.items())) or "The outbox is empty.")
    for team, error in paused:
        typer.echo(
            f"paused: workspace {team} ({error}). Install the app again and restart the bot with its token; "
            f"was it taken away for good: `python -m bot outbox uninstalled {team}`."
        )
    for id_, state, kind, team, error in stuck:
        typer.echo(f"{id_:>8}  {state:<8} {kind:<28} {team:<12} {error}")
    if stuck:
        typer.echo(
            "held: somebody was asked whether it arrived; unknown: it is being looked up; dead: it was given up.\n"
            "`python -m bot outbox retry ID …` sends held or dead ones once more."
        )


@cli.command()
def retry(
    ids: Annotated[list[int], typer.Argument(help="Of held or dead messages, as `outbox` lists them.")],
) -> None:
    """Send messages once more that were held or given up. A held one may have arrived already: ask there first."""
    with _database() as database, database.transaction() as session:
        again = operating.retry(session, ids)
    for id_ in ids:
        typer.echo(f"{id_}: {'will be sent' if id_ in again else 'is neither held nor dead; nothing changed'}")
    if len(again) < len(set(ids)):
        raise typer.Exit(1)


@cli.command()
def resume(team: Annotated[str, typer.Argument(help="The workspace's id, as `outbox` shows it.")]) -> None:
    """Send to a paused workspace again: where Slack accepts its token as before, say, after a reactivation."""
    with _database() as database, database.transaction() as session:
        if not operating.resume(session, team):
            raise SystemExit(
                f"No paused workspace has the id {team}, or the app was uninstalled there: then install it again. "
                "`python -m bot outbox` lists those that are paused."
            )
    typer.echo(f"{team}: messages go out again.")


@cli.command()
def uninstalled(team: Annotated[str, typer.Argument(help="The workspace's id, as `outbox` shows it.")]) -> None:
    """Say what Slack couldn't: that the app was taken away from a paused workspace, for good.

    Its token is forgotten, and its data when it would have been.
    """
    keyring.use(revealed(settings.stored_access().encryption_keys))
    with _database() as database, database.transaction() as session:
        paused = operating.paused_workspace(session, team)
        if paused is None:
            raise SystemExit(f"No paused workspace has the id {team}. `python -m bot outbox` lists those that are.")
        installing.uninstall(session, system_time(), paused, str(paused.paused_reason))
    typer.echo(
        f"{team}: its token is forgotten. Unless the app is installed again, so is the rest, within 30 days."
    )


@contextmanager
def _database() -> Generator[Database]:
    database = connect(settings.database_url())
    try:
        yield database
    finally:
        database.engine.dispose()
