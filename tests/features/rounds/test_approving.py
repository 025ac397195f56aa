"""An approval is one owner's, once; and nobody is matched who isn't there any more."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.db import Database
from bot.errors import UserError
from bot.features.rounds import service
from bot.features.rounds.approve import approve
from bot.features.rounds.facts import Approval
from bot.features.rounds.messages import LeftUnmatched
from bot.features.rounds.review import review
from bot.features.rounds.unmatched import unmatched_facts
from bot.matching.terms import Change, Reason
from bot.models import (
    Enrollment,
    EnrollmentState,
    Member,
    OutboxMessage,
    Pairing,
    PairingState,
    ProgramOwner,
    Round,
    RoundState,
    RoundUnmatched,
)
from tests.factories import NOW, Factory
from tests.features.rounds.company import Company, company, member_of, proposed, sent_to, unmatched_of

LATER = NOW + timedelta(hours=1)


def approved(database: Database, acme: Company, round_: Round) -> Approval:
    with database.transaction() as session:
        return approve(session, LATER, session.get_one(Member, acme.owner.id), round_.id, round_.version)


def couples(database: Database) -> set[tuple[int, int]]:
    with database.reading() as session:
        return {(pairing.mentor_id, pairing.mentee_id) for pairing in session.scalars(select(Pairing))}


def test_approval_asks_each_of_the_two(database: Database) -> None:
    with database.transaction() as session:
        acme = company(session)
    round_ = proposed(database, acme)
    outcome = approved(database, acme, round_)
    assert (outcome.pairs, outcome.people, outcome.skipped, outcome.unmatched) == (2, 4, (), 0)
    assert couples(database) == {(acme.ana.id, acme.cleo.id), (acme.ben.id, acme.dan.id)}
    with database.transaction() as session:
        for enrollment in (acme.ana, acme.ben, acme.cleo, acme.dan):
            assert sent_to(session, member_of(session, enrollment)) == ["PairingOffered"]
        pairing = session.scalars(select(Pairing).filter_by(mentor_id=acme.ana.id)).one()
        assert pairing.why["skills"] == ["TikTok"]
        assert pairing.why["gives_back"] == ["Budgeting"]
        assert pairing.why["score"] == sum(pairing.why["parts"].values()) > 0


def test_a_round_is_approved_once(database: Database) -> None:
    with database.transaction() as session:
        acme = company(session)
    round_ = proposed(database, acme)
    approved(database, acme, round_)
    with pytest.raises(UserError, match="round-is-approved") as told:
        approved(database, acme, round_)
    assert told.value.params == {"by": "Olive Owner"}
    assert len(couples(database)) == 2


def test_a_round_that_is_still_worked_out_cannot_be_approved(database: Database) -> None:
    with database.transaction() as session:
        acme = company(session)
        round_ = service.propose(session, NOW, acme.owner, acme.program.id)
    with pytest.raises(UserError, match="round-is-computing"):
        approved(database, acme, round_)


def test_of_two_owners_at_once_one_decides(database: Database) -> None:
    with database.transaction() as session:
        acme = company(session)
        other = acme.make.member("Oscar Owner", slack_id="UOSCAR")
        session.add(ProgramOwner(workspace_id=other.workspace_id, program_id=acme.program.id, member_id=other.id))
    round_ = proposed(database, acme)

    def decide(owner: Member) -> str:
        try:
            with database.transaction() as session:
                approve(session, LATER, session.get_one(Member, owner.id), round_.id, round_.version)
        except UserError as error:
            return error.key
        return "done"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(decide, (acme.owner, other))) == ["done", "round-is-approved"]
    assert len(couples(database)) == 2
    with database.reading() as session:
        assert len(sent_to(session, member_of(session, acme.ana))) == 1


def test_nobody_approves_what_they_have_not_seen(database: Database) -> None:
    with database.transaction() as session:
        acme = company(session)
        member_of(session, acme.ana).level = None
    round_ = proposed(database, acme)
    with database.transaction() as session:
        owner = session.get_one(Member, acme.owner.id)
        flagged = review(session, owner, round_.id, 0).pairs[0]
        service.include(session, NOW, owner, round_.id, round_.version, flagged.id, included=True)
    with pytest.raises(UserError, match="round-is-proposed"):
        approved(database, acme, round_)
    assert couples(database) == set()


def test_a_pair_with_an_unknown_level_waits_for_a_word_of_its_own(database: Database) -> None:
    with database.transaction() as session:
        acme = company(session)
        member_of(session, acme.ana).level = None
    round_ = proposed(database, acme)
    with database.transaction() as session:
        facts = review(session, session.get_one(Member, acme.owner.id), round_.id, 0)
        assert (facts.pairs[0].flagged, facts.pairs[0].included) == (True, False)
        assert [who.name for who in facts.pairs[0].unknown] == ["Ana"]
        assert (facts.summary.undecided, facts.summary.people) == (1, 2)
    outcome = approved(database, acme, round_)
    assert (outcome.pairs, outcome.skipped, outcome.unmatched) == (1, (), 2)
    assert couples(database) == {(acme.ben.id, acme.dan.id)}
    with database.transaction() as session:
        assert unmatched_of(session, round_) == {
            acme.ana.id: Reason.OWN_LEVEL_UNKNOWN,
            acme.cleo.id: Reason.NO_ONE_SUITABLE,  # whose level is missing is Ana's own business
        }


def test_a_flagged_pair_that_an_owner_takes_in_is_made(database: Database) -> None:
    with database.transaction() as session:
        acme = company(session)
        member_of(session, acme.ana).level = None
    round_ = proposed(database, acme)
    with database.transaction() as session:
        owner = session.get_one(Member, acme.owner.id)
        flagged = review(session, owner, round_.id, 0).pairs[0]
        round_ = service.include(session, NOW, owner, round_.id, round_.version, flagged.id, included=True)
        assert review(session, owner, round_.id, 0).summary.people == 4
    assert approved(database, acme, round_).pairs == 2


def _pause(enrollment: Enrollment, _member: Member) -> None:
    enrollment.state = EnrollmentState.PAUSED


def _leave(enrollment: Enrollment, _member: Member) -> None:
    enrollment.state = EnrollmentState.LEFT


def _deactivate(_enrollment: Enrollment, member: Member) -> None:
    member.deactivated_at = NOW


@pytest.mark.parametrize("goes_away", [_pause, _leave, _deactivate])
def test_nobody_is_matched_who_went_away_since(database: Database, goes_away) -> None:
    with database.transaction() as session:
        acme = company(session)
    round_ = proposed(database, acme)
    with database.transaction() as session:
        goes_away(session.get_one(Enrollment, acme.ana.id), member_of(session, acme.ana))
    outcome = approved(database, acme, round_)
    assert [(mentor.name, mentee.name) for mentor, mentee in outcome.skipped] == [("Ana", "Cleo")]
    assert couples(database) == {(acme.ben.id, acme.dan.id)}
    with database.transaction() as session:
        assert sent_to(session, member_of(session, acme.ana)) == []
        assert sent_to(session, member_of(session, acme.cleo)) == ["LeftUnmatched"]
        row = session.scalars(select(RoundUnmatched)).one()
        told = unmatched_facts(session, LATER, LeftUnmatched(row.id))
        assert told is not None
        assert (told.reason, told.change, told.word) == (Reason.NO_ONE_SUITABLE, Change.NOTHING, None)


def test_nobody_is_matched_with_whom_they_have_come_to_avoid(database: Database) -> None:
    with database.transaction() as session:
        acme = company(session)
    round_ = proposed(database, acme)
    with database.transaction() as session:
        session.get_one(Enrollment, acme.cleo.id).avoid = [acme.ana.member_id]
    approved(database, acme, round_)
    assert couples(database) == {(acme.ben.id, acme.dan.id)}


def test_nobody_is_matched_with_their_new_manager(database: Database) -> None:
    with database.transaction() as session:
        acme = company(session)
        between = acme.make.member("Between", slack_id="UBETWEEN")
    round_ = proposed(database, acme)
    with database.transaction() as session:
        member_of(session, acme.ana).manager_id = between.id
        session.get_one(Member, between.id).manager_id = acme.cleo.member_id
    approved(database, acme, round_)
    assert couples(database) == {(acme.ben.id, acme.dan.id)}


def test_who_was_paired_meanwhile_is_skipped(database: Database) -> None:
    with database.transaction() as session:
        acme = company(session)
    round_ = proposed(database, acme)
    with database.transaction() as session:
        Factory(session).pairing(
            session.get_one(Enrollment, acme.ben.id), session.get_one(Enrollment, acme.cleo.id), round_id=round_.id
        )
    outcome = approved(database, acme, round_)
    assert outcome.pairs == 0
    assert len(outcome.skipped) == 2
    with database.transaction() as session:
        assert sent_to(session, member_of(session, acme.cleo)) == []  # she has a partner


def test_the_unmatched_are_told_once_in_their_working_hours(database: Database) -> None:
    with database.transaction() as session:
        acme = company(session)
        make = acme.make
        eve = make.member("Eve", tz="America/Los_Angeles", slack_id="UEVE")
        alone = make.enroll(acme.program, eve, learns=("Juggling",), waiting_rounds=2)
        acme.ana.waiting_rounds = 3
    round_ = proposed(database, acme)
    assert approved(database, acme, round_).unmatched == 1
    with database.transaction() as session:
        message = session.scalars(select(OutboxMessage).filter_by(recipient="UEVE")).one()
        assert message.due_at.isoformat() == "2027-01-04T17:00:00+00:00"
        rounds = {row.id: row.waiting_rounds for row in session.scalars(select(Enrollment))}
        assert (rounds[alone.id], rounds[acme.ana.id], rounds[acme.dan.id]) == (3, 0, 0)
        row = session.scalars(select(RoundUnmatched)).one()
        told = unmatched_facts(session, LATER, LeftUnmatched(row.id))
        assert told is not None
        assert (told.reason, told.wishes) == (Reason.NO_ONE_TEACHES, ("Juggling",))
        session.get_one(Enrollment, alone.id).state = EnrollmentState.PAUSED
        assert unmatched_facts(session, LATER, LeftUnmatched(row.id)) is None


def test_a_program_that_does_not_ask_introduces_at_once(database: Database) -> None:
    with database.transaction() as session:
        acme = company(session, asks_first=False)
    round_ = proposed(database, acme)
    approved(database, acme, round_)
    with database.reading() as session:
        states = {pairing.state for pairing in session.scalars(select(Pairing))}
        assert states == {PairingState.ACTIVE}


def test_a_discarded_round_tells_nobody_and_counts_for_nobody(database: Database) -> None:
    with database.transaction() as session:
        acme = company(session)
        alone = acme.make.enroll(acme.program, acme.make.member("Eve", slack_id="UEVE"), learns=("Juggling",))
    round_ = proposed(database, acme)
    with database.transaction() as session:
        service.discard(session, LATER, session.get_one(Member, acme.owner.id), round_.id, round_.version)
    with database.reading() as session:
        assert session.get_one(Round, round_.id).state == RoundState.DISCARDED
        assert {message.recipient for message in session.scalars(select(OutboxMessage))} == {acme.owner.slack_id}
        assert session.get_one(Enrollment, alone.id).waiting_rounds == 0
    assert couples(database) == set()
    with pytest.raises(UserError, match="round-is-discarded"):
        approved(database, acme, round_)
