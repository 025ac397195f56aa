"""A past round runs again from what was kept of it, and the same pairs come out."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from bot.errors import NotYours
from bot.features.rounds import changing, replay
from bot.features.rounds.compute import RoundMatcher
from bot.features.rounds.supply import supply
from bot.matching.answer import Answer
from bot.matching.errors import MatcherFailed
from bot.matching.problem import Problem
from bot.matching.solve import solve
from bot.models import Enrollment, Member, OutboxMessage, ProgramOwner, Replay, Round, RoundPair
from tests.factories import NOW, Factory
from tests.features.rounds.company import member_of
from tests.features.rounds.desk import Desk, best
from tests.features.rounds.desk import desk as desk


def outcome(desk: Desk, match: Callable[[Problem], Answer] = solve) -> Replay:
    """Of the replay for which the owner asks."""
    with desk.database.transaction() as session:
        replay.ask(session, session.get_one(Member, desk.acme.owner.id), desk.round_id)
    assert [RoundMatcher(desk.database, lambda: NOW, match).run_once() for _ in range(2)] == [1, 0]
    with desk.database.reading() as session:
        message = session.scalars(select(OutboxMessage).filter_by(kind="RoundReplayed")).one()
        assert message.recipient == desk.acme.owner.slack_id
        return Replay(message.params["outcome"])


def test_the_same_pairs_come_out_whatever_has_changed_since(desk: Desk) -> None:
    """With the owner's changes, and however people are by now."""
    desk.do(changing.part, sorted(best(desk.acme))[0])
    desk.find_again()
    desk.approve()
    with desk.database.transaction() as session:
        member_of(session, desk.acme.cleo).level = 3
        session.get_one(Enrollment, desk.acme.ben.id).capacity = 5
    assert outcome(desk) == Replay.SAME


def test_other_pairs_are_told(desk: Desk) -> None:
    desk.approve()
    with desk.database.transaction() as session:
        session.scalars(select(RoundPair)).first().score += 1
    assert outcome(desk) == Replay.OTHER


def test_once_somebody_is_erased_it_cannot_be_run_again(desk: Desk) -> None:
    desk.approve()
    with desk.database.transaction() as session:
        session.delete(session.get_one(Enrollment, desk.acme.dan.id))
    assert outcome(desk) == Replay.GONE


def test_a_round_whose_inputs_are_gone_cannot_be_run_again(desk: Desk) -> None:
    desk.approve()
    with desk.database.transaction() as session:
        owner = session.get_one(Member, desk.acme.owner.id)
        assert [one.gone for one in replay.past_rounds(session, owner, desk.acme.program.id).rounds] == [False]
        session.get_one(Round, desk.round_id).inputs = {}
        session.flush()
        assert [one.gone for one in replay.past_rounds(session, owner, desk.acme.program.id).rounds] == [True]
    assert outcome(desk) == Replay.GONE


def test_a_replay_that_fails_is_told_and_not_tried_for_ever(desk: Desk) -> None:
    def dies(_problem: Problem) -> Answer:
        raise MatcherFailed("it died")

    desk.approve()
    assert outcome(desk, dies) == Replay.FAILED


def test_a_round_that_is_open_is_not_run_again(desk: Desk) -> None:
    with desk.database.transaction() as session, pytest.raises(NotYours):
        replay.ask(session, session.get_one(Member, desk.acme.owner.id), desk.round_id)


def test_past_rounds_are_its_owners_business(desk: Desk) -> None:
    desk.approve()
    former = desk.second_owner()
    with desk.database.transaction() as session:
        owner = session.get_one(Member, desk.acme.owner.id)
        (past,) = replay.past_rounds(session, owner, desk.acme.program.id).rounds
        assert (past.number, past.approved, past.pairs, past.asked) == (1, True, 2, False)
        assert {line.skill for line in supply(session, owner, desk.round_id).enough} >= {"TikTok", "Python"}
        session.query(ProgramOwner).filter_by(member_id=former).delete()
        make = Factory(session)
        make.workspace("T2")
        elsewhere = make.member("Olive Owner", slack_id=owner.slack_id).id
        for stranger in (former, elsewhere, member_of(session, desk.acme.ana).id):
            acting = session.get_one(Member, stranger)
            for look in (
                lambda acting=acting: replay.past_rounds(session, acting, desk.acme.program.id),
                lambda acting=acting: replay.ask(session, acting, desk.round_id),
                lambda acting=acting: supply(session, acting, desk.round_id),
            ):
                with pytest.raises(NotYours):
                    look()
