"""Takes due rows and writes them out, in one transaction: what a POST needs, so that none is open during it."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

import structlog
from sqlalchemy import Row, and_, bindparam, func, or_, select
from sqlalchemy.orm import Session

from bot.clock import Clocks
from bot.db import Database
from bot.logs import correlated
from bot.models import Member, OutboxMessage, OutboxState, Pace, Workspace
from bot.models.types import UtcDateTime
from bot.outbox import pacing
from bot.outbox.endings import bury, cancel, expire
from bot.outbox.messages import HomeChanged
from bot.outbox.posting import longest
from bot.outbox.registry import Outgoing, Registry
from bot.outbox.timing import Timing
from bot.slack.replies import FileMessage, HomeTab
from bot.text import Translator

BATCH = 20
SOON = timedelta(minutes=30)
"""Who has just asked for something is still there; later than that it comes in their working hours."""

_CALENDAR, _MACHINE = bindparam("calendar", type_=UtcDateTime), bindparam("machine", type_=UtcDateTime)
_DUE_ROWS = (
    select(OutboxMessage, Workspace, Member)
    .join(Workspace, Workspace.id == OutboxMessage.workspace_id)
    .outerjoin(
        Member,
        and_(Member.workspace_id == OutboxMessage.workspace_id, Member.slack_id == OutboxMessage.recipient),
    )
    .outerjoin(
        Pace,
        and_(Pace.workspace_id == OutboxMessage.workspace_id, Pace.recipient == OutboxMessage.recipient),
    )
    .where(
        OutboxMessage.state == OutboxState.PENDING,
        OutboxMessage.due_at <= _CALENDAR,
        or_(OutboxMessage.retry_at.is_(None), OutboxMessage.retry_at <= _MACHINE),
        Workspace.paused_reason.is_(None),
        or_(Workspace.send_after.is_(None), Workspace.send_after <= _MACHINE),
        or_(Pace.next_allowed_at.is_(None), Pace.next_allowed_at <= _MACHINE),
    )
    .order_by(OutboxMessage.due_at, OutboxMessage.id)
)
_ANY_DUE = _DUE_ROWS.with_only_columns(OutboxMessage.id).limit(1)
_DUE = _DUE_ROWS.limit(BATCH).with_for_update(skip_locked=True, of=OutboxMessage)
_IS_DIRECT = and_(
    func.substr(OutboxMessage.recipient, 1, 1).in_(("U", "W")), OutboxMessage.recipient.not_like("%+%")
)
_DIRECT_DUE = _DUE_ROWS.where(_IS_DIRECT).limit(BATCH).with_for_update(skip_locked=True, of=OutboxMessage)

DueRow = Row[OutboxMessage, Workspace, Member]

log = structlog.get_logger()


@dataclass(frozen=True)
class Letter:
    """A claimed message, written out: all that the POST needs."""

    row: OutboxMessage
    workspace: Workspace
    known_channel: str | None
    outgoing: Outgoing

    @property
    def is_traceable(self) -> bool:
        """Whether it can be found out later if it arrived. Of the others one at a time is on its way: where the
        process dies meanwhile, somebody has to be asked.
        """
        return is_direct(self.row.recipient) and not isinstance(self.outgoing, FileMessage)


class Gate(Protocol):
    """Says when people may be written to."""

    def opens_at(self, message: OutboxMessage, reader: Member, now: datetime) -> datetime | None:
        """When a message that nobody asked for may go; None where that can't be said just now."""
        ...

    def working_at(self, readers: Sequence[Member], now: datetime) -> datetime:
        """When the one reader, or both, are at work."""
        ...


