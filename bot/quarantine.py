"""A database that was put back from a copy says again what was said since: its old messages wait for the operator.

How it is noticed: `backup` marks its copies. SQLite: a bot counts on in the file and beside it; a file that is
behind that count, or has none beside it, was put back or moved. PostgreSQL: a restored dump has other numbers.
"""

from datetime import datetime
from pathlib import Path

from msgspec import Struct
from sqlalchemy import and_, case, func, literal, select, text, update
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

from bot.db import Database
from bot.models import Deployment, OutboxMessage, OutboxState, insert_once

COPY = 0x5AFE
"""SQLite's `user_version` of a copy that `backup` made."""
_PLACE = text(
    "SELECT (SELECT system_identifier FROM pg_control_system()) || '.' || "
    "(SELECT oid FROM pg_database WHERE datname = current_database()) || '.' || 'outbox'::regclass::oid"
)
_IS_ON = select(Deployment.quarantined_at.is_not(None))
_IN_IT = select(func.count()).where(OutboxMessage.state == OutboxState.QUARANTINED)
_IS_DIRECT = and_(
    func.substr(OutboxMessage.recipient, 1, 1).in_(("U", "W")),
    OutboxMessage.recipient.not_like("%+%"),
    OutboxMessage.kind != "ReportFileAsked",  # a file has no timestamp to be found by
)


class Released(Struct, frozen=True):
    """How many messages are looked up in Slack, asked about, sent when they come due, and dropped."""

    looked_up: int = 0
    asked_about: int = 0
    not_yet_due: int = 0
    dropped: int = 0


def look(database: Database, url: str, now: datetime) -> bool:
    """At each start: puts what is pending into quarantine where this database was put back; True if it was."""
    file = sqlite_file(url)
    with database.transaction() as session:
        insert_once(session, Deployment, id=1, beats=0)
        here = session.get_one(Deployment, 1, with_for_update=True)
        was_put_back = _was_put_back(session, here, file) if file else _has_moved(session, here)
        if was_put_back:
            enter(session, now)
    beat(database, url)
    return was_put_back


def beat(database: Database, url: str) -> None:
    """Count on, in the database first: a file beside it that is behind means nothing."""
    file = sqlite_file(url)
    if file is None:
        return
    count_on = update(Deployment).values(beats=Deployment.beats + 1).returning(Deployment.beats)
    with database.transaction() as session:
        beats = session.scalar(count_on)
    new = _beside(file).with_suffix(".new")
    new.write_text(f"{beats}\n")
    new.replace(_beside(file))


def sqlite_file(url: str) -> Path | None:
    """The file of an SQLite database; None for any other."""
    found = make_url(url)
    return Path(found.database or "") if found.get_backend_name() == "sqlite" else None


def _was_put_back(session: Session, here: Deployment, file: Path) -> bool:
    is_copy = session.scalar(text("PRAGMA user_version")) == COPY
    session.execute(text("PRAGMA user_version = 0"))
    return is_copy or (here.beats > 0 and here.beats < _seen(file, otherwise=here.beats + 1))


def _seen(file: Path, otherwise: int) -> int:
    beside = _beside(file)
    return int(beside.read_text().strip() or 0) if beside.exists() else otherwise


def _beside(file: Path) -> Path:
    return file.with_name(f"{file.name}.seen")


def _has_moved(session: Session, here: Deployment) -> bool:
    before, here.place = here.place, session.scalar(_PLACE)
    return before is not None and before != here.place


def enter(session: Session, now: datetime) -> None:
    """Nothing that is pending is sent, and nothing new is planned, until `release`."""
    insert_once(session, Deployment, id=1, beats=0)
    session.execute(update(Deployment).values(quarantined_at=func.coalesce(Deployment.quarantined_at, now)))
    pending = update(OutboxMessage).where(OutboxMessage.state == OutboxState.PENDING)
    session.execute(pending.values(state=OutboxState.QUARANTINED))


def release(session: Session, machine: datetime, *, drop: bool) -> Released:
    """What was due by then may have been sent since the copy was made: that is doubt, settled as any other is."""
    since = session.scalar(select(Deployment.quarantined_at))
    session.execute(update(Deployment).values(quarantined_at=None))
    if since is None:
        return Released()
    quarantined = update(OutboxMessage).where(OutboxMessage.state == OutboxState.QUARANTINED)
    if drop:
        dropped = quarantined.values(state=OutboxState.CANCELLED).returning(OutboxMessage.id)
        return Released(dropped=len(session.scalars(dropped).all()))
    later = quarantined.where(OutboxMessage.due_at > since).values(state=OutboxState.PENDING)
    not_yet_due = session.scalars(later.returning(OutboxMessage.id)).all()
    doubt = {"state": OutboxState.UNKNOWN, "last_error": "restored", "posted_at": machine, "retry_at": machine}
    traceable = case((_IS_DIRECT, literal(True)), else_=literal(False))
    rows = session.scalars(
        quarantined.values(**doubt, traceable=traceable).returning(OutboxMessage.traceable)
    ).all()
    return Released(sum(rows), len(rows) - sum(rows), len(not_yet_due))


def is_on(session: Session) -> bool:
    """Whether the operator has still to say what becomes of the old messages."""
    return bool(session.scalar(_IS_ON))


def messages(session: Session) -> int:
    """How many wait for it."""
    return session.scalar(_IN_IT) or 0
