"""Nobody learns one person's answers from reports: not by difference, and not by knowing everybody else's.

Small; `python -m benchmarks.attack --sequences 10000` is the same in large.
"""

import pytest

from benchmarks.attack import MORE_LIKELY_THAN_NOT, RULES, attack
from bot.discretion import large_enough


def test_an_attacker_who_knows_nearly_everything_recovers_nothing() -> None:
    outcome = attack(sequences=150, seed=1)
    assert outcome.published > 300
    assert outcome.singled_out == 0
    assert outcome.guesses.recovered == 0
    assert outcome.guesses.surest < MORE_LIKELY_THAN_NOT


@pytest.mark.parametrize("rule", RULES)
def test_the_same_attacker_breaks_a_bot_that_lacks_a_rule(rule: str) -> None:
    assert attack(sequences=25, seed=1, without=rule).recovered > 0


@pytest.mark.parametrize(
    ("sizes", "all_people", "shown"),
    [
        ({"A": 6, "B": 5}, 11, ["A", "B"]),
        ({"A": 6, "B": 4}, 10, []),  # what is left of A would be B
        ({"A": 7, "B": 6, "C": 2}, 15, ["A"]),  # B is given up, so that C has company
        ({"A": 7, "B": 3, "C": 2}, 12, ["A"]),
        ({"A": 7}, 7, []),  # everybody: it tells nothing new
        ({"A": 7}, 9, []),  # two people have no team
        ({}, 4, []),
    ],
)
def test_a_group_is_shown_where_it_and_what_is_left_over_are_large_enough(
    sizes: dict[str, int], all_people: int, shown: list[str]
) -> None:
    assert large_enough(sizes, all_people, fewest=5) == shown
