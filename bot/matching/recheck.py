"""The proof once more, of every couple there is, from the rules, the score and the prices alone.

What choosing looks at is sieved, and its proof takes the sieve's word for what was left out. This one doesn't: it
asks `rules` and `score` themselves about each couple, and knows neither kinds of people nor bounds. That takes ten
times as long as all the rest (docs/decisions/0040-the-proof-without-the-sieve.md).
"""

from collections.abc import Iterator

import numpy as np

from bot.matching.arrays import Ints
from bot.matching.choose import Choice, Proof
from bot.matching.field import Field
from bot.matching.network import worth_of_a_mentee
from bot.matching.rules import keep_allowed
from bot.matching.score import scores

COUPLES_AT_ONCE = 2**16
OUTSIDE = -(2**60)
"""The price of who isn't in the field: a couple with them is one that was overlooked."""


def holds(field: Field, choice: Choice) -> bool:
    """Whether no choice is better, and every pair that an equal one could have was known.

    Where unknown levels led to branches, each is looked at; that together they leave nothing out is how they are
    made (`Chooser.best`).
    """
    if not choice.proven:
        return False
    checks = [_Check(field, proof) for proof in choice.proofs]
    for mentor, mentee in couples(field):
        score = scores(field.columns, mentor, mentee)
        for check in checks:
            check.look_at(mentor, mentee, score)
    best = checks[0]
    same = np.array_equal(choice.home, choice.proofs[0].home)
    return same and best.all_was_known and all(check.holds and check.cost >= best.cost for check in checks)


def couples(field: Field) -> Iterator[tuple[Ints, Ints]]:
    """Row numbers of every two who may be a pair, beside the pins."""
    columns, pins = field.columns, np.array(field.pins, dtype=np.int64).reshape(-1, 2)
    pinned = np.unique(columns.couple(pins[:, 0], pins[:, 1]))
    mentors = np.flatnonzero(columns.teaching)
    mentees = np.setdiff1d(np.flatnonzero(columns.seeking), pins[:, 1])
    rows = COUPLES_AT_ONCE // max(len(mentors), 1) + 1
    for start in range(0, len(mentees), rows):
        block = mentees[start : start + rows]
        mentor, mentee = keep_allowed(columns, np.tile(mentors, len(block)), np.repeat(block, len(mentors)))
        free = ~columns.among(pinned, mentor, mentee)
        yield mentor[free], mentee[free]


class _Check:
    """Complementary slackness of one proof over the couples that it is shown; `cost` of its choice."""

    def __init__(self, field: Field, proof: Proof) -> None:
        self._field, self._proof = field, proof
        mentors, mentees, self._everyone = field.mentors, field.mentees, len(field.columns.people)
        paired = proof.home < len(mentors)
        home = mentors[proof.home[paired]]
        cost = worth_of_a_mentee(field.columns.waiting[mentees])
        cost[paired] = -scores(field.columns, home, mentees[paired])
        self.cost = int(cost.sum())
        self._price, self._asked, self._home = (np.full(self._everyone, OUTSIDE) for _ in range(3))
        self._price[mentors], self._asked[mentees] = proof.price, cost + np.append(proof.price, 0)[proof.home]
        self._home[mentees[paired]] = home
        without = np.divmod(proof.without, max(len(mentors), 1))
        self._without = np.sort(mentees[without[0]] * self._everyone + mentors[without[1]])
        self._beaten = self._on_price = self._chosen = 0

    def look_at(self, mentor: Ints, mentee: Ints, score: Ints) -> None:
        if len(self._without):
            allowed = ~np.isin(mentee * self._everyone + mentor, self._without)
            mentor, mentee, score = mentor[allowed], mentee[allowed], score[allowed]
        over = self._price[mentor] - score - self._asked[mentee]
        self._beaten += np.count_nonzero(over < 0)
        self._on_price += np.count_nonzero(over == 0)
        self._chosen += np.count_nonzero(self._home[mentee] == mentor)

    @property
    def all_was_known(self) -> bool:
        """Ties are settled among the pairs on the price; whether those that were held are all."""
        return self._on_price == self._proof.on_price

    @property
    def holds(self) -> bool:
        home, price, field = self._proof.home, self._proof.price, self._field
        load = np.bincount(home, minlength=len(price) + 1)[:-1]
        worth = worth_of_a_mentee(field.columns.waiting[field.mentees])
        return bool(
            not self._beaten
            and self._chosen == np.count_nonzero(home < len(price))
            and np.all(load <= field.places)
            and np.all(price >= 0)
            and np.all(price[load < field.places] == 0)
            and np.all(self._asked[field.mentees] <= worth)
        )
