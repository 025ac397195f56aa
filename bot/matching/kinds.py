"""What both sieves look up instead of asking couple by couple: rules and parts by kinds of people, and words."""

from collections.abc import Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from bot.matching.arrays import Ints
from bot.matching.columns import Columns, Skills, WordSets
from bot.matching.problem import TOP_SCORE
from bot.matching.rules import RULES
from bot.matching.score import PART
from bot.matching.terms import Rule

Floats = NDArray[np.float32]
IMPOSSIBLE = np.float32(-16 * TOP_SCORE)  # far below zero, whatever is added to it
A_LITTLE = 0.01  # so that a fit that scores nothing is still seen

KINDS: Sequence[tuple[tuple[str, ...], tuple[Rule, ...], tuple[str, ...]]] = (
    (("hours_kind", "writes"), (Rule.HOURS,), ("hours",)),
    (("level", "languages_kind"), (Rule.LEVEL, Rule.LEVEL_UNKNOWN, Rule.LANGUAGE), ()),
    (("format", "style"), (), ("format", "style")),
    (("department", "location", "involved"), (Rule.UNINVOLVED,), ("distance",)),
)
"""These rules and parts look at these columns alone: what they say of a couple holds for all of the same kinds."""


class Kinds(Struct, frozen=True):
    """What the rules and parts that look only at a few columns say of each two kinds of people.

    `most`: of mentees' kinds by mentors' kinds, what the parts give together; below zero where a rule forbids it.
    `mentee`, `mentor`: the kind of each.
    """

    most: Floats
    mentee: Ints
    mentor: Ints

    @classmethod
    def of(
        cls,
        columns: Columns,
        mentors: Ints,
        mentees: Ints,
        names: Sequence[str],
        rules: Sequence[Rule],
        parts: Sequence[str],
    ) -> "Kinds":
        one, mentor_kind = _kinds(columns, names, mentors)
        other, mentee_kind = _kinds(columns, names, mentees)
        couple = mentors[one][None, :], mentees[other][:, None]
        most = np.zeros((len(other), len(one)), dtype=np.float32)
        for part in parts:
            most += PART[part](columns, *couple)
        for rule in rules:
            most[RULES[rule](columns, *couple)] = IMPOSSIBLE
        return cls(most, mentee_kind, mentor_kind)


def _kinds(columns: Columns, names: Sequence[str], rows: Ints) -> tuple[Ints, Ints]:
    """Where the first of each kind is among the rows, and the kind of each."""
    code = np.zeros(len(rows), dtype=np.int64)
    for name in names:
        _, column = np.unique(getattr(columns, name)[rows], return_inverse=True)
        _, code = np.unique(code * (column.max(initial=0) + 1) + column, return_inverse=True)
    _, first = np.unique(code, return_index=True)
    return first, code


Entries = tuple[Ints, Ints, Floats]  # of a matrix with few of them: rows (in order), columns and values


def taught(skills: Skills, rows: Ints) -> Entries:
    taught = skills.taught[rows]
    person, skill = np.nonzero(taught)
    return person, skill, taught[person, skill].astype(np.float32)


def wanted(skills: Skills, rows: Ints, weight: int) -> Entries:
    """What each confidence in tenths gives, of all that a perfect fit would."""
    person, rank = np.nonzero(skills.weight[rows])
    row = rows[person]
    value = skills.weight[row, rank] * (max(weight, A_LITTLE) / skills.full[row])
    return person, skills.wanted[row, rank].astype(np.int64), value.astype(np.float32)


def words(words: WordSets, rows: Ints) -> Entries:
    at = np.searchsorted(rows, words.owner)
    here = np.isin(words.owner, rows)
    return at[here], words.word[here], np.ones(int(here.sum()), dtype=np.float32)
