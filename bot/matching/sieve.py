"""A quick look at all couples, in blocks: the most that each can score, or that a rule forbids it.

What the sieve says is a bound, never an answer: what it lets through is asked of `rules` and `score` themselves.
It has no rule of its own. Some rules and parts of the score look only at a few kinds of people (their hours, their
languages, …): there it asks them about one couple of each two kinds, and looks up the others.
"""

from collections.abc import Iterator

import numpy as np
from msgspec import Struct
from msgspec.structs import replace
from numpy.typing import NDArray

from bot.matching.arrays import Bools, Ints, Words
from bot.matching.columns import Columns
from bot.matching.kinds import IMPOSSIBLE, KINDS, Entries, Floats, Kinds, taught, wanted, words

SLACK = np.float32(1)  # more than rounding to 32 bits can take away
COUPLES_AT_ONCE = 2**18
MOST_EXPANDED = 2**23
SAMPLE = 8


class Prices(Struct, frozen=True):
    """By position: the `price` of each mentor, what is `asked` of each mentee now, and the `limit` up to which to
    look. `known`: sorted keys of pairs to leave out."""

    known: Ints
    price: Ints
    asked: Ints
    limit: Ints


class Sifted(Struct, frozen=True):
    """About `mentees`: these pairs may be, and score `most` at most. Of each mentee all are there that score more
    than `enough` (in `reaching`: that gain more); zero: all."""

    mentees: Ints
    enough: NDArray[np.floating]
    mentee: Ints
    mentor: Ints
    most: Floats


