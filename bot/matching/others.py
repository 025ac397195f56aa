"""Which rules forbid one person each pair with everybody on the other side of the swap.

Asked of thousands of people in turn: what a rule says of a kind of people (`KINDS`) is kept, the rest asked anew.
"""

from collections.abc import Iterator

import numpy as np

from bot.matching.arrays import Bools
from bot.matching.columns import Columns
from bot.matching.kinds import KINDS
from bot.matching.rules import RULES
from bot.matching.terms import Role, Rule

COLUMNS_OF = {rule: names for names, rules, _ in KINDS for rule in rules}


class Others:
    """For someone in this role: `rows` are all who have the other. `broken` goes by them."""

    def __init__(self, columns: Columns, role: Role) -> None:
        self._columns, self._mentee = columns, role is Role.MENTEE
        self.rows = np.flatnonzero(columns.teaching if self._mentee else columns.seeking)
        self._by_kind: dict[tuple[Rule, tuple[int, ...]], Bools] = {}
        self._without: dict[int, Bools] = {}

    def broken(self, row: int) -> Iterator[tuple[Rule, Bools]]:
        """Each rule, in order, and with whom this person would break it."""
        for rule in RULES:
            yield rule, self._no_skill(row) if rule is Rule.NO_SKILL else self._of_kind(rule, row)

    def _of_kind(self, rule: Rule, row: int) -> Bools:
        if rule not in COLUMNS_OF:
            return self._asked(rule, row)
        key = rule, tuple(getattr(self._columns, name)[row].item() for name in COLUMNS_OF[rule])
        if key not in self._by_kind:
            self._by_kind[key] = self._asked(rule, row)
        return self._by_kind[key]

    def _asked(self, rule: Rule, row: int) -> Bools:
        own = np.array([row])
        return RULES[rule](self._columns, *((self.rows, own) if self._mentee else (own, self.rows)))

    def _no_skill(self, row: int) -> Bools:
        """The rule looks for a skill in common; this does so one skill at a time."""
        skills, found = self._columns.skills, np.ones(len(self.rows), dtype=bool)
        own = skills.wanted[row] if self._mentee else np.flatnonzero(skills.taught[row])
        for skill in own.tolist():
            if skill not in self._without:
                self._without[skill] = self._who_lack(skill)
            found &= self._without[skill]
        return found

    def _who_lack(self, skill: int) -> Bools:
        skills = self._columns.skills
        if self._mentee:
            return skills.taught[self.rows, skill] == 0
        return ~np.any(skills.wanted[self.rows] == skill, axis=1)
