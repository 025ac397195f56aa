"""How the queue stands, for who looks at the bot from outside: numbers only."""

from datetime import datetime

from msgspec import Struct
from sqlalchemy import and_, bindparam, case, func, or_, select
from sqlalchemy.orm import Session

from bot.models import OutboxMessage, OutboxState, Workspace
from bot.models.types import UtcDateTime

OPEN = (OutboxState.PENDING, OutboxState.SENDING, OutboxState.UNKNOWN, OutboxState.HELD, OutboxState.DEAD)
"""What is sent or cancelled is in no queue, and would have to be counted anew each time."""
LATER = "later"

_CALENDAR, _MACHINE = bindparam("calendar", type_=UtcDateTime), bindparam("machine", type_=UtcDateTime)
_STATE = case(
    (and_(OutboxMessage.state == OutboxState.PENDING, OutboxMessage.due_at > _CALENDAR), LATER),
    else_=OutboxMessage.state,
)
_BY_STATE = (
    select(_STATE.label("state"), func.count(), func.min(OutboxMessage.due_at))
    .where(OutboxMessage.state.in_(OPEN))
    .group_by(_STATE)
)
_OLDEST_WAITING = (
    select(func.min(OutboxMessage.due_at))
    .join(Workspace, Workspace.id == OutboxMessage.workspace_id)
    .where(
        OutboxMessage.state == OutboxState.PENDING,
        OutboxMessage.due_at <= _CALENDAR,
        or_(OutboxMessage.retry_at.is_(None), OutboxMessage.retry_at <= _MACHINE),
        Workspace.paused_reason.is_(None),
        or_(Workspace.send_after.is_(None), Workspace.send_after <= _MACHINE),
    )
)


class Standing(Struct, frozen=True):
    """The messages of one state: how many, and since when the oldest has been due."""

    state: str
    messages: int
    due_at: datetime


def by_state(session: Session, now: datetime) -> list[Standing]:
    """Every message that has an end still to come, and the dead; `later`: pending, and not due yet."""
    return [Standing(*row) for row in session.execute(_BY_STATE, {"calendar": now})]


def oldest_waiting(session: Session, now: datetime, machine: datetime) -> datetime | None:
    """Since when the oldest message has been due that nothing but the sender keeps from going."""
    return session.scalar(_OLDEST_WAITING, {"calendar": now, "machine": machine})
