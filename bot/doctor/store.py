"""The database: is it there, at this version, readable with the keys at hand; does anything in it wait for help."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Table, Text, func, select, text, type_coerce
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, aliased

from bot import keys, migrate, quarantine
from bot.config import HOW_TO
from bot.db import Database, connect
from bot.doctor.finding import Finding
from bot.models import OutboxMessage, OutboxState, Program, ProgramState, Unreadable, Workspace
from bot.models.keyring import Keyring
from bot.models.sealed import Sealed, all_sealed
from bot.outbox.posting import TOKEN_UNREADABLE

NOT_IN_IT = ("not_in_channel", "channel_not_found")


def look_at_store(url: str, given: Sequence[str]) -> Iterator[Finding]:
    """From whether it answers to whether anything waits; stops at what makes the rest pointless."""
    file = quarantine.sqlite_file(url)
    if file and not file.exists():
        yield Finding(f"There is no database at {file} yet; the bot makes it when it starts.")
        return
    database = connect(url)
    try:
        yield from _look(database, url, given)
    except SQLAlchemyError as failure:
        yield Finding(f"The database doesn't answer ({type(failure).__name__}).", HOW_TO["DATABASE_URL"])
    finally:
        database.engine.dispose()


def _look(database: Database, url: str, given: Sequence[str]) -> Iterator[Finding]:
    with database.reading() as session:
        session.execute(text("SELECT 1"))
    yield Finding("The database answers.")
    if not migrate.is_current(url):
        is_sqlite = quarantine.sqlite_file(url) is not None
        mend = "Start the bot: it makes a copy and upgrades." if is_sqlite else "Run `python -m bot migrate`."
        yield Finding("The database isn't at the schema of this version.", mend)
        return
    yield Finding("The database is at the schema of this version.")
    with database.reading() as session:
        if given:
            yield from of_keys(session, given)
        yield _of_quarantine(session)
        yield from _of_installations(session)
        yield from _of_channels(session)


def of_keys(session: Session, given: Sequence[str]) -> Iterator[Finding]:
    """Whether what is stored can be read with these keys, and which of them it takes."""
    ring = Keyring(given)
    used = keys.in_use(session)
    if used.keys() - {key.prefix for key in ring.keys}:
        yield Finding(*keys.refusal(keys.lacking(session, ring)).split("\n"))
        return
    if moved := [
        f"{table.name}.{seal.name}" for table, seal in all_sealed() if not _reads(session, ring, table, seal)
    ]:
        yield Finding(
            f"What is stored was changed, or moved from another place: {', '.join(moved)}.",
            "See “A lost key” in docs/operations.md: what can't be opened can only come from a backup.",
        )
        return
    yield Finding("ENCRYPTION_KEY reads what is stored.")
    for number, key in list(enumerate(ring.keys, 1))[1:]:
        if used[key.prefix]:
            yield Finding(
                f"Key {number} of ENCRYPTION_KEY is in use: {used[key.prefix]} values. `python -m bot keys rotate`"
            )
        else:
            yield Finding(f"Key {number} of ENCRYPTION_KEY isn't in use any more: only backups may need it.")


def _reads(session: Session, ring: Keyring, table: Table, seal: Sealed[Any]) -> bool:
    """Whether the oldest and the newest value can be opened."""
    names = [table.c[name] for name in dict.fromkeys(("id", *seal.named_by))]
    sealed = select(*names, type_coerce(table.c[seal.name], Text).label("token")).where(
        table.c[seal.name].is_not(None)
    )
    try:
        for order in (table.c.id.asc(), table.c.id.desc()):
            for row in session.execute(sealed.order_by(order).limit(1)).mappings():
                ring.open(row["token"], seal.place(row.__getitem__))
    except Unreadable:
        return False
    return True


def _of_quarantine(session: Session) -> Finding:
    if quarantine.is_on(session):
        return Finding(
            f"This database was put back from a copy: {quarantine.messages(session)} messages are in quarantine.",
            "Read Restore in docs/operations.md, then run `python -m bot release`.",
        )
    return Finding("Nothing is in quarantine.")


def _of_installations(session: Session) -> Iterator[Finding]:
    columns = (Workspace.team_id, Workspace.paused_reason, Workspace.uninstalled_at)
    for team_id, reason, uninstalled_at in session.execute(
        select(*columns).where(Workspace.paused_reason.is_not(None))
    ):
        why = "its stored token can't be read" if reason == TOKEN_UNREADABLE else "Slack refused its token"
        if uninstalled_at:
            why = f"the app was uninstalled on {uninstalled_at:%Y-%m-%d}"
        yield Finding(
            f"Nothing is sent to workspace {team_id}: {why} ({reason}).",
            "Install the app there again, put the new token into SLACK_BOT_TOKEN, restart; all that waits is kept.",
        )


def _of_channels(session: Session) -> Iterator[Finding]:
    """The bot has no right to ask which channels it is in; but it knows of every announcement that was refused."""
    since = aliased(OutboxMessage)
    arrived_since = (
        select(since.id)
        .where(
            since.workspace_id == OutboxMessage.workspace_id,
            since.recipient == OutboxMessage.recipient,
            since.state == OutboxState.SENT,
            since.id > OutboxMessage.id,
        )
        .exists()
    )
    refused = (
        select(Program.name, Program.announce_channel)
        .join(
            OutboxMessage,
            (OutboxMessage.workspace_id == Program.workspace_id)
            & (OutboxMessage.recipient == Program.announce_channel),
        )
        .where(
            Program.state == ProgramState.OPEN,
            OutboxMessage.state == OutboxState.DEAD,
            OutboxMessage.last_error.in_(NOT_IN_IT),
            ~arrived_since,
        )
        .group_by(Program.id, Program.name, Program.announce_channel)
        .order_by(func.max(OutboxMessage.id))
    )
    for name, channel in session.execute(refused):
        yield Finding(
            f"The bot isn't in channel {channel}, in which “{name}” is announced.",
            "In that channel: /invite @Reverse Mentor. Then announce again, from the bot's message about it.",
        )
