"""Nobody hears of a round while it is only proposed."""

import pytest
from msgspec.structs import replace
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.db import Database
from bot.errors import NotYours, UserError
from bot.features.rounds import review, service
from bot.features.rounds.approve import approve
from bot.features.rounds.compute import RoundMatcher
from bot.features.rounds.messages import RoundFailed, RoundProposed
from bot.matching.answer import Answer
from bot.matching.errors import BadProblem, MatcherFailed
from bot.matching.problem import Problem
from bot.matching.solve import solve
from bot.models import (
    Enrollment,
    EnrollmentState,
    Member,
    OutboxMessage,
    Pairing,
    ProgramState,
    Round,
    RoundState,
    Skill,
    SkillState,
)
from tests.factories import NOW, Factory
from tests.features.rounds.company import company, member_of, pairs_of, proposed, sent_to, unmatched_of


def test_a_proposed_round_tells_its_owner_and_nobody_else(database: Database) -> None:
    with database.transaction() as session:
        acme = company(session)
    round_ = proposed(database, acme)
    with database.transaction() as session:
        assert round_.state == RoundState.PROPOSED
        assert pairs_of(session, round_) == {(acme.ana.id, acme.cleo.id), (acme.ben.id, acme.dan.id)}
        messages = session.scalars(select(OutboxMessage)).all()
        assert [(message.kind, message.recipient) for message in messages] == [
            ("RoundProposed", acme.owner.slack_id)
        ]
        assert messages[0].caretaker_id == acme.owner.id
        assert session.scalar(select(func.count()).select_from(Pairing)) == 0


def test_a_second_proposal_gives_the_open_round(database: Database) -> None:
    with database.transaction() as session:
        acme = company(session)
        first = service.propose(session, NOW, acme.owner, acme.program.id)
        assert service.propose(session, NOW, acme.owner, acme.program.id).id == first.id
    with database.transaction() as session:
        assert session.scalar(select(func.count()).select_from(Round)) == 1


def test_every_round_breaks_ties_in_an_order_of_its_own_and_always_the_same(session: Session) -> None:
    acme = company(session)
    seeds: list[int] = []
    for _ in range(3):
        round_ = service.propose(session, NOW, acme.owner, acme.program.id)
        seeds.append(round_.seed)
        service.discard(session, NOW, acme.owner, round_.id, round_.version)
    assert seeds == [1, 2, 3]


def test_people_are_read_when_the_round_is_worked_out(database: Database) -> None:
    """An ack can't wait until thousands are read; whoever pauses meanwhile isn't in it."""
    with database.transaction() as session:
        acme = company(session)
        round_ = service.propose(session, NOW, acme.owner, acme.program.id)
        assert round_.inputs == {}
    with database.transaction() as session:
        session.get_one(Enrollment, acme.dan.id).state = EnrollmentState.PAUSED
    assert RoundMatcher(database, lambda: NOW, solve).run_once() == 1
    with database.reading() as session:
        people = session.get_one(Round, round_.id).inputs["people"]
        assert {int(one["id"]) for one in people} == {acme.ana.id, acme.ben.id, acme.cleo.id}


def test_a_round_needs_two_people(session: Session) -> None:
    acme = company(session)
    for enrollment in (acme.ana, acme.ben, acme.cleo):
        enrollment.state = EnrollmentState.PAUSED
    session.flush()
    with pytest.raises(UserError, match="round-too-few"):
        service.propose(session, NOW, acme.owner, acme.program.id)


def test_only_owners_propose_look_and_decide(database: Database) -> None:
    with database.transaction() as session:
        acme = company(session)
    round_ = proposed(database, acme)
    with database.transaction() as session:
        ana = member_of(session, acme.ana)
        make = Factory(session)
        make.workspace("T2")
        elsewhere = make.member("Olive Owner", slack_id=acme.owner.slack_id)
        for acting in (ana, elsewhere):
            with pytest.raises(NotYours):
                service.propose(session, NOW, acting, acme.program.id)
            with pytest.raises(NotYours):
                review.review(session, acting, round_.id, 0)
            with pytest.raises(NotYours):
                service.discard(session, NOW, acting, round_.id, round_.version)


def test_a_closed_program_has_no_rounds(session: Session) -> None:
    acme = company(session)
    acme.program.state = ProgramState.CLOSED
    with pytest.raises(UserError, match="error-program-closed"):
        service.propose(session, NOW, acme.owner, acme.program.id)