class Sieve:
    """About these mentors and mentees (row numbers); what is asked and answered are positions among them."""

    def __init__(self, columns: Columns, mentors: Ints, mentees: Ints) -> None:
        skills, interests, weights = columns.skills, columns.interests, columns.rules.weights
        self._columns, self._mentors, self._mentees = columns, mentors, mentees
        self._rows = max(COUPLES_AT_ONCE // max(len(mentors), 1), 1)
        self._most, self._part, self._other = np.empty((3, self._rows, len(mentors)), dtype=np.float32)
        self._tables = [_Table(Kinds.of(columns, mentors, mentees, *kinds)) for kinds in KINDS]
        sizes = len(mentees), len(mentors)
        self._fit = _Product(wanted(skills, mentees, weights.skill_fit), taught(skills, mentors), sizes)
        self._back = _Product(taught(skills, mentees), wanted(skills, mentors, weights.gives_back), sizes)
        self._shared = _Product(words(interests, mentees), words(interests, mentors), sizes)
        self._interests = np.float32(weights.interests)
        self._has = [interests.size[rows].astype(np.float32) for rows in (mentees, mentors)]

    def most(self, mentees: Ints) -> Floats:
        """No couple scores more; where it is below zero, the couple may not be. Shape (mentees, mentors).

        At most a block of mentees at once. Each answer is written over the one before: fresh memory costs more than
        all the rest.
        """
        most, part = self._most[: len(mentees)], self._part[: len(mentees)]
        most[:] = SLACK
        for table in self._tables:
            most += table.of(mentees, part)
        most += self._fit.of(mentees, part)
        most += np.multiply(part <= 0, IMPOSSIBLE, out=part)
        most += self._back.of(mentees, part)
        most += self._alike(mentees, part)
        return most

    def blocks(self, mentees: Ints) -> Iterator[Ints]:
        for start in range(0, len(mentees), self._rows):
            yield mentees[start : start + self._rows]

    def best(self, few: int) -> Iterator[Sifted]:
        """About the `few` best of each mentee."""
        for block in self.blocks(np.arange(len(self._mentees))):
            most = self.most(block)
            enough = np.maximum(_enough(most, few), 0)
            yield _sifted(block, enough, most, most >= enough[:, None])

    def every(self, mentees: Ints) -> tuple[Ints, Ints]:
        """All pairs of these that may be."""
        row, mentor = np.nonzero(self.most(mentees) >= 0)
        return mentees[row], mentor

    def reaching(self, mentees: Ints, among: Bools, prices: Prices, few: int) -> Iterator[Sifted]:
        """Of these mentees with the mentors `among` all: which may reach price and limit. `few` is for `Quick`."""
        if among.all():
            yield from self._reaching(mentees, prices.price, prices.limit)
            return
        mentors = np.flatnonzero(among)
        part = Sieve(self._columns, self._mentors[mentors], self._mentees)
        for sifted in part._reaching(mentees, prices.price[mentors], prices.limit):
            yield replace(sifted, mentor=mentors[sifted.mentor])

    def _reaching(self, mentees: Ints, price: Ints, limit: Ints) -> Iterator[Sifted]:
        beyond = price.astype(np.float64)
        for block in self.blocks(mentees):
            most, least = self.most(block), -limit[block].astype(np.float64)
            needed = np.add(beyond, least[:, None], out=self._part[: len(block)], casting="same_kind")
            yield _sifted(block, np.zeros(len(block)), most, most >= np.maximum(needed, 0, out=needed))

    def possible(self) -> Words | None:
        """Every pair that may be, as bits; this sieve can't tell."""
        return None

    def _alike(self, mentees: Ints, shared: Floats) -> Floats:
        """Interests: the share that both have of those that either has."""
        self._shared.of(mentees, shared)
        either = np.add(self._has[0][mentees, None], self._has[1], out=self._other[: len(mentees)])
        either -= shared
        np.maximum(either, 1, out=either)
        shared /= either
        shared *= self._interests
        return shared


def _sifted(mentees: Ints, enough: NDArray[np.floating], most: Floats, kept: Bools) -> Sifted:
    row, mentor = np.nonzero(kept)
    return Sifted(mentees, enough, mentees[row], mentor, most[row, mentor])


def _enough(most: Floats, few: int) -> Floats:
    """What about `few` in each row reach, judged by every eighth mentor: their order is one of chance."""
    sample = most[:, ::SAMPLE]
    rank = sample.shape[1] - 1 - few // SAMPLE
    if rank < 0:
        return np.zeros(len(most), dtype=np.float32)
    return np.partition(sample, rank, axis=1)[:, rank]


class _Table:
    """Looks up kinds; for each mentor, where that doesn't take too much memory."""

    def __init__(self, kinds: Kinds) -> None:
        self._most, self._mentee_kind, self._mentor_kind = kinds.most, kinds.mentee, kinds.mentor
        self._expanded = self._most.shape[0] * len(self._mentor_kind) <= MOST_EXPANDED
        if self._expanded:
            self._most = np.take(self._most, self._mentor_kind, axis=1)

    def of(self, mentees: Ints, out: Floats) -> Floats:
        kinds = self._mentee_kind[mentees]
        if self._expanded:
            return np.take(self._most, kinds, axis=0, out=out, mode="clip")
        return np.take(self._most[kinds], self._mentor_kind, axis=1, out=out, mode="clip")


class _Product:
    """Of two matrices with few entries, mentees by words and mentors by words: sums over the words in common."""

    def __init__(self, mentees: Entries, mentors: Entries, sizes: tuple[int, int]) -> None:
        mentee, self._left_word, self._left_value = mentees
        order = np.argsort(mentors[1], kind="stable")
        self._mentor, word, self._right_value = mentors[0][order], mentors[1][order], mentors[2][order]
        words = int(max(word.max(initial=-1), self._left_word.max(initial=-1))) + 1
        self._left, self._right, self._mentors = _Runs(mentee, sizes[0]), _Runs(word, words), sizes[1]
        small = words * self._mentors <= MOST_EXPANDED
        self._expanded = self._of_words(np.arange(words)) if small else None
        self._spare = np.empty((0, self._mentors), dtype=np.float32)

    def of(self, mentees: Ints, out: Floats) -> Floats:
        row, at = self._left.of(mentees)
        words, column = np.unique(self._left_word[at], return_inverse=True)
        left = np.zeros((len(mentees), len(words)), dtype=np.float32)
        left[row, column] = self._left_value[at]
        return np.matmul(left, self._right_of(words), out=out)

    def _right_of(self, words: Ints) -> Floats:
        if self._expanded is None:
            return self._of_words(words)
        if len(words) > len(self._spare):
            self._spare = np.empty((2 * len(words), self._mentors), dtype=np.float32)
        return np.take(self._expanded, words, axis=0, out=self._spare[: len(words)], mode="clip")

    def _of_words(self, words: Ints) -> Floats:
        row, at = self._right.of(words)
        found = np.zeros((len(words), self._mentors), dtype=np.float32)
        found[row, self._mentor[at]] = self._right_value[at]
        return found


class _Runs:
    """Where the entries of each owner are, when they are in order of owner."""

    def __init__(self, owner: Ints, owners: int) -> None:
        self._length = np.bincount(owner, minlength=owners)
        self._start = np.cumsum(self._length) - self._length

    def of(self, owners: Ints) -> tuple[Ints, Ints]:
        """For each of their entries: whose it is (a position among these owners), and where."""
        length = self._length[owners]
        owner = np.repeat(np.arange(len(owners)), length)
        skipped = np.cumsum(length) - length
        return owner, np.arange(len(owner)) + (self._start[owners] - skipped)[owner]
