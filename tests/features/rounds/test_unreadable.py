"""Rounds in which something can't be read: they go on, without whom that might harm."""

from typing import Any

import pytest
from sqlalchemy import Text, select, type_coerce, update
from sqlalchemy.orm import Session

from bot import lost
from bot.db import Database
from bot.errors import UserError
from bot.features.enrollment.joining import JoinAnswers, join
from bot.features.home.service import home_facts
from bot.features.pairings.messages import PairIntroduced
from bot.features.pairings.offers import answer
from bot.features.pairings.telling import introduced_facts
from bot.features.people.service import mention
from bot.features.rounds import fill_ins
from bot.features.rounds.approve import approve
from bot.features.rounds.compute import RoundMatcher
from bot.features.rounds.inputs import seats_of
from bot.features.rounds.messages import FillInFailed, LeftUnmatched
from bot.features.rounds.review import review
from bot.features.rounds.unmatched import there_by_now, unmatched_facts
from bot.features.rounds.weighing import pin_preview
from bot.matching.solve import solve
from bot.matching.terms import Change, Reason
from bot.models import (
    Enrollment,
    Member,
    Pairing,
    Round,
    RoundPair,
    RoundState,
    RoundUnmatched,
    Side,
    Skill,
    SkillState,
    keyring,
)
from bot.outbox.messages import HomeChanged
from tests.conftest import counting
from tests.factories import NOW, Factory
from tests.features.rounds.company import Company, company, member_of, pairs_of, proposed, sent_to, unmatched_of


@pytest.fixture
def acme(database: Database) -> Company:
    with database.transaction() as session:
        return company(session)


def spoil(database: Database, model: type[Any], name: str, row_id: int) -> None:
    """What it has there was sealed for another place."""
    column = model.__table__.c[name]
    moved = type_coerce(keyring.seal("[]", b"elsewhere"), Text)
    with database.engine.begin() as connection:
        connection.execute(update(model.__table__).where(model.id == row_id).values({column: moved}))


def approved(database: Database, acme: Company, round_: Round) -> None:
    with database.transaction() as session:
        approve(session, NOW, session.get_one(Member, acme.owner.id), round_.id, round_.version)


@pytest.mark.parametrize("name", ["avoid", "interests"])
def test_the_others_are_paired_and_who_has_told_again_is_the_next_time(
    database: Database, acme: Company, name: str
) -> None:
    spoil(database, Enrollment, name, acme.dan.id)
    first = proposed(database, acme)
    approved(database, acme, first)
    with database.transaction() as session:
        assert pairs_of(session, first) == {(acme.ana.id, acme.cleo.id)}
        assert unmatched_of(session, first)[acme.dan.id] == "unreadable"
        assert "LeftUnmatched" in sent_to(session, member_of(session, acme.dan))
        assert "PairingOffered" in sent_to(session, member_of(session, acme.ana))
        assert "PairingOffered" not in sent_to(session, member_of(session, acme.dan))
        home = home_facts(session, NOW, HomeChanged(acme.dan.member_id))
        assert home and [place.is_readable for place in home.places] == [False]
        dan = session.get_one(Enrollment, acme.dan.id)
        dan.interests, dan.avoid = [], []
    second = proposed(database, acme)
    with database.reading() as session:
        assert pairs_of(session, second) == {(acme.ben.id, acme.dan.id)}
        home = home_facts(session, NOW, HomeChanged(acme.dan.member_id))
        assert home and [place.is_readable for place in home.places] == [True]


def test_what_is_said_of_others_is_true_of_those_who_cannot_be_read_too(database: Database) -> None:
    """Ben shows what Dan would learn, and Cleo has both sides of a swap with Ana: it isn't that nobody does."""
    with database.transaction() as session:
        acme = company(session)
        eve = acme.make.enroll(acme.program, acme.make.member("Eve", level=8), learns=("Whistling",))
    for seat in (acme.ben, acme.cleo):
        spoil(database, Enrollment, "avoid", seat.id)
    round_ = proposed(database, acme)
    with database.reading() as session:
        why = {row.enrollment_id: row.why for row in session.scalars(select(RoundUnmatched))}
        assert {seat.id: why[seat.id]["reason"] for seat in (acme.ana, acme.dan, eve)} == {
            acme.ana.id: "theirs_unreadable",
            acme.dan.id: "theirs_unreadable",
            eve.id: "no_one_teaches",
        }
        assert unmatched_of(session, round_)[acme.ben.id] == "unreadable"
        assert "nothing" not in {why[seat.id]["change"] for seat in (acme.ana, acme.dan)}


