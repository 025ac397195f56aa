"""The hard rules (matching.md, rules 1 to 7, and whom a fill-in is about): each says which pairs it forbids. There
is no second copy of them: candidates, pins, reasons and changes all ask here.
"""

from collections.abc import Callable

import numpy as np

from bot.matching.arrays import Bools, Ints
from bot.matching.columns import Columns, same
from bot.matching.terms import Rule

Broken = Callable[[Columns, Ints, Ints], Bools]


def _same_person(_: Columns, mentor: Ints, mentee: Ints) -> Bools:
    return mentor == mentee


def _unavailable(columns: Columns, mentor: Ints, mentee: Ints) -> Bools:
    return ~(columns.available[mentor] & columns.available[mentee])


def _no_skill(columns: Columns, mentor: Ints, mentee: Ints) -> Bools:
    return columns.skills.fit(mentor, mentee) == 0


def _reporting_line(columns: Columns, mentor: Ints, mentee: Ints) -> Bools:
    return columns.tree.in_line(mentor, mentee)


def _same_manager(columns: Columns, mentor: Ints, mentee: Ints) -> Bools:
    return same(columns.manager, mentor, mentee)


def _same_team(columns: Columns, mentor: Ints, mentee: Ints) -> Bools:
    return same(columns.team, mentor, mentee) & (not columns.rules.allow_same_team)


def unknown_level(columns: Columns, mentor: Ints, mentee: Ints) -> Bools:
    return (columns.level[mentor] == 0) | (columns.level[mentee] == 0)


def _level_unknown(columns: Columns, mentor: Ints, mentee: Ints) -> Bools:
    return unknown_level(columns, mentor, mentee) & (not columns.rules.allow_unknown_levels)


def _level(columns: Columns, mentor: Ints, mentee: Ints) -> Bools:
    too_close = columns.level[mentor] + columns.rules.level_gap > columns.level[mentee]
    return too_close & ~unknown_level(columns, mentor, mentee)


def _paired_before(columns: Columns, mentor: Ints, mentee: Ints) -> Bools:
    return columns.among(columns.paired_before, mentor, mentee)


def _avoided(columns: Columns, mentor: Ints, mentee: Ints) -> Bools:
    return columns.among(columns.avoided, mentor, mentee)


def _forbidden(columns: Columns, mentor: Ints, mentee: Ints) -> Bools:
    return columns.among(columns.forbidden, mentor, mentee)


def _uninvolved(columns: Columns, mentor: Ints, mentee: Ints) -> Bools:
    return ~(columns.involved[mentor] | columns.involved[mentee])


def _hours(columns: Columns, mentor: Ints, mentee: Ints) -> Bools:
    overlap = columns.overlap(mentor, mentee)
    too_little = (overlap >= 0) & (overlap < columns.rules.minimum_overlap)
    return too_little & ~(columns.writes[mentor] & columns.writes[mentee])


def _language(columns: Columns, mentor: Ints, mentee: Ints) -> Bools:
    both_known = (columns.languages.size[mentor] > 0) & (columns.languages.size[mentee] > 0)
    return both_known & (columns.languages.in_common(mentor, mentee) == 0)


RULES: dict[Rule, Broken] = {
    Rule.SAME_PERSON: _same_person,
    Rule.UNAVAILABLE: _unavailable,
    Rule.NO_SKILL: _no_skill,
    Rule.REPORTING_LINE: _reporting_line,
    Rule.SAME_MANAGER: _same_manager,
    Rule.SAME_TEAM: _same_team,
    Rule.LEVEL_UNKNOWN: _level_unknown,
    Rule.LEVEL: _level,
    Rule.PAIRED_BEFORE: _paired_before,
    Rule.AVOIDED: _avoided,
    Rule.FORBIDDEN: _forbidden,
    Rule.UNINVOLVED: _uninvolved,
    Rule.HOURS: _hours,
    Rule.LANGUAGE: _language,
}


def codes_that_differ(columns: Columns) -> Ints:
    """By person: numbers of which no two people in a pair have one in common; below zero: not known."""
    team = np.where(columns.rules.allow_same_team, -1, columns.team)
    return np.stack([columns.everyone, columns.manager, team], axis=1)


def keep_allowed(columns: Columns, mentor: Ints, mentee: Ints) -> tuple[Ints, Ints]:
    """Of these couples (two flat arrays), those that break no rule."""
    for broken in RULES.values():
        allowed = ~broken(columns, mentor, mentee)
        if not allowed.all():
            mentor, mentee = mentor[allowed], mentee[allowed]
    return mentor, mentee


def first_broken(columns: Columns, mentor: int, mentee: int) -> Rule | None:
    """The rule that forbids this one pair, the first in the order of `Rule`; None if it may exist."""
    one, other = np.array([mentor]), np.array([mentee])
    return next((rule for rule, broken in RULES.items() if broken(columns, one, other)[0]), None)
