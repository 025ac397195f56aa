"""The weekly budget of unasked messages: never more than agreed in anybody's own week, and always at work."""

from collections import Counter
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from bot.features.checkins.messages import NudgeDue
from bot.features.people.budget import first_free, free_slots
from bot.models import Member, OutboxMessage, OutboxState
from bot.outbox import queue
from bot.worktime import WorkWeek, iso_week
from tests.factories import NOW, Factory

DAY = timedelta(days=1)
ZONES = st.sampled_from(["UTC", "Europe/Lisbon", "Pacific/Auckland", "America/St_Johns", "Asia/Kathmandu"])
WEEKS = st.builds(
    lambda zone, days, starts, length: WorkWeek(zone, frozenset(days), starts * 60, (starts + length) * 60),
    ZONES,
    st.sets(st.integers(0, 6), min_size=1),
    st.integers(0, 15),
    st.integers(1, 8),
)
INSTANTS = st.integers(0, 60 * 24 * 50).map(
    lambda minute: datetime(2027, 3, 1, tzinfo=UTC) + timedelta(minutes=minute)
)


@given(WEEKS, st.lists(INSTANTS, min_size=1, max_size=12), st.integers(1, 3))
def test_no_week_holds_more_than_its_budget(week: WorkWeek, wanted: list[datetime], most: int) -> None:
    given: list[datetime] = []
    for at in wanted:
        free = first_free(week, at, given, most)
        assert free >= at and week.is_working(free)
        given.append(free)
    weeks = Counter(iso_week(week.local(at).date()) for at in given)
    assert max(weeks.values()) <= most


def test_what_was_never_sent_costs_nothing(session: Session) -> None:
    ana, ben = members(session)
    spend(session, ana, NOW, OutboxState.CANCELLED)
    spend(session, ana, NOW + DAY, OutboxState.SENT)
    spend(session, ben, NOW, OutboxState.SENT)
    spend(session, ben, NOW + DAY, OutboxState.PENDING)
    free = free_slots(session, {ana: NOW + DAY, ben: NOW + DAY})
    assert free[ana.id] == NOW + DAY
    assert free[ben.id] == datetime(2027, 1, 11, 9, tzinfo=UTC)


def members(session: Session) -> tuple[Member, Member]:
    make = Factory(session)
    return make.member("Ana"), make.member("Ben")


def spend(session: Session, member: Member, due_at: datetime, state: OutboxState) -> None:
    key = f"{member.id} {due_at} {state}"
    queue.add(
        session,
        NudgeDue(1),
        to=member,
        workspace_id=member.workspace_id,
        key=key,
        due_at=due_at,
        unasked=True,
    )
    session.query(OutboxMessage).filter_by(dedup_key=key).update({"state": state})
