"""Sends what is due: claim and render in one transaction, POST outside of any, record in another."""

import secrets
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

import structlog
from sqlalchemy import Row, and_, bindparam, or_, select, update
from sqlalchemy.orm import Session

from bot.clock import Clocks
from bot.db import Database
from bot.models import Member, OutboxMessage, OutboxState, Workspace
from bot.models.types import UtcDateTime
from bot.outbox.endings import bury, cancel, expire
from bot.outbox.messages import HomeChanged
from bot.outbox.posting import (
    InDoubt,
    NotSent,
    Outcome,
    Postponed,
    RateLimited,
    Refused,
    Sent,
    Unauthorized,
    longest,
    open_conversation,
    post,
    publish,
)
from bot.outbox.registry import Outgoing, Registry
from bot.slack.clients import Clients
from bot.slack.replies import HomeTab
from bot.text import Translator

BATCH = 20
LEASE = timedelta(minutes=5)
MARGIN = timedelta(seconds=5)
MAX_ATTEMPTS = 8
FIRST_RETRY = timedelta(seconds=15)
LONGEST_RETRY = timedelta(minutes=30)

_CALENDAR, _MACHINE = bindparam("calendar", type_=UtcDateTime), bindparam("machine", type_=UtcDateTime)
_DUE_ROWS = (
    select(OutboxMessage, Workspace, Member)
    .join(Workspace, Workspace.id == OutboxMessage.workspace_id)
    .outerjoin(
        Member,
        and_(Member.workspace_id == OutboxMessage.workspace_id, Member.slack_id == OutboxMessage.recipient),
    )
    .where(
        OutboxMessage.state == OutboxState.PENDING,
        OutboxMessage.due_at <= _CALENDAR,
        or_(OutboxMessage.retry_at.is_(None), OutboxMessage.retry_at <= _MACHINE),
        Workspace.paused_reason.is_(None),
        or_(Workspace.send_after.is_(None), Workspace.send_after <= _MACHINE),
    )
    .order_by(OutboxMessage.due_at, OutboxMessage.id)
)
_ANY_DUE = _DUE_ROWS.with_only_columns(OutboxMessage.id).limit(1)
_DUE = _DUE_ROWS.limit(BATCH).with_for_update(skip_locked=True, of=OutboxMessage)

_MINE = (
    select(OutboxMessage)
    .where(
        OutboxMessage.id == bindparam("id"),
        OutboxMessage.lease_owner == bindparam("name"),
        OutboxMessage.state == OutboxState.SENDING,
    )
    .with_for_update()
)

DueRow = Row[OutboxMessage, Workspace, Member]

log = structlog.get_logger()


@dataclass(frozen=True)
class Letter:
    """A claimed message, written out: all that the POST needs, so that no transaction is open during it."""

    row: OutboxMessage
    token: str
    known_channel: str | None
    outgoing: Outgoing


class Gate(Protocol):
    """Holds back what nobody asked for, while its reader is away or has read enough this week."""

    def opens_at(self, message: OutboxMessage, reader: Member, now: datetime) -> datetime | None:
        """When the message may go; None where that can't be said just now."""
        ...


