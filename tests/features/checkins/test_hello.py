"""What App Home says of the weekly hello: true in each state that a member can be in."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import delete
from sqlalchemy.orm import Session

from bot.features.checkins.facts import Hello, HelloFacts
from bot.features.checkins.hello import hello
from bot.features.checkins.plan import plan_nudges
from bot.features.enrollment.pausing import pause
from bot.features.enrollment.service import places_of
from bot.features.pairings.couples import couples_of
from bot.features.people.service import note_activity
from bot.models import Pairing
from tests.features.checkins.conftest import Pair
from tests.features.checkins.test_backoff import FIRST, NOW, WEEK, weeks_go_by

QUIET = NOW + 20 * WEEK
BACK_ON = date(2027, 6, 1)


def anas(session: Session, pair: Pair, now: datetime = NOW) -> HelloFacts:
    session.flush()
    return hello(session, now, pair.ana, places_of(session, pair.ana), couples_of(session, pair.ana))


def test_it_is_planned(session: Session, pair: Pair) -> None:
    plan_nudges(session, NOW)
    assert anas(session, pair) == HelloFacts(Hello.PLANNED, FIRST)


def test_after_several_that_went_by_it_rests_until_any_act(session: Session, pair: Pair) -> None:
    weeks_go_by(session, QUIET)
    assert anas(session, pair, QUIET).state == Hello.UNANSWERED
    note_activity(pair.ana, QUIET)
    assert anas(session, pair, QUIET).state == Hello.PLANNED


@pytest.mark.parametrize("in_a_swap", [True, False])
def test_on_a_break_it_is_not_called_off(session: Session, pair: Pair, in_a_swap: bool) -> None:
    if not in_a_swap:
        session.execute(delete(Pairing))
    pause(session, NOW, pair.anas, pair.ana, BACK_ON)
    assert anas(session, pair).state == Hello.ON_BREAK
    pair.anas.nudges_off = True
    assert anas(session, pair).state == Hello.OFF


def test_nobody_reads_that_their_partner_is_on_a_break(session: Session, pair: Pair) -> None:
    pause(session, NOW, pair.bens, pair.ben, BACK_ON)
    assert anas(session, pair) == HelloFacts(Hello.RESTS)


def test_who_is_away_for_months(session: Session, pair: Pair) -> None:
    pair.ana.away_until = NOW + timedelta(days=200)
    assert anas(session, pair) == HelloFacts(Hello.AWAY)


def test_without_a_swap(session: Session, pair: Pair) -> None:
    session.execute(delete(Pairing))
    assert anas(session, pair) == HelloFacts(Hello.NO_SWAP)
