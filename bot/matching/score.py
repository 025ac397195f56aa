"""The score of a pair (matching.md, table of the score): whole numbers, each part rounded down."""

from collections.abc import Callable

import numpy as np

from bot.matching.answer import Parts
from bot.matching.arrays import Bools, Ints
from bot.matching.columns import Columns, different, same

SATURATING_MINUTES = 10 * 60


def _skill_fit(columns: Columns, mentor: Ints, mentee: Ints) -> Ints:
    skills = columns.skills
    return columns.rules.weights.skill_fit * skills.fit(mentor, mentee) // skills.full[mentee]


def _gives_back(columns: Columns, mentor: Ints, mentee: Ints) -> Ints:
    skills = columns.skills
    return columns.rules.weights.gives_back * skills.fit(mentee, mentor) // skills.full[mentor]


def _hours(columns: Columns, mentor: Ints, mentee: Ints) -> Ints:
    overlap = np.clip(columns.overlap(mentor, mentee), 0, SATURATING_MINUTES)
    return columns.rules.weights.hours * overlap // SATURATING_MINUTES


def _interests(columns: Columns, mentor: Ints, mentee: Ints) -> Ints:
    shared, size = columns.interests.in_common(mentor, mentee), columns.interests.size
    return columns.rules.weights.interests * shared // np.maximum(size[mentor] + size[mentee] - shared, 1)


def _format(columns: Columns, mentor: Ints, mentee: Ints) -> Ints:
    return columns.rules.weights.format * same(columns.format, mentor, mentee)


def _style(columns: Columns, mentor: Ints, mentee: Ints) -> Ints:
    alike = same(columns.style, mentor, mentee) | _one_said_any(columns, mentor, mentee)
    return columns.rules.weights.style * alike


def _one_said_any(columns: Columns, mentor: Ints, mentee: Ints) -> Bools:
    both_known = (columns.style[mentor] >= 0) & (columns.style[mentee] >= 0)
    return both_known & (columns.any_style[mentor] | columns.any_style[mentee])


def _distance(columns: Columns, mentor: Ints, mentee: Ints) -> Ints:
    apart = different(columns.department, mentor, mentee) | different(columns.location, mentor, mentee)
    return columns.rules.weights.distance * apart


PART: dict[str, Callable[[Columns, Ints, Ints], Ints]] = {
    "skill_fit": _skill_fit,
    "gives_back": _gives_back,
    "hours": _hours,
    "interests": _interests,
    "format": _format,
    "style": _style,
    "distance": _distance,
}
"""By the names of `Parts`. Each takes two arrays of row numbers, of shapes that broadcast."""


def parts(columns: Columns, mentor: Ints, mentee: Ints) -> Ints:
    """The parts of each couple, in the order of `Parts`; shape (7, couples)."""
    return np.stack([PART[part](columns, mentor, mentee) for part in Parts.__struct_fields__])


def scores(columns: Columns, mentor: Ints, mentee: Ints) -> Ints:
    total = np.zeros(len(mentor), dtype=np.int64)
    for part in PART.values():
        total += part(columns, mentor, mentee)
    return total
