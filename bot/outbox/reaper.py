"""Finds out what became of messages whose outcome is unknown: from the DM's history, else from a person."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog
from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from bot.clock import Clocks
from bot.db import Database
from bot.logs import correlated
from bot.models import Member, OutboxMessage, OutboxState, Unreadable, Workspace
from bot.models.types import UtcDateTime
from bot.outbox import pacing, queue
from bot.outbox.endings import bury, let_go
from bot.outbox.messages import OutcomeUnknown
from bot.outbox.posting import (
    TOKEN_UNREADABLE,
    Outcome,
    RateLimited,
    Refused,
    Unauthorized,
    find_in_history,
    open_conversation,
    outcome_of,
)
from bot.outbox.recording import pause
from bot.outbox.timing import MAX_ATTEMPTS, Timing
from bot.slack.clients import Clients
from bot.slack.directory import SLACK_FAILURES

BATCH = 20

Change = Callable[[Session, OutboxMessage], None]

_MACHINE = bindparam("machine", type_=UtcDateTime)
_ANY_IN_DOUBT = (
    select(OutboxMessage.id).where(OutboxMessage.state.in_((OutboxState.SENDING, OutboxState.UNKNOWN))).limit(1)
)
_CLAIMED = select(OutboxMessage).filter_by(state=OutboxState.SENDING).with_for_update(skip_locked=True)
_OVERDUE = _CLAIMED.where(OutboxMessage.lease_until < _MACHINE)
_IN_DOUBT = (
    select(OutboxMessage, Workspace, Member.dm_channel)
    .join(Workspace, Workspace.id == OutboxMessage.workspace_id)
    .outerjoin(
        Member,
        (Member.workspace_id == OutboxMessage.workspace_id) & (Member.slack_id == OutboxMessage.recipient),
    )
    .where(
        OutboxMessage.state == OutboxState.UNKNOWN,
        OutboxMessage.retry_at <= _MACHINE,
        Workspace.paused_reason.is_(None),
    )
    .order_by(OutboxMessage.retry_at, OutboxMessage.id)
    .limit(BATCH)
)
_SAME = (
    select(OutboxMessage)
    .where(
        OutboxMessage.id == bindparam("id"),
        OutboxMessage.state == OutboxState.UNKNOWN,
        OutboxMessage.posted_at == bindparam("posted_at", type_=UtcDateTime),
    )
    .with_for_update()
)
"""The row as it was looked up: still in doubt, about the same attempt (there may have been another meanwhile)."""

log = structlog.get_logger()


@dataclass
class Reaper:
    """Takes back expired leases, and settles what is in doubt. Any number of them may run."""

    database: Database
    clients: Clients
    clocks: Clocks
    timing: Timing = field(default_factory=Timing)

    def run_once(self) -> int:
        """Settle what can be settled now; how many rows were."""
        with self.database.reading() as session:
            if session.scalar(_ANY_IN_DOUBT) is None:
                return 0
        self._take_back_leases()
        with self.database.reading() as session:
            rows = session.execute(_IN_DOUBT, {"machine": self.clocks.machine()}).all()
        done = 0
        for row, workspace, channel in rows:
            with correlated(row.correlation_id):
                done += self._settle(row, workspace, channel)
        return done

    def _take_back_leases(self) -> None:
        """Whoever held the lease may have posted before it died: that is doubt, not failure.

        It may even be about to post, where its process stood still; so the quiet period begins now.
        """
        machine = self.clocks.machine()
        with self.database.transaction() as session:
            overdue = session.scalars(_OVERDUE, {"machine": machine})
            _doubt(overdue, "lease_expired", machine + self.timing.quiet)

    def _settle(self, row: OutboxMessage, workspace: Workspace, known_channel: str | None) -> int:
        if not row.traceable:
            return self._hold(row)
        try:
            client = self.clients.for_sender(workspace.bot_token)
        except Unreadable:
            return self._look_later(row, workspace, Unauthorized(TOKEN_UNREADABLE))
        channel = open_conversation(client, row.recipient, known_channel)
        if isinstance(channel, Refused):
            return self._change(row, lambda session, mine: self._bury(session, mine, channel.error))
        if not isinstance(channel, str):
            return self._look_later(row, workspace, channel)
        try:
            ts = find_in_history(client, channel, row.wire_key, _oldest(row))
        except SLACK_FAILURES as failure:
            outcome = outcome_of(failure)
            return self._hold(row) if isinstance(outcome, Refused) else self._look_later(row, workspace, outcome)
        return self._arrived(row, channel, ts) if ts else self._did_not_arrive(row)

    def _arrived(self, row: OutboxMessage, channel: str, ts: str) -> int:
        def change(_session: Session, mine: OutboxMessage) -> None:
            mine.state, mine.slack_channel, mine.slack_ts = OutboxState.SENT, channel, ts
            mine.last_error = mine.retry_at = None

        return self._change(row, change)

    def _did_not_arrive(self, row: OutboxMessage) -> int:
        def change(session: Session, mine: OutboxMessage) -> None:
            mine.state, mine.retry_at = OutboxState.PENDING, None
            if mine.attempts >= MAX_ATTEMPTS:
                self._bury(session, mine, mine.last_error)

        return self._change(row, change)

    def _look_later(self, row: OutboxMessage, workspace: Workspace, outcome: Outcome) -> int:
        """Slack couldn't say now, which says nothing of the message. A wait that it asks for holds for all of its
        workspace's.
        """
        log.warning("history_not_read", outbox_id=row.id, outcome=type(outcome).__name__)
        machine = self.clocks.machine()
        with self.database.transaction() as session:
            if isinstance(outcome, Unauthorized):
                pause(session, workspace, outcome.error)
            elif isinstance(outcome, RateLimited):
                _look_later_in(session, workspace, machine + timedelta(seconds=outcome.seconds))
            elif mine := session.scalar(_SAME, {"id": row.id, "posted_at": row.posted_at}):
                mine.retry_at = machine + self.timing.first_retry
        return 0

    def _hold(self, row: OutboxMessage) -> int:
        """The bot can't read groups and channels, on purpose: somebody who can see them is asked."""

        def change(session: Session, mine: OutboxMessage) -> None:
            mine.state = OutboxState.HELD
            log.warning("message_held", outbox_id=mine.id, kind=mine.kind)
            caretaker = mine.caretaker_id and session.get(Member, mine.caretaker_id)
            if caretaker:
                queue.add(
                    session,
                    OutcomeUnknown(mine.id),
                    to=caretaker,
                    workspace_id=mine.workspace_id,
                    key=f"unknown:{mine.id}:{mine.posted_at}",
                    due_at=self.clocks.calendar(),
                )

        return self._change(row, change)

    def _bury(self, session: Session, row: OutboxMessage, error: str | None) -> None:
        bury(session, row, error or "unknown", self.clocks.calendar())

    def _change(self, row: OutboxMessage, change: Change) -> int:
        """Change the row if it is still in doubt about the same attempt; 1 if it was."""
        with self.database.transaction() as session:
            mine = session.scalar(_SAME, {"id": row.id, "posted_at": row.posted_at})
            if mine is not None:
                change(session, mine)
            return 0 if mine is None else 1


