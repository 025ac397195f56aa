"""How much somebody may be written to without having asked: so many messages a week, over programs and kinds."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.features.people.service import work_week
from bot.models import Member, OutboxMessage, OutboxState
from bot.worktime import DAY, WorkWeek, instant, iso_week, monday_of

NEVER_SENT = (OutboxState.CANCELLED, OutboxState.DEAD)


def free_slots(session: Session, wanted: Mapping[Member, datetime]) -> dict[int, datetime]:
    """By member id, the first instant from the one wanted on at which they may be written to unasked.

    It lies in their working hours, in an ISO week (of their own calendar) whose budget isn't spent. One statement.
    The members are of one workspace.
    """
    spent = _spent(session, wanted)
    return {
        member.id: first_free(work_week(member), at, spent[member.slack_id], member.unasked_a_week)
        for member, at in wanted.items()
    }


def first_free(week: WorkWeek, at: datetime, spent: Sequence[datetime], most: int) -> datetime:
    """The first working instant from `at` on, in a week in which fewer than `most` of `spent` lie. Pure."""
    at = week.next_working(at)
    while len([one for one in spent if _same_week(week, one, at)]) >= most:
        next_monday = monday_of(week.local(at).date()) + 7 * DAY
        at = week.next_working(instant(next_monday, 0, week.zone))
    return at


def _same_week(week: WorkWeek, one: datetime, other: datetime) -> bool:
    return iso_week(week.local(one).date()) == iso_week(week.local(other).date())


def _spent(session: Session, wanted: Mapping[Member, datetime]) -> Mapping[str, Sequence[datetime]]:
    """By Slack id, when unasked messages came or will come, from the week of the earliest instant wanted."""
    found: dict[str, list[datetime]] = defaultdict(list)
    if not wanted:
        return found
    rows = select(OutboxMessage.recipient, OutboxMessage.due_at).where(
        OutboxMessage.workspace_id == next(iter(wanted)).workspace_id,
        OutboxMessage.recipient.in_([member.slack_id for member in wanted]),
        OutboxMessage.due_at >= min(wanted.values()) - 8 * DAY,
        OutboxMessage.unasked,
        OutboxMessage.state.not_in(NEVER_SENT),
    )
    for recipient, due_at in session.execute(rows):
        found[recipient].append(due_at)
    return found