@dataclass
class Sender:
    """One sender of possibly many. It is safe to run any number of them against one database."""

    database: Database
    clients: Clients
    clocks: Clocks
    registry: Registry
    gate_for: Callable[[Session, Collection[Member], datetime], Gate]

    def __post_init__(self) -> None:
        self.name = secrets.token_hex(8)

    def run_once(self) -> int:
        """Send one batch of what is due; how many rows were dealt with."""
        letters, settled = self._claim()
        closed: set[int] = set()  # workspaces to which Slack takes nothing more for now
        for letter in letters:
            outcome = self._attempt(letter) if letter.row.workspace_id not in closed else Postponed()
            if isinstance(outcome, RateLimited | Unauthorized):
                closed.add(letter.row.workspace_id)
            self._record(letter, outcome)
        return len(letters) + settled

    def _attempt(self, letter: Letter) -> Outcome:
        return self._deliver(letter) if self._has_time(letter) else NotSent("lease_too_short")

    def _claim(self) -> tuple[list[Letter], int]:
        """Take due rows and write them out. The second number counts rows that need no POST any more."""
        times = {"calendar": self.clocks.calendar(), "machine": self.clocks.machine()}
        with self.database.reading() as session:
            if session.scalar(_ANY_DUE, times) is None:
                return [], 0  # an idle sender never takes the writer's lock
        with self.database.transaction() as session:
            rows = session.execute(_DUE, times).all()
            readers = {reader for row, _, reader in rows if row.unasked and reader}
            gate = self.gate_for(session, readers, times["calendar"])
            letters = [letter for row in _one_home_each(rows) if (letter := self._write(session, gate, *row))]
            return letters, len(rows) - len(letters)

    def _write(
        self, session: Session, gate: Gate, row: OutboxMessage, workspace: Workspace, reader: Member | None
    ) -> Letter | None:
        """Render a row and mark it as being sent; None where it is not to be sent any more, or not now.

        `reader` is the member whose DM it goes to; channels and groups have none.
        """
        now = self.clocks.calendar()
        if row.expires_at and row.expires_at <= now:
            return expire(row)
        if row.unasked and reader and not _may_go(gate, row, reader, now):
            return None
        try:
            facts = self.registry.facts(session, now, row.kind, row.params)
            if facts is None:
                return cancel(row)
            outgoing = self.registry.render(_translator(reader), row.kind, facts)
        except (LookupError, ValueError, TypeError, AttributeError):
            # A bug in one text must not stop the others; the row is kept, and its caretaker and the log say so.
            log.exception("message_not_rendered", kind=row.kind, outbox_id=row.id)
            return bury(session, row, "not_rendered", now)
        if reader and isinstance(outgoing, HomeTab) and outgoing.digest == reader.home_digest:
            return cancel(row)
        row.state = OutboxState.SENDING
        row.lease_owner = self.name
        row.lease_until = self.clocks.machine() + LEASE
        row.posted_at = self.clocks.machine()
        return Letter(row, workspace.bot_token, reader.dm_channel if reader else None, outgoing)

    def _has_time(self, letter: Letter) -> bool:
        """Whether the lease surely outlives the POST; else another sender might take the row meanwhile."""
        done_at = self.clocks.machine() + longest(letter.outgoing) + MARGIN
        return letter.row.lease_until is not None and done_at < letter.row.lease_until

    def _deliver(self, letter: Letter) -> Outcome:
        client = self.clients.for_sender(letter.token)
        if isinstance(letter.outgoing, HomeTab):
            return publish(client, letter.row.recipient, letter.outgoing)
        channel = open_conversation(client, letter.row.recipient, letter.known_channel)
        if not isinstance(channel, str):
            return channel
        return post(client, channel, letter.outgoing, letter.row.wire_key)

    def _record(self, letter: Letter, outcome: Outcome) -> None:
        """Write down what came of it, unless the row is no longer ours."""
        with self.database.transaction() as session:
            row = session.scalar(_MINE, {"id": letter.row.id, "name": self.name})
            if row is None:
                log.warning("lease_lost", outbox_id=letter.row.id)
                return
            row.lease_owner = row.lease_until = None
            self._settle(session, row, outcome, letter)

    def _settle(self, session: Session, row: OutboxMessage, outcome: Outcome, letter: Letter) -> None:
        machine = self.clocks.machine()
        match outcome:
            case Sent(channel, ts):
                row.state, row.slack_channel, row.slack_ts, row.last_error = OutboxState.SENT, channel, ts, None
                if isinstance(letter.outgoing, HomeTab):
                    _remember(session, row, home_digest=letter.outgoing.digest)
                elif channel != letter.known_channel:
                    _remember(session, row, dm_channel=channel)
            case RateLimited(seconds):
                row.state, row.last_error = OutboxState.PENDING, "ratelimited"
                _pause_until(session, row, machine + timedelta(seconds=seconds))
            case Postponed():
                row.state = OutboxState.PENDING
            case NotSent(error):
                row.attempts += 1
                row.last_error = error
                row.state, row.retry_at = OutboxState.PENDING, machine + retry_after(row.attempts)
                if row.attempts >= MAX_ATTEMPTS:
                    bury(session, row, error, self.clocks.calendar())
            case InDoubt(error):
                row.attempts += 1
                row.state, row.last_error = OutboxState.UNKNOWN, error
            case Refused(error):
                bury(session, row, error, self.clocks.calendar())
            case Unauthorized(error):
                row.state, row.last_error = OutboxState.PENDING, error
                session.get_one(Workspace, row.workspace_id).paused_reason = error
                log.error("installation_paused", workspace_id=row.workspace_id, error=error)


def _one_home_each(rows: Sequence[DueRow]) -> list[DueRow]:
    """What would publish somebody's App Home twice in one batch is cancelled: once shows all that changed."""
    last = {row.recipient: row.id for row, _, _ in rows if row.kind == HomeChanged.__name__}
    repeated = {row.id for row, _, _ in rows if row.kind == HomeChanged.__name__ and row.id != last[row.recipient]}
    for row, _, _ in rows:
        if row.id in repeated:
            cancel(row)
    return [each for each in rows if each[0].id not in repeated]


def retry_after(attempts: int) -> timedelta:
    """How long to wait after the n-th failure: 15 s, four times as long each time, at most half an hour.

    So eight attempts outlast nearly two hours of a Slack that takes nothing.
    """
    return min(FIRST_RETRY * 4 ** (attempts - 1), LONGEST_RETRY)


def _may_go(gate: Gate, row: OutboxMessage, reader: Member, now: datetime) -> bool:
    """Whether the gate is open; else the row waits until it is, or is given up where that is too late."""
    at = gate.opens_at(row, reader, now)
    if at is None:
        return False
    if row.expires_at and row.expires_at <= at:
        expire(row)
        return False
    row.due_at = at
    return at == now


def _translator(reader: Member | None) -> Translator:
    return Translator(reader.locale, reader.timezone) if reader else Translator()


def _remember(session: Session, row: OutboxMessage, **values: str | None) -> None:
    """What Slack told us of the reader; a channel or a group has none."""
    session.execute(
        update(Member)
        .where(Member.workspace_id == row.workspace_id, Member.slack_id == row.recipient)
        .values(**values)
    )


def _pause_until(session: Session, row: OutboxMessage, until: datetime) -> None:
    session.get_one(Workspace, row.workspace_id).send_after = until
