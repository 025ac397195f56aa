"""Takes due rows and writes them out, in one transaction: what a POST needs, so that none is open during it."""

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnClause, Text, and_, bindparam, literal_column, or_, select, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from bot.clock import Clocks
from bot.db import Database
from bot.models import Member, OutboxMessage, OutboxState, Pace, Workspace
from bot.models.types import UtcDateTime
from bot.outbox import pacing
from bot.outbox.endings import cancel
from bot.outbox.messages import HomeChanged
from bot.outbox.posting import longest
from bot.outbox.registry import Registry
from bot.outbox.timing import Timing
from bot.outbox.writing import DueRow, Gate, Letter, Writer, is_direct

BATCH = 80
CAREFUL = 4
"""So many that nobody could look up later are on their way from one sender at most, each of another workspace: a
crash makes nobody be asked about more than one."""


def _written(pattern: str) -> ColumnClause[str]:
    """In the statement's own text: what is bound to it isn't known yet where its plan is made."""
    return literal_column(f"'{pattern}'", Text())


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
_TO = OutboxMessage.recipient
_IS_DIRECT = and_(or_(_TO.like(_written("U%")), _TO.like(_written("W%"))), _TO.not_like(_written("%+%")))
"""So that PostgreSQL sees that nearly all are: else it reads and sorts all that are due, for each batch."""
_IS_FREE = OutboxMessage.workspace_id.not_in(bindparam("busy", expanding=True))
_AHEAD = _DUE_ROWS.where(or_(_IS_DIRECT, _IS_FREE)).with_only_columns(OutboxMessage.recipient).limit(BATCH)
_DIRECT_DUE = _DUE_ROWS.where(_IS_DIRECT).limit(BATCH).with_for_update(skip_locked=True, of=OutboxMessage)
_OTHER_DUE = (
    _DUE_ROWS.where(~_IS_DIRECT, _IS_FREE).limit(CAREFUL).with_for_update(skip_locked=True, of=OutboxMessage)
)
"""Looked for where there is one: else all rows are read."""

_MARK = (
    update(OutboxMessage)
    .where(OutboxMessage.id.in_(bindparam("ids", expanding=True)))
    .values(
        state=OutboxState.SENDING,
        traceable=bindparam("by"),
        lease_owner=bindparam("me"),
        lease_until=bindparam("until", type_=UtcDateTime),
        posted_at=bindparam("at", type_=UtcDateTime),
    )
    .execution_options(synchronize_session=False)
)


@dataclass
class Claims:
    """Claims in the name of one sender."""

    name: str
    database: Database
    clocks: Clocks
    timing: Timing
    registry: Registry
    gate_for: Callable[[Session, Collection[Member], datetime], Gate]

    def take(self, *, direct: bool = True, busy: Sequence[int] = ()) -> tuple[list[Letter], int]:
        """Letters to send, each to another conversation; the second number counts rows that need no POST now.

        `direct`: a batch to people, too; `busy`: the workspaces to which something is on its way that nobody could
        look up later.
        """
        times = {"calendar": self.clocks.calendar(), "machine": self.clocks.machine()}
        with self.database.reading() as session:
            ahead = session.scalars(_AHEAD, {**times, "busy": busy}).all()
            goes_elsewhere = len(busy) < CAREFUL and not all(is_direct(recipient) for recipient in ahead)
            if not ahead or not (direct or goes_elsewhere):
                return [], 0  # an idle sender never takes the writer's lock
        with self.database.transaction() as session:
            due = [*session.execute(_OTHER_DUE, {**times, "busy": busy})] if goes_elsewhere else []
            due += session.execute(_DIRECT_DUE, times) if direct else []
            rows = pacing.first_of_each(_one_home_each(due), self.timing, times["machine"])
            readers = {reader for row, _, reader in rows if row.unasked and reader}
            gate = self.gate_for(session, readers, times["calendar"])
            written = Writer(session, self.registry, gate, times["calendar"]).letters(rows)
            letters = self._reserved(session, _careful(written, busy), times["machine"])
            self._mark(session, letters, times["machine"])
            still_due = [
                row for row, *_ in due if row.state == OutboxState.PENDING and row.due_at <= times["calendar"]
            ]
            return letters, len(due) - len(still_due) - len(letters)

    def _reserved(self, session: Session, letters: Sequence[Letter], machine: datetime) -> list[Letter]:
        """Those whose workspace and conversation another sender hasn't just taken."""
        shares = pacing.take_shares(session, [letter.workspace for letter in letters], machine, self.timing)
        wanted = [letter for letter in letters if letter.workspace.id in shares]
        places = {pacing.conversation(letter.row): self._lease_until(letter, machine) for letter in wanted}
        free = pacing.occupy(session, places, machine)
        return [letter for letter in wanted if pacing.conversation(letter.row) in free]

    def _mark(self, session: Session, letters: Sequence[Letter], machine: datetime) -> None:
        """By one statement for all that are alike: row by row it would take as long as the POSTs."""
        alike: dict[tuple[bool, datetime], list[int]] = defaultdict(list)
        for letter in letters:
            alike[letter.is_traceable, self._lease_until(letter, machine)].append(letter.row.id)
        for (is_traceable, until), ids in alike.items():
            session.execute(_MARK, {"ids": ids, "me": self.name, "by": is_traceable, "until": until, "at": machine})
        for letter in letters:
            set_committed_value(letter.row, "lease_until", self._lease_until(letter, machine))
            set_committed_value(letter.row, "posted_at", machine)
            set_committed_value(letter.row, "state", OutboxState.SENDING)

    def _lease_until(self, letter: Letter, machine: datetime) -> datetime:
        """Drawing may take longer than a lease; it waits a little for its turn, too."""
        needed = longest(letter.outgoing, self.timing.call) + 2 * self.timing.margin
        return machine + max(self.timing.lease, needed)


def _careful(letters: Sequence[Letter], busy: Collection[int]) -> list[Letter]:
    """All that can be traced, and of the others one a workspace, where none is on its way already."""
    taken, kept = set(busy), list[Letter]()
    for letter in letters:
        if not letter.is_traceable:
            if letter.workspace.id in taken or len(taken) >= CAREFUL:
                continue
            taken.add(letter.workspace.id)
        kept.append(letter)
    return kept


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
