"""What the matcher is asked, and what is kept of it."""

import json
from datetime import date, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from bot.db import Database
from bot.features.rounds.inputs import problem_of, restored, stored, weeks_of
from bot.matching import child
from bot.models import EnrollmentState, MemberKind, PairingState, Program, Round, SkillState
from tests.factories import NOW, Factory
from tests.features.rounds.company import company, member_of, pairs_of, proposed


def test_a_problem_holds_no_names_and_no_slack_ids(session: Session) -> None:
    acme = company(session)
    member = member_of(session, acme.ana)
    member.email = "ana@acme.example"
    acme.ben.avoid = [member.id]
    kept = json.dumps(stored(problem_of(session, NOW, acme.program, 1)))
    for secret in (member.name, member.email, member.slack_id, "Cleo", "Olive"):
        assert secret not in kept


def test_inputs_are_unreadable_at_rest(database: Database) -> None:
    with database.transaction() as session:
        acme = company(session)
    proposed(database, acme)
    with database.engine.connect() as connection:
        assert "TikTok" not in str(connection.scalar(text("SELECT inputs FROM rounds")))
        assert "skills" not in str(connection.scalar(text("SELECT why FROM round_pairs")))


def test_who_is_away_is_not_in(session: Session) -> None:
    acme = company(session)
    acme.ana.state = EnrollmentState.PAUSED
    acme.ben.state = EnrollmentState.LEFT
    member_of(session, acme.cleo).deactivated_at = NOW
    member_of(session, acme.dan).kind = MemberKind.GUEST
    back = acme.make.enroll(acme.program, acme.make.member("Eve", slack_id="UEVE"))
    session.flush()
    problem = problem_of(session, NOW, acme.program, 1)
    assert [person.id for person in problem.people] == [str(back.id)]


def test_nobody_is_paired_over_words_that_wait_for_a_yes(session: Session) -> None:
    acme = company(session)
    acme.make.skill("Juggling", acme.program.workspace_id, state=SkillState.PROPOSED)
    eve = acme.make.enroll(acme.program, acme.make.member("Eve", slack_id="UEVE"), teaches=["TikTok", "Juggling"])
    problem = problem_of(session, NOW, acme.program, 1)
    [shown] = [person.teaches for person in problem.people if person.id == str(eve.id)]
    assert [teach.skill for teach in shown] == ["TikTok"]


def test_a_chain_goes_on_above_people_who_have_no_place(session: Session) -> None:
    acme = company(session)
    make = acme.make
    top = make.member("Top", slack_id="UTOP")
    middle = make.member("Middle", slack_id="UMIDDLE", manager_id=top.id)
    member_of(session, acme.ana).manager_id = middle.id
    session.flush()
    problem = problem_of(session, NOW, acme.program, 1)
    ana = next(person for person in problem.people if person.id == str(acme.ana.id))
    assert ana.manager == f"m{middle.id}"
    assert problem.managers == {f"m{middle.id}": f"m{top.id}", f"m{top.id}": None}


def test_a_manager_who_paused_keeps_their_id_in_the_chain(session: Session) -> None:
    acme = company(session)
    acme.cleo.state = EnrollmentState.PAUSED
    member_of(session, acme.ana).manager_id = acme.cleo.member_id
    session.flush()
    problem = problem_of(session, NOW, acme.program, 1)
    assert problem.managers == {str(acme.cleo.id): None}


@pytest.mark.parametrize("state", list(PairingState))
def test_nobody_is_suggested_to_the_same_person_twice(session: Session, state: PairingState) -> None:
    acme = company(session)
    Factory(session).pairing(acme.ana, acme.cleo, state)
    problem = problem_of(session, NOW, acme.program, 1)
    assert [(past.mentor, past.mentee) for past in problem.past_pairs] == [(str(acme.ana.id), str(acme.cleo.id))]
    live = state in (PairingState.OFFERED, PairingState.ACTIVE)
    assert (str(acme.cleo.id) in problem.taken.mentees) == live
    assert problem.taken.mentors == ({str(acme.ana.id): 1} if live else {})


def test_a_time_zone_that_this_machine_does_not_know_stops_no_round(session: Session) -> None:
    acme = company(session)
    member_of(session, acme.ana).timezone = "Mars/Olympus"
    session.flush()
    problem = problem_of(session, NOW, acme.program, 1)
    assert problem.people[0].hours is not None
    assert problem.people[0].hours.timezone == "UTC"


def test_weeks_begin_with_the_program_and_end_with_it() -> None:
    monday = date(2027, 1, 4)
    program = Program(starts_on=monday + timedelta(days=2), ends_on=monday + timedelta(days=20))
    assert weeks_of(program, monday - timedelta(days=30)) == (monday, 3)
    assert weeks_of(program, monday + timedelta(days=9)) == (monday + timedelta(days=7), 2)
    assert weeks_of(program, monday + timedelta(days=90))[1] == 1
    assert weeks_of(Program(starts_on=monday, ends_on=None), monday) == (monday, 26)


def test_a_round_replays_to_the_same_pairs(database: Database) -> None:
    with database.transaction() as session:
        acme = company(session)
    round_ = proposed(database, acme)
    with database.transaction() as session:
        stale = session.get_one(Round, round_.id)
        problem = restored(stale.inputs)
        assert problem.seed == stale.seed
        again = {(int(pair.mentor), int(pair.mentee)) for pair in child.match(problem).pairs}
        assert again == pairs_of(session, stale)
        assert len(again) == 2
