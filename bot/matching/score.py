"""The score of a pair (matching.md, table of the score): whole numbers, each part rounded down."""

from dataclasses import fields

import numpy as np

from bot.matching.answer import Parts
from bot.matching.arrays import Ints
from bot.matching.columns import Columns, different, same

SATURATING_MINUTES = 10 * 60
PARTS = tuple(part.name for part in fields(Parts))


def parts(columns: Columns, mentor: Ints, mentee: Ints) -> Ints:
    """The parts of each couple, in the order of `Parts`; shape (7, couples)."""
    weights, skills = columns.rules.weights, columns.skills
    overlap = np.clip(columns.overlap(mentor, mentee), 0, SATURATING_MINUTES)
    shared = columns.interests.in_common(mentor, mentee)
    style = same(columns.style, mentor, mentee) | _one_said_any(columns, mentor, mentee)
    apart = different(columns.department, mentor, mentee) | different(columns.location, mentor, mentee)
    return np.stack(
        [
            weights.skill_fit * skills.fit(mentor, mentee) // skills.full[mentee],
            weights.gives_back * skills.fit(mentee, mentor) // skills.full[mentor],
            weights.hours * overlap // SATURATING_MINUTES,
            weights.interests * shared // np.maximum(columns.interests.in_either(mentor, mentee), 1),
            weights.format * same(columns.format, mentor, mentee),
            weights.style * style,
            weights.distance * apart,
        ]
    )


def _one_said_any(columns: Columns, mentor: Ints, mentee: Ints) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    both_known = (columns.style[mentor] >= 0) & (columns.style[mentee] >= 0)
    return both_known & (columns.any_style[mentor] | columns.any_style[mentee])


def scores(columns: Columns, mentor: Ints, mentee: Ints) -> Ints:
    return parts(columns, mentor, mentee).sum(axis=0)
