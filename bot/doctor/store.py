"""The database: is it there, at this version, readable with the keys at hand; does anything in it wait for help."""

from collections.abc import Iterator, Sequence

from sqlalchemy import Column, Text, func, select, text, type_coerce
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, aliased

from bot import migrate, quarantine
from bot.config import HOW_TO
from bot.db import Database, connect
from bot.doctor.finding import Finding
from bot.models import Base, OutboxMessage, OutboxState, Program, ProgramState, Workspace
from bot.models.types import EncryptedJson, EncryptedText, Keyring, Unreadable

NOT_IN_IT = ("not_in_channel", "channel_not_found")


def look_at_store(url: str, keys: Sequence[str]) -> Iterator[Finding]:
    """From whether it answers to whether anything waits; stops at what makes the rest pointless."""
    file = quarantine.sqlite_file(url)
    if file and not file.exists():
        yield Finding(f"There is no database at {file} yet; the bot makes it when it starts.")
        return
    database = connect(url)
    try:
        yield from _look(database, url, keys)
    except SQLAlchemyError as failure:
        yield Finding(f"The database doesn't answer ({type(failure).__name__}).", HOW_TO["DATABASE_URL"])
    finally:
        database.engine.dispose()


def _look(database: Database, url: str, keys: Sequence[str]) -> Iterator[Finding]:
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
        if keys:
            yield of_keys(session, keys)
        yield _of_quarantine(session)
        yield from _of_installations(session)
        yield from _of_channels(session)


def of_keys(session: Session, keys: Sequence[str]) -> Finding:
    """Whether the oldest and the newest of all that is encrypted can be read."""
    ring = Keyring()
    ring.use(keys)
    unreadable = [str(column) for column in _encrypted() if not _reads(session, ring, column)]
    if unreadable:
        return Finding(
            f"ENCRYPTION_KEY can't read what is stored ({', '.join(unreadable)}).",
            "Put the key back that it was written with: several with commas, the newest first.",
        )
    return Finding("ENCRYPTION_KEY reads what is stored.")


def _encrypted() -> Iterator[Column[str]]:
    for table in Base.metadata.sorted_tables:
        yield from (column for column in table.columns if isinstance(column.type, EncryptedText | EncryptedJson))


def _reads(session: Session, ring: Keyring, column: Column[str]) -> bool:
    sealed = select(type_coerce(column, Text)).where(column.is_not(None)).limit(1)
    try:
        for order in (column.table.c.id.asc(), column.table.c.id.desc()):
            for value in session.scalars(sealed.order_by(order)):
                ring.decrypt(value)
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
        why = (
            f"the app was uninstalled on {uninstalled_at:%Y-%m-%d}" if uninstalled_at else "Slack refused its token"
        )
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