def take_back_all(database: Database, machine: datetime, timing: Timing) -> None:
    """What was claimed by a process that surely is dead: only for where nobody else may run on this database.

    A lease outlasts what it is for, with files by minutes, and nothing else goes to that conversation meanwhile,
    not even the question whether it arrived: whoever starts needn't wait for what was going on before.
    """
    with database.transaction() as session:
        rows = session.scalars(_CLAIMED).all()
        _doubt(rows, "sender_died", machine + timing.quiet)
        pacing.release(session, {pacing.conversation(row) for row in rows}, machine + timing.between)


def _doubt(rows: Iterable[OutboxMessage], why: str, look_at: datetime) -> None:
    for row in rows:
        log.warning(why, outbox_id=row.id, kind=row.kind)
        let_go(row)
        row.state, row.last_error = OutboxState.UNKNOWN, why
        row.attempts += 1
        row.retry_at = look_at


def _look_later_in(session: Session, workspace: Workspace, at: datetime) -> None:
    in_doubt = (OutboxMessage.workspace_id == workspace.id, OutboxMessage.state == OutboxState.UNKNOWN)
    sooner = OutboxMessage.retry_at < at
    session.execute(update(OutboxMessage).where(*in_doubt, sooner).values(retry_at=at))


def _oldest(row: OutboxMessage) -> float:
    """From when on to look: before the POST by either clock, and a little more, since Slack's isn't ours."""
    posted = min(row.posted_at or row.due_at, row.due_at)
    return (posted - timedelta(minutes=5)).timestamp()
