"""A program's end: who hears what and when, what ends, and that it can be moved and taken back."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from msgspec.structs import replace
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.errors import UserError
from bot.features.closing import service, telling
from bot.features.closing.messages import OwnProgramClosed, ProgramClosed, ProgramProlonged
from bot.features.programs import editing
from bot.features.reports import closing_weeks
from bot.features.reports import service as reports
from bot.models import (
    ClosedWeek,
    EndReason,
    Enrollment,
    EnrollmentState,
    Member,
    OutboxMessage,
    OutboxState,
    Pairing,
    PairingState,
    Program,
    ProgramState,
    RoundState,
)
from tests.factories import NOW, Factory
from tests.features.test_people_and_programs import ANSWERS

ENDS = date(2027, 3, 31)  # a Wednesday
OVER = datetime(2027, 4, 1, 12, tzinfo=UTC)


@dataclass
class Stage:
    make: Factory
    owner: Member
    program: Program
    ana: Enrollment
    ben: Enrollment
    eve: Enrollment
    pairing: Pairing


@pytest.fixture
def stage(session: Session) -> Stage:
    """Ana (Auckland) swaps with Ben (Honolulu); Eve waits for somebody."""
    make = Factory(session)
    owner = make.member("Olive Owner", is_admin=True)
    program = make.program(owner, ends_on=ENDS)
    ana = make.enroll(program, make.member("Ana", tz="Pacific/Auckland"))
    ben = make.enroll(program, make.member("Ben", tz="Pacific/Honolulu"))
    eve = make.enroll(program, make.member("Eve"))
    return Stage(make, owner, program, ana, ben, eve, make.pairing(ana, ben))


def settle(session: Session, now: datetime) -> None:
    for _ in range(50):
        session.flush()
        at = service.next_date(session)
        if at is None or at > now:
            return
        assert service.keep_dates(session, now)
    raise AssertionError("always more to do")


def told(session: Session, enrollment: Enrollment) -> list[tuple[str, datetime]]:
    slack_id = session.get_one(Member, enrollment.member_id).slack_id
    rows = select(OutboxMessage).filter_by(recipient=slack_id).order_by(OutboxMessage.id)
    return [(row.kind, row.due_at) for row in session.scalars(rows)]


def move(session: Session, now: datetime, stage: Stage, ends_on: date | None) -> None:
    answers = replace(
        ANSWERS, name=stage.program.name, starts_on=stage.program.starts_on, ends_on=ends_on, announce_channel="C1"
    )
    editing.change(session, now, stage.owner, stage.program.id, answers)


def test_two_weeks_before_each_in_a_swap_reads_it_in_their_own_hours(session: Session, stage: Stage) -> None:
    assert service.next_date(session) == datetime(2027, 3, 16, 10, tzinfo=UTC)  # 17 March begins on Kiribati
    settle(session, datetime(2027, 3, 16, 10, tzinfo=UTC))
    settle(session, datetime(2027, 3, 20, 10, tzinfo=UTC))
    assert told(session, stage.ana) == [("EndNears", datetime(2027, 3, 16, 20, tzinfo=UTC))]  # 9:00 on the 17th
    assert told(session, stage.ben) == [("EndNears", datetime(2027, 3, 17, 19, tzinfo=UTC))]  # 9:00 on the 17th
    assert told(session, stage.eve) == []
    assert all(row.unasked for row in session.scalars(select(OutboxMessage)))


def test_a_program_ends_when_its_last_day_is_over_everywhere(session: Session, stage: Stage) -> None:
    offered = stage.make.pairing(stage.eve, stage.ana, PairingState.OFFERED)
    round_ = stage.make.round(stage.program, stage.owner, state=RoundState.PROPOSED)
    stage.program.ending_told_at = NOW
    settle(session, OVER - timedelta(seconds=1))
    assert stage.program.state == ProgramState.OPEN
    settle(session, OVER)
    session.expire_all()
    assert (stage.program.state, stage.program.closed_at, stage.program.news) == ("closed", OVER, None)
    assert (stage.pairing.state, stage.pairing.ended_reason) == ("completed", EndReason.PROGRAM_CLOSED)
    assert (offered.state, offered.lapses_at, round_.state) == ("lapsed", None, "discarded")
    assert told(session, stage.ana) == [("ProgramClosed", datetime(2027, 4, 1, 20, tzinfo=UTC))]
    assert told(session, stage.ben) == [("ProgramClosed", datetime(2027, 4, 1, 19, tzinfo=UTC))]
    assert told(session, stage.eve) == [("ProgramClosed", OVER)]
    rows = session.scalars(select(OutboxMessage).filter_by(recipient=stage.owner.slack_id)).all()
    assert [row.kind for row in rows] == ["OwnProgramClosed"]
    assert service.next_date(session) is None


def test_what_each_reads_at_the_end(session: Session, stage: Stage) -> None:
    other = stage.make.program(stage.owner)
    left = stage.make.enroll(stage.program, stage.make.member("Lee"))
    left.state = EnrollmentState.LEFT  # took part all the same
    settle(session, OVER)
    session.expire_all()
    facts = telling.closed_facts(session, OVER, ProgramClosed(stage.ana.id, ENDS.isoformat()))
    assert facts is not None
    assert [who.name for who in facts.partners] == ["Ben"]
    assert facts.joinable == ((other.id, other.name),)
    alone = telling.closed_facts(session, OVER, ProgramClosed(stage.eve.id, ENDS.isoformat()))
    assert alone is not None and alone.partners == ()
    own = telling.own_closed_facts(
        session, OVER, OwnProgramClosed(stage.program.id, stage.owner.id, ENDS.isoformat())
    )
    assert own is not None
    assert (own.people, own.pairs, own.report_at) == (4, 1, datetime(2027, 4, 5, 12, tzinfo=UTC))


def test_who_is_on_a_break_reads_it_afterwards(session: Session, stage: Stage) -> None:
    back = datetime(2027, 4, 12, tzinfo=UTC)
    stage.eve.state, stage.eve.resumes_at = EnrollmentState.PAUSED, back
    settle(session, OVER)
    assert told(session, stage.eve) == [("ProgramClosed", back + timedelta(hours=9))]


def test_many_people_are_told_in_batches_once_each(
    session: Session, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "BATCH", 4)
    for _ in range(10):
        stage.make.enroll(stage.program, stage.make.member())
    settle(session, OVER)
    rows = session.scalars(select(OutboxMessage.recipient).filter_by(kind="ProgramClosed")).all()
    assert len(rows) == len(set(rows)) == 13


def test_the_last_week_is_frozen_with_those_who_swapped_to_the_end(session: Session, stage: Stage) -> None:
    settle(session, OVER)
    for _ in range(3):
        closing_weeks.close_weeks(session, datetime(2027, 4, 5, 12, tzinfo=UTC))
    last = session.scalars(select(ClosedWeek).order_by(ClosedWeek.iso_week.desc())).first()
    assert last is not None and last.iso_week == "2027-W13"
    assert (last.counts["pairs"], last.counts["period_is_over"]) == (1, True)
    assert closing_weeks.next_close(session) is None
    reports.ask(session, datetime(2027, 4, 5, 13, tzinfo=UTC), stage.owner, stage.program.id)


def test_a_later_end_moves_everything_even_after_the_word_before(session: Session, stage: Stage) -> None:
    now = datetime(2027, 3, 22, 20, tzinfo=UTC)
    settle(session, now)
    move(session, now, stage, date(2027, 6, 30))
    settle(session, now)
    assert [kind for kind, _ in told(session, stage.ana)] == ["EndNears", "ProgramProlonged"]
    assert told(session, stage.eve) == []
    settle(session, OVER)
    assert stage.program.state == ProgramState.OPEN
    settle(session, datetime(2027, 6, 20, tzinfo=UTC))
    assert [kind for kind, _ in told(session, stage.ana)] == ["EndNears", "ProgramProlonged", "EndNears"]


def test_a_little_later_is_said_once(session: Session, stage: Stage) -> None:
    now = datetime(2027, 3, 22, 20, tzinfo=UTC)
    settle(session, now)
    move(session, now, stage, date(2027, 4, 2))
    settle(session, now + timedelta(days=1))
    assert [kind for kind, _ in told(session, stage.ana)] == ["EndNears", "ProgramProlonged"]


def test_no_end_any_more_is_said_too(session: Session, stage: Stage) -> None:
    now = datetime(2027, 3, 22, 20, tzinfo=UTC)
    settle(session, now)
    move(session, now, stage, None)
    settle(session, now)
    assert [kind for kind, _ in told(session, stage.ben)] == ["EndNears", "ProgramProlonged"]
    assert service.next_date(session) is None


def test_ending_today_comes_without_the_word_before(session: Session, stage: Stage) -> None:
    now = datetime(2027, 2, 3, 10, tzinfo=UTC)
    move(session, now, stage, date(2027, 2, 3))
    settle(session, now)
    assert told(session, stage.ana) == []
    settle(session, datetime(2027, 2, 4, 12, tzinfo=UTC))
    assert [kind for kind, _ in told(session, stage.ana)] == ["ProgramClosed"]


def test_an_end_in_the_past_is_refused_but_one_that_was_there_may_stay(session: Session, stage: Stage) -> None:
    with pytest.raises(UserError, match="program-ends-in-the-past") as refused:
        move(session, OVER, stage, ENDS - timedelta(days=1))
    assert refused.value.field == "ends_on"
    settle(session, OVER)
    move(session, OVER + timedelta(days=30), stage, ENDS)
    assert stage.program.state == ProgramState.CLOSED


def test_a_later_end_opens_a_closed_program_with_its_swaps(session: Session, stage: Stage) -> None:
    settle(session, OVER)
    session.execute(update(OutboxMessage).values(state=OutboxState.SENT))
    now = OVER + timedelta(days=5)
    move(session, now, stage, date(2027, 6, 30))
    settle(session, now)
    session.expire_all()
    assert (stage.program.state, stage.program.closed_at, stage.program.news) == ("open", None, None)
    assert (stage.pairing.state, stage.pairing.ended_at, stage.pairing.ended_reason) == ("active", None, None)
    for enrollment in (stage.ana, stage.ben, stage.eve):
        assert [kind for kind, _ in told(session, enrollment)][-1] == "ProgramProlonged"
    assert telling.closed_facts(session, now, ProgramClosed(stage.ana.id, ENDS.isoformat())) is None
    for at in (datetime(2027, 6, 20, tzinfo=UTC), datetime(2027, 7, 1, 12, tzinfo=UTC)):
        settle(session, at)
    session.expire_all()
    assert stage.pairing.state == PairingState.COMPLETED
    assert [kind for kind, _ in told(session, stage.ana)][-2:] == ["EndNears", "ProgramClosed"]


def test_on_a_break_nobody_reads_that_they_are_in_for_the_next_round(session: Session, stage: Stage) -> None:
    message = ProgramProlonged(stage.eve.id, ENDS.isoformat())
    facts = telling.prolonged_facts(session, NOW, message)
    assert facts and facts.is_in
    stage.eve.state = EnrollmentState.PAUSED
    facts = telling.prolonged_facts(session, NOW, message)
    assert facts and not facts.is_in


@pytest.mark.parametrize("why", ["left", "elsewhere"])
def test_a_swap_that_cannot_go_on_stays_ended(session: Session, stage: Stage, why: str) -> None:
    settle(session, OVER)
    session.expire_all()
    if why == "left":
        stage.ben.state = EnrollmentState.LEFT
    else:
        other = stage.make.program(stage.owner)
        people = [session.get_one(Member, each.member_id) for each in (stage.ana, stage.ben)]
        stage.make.pairing(*(stage.make.enroll(other, member) for member in people))
    move(session, OVER, stage, date(2027, 6, 30))
    settle(session, OVER)
    session.expire_all()
    assert (stage.program.state, stage.pairing.state) == ("open", "completed")


def test_who_changes_their_mind_twice_takes_up_the_swaps_all_the_same(session: Session, stage: Stage) -> None:
    settle(session, OVER)
    for ends_on in (date(2027, 6, 30), date(2027, 7, 31)):  # before the bot had time to take them up
        move(session, OVER, stage, ends_on)
    settle(session, OVER)
    session.expire_all()
    assert stage.pairing.state == PairingState.ACTIVE
