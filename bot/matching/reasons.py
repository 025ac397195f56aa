"""Why someone is unmatched, found by the same rules that forbid pairs."""

from collections.abc import Mapping

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from bot.matching.arrays import Bools, Ints
from bot.matching.columns import Columns
from bot.matching.others import Others
from bot.matching.rules import RULES
from bot.matching.terms import Reason, Role, Rule

IN_LINE = (Rule.REPORTING_LINE, Rule.SAME_MANAGER)
ALONE = {
    Rule.HOURS: Reason.HOURS,
    Rule.LANGUAGE: Reason.LANGUAGE,
    Rule.SAME_TEAM: Reason.SAME_TEAM,
    Rule.LEVEL_UNKNOWN: Reason.THEIR_LEVEL_UNKNOWN,
    Rule.LEVEL: Reason.LEVEL,
    Rule.PAIRED_BEFORE: Reason.PAIRED_BEFORE,
}


SEVERAL = -1
ORDER = {why: number for number, why in enumerate(Reason)}
NUMBER = {rule: number for number, rule in enumerate(RULES, start=1)}


class LeftOut(Struct, frozen=True):
    """Someone unmatched, and what forbids each pair with someone else on the other side of the swap.

    `others`: row numbers of those people, and perhaps their own; `broken`: for each 0 when they suit, the NUMBER of
    the one rule that is broken, or SEVERAL (as for themselves). `swap`: whether any of them has the other side of a
    swap; `in_line`: whether all who have are in the reporting line. `is_near`: whether somebody suits, or would but
    for one rule that may be named.
    """

    row: int
    role: Role
    others: Ints
    broken: NDArray[np.int8]
    swap: bool
    in_line: bool
    is_near: bool

    @classmethod
    def of(cls, columns: Columns, row: int, others: Mapping[Role, Others]) -> "list[LeftOut]":
        """As what they are left out, first on the side where a pair is nearest: who is left out as both reads what
        one thing stood in the way. Of two such sides, or none, the one whose reason comes first."""
        person = columns.people[row]
        wishes = ((Role.MENTEE, person.learns), (Role.MENTOR, person.teaches))
        sides = [cls._on_side(columns, row, role, others[role]) for role, words in wishes if words]
        return sorted(sides, key=lambda side: (not side.is_near, ORDER[reason(columns, side)]))

    @classmethod
    def _on_side(cls, columns: Columns, row: int, role: Role, others: Others) -> "LeftOut":
        themselves = others.rows == row
        swap = in_line = ~themselves
        count, number = np.zeros((2, len(others.rows)), dtype=np.int8)
        for rule, broken in others.broken(row):
            if rule is Rule.NO_SKILL:
                swap, in_line = ~broken & ~themselves, broken | themselves
            if not broken.any():
                continue
            count += broken
            number += broken * np.int8(NUMBER[rule])
            if rule in IN_LINE:
                in_line = in_line | broken
        found = np.where((count > 1) | themselves, np.int8(SEVERAL), number)
        near = _is_near(found, columns.level[others.rows] - columns.level[row], role)
        return cls(row, role, others.rows, found, bool(swap.any()), bool(in_line.all()), near)

    def but_for(self, rule: Rule) -> Bools:
        """Which of the others would suit if this rule weren't."""
        return (self.broken == 0) | (self.broken == NUMBER[rule])

    @property
    def suitable(self) -> Ints:
        return self.others[self.broken == 0]


def _is_near(broken: NDArray[np.int8], higher: Ints, role: Role) -> bool:
    """Levels the wrong way round are not near: nearly every senior shows something that a junior wishes for."""
    right_way = higher < 0 if role is Role.MENTEE else higher > 0
    named = np.isin(broken, [0, *(NUMBER[rule] for rule in ALONE)])
    return bool((named & ((broken != NUMBER[Rule.LEVEL]) | right_way)).any())


def reason(columns: Columns, left_out: LeftOut) -> Reason:
    """The first in the order of Reason that is true."""
    mentee = left_out.role is Role.MENTEE
    if not left_out.swap:
        return Reason.NO_ONE_TEACHES if mentee else Reason.NO_ONE_WANTS
    if left_out.in_line:
        return Reason.REPORTING_LINE
    if columns.level[left_out.row] == 0 and not columns.rules.allow_unknown_levels:
        return Reason.OWN_LEVEL_UNKNOWN
    if len(left_out.suitable):
        return Reason.ALL_FULL if mentee else Reason.ALL_TAUGHT
    return next((why for rule, why in ALONE.items() if left_out.but_for(rule).any()), Reason.NO_ONE_SUITABLE)