@pytest.mark.parametrize("failure", [MatcherFailed("it died"), BadProblem("people[3]", "odd"), OSError("no fork")])
def test_a_round_that_fails_is_not_tried_for_ever(database: Database, failure: Exception) -> None:
    def fails(_problem: Problem) -> Answer:
        raise failure

    with database.transaction() as session:
        acme = company(session)
        round_ = service.propose(session, NOW, acme.owner, acme.program.id)
    matcher = RoundMatcher(database, lambda: NOW, fails)
    assert [matcher.run_once(), matcher.run_once()] == [1, 0]
    with database.transaction() as session:
        assert session.get_one(Round, round_.id).state == RoundState.FAILED
        assert sent_to(session, acme.owner) == [RoundFailed.__name__]
        assert service.propose(session, NOW, acme.owner, acme.program.id).number == 2


def test_an_answer_that_cannot_be_written_down_fails_the_round(database: Database) -> None:
    with database.transaction() as session:
        acme = company(session)
        round_ = service.propose(session, NOW, acme.owner, acme.program.id)

    def about_somebody_erased(problem: Problem) -> Answer:
        answer = solve(problem)
        return replace(answer, pairs=(replace(answer.pairs[0], mentor="999999"),))

    RoundMatcher(database, lambda: NOW, about_somebody_erased).run_once()
    with database.transaction() as session:
        assert session.get_one(Round, round_.id).state == RoundState.FAILED
        assert pairs_of(session, round_) == set()


def test_a_round_that_was_stopped_meanwhile_stays_stopped(database: Database) -> None:
    with database.transaction() as session:
        acme = company(session)
        round_ = service.propose(session, NOW, acme.owner, acme.program.id)

    def stopped_meanwhile(problem: Problem) -> Answer:
        answer = solve(problem)
        with database.transaction() as session:
            owner = session.get_one(Member, acme.owner.id)
            service.discard(session, NOW, owner, round_.id, round_.version)
        return answer

    RoundMatcher(database, lambda: NOW, stopped_meanwhile).run_once()
    with database.transaction() as session:
        assert session.get_one(Round, round_.id).state == RoundState.DISCARDED
        assert pairs_of(session, round_) == set()
        assert sent_to(session, acme.owner) == []


def test_a_message_about_a_round_is_not_sent_once_it_is_decided(database: Database) -> None:
    with database.transaction() as session:
        acme = company(session)
    round_ = proposed(database, acme)
    with database.transaction() as session:
        owner = session.get_one(Member, acme.owner.id)
        assert review.proposed_facts(session, NOW, RoundProposed(round_.id)) is not None
        service.discard(session, NOW, owner, round_.id, round_.version)
        assert review.proposed_facts(session, NOW, RoundProposed(round_.id)) is None
        assert sent_to(session, member_of(session, acme.ana)) == []


def test_who_has_a_partner_is_not_unmatched(database: Database) -> None:
    with database.transaction() as session:
        acme = company(session)
        Factory(session).pairing(acme.ana, acme.cleo)
        alone = acme.make.enroll(acme.program, acme.make.member("Eve", slack_id="UEVE"), learns=("Juggling",))
    round_ = proposed(database, acme)
    with database.transaction() as session:
        assert unmatched_of(session, round_) == {alone.id: "no_one_teaches"}


def test_a_review_has_a_page_for_everybody(database: Database) -> None:
    with database.transaction() as session:
        acme = company(session)
        make = acme.make
        for number in range(20):
            make.enroll(acme.program, make.member(slack_id=f"UX{number}"), learns=(f"Skill {number}",))
    round_ = proposed(database, acme)
    with database.transaction() as session:
        owner = session.get_one(Member, acme.owner.id)
        pages = [review.review(session, owner, round_.id, page) for page in range(2)]
        assert [page.pages for page in pages] == [2, 2]
        assert [len(page.pairs) for page in pages] == [2, 0]
        assert [len(page.unmatched) for page in pages] == [13, 7]
        assert pages[0].summary.people == 4
        assert review.review(session, owner, round_.id, 99).page == 1


def test_the_matcher_is_not_loaded_into_the_bot() -> None:
    import subprocess
    import sys

    code = "import sys, bot.app; print([m for m in ('numpy', 'ortools') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_whose_words_all_wait_for_a_yes_is_not_dropped_silently(database: Database) -> None:
    """The matcher knows nothing of them; they and the owner are told why all the same."""
    with database.transaction() as session:
        acme = company(session)
        eve = acme.make.enroll(acme.program, acme.make.member("Eve", level=2), teaches=("Beekeeping",))
        session.query(Skill).filter_by(name="Beekeeping").update({"state": SkillState.PROPOSED})
    round_ = proposed(database, acme)
    with database.transaction() as session:
        assert unmatched_of(session, round_) == {eve.id: "not_listed"}
        approve(session, NOW, session.get_one(Member, acme.owner.id), round_.id, round_.version)
        assert "LeftUnmatched" in sent_to(session, member_of(session, eve))
