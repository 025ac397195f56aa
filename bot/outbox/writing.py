"""Which of the due rows may be sent now, and what they say: read for all together, written one by one."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any, Protocol

import structlog
from msgspec import Struct
from sqlalchemy import Row, select
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session

from bot.logs import correlated
from bot.models import Member, OutboxMessage, Unreadable, Workspace
from bot.outbox.endings import UNREADABLE, bury, cancel, expire
from bot.outbox.messages import HomeChanged
from bot.outbox.registry import Outgoing, Registry
from bot.slack.replies import FileMessage, HomeTab
from bot.text import Translator

DueRow = Row[OutboxMessage, Workspace, Member]
"""The member whose DM it goes to; channels and groups have none."""
SOON = timedelta(minutes=30)
"""Who has just asked for something is still there; later than that it comes in their working hours."""
BUGS = (LookupError, ValueError, TypeError, AttributeError)
NOT_RENDERED = "not_rendered"
"""Why a message is dead that was never sent: a bug."""

log = structlog.get_logger()


class Letter(Struct, frozen=True, dict=True):
    """A claimed message, written out: all that the POST needs."""

    row: OutboxMessage
    workspace: Workspace
    known_channel: str | None
    outgoing: Outgoing

    @cached_property
    def is_traceable(self) -> bool:
        """Whether it can be found out later if it arrived. Of the others one a workspace is on its way: where the
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


class Writer(Struct, frozen=True):
    """Writes a batch of due rows at one instant of the calendar."""

    session: Session
    registry: Registry
    gate: Gate
    now: datetime

    def letters(self, due: Sequence[DueRow]) -> list[Letter]:
        """Of the rows, in their order, those that are to be sent now. The others are ended, or come later."""
        readers_of = _readers(self.session, due)
        wanted = [each for each in due if self._is_time(each[0], readers_of[each[0].id])]
        facts = self._facts([row for row, *_ in wanted])
        written = [self._write(each, facts[each[0].id]) for each in wanted if each[0].id in facts]
        return [letter for letter in written if letter]

    def _is_time(self, row: OutboxMessage, readers: Sequence[Member]) -> bool:
        """Whether it may go now; else it waits until it may, or is given up where that is too late.

        Asked again when it is sent: the bot may have been down since it was planned, or somebody has moved.
        """
        if _is_over(row, self.now):
            return False
        at = self._opens_at(row, readers)
        if at is None or _is_over(row, at):
            return False
        if row.unasked or at > self.now:
            row.due_at = at
        return at == self.now

    def _opens_at(self, row: OutboxMessage, readers: Sequence[Member]) -> datetime | None:
        """What answers somebody who is there goes at once; App Home disturbs nobody; all else in working hours."""
        if readers and row.unasked:
            return self.gate.opens_at(row, readers[0], self.now)
        is_answer = self.registry.is_answer(row.kind) and self.now - row.due_at <= SOON
        is_home = row.kind == HomeChanged.__name__
        return self.gate.working_at(readers, self.now) if readers and not (is_answer or is_home) else self.now

    def _facts(self, rows: Iterable[OutboxMessage]) -> Mapping[int, Any]:
        """By the row's id, what its text needs; of what nobody wants any more None, of what fails nothing."""
        by_kind: dict[str, list[OutboxMessage]] = defaultdict(list)
        for row in rows:
            by_kind[row.kind].append(row)
        return {row_id: facts for same in by_kind.values() for row_id, facts in self._facts_of(same).items()}

    def _facts_of(self, rows: Sequence[OutboxMessage]) -> Mapping[int, Any]:
        """Of rows of one kind. Where that fails, each is read by itself: only one of them may be at fault."""
        found: Sequence[Any]
        try:
            found = self.registry.facts(self.session, self.now, rows[0].kind, [row.params or {} for row in rows])
        except (*BUGS, NoResultFound, Unreadable) as failure:
            if len(rows) > 1:
                return {row_id: facts for row in rows for row_id, facts in self._facts_of([row]).items()}
            if isinstance(failure, NoResultFound):  # what it speaks of was erased, or purged
                return {rows[0].id: None}
            self._give_up(rows[0], UNREADABLE if isinstance(failure, Unreadable) else NOT_RENDERED)
            return {}
        return {row.id: facts for row, facts in zip(rows, found, strict=True)}

    def _write(self, due: DueRow, facts: Any) -> Letter | None:
        """Render a row; None where it is not to be sent any more."""
        row, workspace, reader = due
        if facts is None:
            return cancel(row)
        try:
            outgoing = self.registry.render(_translator(reader), row.kind, facts)
        except BUGS:
            return self._give_up(row)
        if reader and isinstance(outgoing, HomeTab) and outgoing.digest == reader.home_digest:
            return cancel(row)
        return Letter(row, workspace, reader.dm_channel if reader else None, outgoing)

    def _give_up(self, row: OutboxMessage, why: str = NOT_RENDERED) -> None:
        """A bug in one text, or one row that can't be read, must not stop the others.

        The row is kept, and its caretaker and the log say so.
        """
        with correlated(row.correlation_id):
            log.exception("message_not_rendered", kind=row.kind, outbox_id=row.id)
            bury(self.session, row, why, self.now)


def _is_over(row: OutboxMessage, at: datetime) -> bool:
    """Whether it would come too late at that time; then it ends here."""
    if row.expires_at is None or row.expires_at > at:
        return False
    with correlated(row.correlation_id):
        expire(row)
    return True


def is_direct(recipient: str) -> bool:
    """A member's own DM with the bot: the only place whose history it may read."""
    return recipient[0] in "UW" and "+" not in recipient


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
