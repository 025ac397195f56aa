"""Joining by one's own click, pausing, coming back."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.errors import UserError
from bot.features.enrollment import joining, pausing, profile
from bot.features.enrollment.joining import JoinAnswers
from bot.features.enrollment.profile import ProfileAnswers
from bot.features.skills import service as skills
from bot.models import (
    Enrollment,
    EnrollmentState,
    Format,
    Member,
    OutboxMessage,
    Program,
    ProgramState,
    Side,
    Style,
)
from tests.factories import NOW, Factory


def answers(
    *, teaches: Sequence[str] = ("new:TikTok",), learns: Sequence[str] = ("new:Budgeting",), **changes: object
) -> JoinAnswers:
    values = {"direction": "both", "level": 2, "manager": None} | changes
    return JoinAnswers(teaches=teaches, learns=learns, **values)


@pytest.fixture
def program(session: Session) -> Program:
    return Factory(session).program()


@pytest.fixture
def ana(session: Session, program: Program) -> Member:
    make = Factory(session)
    return make._add(Member(workspace_id=program.workspace_id, slack_id="UANA", name="Ana", refreshed_at=NOW))


def names(session: Session, enrollment: Enrollment, side: Side) -> list[str]:
    return [skill.name for of_side, skill in skills.chosen_by_side(session, enrollment) if of_side == side]


def join(session: Session, now: datetime, program_id: int, member: Member, said: JoinAnswers) -> Enrollment:
    return joining.join(session, now, program_id, member, said).enrollment


def test_joining_keeps_what_was_said_and_welcomes_once(session: Session, program: Program, ana: Member) -> None:
    enrollment = join(session, NOW, program.id, ana, answers(learns=["new:Budgeting", "new:Hiring"]))
    joining.join(session, NOW, program.id, ana, answers(learns=["new:Hiring"]))
    assert names(session, enrollment, Side.TEACH) == ["TikTok"]
    assert names(session, enrollment, Side.LEARN) == ["Hiring"]
    assert session.scalar(select(func.count(OutboxMessage.id))) == 1
    assert session.scalar(select(func.count(Enrollment.id))) == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"teaches": []}, "teaches"),
        ({"learns": []}, "learns_1"),
        ({"learns": ["new:Excel", "new:excel"]}, "learns_1"),
        ({"teaches": ["new:Excel"], "learns": ["new:EXCEL"]}, "learns_1"),
        ({"teaches": ["new:🎸"]}, "teaches"),
        ({"level": 11}, "level"),
    ],
)
def test_what_can_not_be_is_said_at_its_field(
    session: Session, program: Program, ana: Member, wrong: dict[str, object], field: str
) -> None:
    with pytest.raises(UserError) as error:
        joining.join(session, NOW, program.id, ana, answers(**wrong))
    assert error.value.field == field


def test_one_can_not_be_ones_own_manager(session: Session, program: Program, ana: Member) -> None:
    with pytest.raises(UserError, match="join-manager-is-you"):
        joining.join(session, NOW, program.id, ana, answers(manager=ana))


def test_who_only_teaches_keeps_no_wishes(session: Session, program: Program, ana: Member) -> None:
    enrollment = join(session, NOW, program.id, ana, answers(direction="teach"))
    assert names(session, enrollment, Side.LEARN) == []


def test_a_closed_program_takes_nobody(session: Session, program: Program, ana: Member) -> None:
    program.state = ProgramState.CLOSED
    session.flush()
    with pytest.raises(UserError, match="error-program-closed"):
        joining.join(session, NOW, program.id, ana, answers())


def test_a_program_of_another_workspace_is_not_there(session: Session, program: Program) -> None:
    make = Factory(session)
    make.workspace("T2")
    with pytest.raises(UserError, match="error-program-closed"):
        joining.join(session, NOW, program.id, make.member(), answers())


def test_a_pause_ends_by_itself_in_the_morning(session: Session, program: Program, ana: Member) -> None:
    ana.timezone = "Asia/Tokyo"
    enrollment = join(session, NOW, program.id, ana, answers())
    pausing.pause(session, NOW, enrollment, ana, date(2027, 1, 11))
    assert pausing.end_pauses(session, NOW + timedelta(days=6, hours=4)) == 0  # Sunday evening in Tokyo
    assert pausing.end_pauses(session, NOW + timedelta(days=6, hours=5)) == 1
    assert enrollment.state == EnrollmentState.ACTIVE
    row = session.scalars(select(OutboxMessage).filter_by(kind="PauseEnded")).one()
    # Nine in the morning in Tokyo, a day later: on Monday the 11th nobody works there.
    assert row.due_at.isoformat() == "2027-01-12T00:00:00+00:00"


@pytest.mark.parametrize("until", [date(2027, 1, 4), date(2026, 1, 1), date(2029, 1, 1)])
def test_a_pause_needs_a_day_ahead(session: Session, program: Program, ana: Member, until: date) -> None:
    enrollment = join(session, NOW, program.id, ana, answers())
    with pytest.raises(UserError):
        pausing.pause(session, NOW, enrollment, ana, until)
    assert enrollment.state == EnrollmentState.ACTIVE


def test_who_left_comes_back_by_joining(session: Session, program: Program, ana: Member) -> None:
    enrollment = join(session, NOW, program.id, ana, answers())
    enrollment.state = EnrollmentState.LEFT
    again = join(session, NOW + timedelta(days=1), program.id, ana, answers())
    assert again.id == enrollment.id and again.state == EnrollmentState.ACTIVE
    assert session.scalar(select(func.count(OutboxMessage.id))) == 2


def test_coming_back_leaves_off_what_they_turned_off(session: Session, program: Program, ana: Member) -> None:
    enrollment = join(session, NOW, program.id, ana, answers())
    pausing.pause(session, NOW, enrollment, ana, date(2027, 2, 1))
    enrollment.nudges_off = ana.prompts_off = True
    assert pausing.come_back(session, ana) == [enrollment]
    assert (enrollment.state, enrollment.nudges_off, ana.prompts_off) == ("active", True, True)
    assert pausing.come_back(session, ana) == []


def test_resuming_ends_the_pause_and_turns_nudges_on(session: Session, program: Program, ana: Member) -> None:
    enrollment = join(session, NOW, program.id, ana, answers())
    pausing.pause(session, NOW, enrollment, ana, date(2027, 2, 1))
    enrollment.nudges_off = True
    assert pausing.resume(session, ana) == [enrollment]
    assert (enrollment.state, enrollment.nudges_off, enrollment.resumes_at) == ("active", False, None)


def test_the_profile_is_kept_and_avoided_people_too(session: Session, program: Program, ana: Member) -> None:
    enrollment = join(session, NOW, program.id, ana, answers())
    ben = Factory(session)._add(
        Member(workspace_id=program.workspace_id, slack_id="UBEN", name="Ben", refreshed_at=NOW)
    )
    profile.save_profile(session, NOW, enrollment, ana, profile_answers(avoid=[ben, ana]))
    session.flush()
    session.expire_all()
    assert enrollment.avoid == [ben.id]
    assert (ana.work_days, ana.work_starts, ana.languages) == ([0, 2], 600, ["English"])
    assert profile.profile_draft(session, enrollment, ana).avoid == ((ben.id, "UBEN"),)


def test_hours_that_end_before_they_start_are_refused(session: Session, program: Program, ana: Member) -> None:
    enrollment = join(session, NOW, program.id, ana, answers())
    with pytest.raises(UserError) as error:
        profile.save_profile(session, NOW, enrollment, ana, profile_answers(work_ends=600))
    assert error.value.field == "work_ends"


def profile_answers(**changes: object) -> ProfileAnswers:
    values = {
        "capacity": 2,
        "format": Format.CALL,
        "style": Style.DIRECT,
        "languages": ["English"],
        "interests": ["jazz"],
        "team": None,
        "location": None,
        "work_days": [2, 0],
        "work_starts": 600,
        "work_ends": 900,
        "nudge_day": 1,
        "nudge_minute": 600,
        "unasked_a_week": 2,
        "holidays": None,
        "avoid": [],
        "shown": [],
    }
    return ProfileAnswers(**values | changes)


def test_whom_one_avoids_holds_in_every_program(session: Session, program: Program, ana: Member) -> None:
    make = Factory(session)
    ben = make._add(Member(workspace_id=program.workspace_id, slack_id="UBEN", name="Ben", refreshed_at=NOW))
    second = make._add(
        Program(workspace_id=program.workspace_id, name="Second", announce_channel="C1", starts_on=NOW.date())
    )
    third = make._add(
        Program(workspace_id=program.workspace_id, name="Third", announce_channel="C1", starts_on=NOW.date())
    )
    places = [join(session, NOW, each.id, ana, answers()) for each in (program, second)]
    profile.save_profile(session, NOW, places[0], ana, profile_answers(avoid=[ben]))
    places.append(join(session, NOW, third.id, ana, answers()))
    session.flush()
    session.expire_all()
    assert [place.avoid for place in places] == [[ben.id]] * 3
    profile.save_profile(session, NOW, places[2], ana, profile_answers(avoid=[], shown=[ben.id]))
    session.flush()
    session.expire_all()
    assert [place.avoid for place in places] == [[]] * 3


def test_a_form_that_was_opened_twice_takes_nobody_off_whom_it_did_not_show(
    session: Session, program: Program, ana: Member
) -> None:
    enrollment = join(session, NOW, program.id, ana, answers())
    ben, cleo = (
        Factory(session)._add(Member(workspace_id=ana.workspace_id, slack_id=name, name=name, refreshed_at=NOW))
        for name in ("UBEN", "UCLEO")
    )
    for picked in (ben, cleo):
        profile.save_profile(session, NOW, enrollment, ana, profile_answers(avoid=[picked], shown=[]))
    session.flush()
    session.expire_all()
    assert enrollment.avoid == [ben.id, cleo.id]


@pytest.mark.parametrize("count", [1, 2, 30])
def test_programs_to_join_come_first(session: Session, program: Program, ana: Member, count: int) -> None:
    make = Factory(session)
    for number in range(1, count):
        row = Program(
            workspace_id=program.workspace_id, name=f"P{number}", announce_channel="C1", starts_on=NOW.date()
        )
        make._add(row)
    newest = joining.joinable(session, ana)[0].program_id
    joining.join(session, NOW, newest, ana, answers())
    found = joining.joinable(session, ana)
    assert len(found) == count
    assert [each.enrolled for each in found] == [False] * (count - 1) + [True]
    assert found[-1].program_id == newest