def test_nor_does_who_asked_between_two_rounds_read_that_nobody_shows_it(database: Database, acme: Company) -> None:
    spoil(database, Enrollment, "avoid", acme.ben.id)
    with database.transaction() as session:
        fill_ins.look(session, NOW, member_of(session, acme.dan), acme.dan.id)
    with database.transaction() as session:
        fill_ins.start_fill_ins(session, NOW)
        round_ = session.scalars(select(Round)).one()
    assert RoundMatcher(database, lambda: NOW, solve).run_once() == 1
    with database.reading() as session:
        assert unmatched_of(session, round_) == {acme.dan.id: "theirs_unreadable"}


def test_who_joins_elsewhere_is_not_paired_there_either(database: Database, acme: Company) -> None:
    """It isn't known there whom they avoid: to take it for nobody would pair them with just that person."""
    spoil(database, Enrollment, "avoid", acme.dan.id)
    with database.transaction() as session:
        elsewhere = Factory(session).program(session.get_one(Member, acme.owner.id), name="Elsewhere")
        dan = member_of(session, acme.dan)
        skill = Factory(session).skill("Python", dan.workspace_id)
        answers = JoinAnswers(Side.LEARN, [], [str(skill.id)], 8, None)
        place = join(session, NOW, elsewhere.id, dan, answers).enrollment
        assert seats_of(session, elsewhere) == []
        dans = session.get_one(Enrollment, acme.dan.id)
        dans.avoid = place.avoid = []
        session.flush()
        assert [seat.id for seat, _ in seats_of(session, elsewhere)] == [place.id]


def test_what_became_unreadable_after_the_pairs_were_found_is_in_no_pair(database: Database, acme: Company) -> None:
    round_ = proposed(database, acme)
    spoil(database, Enrollment, "avoid", acme.dan.id)
    approved(database, acme, round_)
    with database.reading() as session:
        assert [pair.mentee_id for pair in session.scalars(select(Pairing))] == [acme.cleo.id]
        assert unmatched_of(session, round_)[acme.dan.id] == "unreadable"
        assert "LeftUnmatched" in sent_to(session, member_of(session, acme.dan))


@pytest.mark.parametrize("missing", ["wishes", "yes to a skill"])
def test_what_is_there_by_the_time_of_telling_is_not_said_to_be_missing(
    database: Database, acme: Company, missing: str
) -> None:
    """Neither to themselves nor to an owner who looks at the round."""
    take_away(database, acme, missing)
    round_ = proposed(database, acme)
    assert owner_reads(database, acme, round_) == REASONS[missing]
    with database.transaction() as session:
        give_back(session, acme, missing)
    assert owner_reads(database, acme, round_) == Reason.KNOWN_BY_NOW
    approved(database, acme, round_)
    with database.reading() as session:
        row = session.scalars(select(RoundUnmatched).filter_by(enrollment_id=acme.dan.id)).one()
        told = unmatched_facts(session, NOW, LeftUnmatched(row.id))
        assert told and (told.reason, told.change) == (Reason.KNOWN_BY_NOW, Change.NEXT_ROUND)
        assert told.fill_in == acme.dan.id
        home = home_facts(session, NOW, HomeChanged(acme.dan.member_id))
        assert home and home.places[0].unmatched is None


def test_a_level_that_was_told_in_time_is_not_asked_for(database: Database, acme: Company) -> None:
    with database.transaction() as session:
        member_of(session, acme.dan).level = None
    approved(database, acme, proposed(database, acme))
    with database.transaction() as session:
        row = session.scalars(select(RoundUnmatched).filter_by(enrollment_id=acme.dan.id)).one()
        asked = unmatched_facts(session, NOW, LeftUnmatched(row.id))
        assert asked and asked.reason == Reason.OWN_LEVEL_UNKNOWN
        member_of(session, acme.dan).level = 8
        told = unmatched_facts(session, NOW, LeftUnmatched(row.id))
        assert told and told.reason == Reason.KNOWN_BY_NOW


def test_what_has_come_is_asked_of_all_rows_together(database: Database, acme: Company) -> None:
    for place in (acme.dan, acme.cleo, acme.ana):
        spoil(database, Enrollment, "avoid", place.id)
    round_ = proposed(database, acme)
    with database.reading() as session:
        rows = session.scalars(select(RoundUnmatched).filter_by(round_id=round_.id)).all()
        with counting(database) as seen:
            assert len(rows) >= 3 and there_by_now(session, rows) == set()
        assert len(seen) == 3


REASONS = {"wishes": Reason.UNREADABLE, "yes to a skill": Reason.NOT_LISTED}


def take_away(database: Database, acme: Company, missing: str) -> None:
    if missing == "wishes":
        spoil(database, Enrollment, "avoid", acme.dan.id)
    else:
        with database.transaction() as session:
            session.scalars(select(Skill).filter_by(name="Python")).one().state = SkillState.PROPOSED


