"""The auction against the solver: nothing rests on it, so it must be of use and never in the way."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.matching import auction, network, optimum
from bot.matching.network import Network
from bot.matching.solve import solve

from .companies import company
from .test_candidates import COMPILING, compiled_once

pytestmark = compiled_once


@st.composite
def networks(draw: st.DrawFn) -> Network:
    """Few scores, so that many are equal; some mentors are full already."""
    mentees, mentors = draw(st.integers(1, 6)), draw(st.integers(1, 5))
    scores = st.none() | st.sampled_from([0, 1, 2, 50_000, 100_000])
    table = draw(st.lists(st.lists(scores, min_size=mentors, max_size=mentors), min_size=mentees, max_size=mentees))
    arcs = [
        (row, at, score) for row, line in enumerate(table) for at, score in enumerate(line) if score is not None
    ]
    mentee, mentor, score = np.array(arcs, dtype=np.int64).reshape(-1, 3).T
    places = draw(st.lists(st.integers(0, 3), min_size=mentors, max_size=mentors))
    waiting = draw(st.lists(st.booleans(), min_size=mentees, max_size=mentees))
    return network.build(mentee, mentor, score, np.array(places), np.array(waiting))


@COMPILING
@given(networks(), st.data())
def test_its_last_choice_is_as_cheap_as_the_solvers(given_network: Network, data: st.DataObject):
    """Whatever prices it begins with; but from prices that are further off than is said it may give up."""
    size = len(given_network.places)
    guide = np.array(data.draw(st.lists(st.sampled_from([0, 1, 70_000, 2**60]), min_size=size, max_size=size)))
    guide[-1] = 0
    moved = data.draw(st.sampled_from([0, 40, optimum.FAR]))
    choices = list(auction.choices(given_network, given_network.cost, guide, moved))
    assert choices or guide.any() or moved < optimum.FAR
    for choice, _ in choices:
        assert np.all(given_network.load(choice) <= given_network.places)
    for choice, _ in choices[-1:]:
        cheapest = optimum.cheapest_choice(given_network)
        assert given_network.cost[choice].sum() == given_network.cost[cheapest].sum()
        assert network.proves(given_network, choice, optimum.prices(given_network, choice))


@settings(COMPILING, max_examples=5)
@given(st.integers(0, 3))
def test_where_it_gives_up_the_solver_goes_on(most: int):
    round_ = company(120, 5)
    expected = solve(round_, most=2)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(optimum, "MANY_ARCS", 0)
        patch.setattr(auction, "MOST_BIDS", most)
        answer = solve(round_, most=2)
    assert answer.proven_optimal and answer.pairs == expected.pairs
