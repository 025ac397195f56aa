"""Nudges, planned and queued: one a member and week, in their hours, only about what is still to be asked."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db import Database
from bot.features.checkins.messages import NudgeDue
from bot.features.checkins.plan import NEXT_NUDGE, nudge_facts, plan_nudges
from bot.features.people import service as people
from bot.models import (
    EnrollmentState,
    Meeting,
    MeetingHow,
    MeetingState,
    Member,
    Nudge,
    PairingState,
    ProgramState,
)
from tests.conftest import counting
from tests.factories import NOW, Factory
from tests.features.checkins.conftest import Outbox, Pair


def run(session: Session, now: datetime) -> None:
    while plan_nudges(session, now):
        session.flush()


def run_through(session: Session, now: datetime, until: datetime) -> None:
    """A bot that is always up, from `now` on: it runs whenever something comes due."""
    run(session, now)
    while (at := session.scalar(NEXT_NUDGE)) and at < until:
        run(session, at)


def met(pair: Pair, held_on: date, state: MeetingState) -> Meeting:
    meeting = Meeting(
        workspace_id=pair.program.workspace_id,
        pairing_id=pair.pairing.id,
        logged_by_id=pair.ana.id,
        held_on=held_on,
        minutes=45,
        how=MeetingHow.CALL,
        state=state,
        logged_at=NOW,
    )
    pair.make.session.add(meeting)
    pair.make.session.flush()
    return meeting


def nudges(session: Session, member: Member) -> list[Nudge]:
    return list(session.scalars(select(Nudge).filter_by(member_id=member.id).order_by(Nudge.due_at)))


def test_each_is_asked_on_their_own_tuesday_at_ten(session: Session, pair: Pair, outbox: Outbox) -> None:
    run_through(session, NOW, NOW + timedelta(weeks=1, days=5))
    (ana,), (ben,) = nudges(session, pair.ana), nudges(session, pair.ben)
    assert ana.due_at == datetime(2027, 1, 12, 10, tzinfo=UTC)  # Lisbon
    assert ben.due_at == datetime(2027, 1, 12, 9, tzinfo=UTC)  # Berlin
    first, second = outbox.rows(NudgeDue)
    assert (first.recipient, first.due_at, first.caretaker_id) == (pair.ben.slack_id, ben.due_at, None)
    assert first.expires_at == datetime(2027, 1, 12, 16, tzinfo=UTC)  # five o'clock in Berlin
    assert second.expires_at == datetime(2027, 1, 12, 17, tzinfo=UTC)


def test_nothing_is_queued_before_it_is_due(session: Session, pair: Pair, outbox: Outbox) -> None:
    run(session, NOW)
    assert pair.ana.next_nudge_at == datetime(2027, 1, 5, 10, tzinfo=UTC)
    assert session.scalar(NEXT_NUDGE) == datetime(2027, 1, 5, 9, tzinfo=UTC)
    assert outbox.rows(NudgeDue) == []


def test_one_nudge_for_all_of_a_members_pairings(session: Session, pair: Pair) -> None:
    pair.anas.capacity = 3
    for name in ("Cleo", "Dina"):
        pair.make.pairing(pair.anas, pair.make.enroll(pair.program, pair.make.member(name)))
    run(session, NOW)
    run(session, datetime(2027, 1, 12, 10, tzinfo=UTC))
    (nudge,) = nudges(session, pair.ana)
    [facts] = nudge_facts(session, nudge.due_at, [NudgeDue(nudge.id)])
    assert facts is not None
    assert [row.partner.name for row in facts.rows] == ["Ben", "Cleo", "Dina"]


def test_once_a_week_whatever_becomes_of_the_time_zone(session: Session, pair: Pair) -> None:
    """Round the world in eight weeks, sixteen moves, the clocks of March among them: never twice in a week."""
    zones = ["America/New_York", "Pacific/Auckland", "Pacific/Honolulu", "Europe/Berlin", "Asia/Kolkata"]
    now = datetime(2027, 2, 22, tzinfo=UTC)
    for move in range(17):
        pair.ana.timezone, pair.ana.next_nudge_at = zones[move % 5], None
        run_through(session, now, now + timedelta(hours=84))
        now += timedelta(hours=84)
    weeks = [nudge.iso_week for nudge in nudges(session, pair.ana)]
    assert len(weeks) == len(set(weeks)) >= 7


def test_a_year_across_the_clocks_at_the_same_wall_time(session: Session, pair: Pair) -> None:
    run_through(session, NOW + timedelta(weeks=1), NOW + timedelta(weeks=52))
    week = people.work_week(pair.ben)
    asked = nudges(session, pair.ben)
    assert len(asked) == len({nudge.iso_week for nudge in asked}) == 51
    local = [week.local(nudge.due_at) for nudge in asked]
    assert {(at.weekday(), at.hour, at.minute) for at in local} == {(1, 10, 0)}
    assert len({at.utcoffset() for at in local}) == 2


def test_a_nudge_that_was_slept_through_is_dropped(session: Session, pair: Pair, outbox: Outbox) -> None:
    """The bot was down from Tuesday morning until three in the morning of Wednesday: nobody is woken."""
    run(session, datetime(2027, 1, 11, 12, tzinfo=UTC))
    run(session, datetime(2027, 1, 13, 3, tzinfo=UTC))
    assert outbox.rows(NudgeDue) == []
    assert pair.ana.next_nudge_at == datetime(2027, 1, 19, 10, tzinfo=UTC)


def test_who_was_slept_through_within_their_hours_is_still_asked(session: Session, pair: Pair) -> None:
    run(session, datetime(2027, 1, 11, 12, tzinfo=UTC))
    run(session, datetime(2027, 1, 12, 15, tzinfo=UTC))
    assert len(nudges(session, pair.ana)) == 1


@pytest.fixture
def due(session: Session, pair: Pair) -> datetime:
    """Ten o'clock on Ana's Tuesday, everything planned."""
    run(session, datetime(2027, 1, 11, 12, tzinfo=UTC))
    return datetime(2027, 1, 12, 10, tzinfo=UTC)


def assert_ana_is_asked(session: Session, pair: Pair, now: datetime, expected: bool) -> None:
    run(session, now)
    assert bool(nudges(session, pair.ana)) == expected
    assert pair.ana.next_nudge_at == now + timedelta(weeks=1)


def test_ana_is_asked(session: Session, pair: Pair, due: datetime) -> None:
    """What the tests below take away from."""
    assert_ana_is_asked(session, pair, due, True)


def test_new_hours_after_this_weeks_nudge_mean_next_week(session: Session, pair: Pair, due: datetime) -> None:
    run(session, due)
    pair.ana.nudge_day, pair.ana.next_nudge_at = 3, None
    run(session, due + timedelta(hours=1))
    assert pair.ana.next_nudge_at == datetime(2027, 1, 21, 10, tzinfo=UTC)  # Thursday of the week after


@pytest.mark.parametrize(
    ("row", "column", "value"),
    [
        ("program", "state", ProgramState.CLOSED),
        ("program", "starts_on", date(2027, 1, 13)),
        ("program", "ends_on", date(2027, 1, 11)),
        ("anas", "state", EnrollmentState.PAUSED),
        ("anas", "nudges_off", True),
        ("bens", "state", EnrollmentState.PAUSED),
        ("pairing", "introduced_at", datetime(2027, 1, 10, 10, 1, tzinfo=UTC)),
    ],
)
def test_not_asked(session: Session, pair: Pair, due: datetime, row: str, column: str, value: Any) -> None:
    setattr(getattr(pair, row), column, value)
    session.flush()
    assert_ana_is_asked(session, pair, due, False)


@pytest.mark.parametrize(
    ("held_on", "state", "asked"),
    [
        (date(2027, 1, 5), MeetingState.CONFIRMED, False),
        (date(2027, 1, 5), MeetingState.LOGGED, True),  # one click never speaks for both
        (date(2027, 1, 5), MeetingState.DISPUTED, True),
        (date(2027, 1, 3), MeetingState.CONFIRMED, True),  # in the period before
    ],
)
def test_not_asked_again_in_a_period_in_which_both_say_they_met(
    session: Session, pair: Pair, due: datetime, held_on: date, state: MeetingState, asked: bool
) -> None:
    met(pair, held_on, state)
    assert_ana_is_asked(session, pair, due, asked)


@pytest.mark.parametrize(
    ("days", "state", "asked"),
    [
        (1, MeetingState.LOGGED, False),  # the other is asked about that meeting; a hello would ask the same
        (1, MeetingState.DISPUTED, True),
        (5, MeetingState.LOGGED, True),
    ],
)
def test_nobody_is_asked_whether_they_met_just_after_one_has_said_so(
    session: Session, pair: Pair, due: datetime, days: int, state: MeetingState, asked: bool
) -> None:
    met(pair, date(2027, 1, 5), state).logged_at = due - timedelta(days=days)
    session.flush()
    run(session, due)
    assert bool(nudges(session, pair.ana)) == bool(nudges(session, pair.ben)) == asked


def test_nor_just_after_one_has_said_so_of_a_day_before_this_period(
    session: Session, pair: Pair, due: datetime
) -> None:
    met(pair, date(2027, 1, 3), MeetingState.LOGGED).logged_at = due - timedelta(days=1)
    session.flush()
    assert_ana_is_asked(session, pair, due, False)


def test_asked_again_in_the_next_period(session: Session, pair: Pair, due: datetime) -> None:
    met(pair, date(2027, 1, 5), MeetingState.CONFIRMED)
    run(session, due)
    run(session, due + timedelta(weeks=1))
    assert [nudge.iso_week for nudge in nudges(session, pair.ana)] == ["2027-W03"]


@pytest.mark.parametrize("state", [PairingState.OFFERED, PairingState.ENDED, PairingState.DECLINED])
def test_without_an_active_pairing_nobody_is_asked(session: Session, pair: Pair, state: PairingState) -> None:
    run(session, datetime(2027, 1, 11, 12, tzinfo=UTC))
    pair.pairing.state = state
    session.flush()
    run(session, datetime(2027, 1, 12, 12, tzinfo=UTC))
    session.expire_all()
    assert nudges(session, pair.ana) == []
    assert pair.ana.next_nudge_at is None
    assert session.scalar(NEXT_NUDGE) is None


def test_the_facts_are_those_of_the_moment_of_sending(session: Session, pair: Pair, due: datetime) -> None:
    run(session, due)
    message = NudgeDue(nudges(session, pair.ana)[0].id)
    assert nudge_facts(session, due, [message]) != [None]
    met(pair, date(2027, 1, 11), MeetingState.CONFIRMED)
    assert nudge_facts(session, due, [message]) == [None]


def test_a_nudge_is_not_sent_into_the_night_of_who_has_just_moved(
    session: Session, pair: Pair, due: datetime
) -> None:
    run(session, due)
    pair.ana.timezone = "Pacific/Auckland"  # 23:00 there
    assert nudge_facts(session, due, [NudgeDue(nudges(session, pair.ana)[0].id)]) == [None]


def test_two_workspaces_with_the_same_user_ids(session: Session, pair: Pair, due: datetime) -> None:
    pair.make.workspace("T2")
    program = pair.make.program(pair.make.member("Other owner"))
    twin = pair.make.member("Ana's namesake", slack_id=pair.ana.slack_id, tz="Europe/Lisbon")
    partner = pair.make.member("Partner")
    pair.make.pairing(pair.make.enroll(program, twin), pair.make.enroll(program, partner))
    run(session, due)
    assert len(nudges(session, pair.ana)) == len(nudges(session, twin)) == 1
    assert nudges(session, twin)[0].workspace_id == program.workspace_id


def test_a_batch_takes_the_same_few_statements_for_many_as_for_few(database: Database) -> None:
    counts = [_statements_for(database, people) for people in (4, 60)]
    assert counts[0] == counts[1] <= 12


def _statements_for(database: Database, count: int) -> int:
    with database.transaction() as session:
        make = Factory(session)
        make.workspace(f"T{count}")
        program = make.program()
        enrollments = [make.enroll(program, make.member(work_days=[1])) for _ in range(count)]
        for mentor, mentee in zip(enrollments[::2], enrollments[1::2], strict=True):
            make.pairing(mentor, mentee, round_id=make.round(program, make.member()).id)
        run(session, datetime(2027, 1, 11, 12, tzinfo=UTC))
    with counting(database) as statements, database.transaction() as session:
        assert plan_nudges(session, datetime(2027, 1, 12, 10, tzinfo=UTC)) == count
    return len(statements)


def test_two_planners_at_once_nudge_once(database: Database) -> None:
    """A second replica on PostgreSQL passes over the members whom the first one has taken."""
    if database.engine.dialect.name == "sqlite":
        pytest.skip("SQLite has one writer at a time")
    with database.transaction() as session:
        make = Factory(session)
        program = make.program()
        make.pairing(make.enroll(program, make.member()), make.enroll(program, make.member()))
        run(session, datetime(2027, 1, 11, 12, tzinfo=UTC))
    now = datetime(2027, 1, 12, 10, tzinfo=UTC)
    with database.transaction() as first, database.transaction() as second:
        assert plan_nudges(first, now) == 2
        assert plan_nudges(second, now) == 0
    with database.reading() as session:
        assert len(session.scalars(select(Nudge)).all()) == 2
