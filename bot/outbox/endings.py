"""The end of a message that isn't sent: written down, logged, and its caretaker told."""

from datetime import datetime

import structlog
from sqlalchemy.orm import Session

from bot import drops
from bot.models import Member, OutboxMessage, OutboxState
from bot.outbox import queue
from bot.outbox.messages import HomeChanged, MessageDied

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
    """It can't be sent, ever: its caretaker is told (never about a telling itself)."""
    row.state, row.last_error = OutboxState.DEAD, error
    let_go(row)
    log.warning("message_dead", outbox_id=row.id, kind=row.kind, error=error)
    if row.caretaker_id and row.kind != MessageDied.__name__:
        queue.add(
            session,
            MessageDied(row.id),
            to=session.get_one(Member, row.caretaker_id),
            workspace_id=row.workspace_id,
            key=f"died:{row.id}",
            due_at=now,
        )
