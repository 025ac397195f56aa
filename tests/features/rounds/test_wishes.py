"""What owners want changed: which wishes go together, and what the matcher is asked."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.features.rounds.wishes import Wish, numbers_of, with_wishes
from bot.matching.errors import PinBreaksRule
from bot.matching.problem import Person, Problem, Teach
from bot.matching.solve import solve
from bot.models import WishKind

ANA, BEN, CLEO, DAN = 1, 2, 3, 4
TEACHERS = tuple(Person(str(one), level=2, teaches=(Teach("A"),)) for one in (ANA, BEN))
LEARNERS = tuple(Person(str(one), level=8, learns=("A",)) for one in (CLEO, DAN))
PROBLEM = Problem(people=TEACHERS + LEARNERS, first_monday=date(2027, 1, 4), weeks=26)

COUPLES = st.tuples(st.sampled_from((ANA, BEN)), st.sampled_from((CLEO, DAN)))
WISHES = (
    st.builds(lambda pair: wish("pin", *pair), COUPLES)
    | st.builds(lambda pair: wish("forbid", *pair), COUPLES)
    | st.builds(lambda one: wish("leave_out", one), st.sampled_from((ANA, BEN, CLEO, DAN)))
    | st.sampled_from(
        (Wish(WishKind.SWAP, (BEN, CLEO, ANA, DAN), 9), Wish(WishKind.SWAP, (ANA, CLEO, BEN, DAN), 9))
    )
)


def wish(kind: str, *people: int) -> Wish:
    return Wish(WishKind(kind), people, by=9)


@pytest.mark.parametrize(
    "one, other",
    [
        (wish("pin", ANA, CLEO), wish("forbid", ANA, CLEO)),
        (wish("pin", ANA, CLEO), wish("forbid", CLEO, ANA)),
        (wish("pin", ANA, CLEO), wish("leave_out", ANA)),
        (wish("pin", ANA, CLEO), wish("leave_out", CLEO)),
        (wish("pin", ANA, CLEO), wish("pin", BEN, CLEO)),
        (wish("pin", ANA, CLEO), wish("pin", CLEO, ANA)),
        (wish("pin", ANA, CLEO), wish("swap", BEN, CLEO, ANA, DAN)),
        (wish("forbid", ANA, DAN), wish("swap", BEN, CLEO, ANA, DAN)),
    ],
)
def test_these_do_not_go_together(one: Wish, other: Wish) -> None:
    assert one.contradicts(other)
    assert other.contradicts(one)


@pytest.mark.parametrize(
    "one, other",
    [
        (wish("pin", ANA, CLEO), wish("pin", ANA, DAN)),  # whether Ana has two places is for the matcher to say
        (wish("pin", ANA, CLEO), wish("forbid", ANA, DAN)),
        (wish("pin", ANA, CLEO), wish("leave_out", DAN)),
        (wish("forbid", ANA, CLEO), wish("leave_out", ANA)),
        (wish("pin", ANA, CLEO), wish("swap", ANA, CLEO, BEN, DAN)),
    ],
)
def test_these_do(one: Wish, other: Wish) -> None:
    assert not one.contradicts(other)
    assert not other.contradicts(one)


@given(st.lists(WISHES, max_size=3))
def test_wishes_that_go_together_are_fulfilled(wishes: list[Wish]) -> None:
    """And those that don't are refused by the matcher, but for a mentor's places, which only it knows."""
    together = all(not one.contradicts(other) for one in wishes for other in wishes)
    pins = {pin for each in wishes for pin in each.pins}
    try:
        answer = solve(with_wishes(PROBLEM, wishes))
    except PinBreaksRule:
        assert not together or len({mentor for mentor, _ in pins}) < len(pins)
        return
    pairs = {(int(pair.mentor), int(pair.mentee)) for pair in answer.pairs}
    left_out = {person for each in wishes for person in each.left_out}
    assert together
    assert pins <= pairs
    assert not pairs & {pair for each in wishes for pair in each.forbids}
    assert not left_out & {person for pair in pairs for person in pair}
    assert not left_out & {int(one.person) for one in answer.unmatched}
    assert numbers_of(answer).pairs <= numbers_of(solve(PROBLEM)).pairs


@pytest.mark.parametrize("people", [(), (1,), (1, 2, 3), ("1", 2), (True, 2)])
def test_what_is_no_wish_is_refused(people: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="no people of a pin"):
        Wish(WishKind.PIN, people, by=9)


def test_a_problem_without_wishes_is_the_same() -> None:
    assert with_wishes(PROBLEM, ()) == PROBLEM
    assert with_wishes(replace(PROBLEM, seed=3), ()) == replace(PROBLEM, seed=3)
