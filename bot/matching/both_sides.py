"""What somebody could change so that they have a mentor, and that mentor's mentee has them.

Who shows and learns may be let into pairs on both sides by one change. Then it need not be that one of the new
mentors can take one more, or that one of the new mentees can be spared: the mentee who comes leaves the place.
"""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from bot.matching.answer import Helps
from bot.matching.arrays import Ints
from bot.matching.columns import Columns
from bot.matching.field import Field
from bot.matching.problem import LEVELS
from bot.matching.reach import Reach
from bot.matching.reasons import LeftOut
from bot.matching.terms import Change, Role, Rule
from bot.matching.vocabulary import Vocabulary

Sides = Mapping[Role, LeftOut]


class BothSides:
    """From one choice, for whom it left out on both sides."""

    def __init__(self, field: Field, reach: Reach, languages: Vocabulary) -> None:
        self._columns: Columns = field.columns
        self._field, self._reach, self._languages = field, reach, languages

    def changes(self, sides: Sequence[LeftOut]) -> Iterator[Helps]:
        """Those of their own that would, in order."""
        if len(sides) < len(Role):
            return
        each = {side.role: side for side in sides}
        yield from self._levels(*_new(each, Rule.LEVEL_UNKNOWN), row=sides[0].row)
        mentors, mentees = _new(each, Rule.HOURS)
        writes = self._columns.writes
        if self._can_pass(mentors[writes[mentors]], mentees[writes[mentees]]):
            yield Helps(Change.MEET_IN_WRITING)
        if self._can_pass(mentors, mentees):
            yield Helps(Change.OPEN_HOURS)
        yield from self._words(*_new(each, Rule.LANGUAGE))

    def _levels(self, mentors: Ints, mentees: Ints, row: int) -> Iterator[Helps]:
        level, gap = self._columns.level, self._columns.rules.level_gap
        if self._columns.people[row].level is None:
            known = mentors[level[mentors] > 0], mentees[level[mentees] > 0]
            for own in LEVELS:
                below, above = known[0][level[known[0]] + gap <= own], known[1][level[known[1]] - gap >= own]
                if self._can_pass(below, above):
                    yield Helps(Change.STATE_LEVEL, number=own)

    def _words(self, mentors: Ints, mentees: Ints) -> Iterator[Helps]:
        """The commonest first."""
        tried = list[str]()
        while word := self._languages.commonest(mentors, but=tried):
            tried.append(word)
            if self._can_pass(self._languages.who_say(mentors, word), self._languages.who_say(mentees, word)):
                yield Helps(Change.SPEAK, word=word)

    def _can_pass(self, mentors: Ints, mentees: Ints) -> bool:
        if not (len(mentors) and len(mentees)):
            return False
        return self._reach.can_pass(
            np.isin(self._field.mentors, mentors).nonzero()[0], np.isin(self._field.mentees, mentees).nonzero()[0]
        )


def _new(sides: Sides, rule: Rule) -> tuple[Ints, Ints]:
    """Whom they could have but for this rule: as mentors, and as mentees."""
    mentors, mentees = (sides[role].others[sides[role].but_for(rule)] for role in (Role.MENTEE, Role.MENTOR))
    return mentors, mentees
