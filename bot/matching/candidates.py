"""Which possible pairs the solver looks at: the best few of each mentee at first, then all that could still matter.

Nobody's pairs are cut off for good: at given prices `pricing.missing` finds every pair that was left out and could
better the choice, or be part of another just as good.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from bot.matching.arrays import Bools, Ints, Words, words
from bot.matching.columns import Columns
from bot.matching.kinds import IMPOSSIBLE
from bot.matching.rules import keep_allowed
from bot.matching.score import scores
from bot.matching.sieve import Prices, Sieve, Sifted

STRIDE = 7919  # so that mentees who score the same with all begin with different mentors

if TYPE_CHECKING:
    from bot.matching.quick import Quick

QUICK_FROM = 2**20
CROWD = 4  # how many times as many as asked for may come through, before the rest is cut off


class Pairs(Struct, frozen=True):
    """Possible pairs, by positions; in order of mentee, then mentor."""

    mentee: Ints
    mentor: Ints
    score: Ints

    @classmethod
    def none(cls) -> "Pairs":
        return cls(*np.zeros((3, 0), dtype=np.int64))

    def where(self, kept: Bools) -> "Pairs":
        return Pairs(self.mentee[kept], self.mentor[kept], self.score[kept])

    def and_also(self, others: "Pairs") -> "Pairs":
        """Both together; no pair may be in both."""
        mentee = np.append(self.mentee, others.mentee)
        mentor = np.append(self.mentor, others.mentor)
        order = np.argsort(mentee * (mentor.max(initial=0) + 1) + mentor, kind="stable")
        return Pairs(mentee[order], mentor[order], np.append(self.score, others.score)[order])


class Candidates:
    """About these mentors and mentees (row numbers, in order). `excluded`: couples that may not be, either way.

    `left` tells of each mentee that no pair that was left out scores more; below zero: none was left out.
    """

    def __init__(self, columns: Columns, mentors: Ints, mentees: Ints, excluded: Ints, most: int) -> None:
        self._columns, self._mentors, self._mentees, self._excluded = columns, mentors, mentees, excluded
        self._most = most
        self._place = np.zeros(len(columns.people), dtype=np.int64)
        self._place[mentors] = np.arange(len(mentors))
        self._place_of_mentee = np.zeros(len(columns.people), dtype=np.int64)
        self._place_of_mentee[mentees] = np.arange(len(mentees))
        self.left = np.full(len(mentees), IMPOSSIBLE)
        self._sieve = self._sieve_for_its_size()

    def _sieve_for_its_size(self) -> "Sieve | Quick":
        if len(self._mentors) * len(self._mentees) < QUICK_FROM:
            return Sieve(self._columns, self._mentors, self._mentees)
        from bot.matching.quick import Quick  # loading the compiler takes longer than a small round

        return Quick(self._columns, self._mentors, self._mentees, self._barred())

    def _barred(self) -> Ints:
        """Keys of the couples that are listed one by one as not to be."""
        columns, people = self._columns, len(self._columns.people)
        lists = [columns.paired_before, columns.avoided, columns.forbidden, self._excluded]
        one, other = np.divmod(np.concatenate(lists), people)
        mentor, mentee = np.append(one, other), np.append(other, one)
        here = np.isin(mentor, self._mentors) & np.isin(mentee, self._mentees)
        return np.unique(self._key(self._place_of_mentee[mentee[here]], self._place[mentor[here]]))

    @property
    def sizes(self) -> tuple[int, int]:
        """How many mentees, how many mentors."""
        return len(self._mentees), len(self._mentors)

    def best(self) -> Pairs:
        """About the `most` best of each mentee; of equally good ones some, spread over the mentors."""
        found = [Pairs.none()]
        for sifted in self._sieve.best(self._most):
            self.left[sifted.mentees] = np.where(sifted.enough > 0, sifted.enough, IMPOSSIBLE)
            found.append(self._possible(*self._thinned(sifted)))
        return self._once(_joined(found))

    def _once(self, pairs: Pairs) -> Pairs:
        keys = self.key(pairs)
        if np.all(keys[1:] > keys[:-1]):
            return pairs
        _, first = np.unique(keys, return_index=True)
        return Pairs(pairs.mentee[first], pairs.mentor[first], pairs.score[first])

    def _thinned(self, sifted: Sifted) -> tuple[Ints, Ints]:
        """Of a crowd the best of each mentee; where they are equal, every mentee begins with another mentor."""
        mentee, mentor, most = sifted.mentee, sifted.mentor, sifted.most
        if len(mentee) <= CROWD * self._most * len(sifted.mentees) or not len(sifted.mentees):
            return mentee, mentor
        order = np.lexsort((self._turned(mentee, mentor), -most, mentee))
        mentee, mentor, most = mentee[order], mentor[order], most[order]
        place = np.arange(len(mentee)) - np.searchsorted(mentee, mentee)
        self.left[mentee[place == self._most]] = most[place == self._most]
        kept = place < self._most
        return mentee[kept], mentor[kept]

    def _turned(self, mentee: Ints, mentor: Ints) -> Ints:
        return (mentor + mentee * STRIDE) % max(len(self._mentors), 1)

    def reaching(self, mentees: Ints, mentors: Bools, prices: Prices) -> tuple[Pairs, Ints]:
        """Pairs of these whose cost and price are at most their mentee's `limit`.

        Of a mentee with more than `most` of them those that cost most are cut off, except what costs exactly
        `asked`; or, where some cost less than that, what costs most of all. The second answer says of whom.
        """
        price, found, cut = prices.price, [Pairs.none()], [np.zeros(0, dtype=np.int64)]
        if not len(mentees) or not mentors.any():
            return found[0], cut[0]
        for sifted in self._sieve.reaching(mentees, mentors, prices, CROWD * self._most):
            pairs = self._possible(*self._unknown(sifted.mentee, sifted.mentor, prices.known))
            pairs = pairs.where(price[pairs.mentor] - pairs.score <= prices.limit[pairs.mentee])
            gain = prices.asked[pairs.mentee] - price[pairs.mentor] + pairs.score
            thinned = sifted.mentees[sifted.enough > 0]
            if not np.all(np.isin(thinned, pairs.mentee[gain > 0])):
                raise RuntimeError("the compiled sieve lets pairs through that the rules forbid")
            kept = self._kept(pairs, gain)
            found.append(pairs.where(kept))
            cut += [np.unique(pairs.mentee[~kept]), thinned]
        return _joined(found), np.concatenate(cut)

    def _unknown(self, mentee: Ints, mentor: Ints, known: Ints) -> tuple[Ints, Ints]:
        key = self._key(mentee, mentor)
        if not len(known):
            return mentee, mentor
        new = known[np.minimum(np.searchsorted(known, key), len(known) - 1)] != key
        return mentee[new], mentor[new]

    def _kept(self, pairs: Pairs, gain: Ints) -> Bools:
        """The `most` of each mentee that gain most, and what gains exactly nothing."""
        order = np.lexsort((self._turned(pairs.mentee, pairs.mentor), -gain, pairs.mentee))
        mentee = pairs.mentee[order]
        kept = np.zeros(len(order), dtype=bool)
        kept[order] = np.arange(len(order)) - np.searchsorted(mentee, mentee) < self._most
        return kept | (gain == 0)

    def key(self, pairs: Pairs) -> Ints:
        """One number for each pair."""
        return self._key(pairs.mentee, pairs.mentor)

    def _key(self, mentee: Ints, mentor: Ints) -> Ints:
        return mentee * len(self._mentors) + mentor

    def first_both_ways(self, mentee: Ints, mentor: Ints) -> tuple[int, int] | None:
        """Of these pairs the first two (their keys) that pair the same people, one way and the other."""
        learns, teaches = self._mentees[mentee], self._mentors[mentor]
        people = len(self._columns.people)
        turned = np.flatnonzero(np.isin(teaches * people + learns, learns * people + teaches))
        if not len(turned):
            return None
        one = turned[0]
        other = turned[(learns[turned] == teaches[one]) & (teaches[turned] == learns[one])][0]
        return int(self._key(mentee[one], mentor[one])), int(self._key(mentee[other], mentor[other]))

    def _possible(self, mentee: Ints, mentor: Ints, scored: bool = True) -> Pairs:
        """Those that no rule forbids, and their scores."""
        one, other = keep_allowed(self._columns, self._mentors[mentor], self._mentees[mentee])
        free = ~self._columns.among(self._excluded, one, other)
        one, other = one[free], other[free]
        score = scores(self._columns, one, other) if scored else np.zeros_like(one)
        return Pairs(self._place_of_mentee[other], self._place[one], score)

    def possible(self) -> Words:
        """Every pair that may be, a bit for each mentor in a row for each mentee. No scores: see `every_pair`."""
        if (found := self._sieve.possible()) is not None:
            return found
        found = np.zeros((len(self._mentees), len(self._mentors)), dtype=bool)
        for pairs in self.every_pair(scored=False):
            found[pairs.mentee, pairs.mentor] = True
        return words(found)

    def every_pair(self, scored: bool = True) -> Iterator[Pairs]:
        """All there are, in blocks."""
        for mentees in self._sieve.blocks(np.arange(len(self._mentees))):
            yield self._possible(*self._sieve.every(mentees), scored)


def _joined(found: list[Pairs]) -> Pairs:
    if not found:
        return Pairs.none()
    return Pairs(
        *(np.concatenate([getattr(each, name) for each in found]) for name in ("mentee", "mentor", "score"))
    )
