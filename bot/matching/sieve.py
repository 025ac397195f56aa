"""A quick look at all couples, in blocks: the most that each can score, or that a rule forbids it.

What the sieve says is a bound, never an answer: what it lets through is asked of `rules` and `score` themselves.
It has no rule of its own. Some rules and parts of the score look only at a few kinds of people (their hours, their
languages, …): there it asks them about one couple of each two kinds, and looks up the others.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bot.matching.arrays import Ints
from bot.matching.columns import Columns, Skills, WordSets
from bot.matching.problem import TOP_SCORE
from bot.matching.rules import RULES
from bot.matching.score import PART
from bot.matching.terms import Rule

Floats = NDArray[np.float32]
IMPOSSIBLE = np.float32(-16 * TOP_SCORE)  # far below zero, whatever is added to it
SLACK = np.float32(1)  # more than rounding to 32 bits can take away
A_LITTLE = 0.01  # so that a fit that scores nothing is still seen
COUPLES_AT_ONCE = 2**18
MOST_EXPANDED = 2**23

KINDS: Sequence[tuple[tuple[str, ...], tuple[Rule, ...], tuple[str, ...]]] = (
    (("hours_kind", "writes"), (Rule.HOURS,), ("hours",)),
    (("level", "languages_kind"), (Rule.LEVEL, Rule.LEVEL_UNKNOWN, Rule.LANGUAGE), ()),
    (("format", "style"), (), ("format", "style")),
    (("department", "location", "involved"), (Rule.UNINVOLVED,), ("distance",)),
)
"""These rules and parts look at these columns alone: what they say of a couple holds for all of the same kinds."""


class Sieve:
    """About these mentors and mentees (row numbers); what is asked and answered are positions among them."""

    def __init__(self, columns: Columns, mentors: Ints, mentees: Ints) -> None:
        skills, interests, weights = columns.skills, columns.interests, columns.rules.weights
        self.rows = max(COUPLES_AT_ONCE // max(len(mentors), 1), 1)
        self._most, self._part, self._other = np.empty((3, self.rows, len(mentors)), dtype=np.float32)
        self._tables = [_Table(columns, mentors, mentees, *kinds) for kinds in KINDS]
        sizes = len(mentees), len(mentors)
        self._fit = _Product(_wanted(skills, mentees, weights.skill_fit), _taught(skills, mentors), sizes)
        self._back = _Product(_taught(skills, mentees), _wanted(skills, mentors, weights.gives_back), sizes)
        self._shared = _Product(_words(interests, mentees), _words(interests, mentors), sizes)
        self._interests = np.float32(weights.interests)
        self._has = [interests.size[rows].astype(np.float32) for rows in (mentees, mentors)]

    def most(self, mentees: Ints) -> Floats:
        """No couple scores more; where it is below zero, the couple may not be. Shape (mentees, mentors).

        At most `rows` mentees at once. Each answer is written over the one before: fresh memory costs more than
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

    def reaching(self, mentees: Ints, least: "NDArray[np.float64]", price: "NDArray[np.float64]") -> Ints:
        """Which couples (flat, of mentees by mentors) may score `least` of their mentee and the price beyond it."""
        most = self.most(mentees)
        needed = np.add(price, least[:, None], out=self._part[: len(mentees)], casting="same_kind")
        return np.flatnonzero(most >= np.maximum(needed, 0, out=needed))

    def _alike(self, mentees: Ints, shared: Floats) -> Floats:
        """Interests: the share that both have of those that either has."""
        self._shared.of(mentees, shared)
        either = np.add(self._has[0][mentees, None], self._has[1], out=self._other[: len(mentees)])
        either -= shared
        np.maximum(either, 1, out=either)
        shared /= either
        shared *= self._interests
        return shared


class _Table:
    """What the rules and parts that look only at a few columns say of each two kinds of people."""

    def __init__(
        self,
        columns: Columns,
        mentors: Ints,
        mentees: Ints,
        names: Sequence[str],
        rules: Sequence[Rule],
        parts: Sequence[str],
    ) -> None:
        one, self._mentor_kind = _kinds(columns, names, mentors)
        other, self._mentee_kind = _kinds(columns, names, mentees)
        couple = mentors[one][None, :], mentees[other][:, None]
        self._most = np.zeros((len(other), len(one)), dtype=np.float32)
        for part in parts:
            self._most += PART[part](columns, *couple)
        for rule in rules:
            self._most[RULES[rule](columns, *couple)] = IMPOSSIBLE
        self._expanded = self._most.shape[0] * len(mentors) <= MOST_EXPANDED
        if self._expanded:
            self._most = np.take(self._most, self._mentor_kind, axis=1)

    def of(self, mentees: Ints, out: Floats) -> Floats:
        kinds = self._mentee_kind[mentees]
        if self._expanded:
            return np.take(self._most, kinds, axis=0, out=out, mode="clip")
        return np.take(self._most[kinds], self._mentor_kind, axis=1, out=out, mode="clip")


def _kinds(columns: Columns, names: Sequence[str], rows: Ints) -> tuple[Ints, Ints]:
    """Where the first of each kind is among the rows, and the kind of each."""
    code = np.zeros(len(rows), dtype=np.int64)
    for name in names:
        _, column = np.unique(getattr(columns, name)[rows], return_inverse=True)
        _, code = np.unique(code * (column.max(initial=0) + 1) + column, return_inverse=True)
    _, first = np.unique(code, return_index=True)
    return first, code


Entries = tuple[Ints, Ints, Floats]  # of a matrix with few of them: rows (in order), columns and values


def _taught(skills: Skills, rows: Ints) -> Entries:
    taught = skills.taught[rows]
    person, skill = np.nonzero(taught)
    return person, skill, taught[person, skill].astype(np.float32)


def _wanted(skills: Skills, rows: Ints, weight: int) -> Entries:
    """What each confidence in tenths gives, of all that a perfect fit would."""
    person, rank = np.nonzero(skills.weight[rows])
    row = rows[person]
    value = skills.weight[row, rank] * (max(weight, A_LITTLE) / skills.full[row])
    return person, skills.wanted[row, rank].astype(np.int64), value.astype(np.float32)


def _words(words: WordSets, rows: Ints) -> Entries:
    at = np.searchsorted(rows, words.owner)
    here = np.isin(words.owner, rows)
    return at[here], words.word[here], np.ones(int(here.sum()), dtype=np.float32)


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
