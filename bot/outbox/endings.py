"""The end of a message that isn't sent: written down, logged, and its caretaker told."""

from datetime import datetime, timedelta

import structlog
from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session, aliased

from bot import drops
from bot.models import Enrollment, Member, OutboxMessage, OutboxState, ProgramOwner
from bot.outbox import queue
from bot.outbox.messages import HomeChanged, MessageDied, OutcomeUnknown, PeopleNotReached

TELLINGS = {kind.__name__ for kind in (HomeChanged, MessageDied, OutcomeUnknown, PeopleNotReached)}
GATHER = timedelta(minutes=15)
"""What goes wrong for one often goes wrong for many: they are told of together."""

_reader = aliased(Member)
_AN_OWNER = (
    select(Member)
    .join(ProgramOwner, ProgramOwner.member_id == Member.id)
    .join(Enrollment, Enrollment.program_id == ProgramOwner.program_id)
    .join(_reader, _reader.id == Enrollment.member_id)
    .where(
        _reader.workspace_id == bindparam("workspace_id"),
        _reader.slack_id == bindparam("recipient"),
        Member.id != _reader.id,
        Member.deactivated_at.is_(None),
    )
    .order_by(ProgramOwner.id)
    .limit(1)
)

UNREADABLE = "unreadable"
"""Why a message is dead that can't be opened any more (models/sealed.py)."""

log = structlog.get_logger()


def let_go(row: OutboxMessage) -> None:
    """No sender has it any more."""
    row.lease_owner = row.lease_until = None


def cancel(row: OutboxMessage) -> None:
    """Nobody wants it any more: paused, answered, ended."""
    row.state = OutboxState.CANCELLED
    if row.kind != HomeChanged.__name__:
        drops.note(row.kind, "no_longer_wanted")
    let_go(row)


def expire(row: OutboxMessage) -> None:
    """It came too late to be of use, which needs no telling."""
    row.state, row.last_error = OutboxState.DEAD, "expired"
    let_go(row)
    log.debug("message_expired", outbox_id=row.id, kind=row.kind)
    drops.note(row.kind, "expired")


def bury(session: Session, row: OutboxMessage, error: str, now: datetime) -> None:
    """It can't be sent: its caretaker is told, else who runs a program of its reader; never about a telling."""
    row.state, row.last_error, row.retry_at = OutboxState.DEAD, error, None
    let_go(row)
    log.warning("message_dead", outbox_id=row.id, kind=row.kind, error=error)
    if row.kind in TELLINGS:
        return
    if row.caretaker_id:
        caretaker = session.get_one(Member, row.caretaker_id)
        _tell(session, MessageDied(row.id), caretaker, f"died:{row.id}", now)
    elif error == UNREADABLE:
        return  # not for want of Slack or of its reader: whoever runs the bot reads it in the log
    elif owner := session.scalar(_AN_OWNER, {"workspace_id": row.workspace_id, "recipient": row.recipient}):
        hour = now.replace(minute=0, second=0, microsecond=0)
        telling = PeopleNotReached(owner.id, hour.isoformat())
        _tell(session, telling, owner, f"not-reached:{owner.id}:{hour.isoformat()}", now + GATHER)


def _tell(session: Session, telling: MessageDied | PeopleNotReached, to: Member, key: str, at: datetime) -> None:
    queue.add(session, telling, to=to, workspace_id=to.workspace_id, key=key, due_at=at)
