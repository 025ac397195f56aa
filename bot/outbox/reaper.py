"""Finds out what became of messages whose outcome is unknown: from the DM's history, else from a person."""

from dataclasses import dataclass
from datetime import timedelta

import structlog
from sqlalchemy import Select, and_, select, update
from sqlalchemy.orm import Session

from bot.clock import Clocks
from bot.db import Database
from bot.models import Member, OutboxMessage, OutboxState, Workspace
from bot.outbox import queue
from bot.outbox.endings import bury
from bot.outbox.messages import OutcomeUnknown
from bot.outbox.posting import Refused, find_in_history, open_conversation
from bot.outbox.sender import BATCH, MAX_ATTEMPTS
from bot.slack.clients import Clients
from bot.slack.directory import SLACK_FAILURES

QUIET = timedelta(seconds=120)
"""How long Slack may take to show a message that it accepted."""

_ANY_IN_DOUBT = (
    select(OutboxMessage.id).where(OutboxMessage.state.in_((OutboxState.SENDING, OutboxState.UNKNOWN))).limit(1)
)

log = structlog.get_logger()


@dataclass
class Reaper:
    """Takes back expired leases, and settles what is in doubt."""

    database: Database
    clients: Clients
    clocks: Clocks
    quiet: timedelta = QUIET

    def run_once(self) -> int:
        """Settle what can be settled now; how many rows were."""
        with self.database.reading() as session:
            if session.scalar(_ANY_IN_DOUBT) is None:
                return 0
        self._take_back_leases()
        rows = self._in_doubt()
        return sum(self._settle(row, token) for row, token in rows)

    def _take_back_leases(self) -> None:
        """Whoever held the lease may have posted before it died: that is doubt, not failure."""
        overdue = and_(
            OutboxMessage.state == OutboxState.SENDING, OutboxMessage.lease_until < self.clocks.machine()
        )
        doubt = {"state": OutboxState.UNKNOWN, "lease_owner": None, "lease_until": None}
        with self.database.transaction() as session:
            session.execute(update(OutboxMessage).where(overdue).values(last_error="lease_expired", **doubt))

    def _in_doubt(self) -> list[tuple[OutboxMessage, str]]:
        with self.database.reading() as session:
            rows = session.execute(
                select(OutboxMessage, Workspace.bot_token)
                .join(Workspace, Workspace.id == OutboxMessage.workspace_id)
                .where(
                    OutboxMessage.state == OutboxState.UNKNOWN,
                    OutboxMessage.posted_at <= self.clocks.machine() - self.quiet,
                    Workspace.paused_reason.is_(None),
                )
                .order_by(OutboxMessage.id)
                .limit(BATCH)
            )
            return [(row, token) for row, token in rows]

    def _settle(self, row: OutboxMessage, token: str) -> int:
        if not is_direct(row.recipient):
            return self._hold(row)
        client = self.clients.for_reading(token)
        channel = open_conversation(client, row.recipient, None)
        if isinstance(channel, Refused):
            return self._give_up(row, channel.error)
        if not isinstance(channel, str):
            return 0
        try:
            ts = find_in_history(client, channel, row.wire_key, _oldest(row))
        except SLACK_FAILURES as failure:
            log.warning("history_not_read", outbox_id=row.id, error=type(failure).__name__)
            return 0
        if ts:
            return self._change(row, state=OutboxState.SENT, slack_channel=channel, slack_ts=ts)
        return (
            self._give_up(row, row.last_error)
            if row.attempts >= MAX_ATTEMPTS
            else self._change(row, state=OutboxState.PENDING)
        )

    def _give_up(self, row: OutboxMessage, error: str | None) -> int:
        with self.database.transaction() as session:
            mine = session.scalar(_still_in_doubt(row))
            if mine:
                bury(session, mine, error or "unknown", self.clocks.calendar())
            return 1 if mine else 0

    def _hold(self, row: OutboxMessage) -> int:
        """The bot can't read groups and channels, on purpose: somebody who can see them is asked."""
        with self.database.transaction() as session:
            if not _changed(session, row, state=OutboxState.HELD):
                return 0
            log.warning("message_held", outbox_id=row.id, kind=row.kind)
            caretaker = row.caretaker_id and session.get(Member, row.caretaker_id)
            if caretaker:
                queue.add(
                    session,
                    OutcomeUnknown(row.id),
                    to=caretaker,
                    workspace_id=row.workspace_id,
                    key=f"unknown:{row.id}:{row.posted_at}",
                    due_at=self.clocks.calendar(),
                )
        return 1

    def _change(self, row: OutboxMessage, **values: object) -> int:
        """Change the row if it is still in doubt; 1 if it was."""
        with self.database.transaction() as session:
            return 1 if _changed(session, row, **values) else 0


def _changed(session: Session, row: OutboxMessage, **values: object) -> bool:
    guarded = (
        update(OutboxMessage)
        .where(OutboxMessage.id == row.id, OutboxMessage.state == OutboxState.UNKNOWN)
        .values(**values)
        .returning(OutboxMessage.id)
    )
    return session.scalar(guarded) is not None


def _still_in_doubt(row: OutboxMessage) -> Select[OutboxMessage]:
    return (
        select(OutboxMessage)
        .where(OutboxMessage.id == row.id, OutboxMessage.state == OutboxState.UNKNOWN)
        .with_for_update()
    )


def is_direct(recipient: str) -> bool:
    """A member's own DM with the bot: the only place whose history it may read."""
    return recipient[0] in "UW" and "+" not in recipient


def _oldest(row: OutboxMessage) -> float:
    """From when on to look: before the POST by either clock, and a little more, since Slack's isn't ours."""
    posted = min(row.posted_at or row.due_at, row.due_at)
    return (posted - timedelta(minutes=5)).timestamp()
