"""How much somebody may be written to without having asked: so many messages a week, over programs and kinds.

Who plans a message takes a free slot, without a lock: two at once may take the same one. What holds is the Gate,
which the sender asks about every such message at the moment of sending, with its reader locked.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import and_, select
from sqlalchemy.orm import Session, load_only

from bot.clock import LONG_AGO
from bot.features.people.quiet import BackAt, Daily, back_at
from bot.features.people.service import work_week
from bot.models import Member, OutboxMessage, OutboxState
from bot.worktime import DAY, WorkWeek, instant, iso_week, monday_of, next_common

NEVER_SENT = (OutboxState.CANCELLED, OutboxState.DEAD)


class Budget:
    """What is spent of some members' weeks. A slot is spent once it is taken, so that no batch overspends."""

    def __init__(self, spent: Mapping[int, Sequence[OutboxMessage]]) -> None:
        self._spent = {member_id: [one.due_at for one in rows] for member_id, rows in spent.items()}

    @classmethod
    def of(cls, session: Session, members: Collection[Member], since: datetime) -> "Budget":
        """The budgets of these members from the week of `since` on; one statement."""
        return cls(_spent(session, [member.id for member in members], since))

    def take(self, member: Member, at: datetime) -> datetime:
        """The first instant from `at` on at which they may be written to unasked; it is taken now."""
        return self._take(member, self._free(member, at))

    def take_before(self, member: Member, at: datetime, until: datetime) -> datetime | None:
        """The same; None, and nothing taken, where `until` comes first."""
        free = self._free(member, at)
        return self._take(member, free) if free < until else None

    def _free(self, member: Member, at: datetime) -> datetime:
        return _first_free(member, at, self._spent.get(member.id, ()))

    def _take(self, member: Member, at: datetime) -> datetime:
        self._spent.setdefault(member.id, []).append(at)
        return at


def free_slots(session: Session, wanted: Mapping[Member, datetime]) -> dict[int, datetime]:
    """By member id, the first instant from the one wanted on at which they may be written to unasked.

    It lies in their working hours, in an ISO week (of their own calendar) whose budget isn't spent, and not while
    they are away. One statement. For several messages to one member, or with a last moment, use a Budget.
    """
    budget = Budget.of(session, wanted, min(wanted.values(), default=LONG_AGO))
    return {member.id: budget.take(member, at) for member, at in wanted.items()}


class Gate:
    """Whether a message that nobody asked for may be sent now. Its reader stays locked until that is written."""

    def __init__(self, spent: Mapping[int, list[OutboxMessage]]) -> None:
        self._spent = spent

    @classmethod
    def of(cls, session: Session, readers: Collection[Member], now: datetime) -> "Gate":
        """For these readers, without those on whom another sender is just deciding; two statements."""
        wanted = select(Member.id).where(Member.id.in_([reader.id for reader in readers]))
        mine = session.scalars(wanted.with_for_update(skip_locked=True, key_share=True)).all() if readers else ()
        return cls({member_id: [] for member_id in mine} | _spent(session, mine, now))

    def working_at(self, readers: Sequence[Member], now: datetime) -> datetime:
        """When the one reader, or both, are at work; where two never are, when the first is."""
        weeks = [work_week(reader) for reader in readers]
        return next_common(weeks[0], weeks[-1], now)

    def opens_at(self, message: OutboxMessage, reader: Member, now: datetime) -> datetime | None:
        """Now, if it fits beside what was sent; else later, beside what is planned, too. None: ask again soon."""
        if reader.id not in self._spent:
            return None
        known = self._spent[reader.id]
        others = [one for one in known if one is not message and one.state not in NEVER_SENT]
        if message not in known:
            known.append(message)  # so old that it wasn't looked for: from now on it counts with the others
        sent = [one.due_at for one in others if one.state != OutboxState.PENDING]
        at = _first_free(reader, now, sent)
        return at if at == now else _first_free(reader, now, [one.due_at for one in others])


def first_free(
    week: WorkWeek, at: datetime, spent: Sequence[datetime], most: int, back_at: BackAt = lambda _: None
) -> datetime:
    """The first working instant from `at` on at which they are there, in a week with less than `most` `spent`."""
    at = _present(week, at, back_at)
    while len([one for one in spent if _same_week(week, one, at)]) >= most:
        next_monday = monday_of(week.local(at).date()) + 7 * DAY
        at = _present(week, instant(next_monday, 0, week.zone), back_at)
    return at


def absence(member: Member) -> BackAt:
    """When Slack says that the member isn't to be disturbed: a status of being away, and do-not-disturb."""
    away = [(LONG_AGO, member.away_until)] if member.away_until else []
    quiet = [(member.quiet_from, member.quiet_until)] if member.quiet_from and member.quiet_until else []
    starts, ends = member.quiet_starts, member.quiet_ends
    daily = Daily(starts, ends) if starts is not None and ends is not None else None
    return back_at([*away, *quiet], daily, work_week(member))


def _first_free(member: Member, at: datetime, spent: Sequence[datetime]) -> datetime:
    return first_free(work_week(member), at, spent, member.unasked_a_week, absence(member))


def _present(week: WorkWeek, at: datetime, back_at: BackAt) -> datetime:
    at = week.next_working(at)
    while back := back_at(at):
        at = week.next_working(back)
    return at


def _same_week(week: WorkWeek, one: datetime, other: datetime) -> bool:
    return iso_week(week.local(one).date()) == iso_week(week.local(other).date())


def _spent(session: Session, member_ids: Collection[int], since: datetime) -> dict[int, list[OutboxMessage]]:
    """By member id, the unasked messages that came or will come, from the week of `since` on."""
    found: dict[int, list[OutboxMessage]] = defaultdict(list)
    rows = (
        select(Member.id, OutboxMessage)
        .join(
            OutboxMessage,
            and_(OutboxMessage.workspace_id == Member.workspace_id, OutboxMessage.recipient == Member.slack_id),
        )
        .where(
            Member.id.in_(member_ids),
            OutboxMessage.due_at >= since - 8 * DAY,
            OutboxMessage.unasked,
            OutboxMessage.state.not_in(NEVER_SENT),
        )
        .options(load_only(OutboxMessage.due_at, OutboxMessage.state))
    )
    for member_id, message in session.execute(rows) if member_ids else ():
        found[member_id].append(message)
    return found
