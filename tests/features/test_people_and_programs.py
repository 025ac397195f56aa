"""Who may create programs, and what owners may do with them."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from msgspec.structs import replace
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.errors import NotYours, UserError
from bot.features.enrollment import pausing
from bot.features.people import service as people
from bot.features.programs import announcing, editing
from bot.features.programs.editing import ProgramAnswers
from bot.models import MemberKind, OutboxMessage, ProgramOwner
from bot.slack.directory import Profile
from tests.factories import NOW, Factory

ANSWERS = ProgramAnswers(
    name="Swap",
    aim=None,
    announce_channel="C1",
    report_channel=None,
    contact=None,
    co_owners=[],
    starts_on=date(2027, 1, 4),
    ends_on=None,
    cadence_weeks=2,
    level_gap=1,
    same_team=False,
    asks_first=True,
    fill_ins=True,
)


def test_only_admins_and_named_people_create_programs(session: Session) -> None:
    make = Factory(session)
    workspace = make.workspace()
    admin, named, mailed, other = (
        make.member(is_admin=True),
        make.member(slack_id="UNAMED"),
        make.member(email="pat@example.com"),
        make.member(),
    )
    people.set_configured_owners(session, workspace.id, ["UNAMED", "Pat@Example.com"])
    assert [people.may_create_programs(session, member) for member in (admin, named, mailed, other)] == [
        True,
        True,
        True,
        False,
    ]
    with pytest.raises(UserError, match="error-owners-only"):
        editing.create(session, NOW, other, ANSWERS)


def test_owners_name_others_and_take_it_back(session: Session) -> None:
    make = Factory(session)
    admin, other = make.member(is_admin=True), make.member()
    people.set_granted_owners(session, NOW, admin, [other])
    assert people.may_create_programs(session, other)
    people.set_granted_owners(session, NOW, admin, [])
    assert not people.may_create_programs(session, other)
    with pytest.raises(UserError):
        people.set_granted_owners(session, NOW, other, [other])


def test_only_owners_touch_a_program(session: Session) -> None:
    make = Factory(session)
    admin, second, other = make.member(is_admin=True), make.member(), make.member(is_admin=True)
    program = editing.create(session, NOW, admin, replace(ANSWERS, co_owners=[second]))
    editing.change(session, NOW, second, program.id, replace(ANSWERS, name="Swap!"))
    assert program.name == "Swap!"
    with pytest.raises(NotYours):
        editing.change(session, NOW, other, program.id, ANSWERS)
    with pytest.raises(NotYours):
        announcing.announce(session, NOW, other, program.id)


def test_a_program_is_announced_once_in_a_while(session: Session) -> None:
    make = Factory(session)
    admin = make.member(is_admin=True)
    program = editing.create(session, NOW, admin, ANSWERS)
    announcing.announce(session, NOW, admin, program.id)
    with pytest.raises(UserError, match="program-already-announced"):
        announcing.announce(session, NOW + timedelta(seconds=1), admin, program.id)
    announcing.announce(session, NOW + timedelta(days=1), admin, program.id)
    assert len(session.scalars(select(OutboxMessage)).all()) == 2


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"ends_on": date(2027, 1, 4)}, "ends_on"),
        ({"starts_on": date(2026, 12, 1), "ends_on": date(2027, 1, 3)}, "ends_on"),
        ({"starts_on": date(2026, 1, 1)}, "starts_on"),
        ({"name": "Taken"}, "name"),
    ],
)
def test_a_program_that_can_not_be_is_refused(session: Session, wrong: dict[str, object], field: str) -> None:
    make = Factory(session)
    admin = make.member(is_admin=True)
    editing.create(session, NOW, admin, replace(ANSWERS, name="Taken"))
    with pytest.raises(UserError) as error:
        editing.create(session, NOW, admin, replace(ANSWERS, **wrong))
    assert error.value.field == field


def test_editing_keeps_one_owner_at_least(session: Session) -> None:
    make = Factory(session)
    admin, second = make.member(is_admin=True), make.member()
    program = editing.create(session, NOW, admin, replace(ANSWERS, co_owners=[second]))
    editing.change(session, NOW, admin, program.id, ANSWERS)
    owners = session.scalars(select(ProgramOwner.member_id).filter_by(program_id=program.id)).all()
    assert owners == [admin.id]


@pytest.mark.parametrize(
    "what",
    [{"kind": MemberKind.GUEST}, {"kind": MemberKind.STRANGER}, {"kind": MemberKind.BOT}, {"deactivated_at": NOW}],
)
def test_only_colleagues_can_be_asked_to_run_something(session: Session, what: dict[str, Any]) -> None:
    make = Factory(session)
    admin, somebody = make.member(is_admin=True), make.member(**what)
    with pytest.raises(UserError, match="error-not-colleagues"):
        people.set_granted_owners(session, NOW, admin, [somebody])
    with pytest.raises(UserError, match="error-not-colleagues"):
        editing.create(session, NOW, admin, replace(ANSWERS, co_owners=[somebody]))


def test_who_becomes_a_guest_while_running_a_program_keeps_nobody_from_editing_it(session: Session) -> None:
    make = Factory(session)
    admin, second = make.member(is_admin=True), make.member()
    program = editing.create(session, NOW, admin, replace(ANSWERS, co_owners=[second]))
    second.kind = MemberKind.GUEST
    editing.change(session, NOW, admin, program.id, replace(ANSWERS, name="Swap!", co_owners=[second]))
    assert program.name == "Swap!"


def profile(**changes: object) -> Profile:
    values = {
        "slack_id": "U1",
        "name": "Ana",
        "email": "ana@example.com",
        "kind": MemberKind.PERSON,
        "is_admin": False,
        "timezone": "Europe/Lisbon",
        "locale": "en-GB",
        "deleted": False,
        "away_until": None,
    }
    return Profile(**values | changes)


def test_a_new_time_zone_plans_the_nudge_anew(session: Session) -> None:
    workspace = Factory(session).workspace()
    member = people.remember(session, workspace.id, profile(), NOW)
    member.next_nudge_at = NOW
    people.remember(session, workspace.id, profile(), NOW)
    assert member.next_nudge_at == NOW
    people.remember(session, workspace.id, profile(timezone="Asia/Tokyo"), NOW)
    assert member.next_nudge_at is None


def test_a_new_time_zone_moves_the_morning_on_which_a_break_ends(session: Session) -> None:
    make = Factory(session)
    member = people.remember(session, make.workspace().id, profile(), NOW)
    places = [make.enroll(make.program(), member) for _ in range(2)]
    pausing.pause(session, NOW, places[0], member, date(2027, 2, 1))
    people.remember(session, member.workspace_id, profile(timezone="Asia/Tokyo"), NOW)
    midnight_in_tokyo = datetime(2027, 1, 31, 15, tzinfo=UTC)
    assert [(one.paused_until, one.resumes_at) for one in places] == [
        (date(2027, 2, 1), midnight_in_tokyo),
        (None, None),
    ]


def test_members_are_asked_about_once_a_day(session: Session) -> None:
    workspace = Factory(session).workspace()
    people.remember(session, workspace.id, profile(), NOW)
    assert people.unknown_or_stale(session, workspace.id, {"U1", "U2"}, NOW) == {"U2"}
    assert people.unknown_or_stale(session, workspace.id, {"U1"}, NOW + timedelta(hours=23)) == set()
    assert people.unknown_or_stale(session, workspace.id, {"U1"}, NOW + timedelta(days=1)) == {"U1"}
