"""What a round says of who was erased while it was being found again goes, too."""

from collections.abc import Callable

import pytest
from sqlalchemy import or_, select

from bot.clock import MovableClock
from bot.db import Database
from bot.features.privacy.erasing import erase
from bot.features.privacy.wiping import Wiper
from bot.features.rounds.compute import RoundMatcher
from bot.matching.answer import Answer
from bot.matching.problem import Problem
from bot.matching.solve import solve
from bot.models import Enrollment, Erasure, Member, Round, RoundPair, RoundState, RoundUnmatched
from tests.factories import NOW
from tests.features.rounds.company import Company, company, member_of, proposed


@pytest.fixture
def acme(database: Database) -> Company:
    with database.transaction() as session:
        acme = company(session)
        acme.ana.interests = acme.cleo.interests = ["zwitscher"]
        return acme


def while_it_runs(meanwhile: Callable[[], object]) -> Callable[[Problem], Answer]:
    def match(problem: Problem) -> Answer:
        meanwhile()
        return solve(problem)

    return match


@pytest.mark.parametrize("is_alone", [False, True])
def test_what_the_matcher_was_at_meanwhile_is_waited_for(database: Database, acme: Company, is_alone: bool) -> None:
    """`is_alone`: nobody is found for them, so what stands there is why."""
    if is_alone:
        with database.transaction() as session:
            member_of(session, session.get_one(Enrollment, acme.cleo.id)).deactivated_at = NOW
    round_id = proposed(database, acme).id
    with database.transaction() as session:
        round_ = session.get_one(Round, round_id)
        round_.state, round_.asked_again_by_id = RoundState.COMPUTING, acme.owner.id
    wiper = Wiper(database, MovableClock(NOW))

    def erase_ana() -> None:
        with database.transaction() as session:
            erase(session, NOW, session.get_one(Member, acme.ana.member_id))
        wiper.run_once()

    assert RoundMatcher(database, lambda: NOW, while_it_runs(erase_ana)).run_once() == 1
    wiper.run_once()
    with database.reading() as session:
        theirs = or_(RoundPair.mentor_id == acme.ana.id, RoundPair.mentee_id == acme.ana.id)
        pairs = session.scalars(select(RoundPair).where(theirs)).all()
        assert bool(pairs) != is_alone and not any("zwitscher" in str(pair.why) for pair in pairs)
        assert session.scalars(select(RoundUnmatched).filter_by(enrollment_id=acme.ana.id)).all() == []
        assert str(acme.ana.id) not in {one["id"] for one in session.get_one(Round, round_id).inputs["people"]}
        assert session.scalars(select(Erasure.wiped_at)).all() == [NOW]
        assert member_of(session, session.get_one(Enrollment, acme.cleo.id)).name == "Cleo"