def give_back(session: Session, acme: Company, missing: str) -> None:
    if missing == "wishes":
        session.get_one(Enrollment, acme.dan.id).avoid = []
    else:
        session.scalars(select(Skill).filter_by(name="Python")).one().state = SkillState.LISTED


def owner_reads(database: Database, acme: Company, round_: Round) -> Reason:
    """Why Dan is in no pair."""
    with database.reading() as session:
        dan = mention(member_of(session, acme.dan))
        lines = review(session, session.get_one(Member, acme.owner.id), round_.id, 0).unmatched
        return next(line.why.reason for line in lines if line.member == dan)


def test_a_pair_is_made_though_nobody_knows_why_any_more(database: Database, acme: Company) -> None:
    round_ = proposed(database, acme)
    with database.reading() as session:
        pairs = session.scalars(select(RoundPair.id).filter_by(round_id=round_.id)).all()
    for pair_id in pairs:
        spoil(database, RoundPair, "why", pair_id)
    approved(database, acme, round_)
    with database.transaction() as session:
        pairing = session.scalars(select(Pairing).filter_by(mentee_id=acme.cleo.id)).one()
        for enrollment in (acme.ana, acme.cleo):
            answer(session, NOW, member_of(session, enrollment), pairing.id, True)
        facts = introduced_facts(session, NOW, PairIntroduced(pairing.id))
        assert facts and facts.why.learns == ()


def test_who_asks_for_a_fill_in_is_told_to_say_again_whom_they_avoid(database: Database, acme: Company) -> None:
    spoil(database, Enrollment, "avoid", acme.dan.id)
    with database.transaction() as session, pytest.raises(UserError) as refused:
        fill_ins.look(session, NOW, member_of(session, acme.dan), acme.dan.id)
    assert refused.value.key == "wishes-unreadable"


def test_whom_owners_keep_apart_cannot_be_read_so_nobody_is_filled_in(database: Database, acme: Company) -> None:
    """And nobody else waits for that: the plan is everybody's."""
    round_ = proposed(database, acme)
    with database.transaction() as session:
        session.get_one(Round, round_.id).state = RoundState.APPROVED
    spoil(database, Round, "worked_in", round_.id)
    with database.transaction() as session:
        fill_ins.look(session, NOW, member_of(session, acme.dan), acme.dan.id)
    with database.transaction() as session:
        assert fill_ins.start_fill_ins(session, NOW) == 1
    with database.transaction() as session:
        assert fill_ins.start_fill_ins(session, NOW) == 0
        assert sent_to(session, member_of(session, acme.dan)) == [FillInFailed.__name__]
        assert session.scalars(select(Pairing)).all() == []
    assert RoundMatcher(database, lambda: NOW, solve).run_once() == 0
    assert proposed(database, acme).state == RoundState.PROPOSED


def test_whom_a_fill_in_was_about_was_given_up_so_nobody_is_paired_by_it(database: Database, acme: Company) -> None:
    """Everybody would be, without an owner's word. Who asked is taken up by the next one."""
    with database.transaction() as session:
        fill_ins.look(session, NOW, member_of(session, acme.dan), acme.dan.id)
    with database.transaction() as session:
        fill_ins.start_fill_ins(session, NOW)
        round_ = session.scalars(select(Round)).one()
    spoil(database, Round, "inputs", round_.id)
    lost.give_up(database, keyring, NOW, [])
    matcher = RoundMatcher(database, lambda: NOW, solve)
    assert matcher.run_once() == 1
    with database.transaction() as session:
        assert session.get_one(Round, round_.id).state == RoundState.FAILED
        assert session.scalars(select(Pairing)).all() == []
        fill_ins.start_fill_ins(session, NOW)
    assert matcher.run_once() == 1
    with database.reading() as session:
        assert {pairing.mentee_id for pairing in session.scalars(select(Pairing))} == {acme.dan.id}


@pytest.mark.parametrize("given_up", [False, True])
def test_what_pairs_were_found_by_is_lost_so_no_change_is_tried_out_and_they_can_be_approved(
    database: Database, acme: Company, given_up: bool
) -> None:
    round_ = proposed(database, acme)
    spoil(database, Round, "inputs", round_.id)
    if given_up:
        lost.give_up(database, keyring, NOW, [])
    with database.reading() as session, pytest.raises(UserError) as refused:
        owner, pair = session.get_one(Member, acme.owner.id), (acme.ben.id, acme.cleo.id)
        pin_preview(session, owner, round_.id, round_.version, 0, pair, lambda problem, _: solve(problem))
    assert refused.value.key == "round-inputs-lost"
    approved(database, acme, round_)