@dataclass
class Claims:
    """Claims in the name of one sender."""

    name: str
    database: Database
    clocks: Clocks
    timing: Timing
    registry: Registry
    gate_for: Callable[[Session, Collection[Member], datetime], Gate]

    def take(self, *, traceable_only: bool = False) -> tuple[list[Letter], int]:
        """Letters to send, each to another conversation; the second number counts rows that need no POST now."""
        times = {"calendar": self.clocks.calendar(), "machine": self.clocks.machine()}
        with self.database.reading() as session:
            if session.scalar(_ANY_DUE, times) is None:
                return [], 0  # an idle sender never takes the writer's lock
        with self.database.transaction() as session:
            due = session.execute(_DIRECT_DUE if traceable_only else _DUE, times).all()
            rows = pacing.first_of_each(_one_home_each(due), self.timing, times["machine"])
            readers = {reader for row, _, reader in rows if row.unasked and reader}
            gate = self.gate_for(session, readers, times["calendar"])
            readers_of = _readers(session, rows)
            written = [
                letter for row in rows if (letter := self._traced(session, gate, readers_of[row[0].id], *row))
            ]
            letters = self._reserved(session, _careful(written, traceable_only), times["machine"])
            for letter in letters:
                self._mark(letter, times["machine"])
            still_due = [
                row for row, *_ in due if row.state == OutboxState.PENDING and row.due_at <= times["calendar"]
            ]
            return letters, len(due) - len(still_due) - len(letters)

    def _traced(
        self,
        session: Session,
        gate: Gate,
        readers: Sequence[Member],
        row: OutboxMessage,
        workspace: Workspace,
        reader: Member | None,
    ) -> Letter | None:
        with correlated(row.correlation_id):
            return self._write(session, gate, readers, row, workspace, reader)

    def _write(
        self,
        session: Session,
        gate: Gate,
        readers: Sequence[Member],
        row: OutboxMessage,
        workspace: Workspace,
        reader: Member | None,
    ) -> Letter | None:
        """Render a row; None where it is not to be sent any more, or not now.

        `reader` is the member whose DM it goes to; channels and groups have none.
        """
        now = self.clocks.calendar()
        if row.expires_at and row.expires_at <= now:
            return expire(row)
        if readers and not self._may_go(gate, row, readers, now):
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
        return Letter(row, workspace, reader.dm_channel if reader else None, outgoing)

    def _may_go(self, gate: Gate, row: OutboxMessage, readers: Sequence[Member], now: datetime) -> bool:
        """Whether it is the time for it; else the row waits until it is, or is given up where that is too late.

        Asked again when it is sent: the bot may have been down since it was planned, or somebody has moved.
        """
        at = gate.opens_at(row, readers[0], now) if row.unasked else self._asked_at(gate, row, readers, now)
        if at is None:
            return False
        if row.expires_at and row.expires_at <= at:
            expire(row)
            return False
        if row.unasked or at > now:
            row.due_at = at
        return at == now

    def _asked_at(self, gate: Gate, row: OutboxMessage, readers: Sequence[Member], now: datetime) -> datetime:
        """What answers somebody who is there goes at once; App Home disturbs nobody; all else in working hours."""
        is_answer = self.registry.is_answer(row.kind) and now - row.due_at <= SOON
        is_home = row.kind == HomeChanged.__name__
        return now if is_answer or is_home else gate.working_at(readers, now)

    def _reserved(self, session: Session, letters: Sequence[Letter], machine: datetime) -> list[Letter]:
        """Those whose workspace and conversation another sender hasn't just taken."""
        shares = pacing.take_shares(session, [letter.workspace for letter in letters], machine, self.timing)
        wanted = [letter for letter in letters if letter.workspace.id in shares]
        places = {pacing.conversation(letter.row): self._lease_until(letter, machine) for letter in wanted}
        free = pacing.occupy(session, places, machine)
        return [letter for letter in wanted if pacing.conversation(letter.row) in free]

    def _mark(self, letter: Letter, machine: datetime) -> None:
        row = letter.row
        row.state, row.traceable = OutboxState.SENDING, letter.is_traceable
        row.lease_owner, row.lease_until = self.name, self._lease_until(letter, machine)
        row.posted_at = machine

    def _lease_until(self, letter: Letter, machine: datetime) -> datetime:
        """Drawing may take longer than a lease; it waits a little for its turn, too."""
        needed = longest(letter.outgoing, self.timing.call) + 2 * self.timing.margin
        return machine + max(self.timing.lease, needed)


def is_direct(recipient: str) -> bool:
    """A member's own DM with the bot: the only place whose history it may read."""
    return recipient[0] in "UW" and "+" not in recipient


def _careful(letters: Sequence[Letter], traceable_only: bool) -> list[Letter]:
    """All that can be traced, and before them one that can't, unless one is on its way already."""
    others = [letter for letter in letters if not letter.is_traceable]
    return others[: 0 if traceable_only else 1] + [letter for letter in letters if letter.is_traceable]


def _one_home_each(rows: Sequence[DueRow]) -> list[DueRow]:
    """What would publish somebody's App Home twice in one batch is cancelled: once shows all that changed."""
    last = {pacing.conversation(row): row.id for row, *_ in rows if row.kind == HomeChanged.__name__}
    kept: list[DueRow] = []
    for each in rows:
        row = each[0]
        if row.kind == HomeChanged.__name__ and row.id != last[pacing.conversation(row)]:
            cancel(row)
        else:
            kept.append(each)
    return kept


def _readers(session: Session, rows: Sequence[DueRow]) -> dict[int, Sequence[Member]]:
    """By the row's id: one for a DM, two for a group DM, none for a channel; at most one statement."""
    groups = {row.id: row.recipient.split("+") for row, *_ in rows if "+" in row.recipient}
    known = select(Member).where(
        Member.workspace_id.in_({row.workspace_id for row, *_ in rows}),
        Member.slack_id.in_({one for two in groups.values() for one in two}),
    )
    found = {(one.workspace_id, one.slack_id): one for one in session.scalars(known)} if groups else {}
    return {
        row.id: [found[row.workspace_id, one] for one in groups[row.id]]
        if row.id in groups
        else [reader]
        if reader
        else []
        for row, _, reader in rows
    }


def _translator(reader: Member | None) -> Translator:
    return Translator(reader.locale, reader.timezone) if reader else Translator()
