"""The database: is it there, at this version, readable with the keys at hand; does anything in it wait for help."""

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import func, select, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, aliased

from bot import keys, lost, migrate, quarantine
from bot.clock import system_time
from bot.config import HOW_TO
from bot.db import Database, connect
from bot.doctor.finding import Finding
from bot.models import OutboxMessage, OutboxState, Program, ProgramState, Workspace
from bot.models.keyring import Keyring
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
    if given:
        yield from of_keys(database, given)
    with database.reading() as session:
        yield _of_quarantine(session)
        yield from _of_installations(session)
        yield from _of_channels(session)


def of_keys(database: Database, given: Sequence[str]) -> Iterator[Finding]:
    """Whether all that is stored can be read with these keys, and which of them it takes. Every value is opened."""
    ring = Keyring(given)
    looked = lost.look(database, ring)
    with database.reading() as session:
        used, let_go = keys.in_use(session), lost.given_up(session)
    if looked.of_missing_keys():
        yield _of_missing(looked)
    if looked.moved:
        yield Finding(
            f"What is stored was changed, or moved from another place: {'; '.join(map(str, looked.moved))}.",
            "See “Changed or moved” in docs/operations.md. Nothing of it is shown, and all else goes on.",
        )
    if let_go:
        listed = ", ".join(f"{column} ({count})" for column, count in let_go.items())
        yield Finding(f"Given up, and not written anew by now: {listed}.")
    if not looked.found:
        yield Finding(f"ENCRYPTION_KEY reads all that is stored ({looked.values} values).")
        yield from _of_older(ring, used)


def _of_missing(looked: lost.Looked) -> Finding:
    """The ids tell nothing of the keys."""
    columns = dict.fromkeys(one.column for one in looked.found if one.key)
    what, mend = keys.refusal(list(columns)).split("\n")
    needed = looked.of_missing_keys().items()
    told = ", ".join(f"{count} of {looked.values} values need key {id_}" for id_, count in needed)
    return Finding(f"{what} {told}.", mend)


def _of_older(ring: Keyring, used: Mapping[str, int]) -> Iterator[Finding]:
    for number, key in list(enumerate(ring.keys, 1))[1:]:
        if count := used.get(key.prefix):
            yield Finding(f"Key {number} of ENCRYPTION_KEY is in use: {count} values. `python -m bot keys rotate`")
        else:
            yield Finding(f"Key {number} of ENCRYPTION_KEY isn't in use any more: only backups may need it.")


def _of_quarantine(session: Session) -> Finding:
    if quarantine.is_on(session):
        return Finding(
            f"This database was put back from a copy: {quarantine.messages(session)} messages are in quarantine.",
            "Read Restore in docs/operations.md, then run `python -m bot release`.",
        )
    return Finding("Nothing is in quarantine.")


def _of_installations(session: Session) -> Iterator[Finding]:
    paused = select(Workspace).where(Workspace.paused_reason.is_not(None)).order_by(Workspace.id)
    for workspace in session.scalars(paused):
        why = f"{_why_paused(workspace)} ({workspace.paused_reason})"
        yield Finding(
            f"Nothing is sent to workspace {workspace.team_id}: {why}.",
            "Install the app there again, put the new token into SLACK_BOT_TOKEN, restart; all that waits is kept. "
            f"Was it taken away for good: `python -m bot outbox uninstalled {workspace.team_id}`.",
        )


def _why_paused(workspace: Workspace) -> str:
    if workspace.uninstalled_at:
        return f"the app was uninstalled on {workspace.uninstalled_at:%Y-%m-%d}"
    if workspace.paused_reason == TOKEN_UNREADABLE:
        return "its stored token can't be read"
    days = (system_time() - workspace.refused_at).days if workspace.refused_at else 0
    return f"Slack refused its token {f'{days} days ago, and since' if days else ''}".strip()


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
