"""Which possible pairs the solver looks at: the best few of each mentee at first, then all that could still matter.

Nobody's pairs are cut off for good: at given prices `pricing.missing` finds every pair that was left out and could
better the choice, or be part of another just as good.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.matching.arrays import Bools, Ints
from bot.matching.columns import Columns
from bot.matching.rules import keep_allowed
from bot.matching.score import scores
from bot.matching.sieve import IMPOSSIBLE, Floats, Sieve

SAMPLE = 8
STRIDE = 7919  # so that mentees who score the same with all begin with different mentors
CROWD = 4  # how many times as many as asked for may come through, before the rest is cut off


@dataclass(frozen=True)
class Pairs:
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
        order = np.lexsort((mentor, mentee))
        return Pairs(mentee[order], mentor[order], np.append(self.score, others.score)[order])


@dataclass(frozen=True)
class Prices:
    """By position: the `price` of each mentor, what is `asked` of each mentee now, and the `limit` up to which to
    look. `known`: sorted keys of pairs to leave out."""

    known: Ints
    price: Ints
    asked: Ints
    limit: Ints


class Candidates:
    """About these mentors and mentees (row numbers, in order). `excluded`: couples that may not be, either way.

    `left` tells of each mentee that no pair that was left out scores more; below zero: none was left out.
    """

    def __init__(self, columns: Columns, mentors: Ints, mentees: Ints, excluded: Ints, most: int) -> None:
        self._columns, self._mentors, self._mentees, self._excluded = columns, mentors, mentees, excluded
        self._sieve = Sieve(columns, mentors, mentees)
        self._most = most
        self._place = np.zeros(len(columns.people), dtype=np.int64)
        self._place[mentors] = np.arange(len(mentors))
        self._place_of_mentee = np.zeros(len(columns.people), dtype=np.int64)
        self._place_of_mentee[mentees] = np.arange(len(mentees))
        self.left = np.full(len(mentees), IMPOSSIBLE)

    @property
    def sizes(self) -> tuple[int, int]:
        """How many mentees, how many mentors."""
        return len(self._mentees), len(self._mentors)

    def best(self) -> Pairs:
        """About the `most` best of each mentee; of equally good ones some, spread over the mentors."""
        found = [
            self._possible(*self._best_of(block))
            for block in _blocks(np.arange(len(self._mentees)), self._sieve.rows)
        ]
        return _joined(found)

    def _best_of(self, mentees: Ints) -> tuple[Ints, Ints]:
        most = self._sieve.most(mentees)
        enough = np.maximum(self._enough(most), 0)
        row, mentor = _split(np.flatnonzero(most >= enough[:, None]), len(self._mentors))
        self.left[mentees] = np.where(enough > 0, enough, IMPOSSIBLE)
        if len(row) > CROWD * self._most * len(mentees):
            row, mentor = self._thinned(mentees, row, mentor, most[row, mentor])
        return mentees[row], mentor

    def _enough(self, most: Floats) -> Floats:
        """What about `most` in each row reach, judged by every eighth mentor: their order is one of chance."""
        sample = most[:, ::SAMPLE]
        rank = sample.shape[1] - 1 - self._most // SAMPLE
        if rank < 0:
            return np.zeros(len(most), dtype=np.float32)
        return np.partition(sample, rank, axis=1)[:, rank]

    def _thinned(self, mentees: Ints, row: Ints, mentor: Ints, most: Floats) -> tuple[Ints, Ints]:
        """The best `most` of each row; where they are equal, every mentee begins with another mentor."""
        turned = (mentor + mentees[row] * STRIDE) % len(self._mentors)
        order = np.lexsort((turned, -most, row))
        row, mentor, most = row[order], mentor[order], most[order]
        first = np.searchsorted(row, row)
        last = np.arange(len(row)) - first == self._most
        self.left[mentees[row[last]]] = most[last]
        kept = np.arange(len(row)) - first < self._most
        return row[kept], mentor[kept]

    def reaching(self, mentees: Ints, mentors: Ints, prices: Prices) -> tuple[Pairs, Ints]:
        """Pairs of these whose cost and price are at most their mentee's `limit`.

        Of a mentee with more than `most` of them those that cost most are cut off, except what costs exactly
        `asked`; the second answer says of whom.
        """
        sieve = self._sieve
        if len(mentors) < len(self._mentors):
            sieve = Sieve(self._columns, self._mentors[mentors], self._mentees)
        limit, price = prices.limit, prices.price
        least, beyond = -limit.astype(np.float64), price[mentors].astype(np.float64)
        found, cut = [Pairs.none()], [np.zeros(0, dtype=np.int64)]
        for block in _blocks(mentees, sieve.rows):
            row, at = _split(sieve.reaching(block, least[block], beyond), len(mentors))
            pairs = self._possible(*self._unknown(block[row], mentors[at], prices.known))
            pairs = pairs.where(price[pairs.mentor] - pairs.score <= limit[pairs.mentee])
            kept = self._kept(pairs, prices.asked[pairs.mentee] - price[pairs.mentor] + pairs.score)
            found.append(pairs.where(kept))
            cut.append(np.unique(pairs.mentee[~kept]))
        return _joined(found), np.concatenate(cut)

    def _unknown(self, mentee: Ints, mentor: Ints, known: Ints) -> tuple[Ints, Ints]:
        key = self._key(mentee, mentor)
        if not len(known):
            return mentee, mentor
        new = known[np.minimum(np.searchsorted(known, key), len(known) - 1)] != key
        return mentee[new], mentor[new]

    def _kept(self, pairs: Pairs, gain: Ints) -> Bools:
        """The `most` of each mentee that gain most, and what gains exactly nothing."""
        turned = (pairs.mentor + pairs.mentee * STRIDE) % max(len(self._mentors), 1)
        order = np.lexsort((turned, -gain, pairs.mentee))
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

    def possible(self) -> "NDArray[np.uint8]":
        """Every pair that may be, a bit for each; shape (mentees, mentors / 8). No scores: see `every_pair`."""
        bits = np.zeros((len(self._mentees), (len(self._mentors) + 7) // 8), dtype=np.uint8)
        for pairs in self.every_pair(scored=False):
            if len(pairs.mentee):
                first, last = pairs.mentee[[0, -1]]
                block = np.zeros((last - first + 1, len(self._mentors)), dtype=bool)
                block[pairs.mentee - first, pairs.mentor] = True
                bits[first : last + 1] = np.packbits(block, axis=1)
        return bits

    def every_pair(self, scored: bool = True) -> Iterator[Pairs]:
        """All there are, in blocks."""
        for mentees in _blocks(np.arange(len(self._mentees)), self._sieve.rows):
            row, mentor = _split(np.flatnonzero(self._sieve.most(mentees) >= 0), len(self._mentors))
            yield self._possible(mentees[row], mentor, scored)


def _blocks(mentees: Ints, rows: int) -> Iterator[Ints]:
    for at in range(0, len(mentees), rows):
        yield mentees[at : at + rows]


def _split(flat: "NDArray[np.int64]", width: int) -> tuple[Ints, Ints]:
    return flat // max(width, 1), flat % max(width, 1)


def _joined(found: list[Pairs]) -> Pairs:
    if not found:
        return Pairs.none()
    return Pairs(
        *(np.concatenate([getattr(each, name) for each in found]) for name in ("mentee", "mentor", "score"))
    )
