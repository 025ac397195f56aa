"""What most queues do: lease, and where the outcome isn't known, send again. The test of the campaign."""

from sqlalchemy import and_, or_, update

from bot.models import OutboxMessage, OutboxState
from bot.outbox.reaper import Reaper


def run_once(reaper: Reaper) -> int:
    """Whatever didn't surely arrive is to be sent (again)."""
    overdue = and_(OutboxMessage.state == OutboxState.SENDING, OutboxMessage.lease_until < reaper.clocks.machine())
    doubtful = or_(OutboxMessage.state == OutboxState.UNKNOWN, overdue)
    again = {"state": OutboxState.PENDING, "lease_owner": None, "lease_until": None, "retry_at": None}
    with reaper.database.transaction() as session:
        rows = session.scalars(
            update(OutboxMessage).where(doubtful).values(again).returning(OutboxMessage.id)
        ).all()
        return len(rows)


def install() -> None:
    """In place of the bot's own."""
    Reaper.run_once = run_once
