"""The first single change that would match someone (`Change` has the list, `Helps` what is promised)."""

from collections.abc import Iterator, Sequence
from functools import cached_property

import numpy as np
from msgspec.structs import replace

from bot.matching import changes
from bot.matching.answer import Helps
from bot.matching.arrays import Bools, Ints
from bot.matching.both_sides import BothSides
from bot.matching.choose import Choice
from bot.matching.columns import Columns, unique_words
from bot.matching.field import Field
from bot.matching.problem import CAPACITIES, LEVELS, Rules
from bot.matching.reach import Reach
from bot.matching.reasons import LeftOut
from bot.matching.rules import keep_allowed
from bot.matching.terms import Change, Role, Rule
from bot.matching.vocabulary import Vocabulary
from bot.matching.ways import Ways

Newcomer = tuple[str, int]  # the skill they teach, their level
NUMBER = {change: number for number, change in enumerate(Change)}


class Helper:
    """For everyone whom one choice left out.

    A person's own change only adds pairs, all with them. So it matches one more, and them in every best
    answer, exactly when one of the new partners could take one more (for someone who teaches: could be spared), or
    on both sides at once (`BothSides`).
    """

    def __init__(self, field: Field, choice: Choice, left_out: Sequence[int]) -> None:
        self._field, self._columns, self._rules = field, field.columns, field.columns.rules
        self._left_out, self._choice = left_out, choice
        self._reach = Reach(field.candidates.possible, choice.home, field.places)
        take, spare = self._reach.can_take_one_more, self._reach.can_be_spared
        self._of_use = {
            Role.MENTEE: self._by_row(np.append(field.mentors[take], field.unasked)),
            Role.MENTOR: self._by_row(field.mentees[spare]),
        }
        self._places: dict[int, int] = {}
        self._matched_under: dict[Rules, frozenset[str]] = {}
        self._matched_with: dict[Helps, frozenset[str]] = {}

    def _by_row(self, rows: Ints) -> Bools:
        mask = np.zeros(len(self._columns.people), dtype=bool)
        mask[rows] = True
        return mask

    def first(self, sides: Sequence[LeftOut]) -> Helps:
        """For one person, on each of the sides on which they are left out; of equal changes the first side's."""
        tried = self._tried(sides)
        return next((helps for one, helps in tried if self._confirmed(one, helps)), Helps(Change.NOTHING))

    def _tried(self, sides: Sequence[LeftOut]) -> Iterator[tuple[LeftOut, Helps]]:
        own = [(one, helps) for one in sides for helps in self._own(one)]
        own += [(sides[0], helps) for helps in self._both_sides.changes(sides)]
        yield from sorted(own, key=lambda tried: NUMBER[tried[1].change])
        for each in (self._of_the_program, self._more_places, self._newcomers):
            found = [(one, helps) for one in sides for helps in each(one)]
            yield from sorted(found, key=lambda tried: NUMBER[tried[1].change])

    def _own(self, one: LeftOut) -> Iterator[Helps]:
        person = self._columns.people[one.row]
        if person.level is None and (
            levels := self._levels_that_do(self._partners(one, Rule.LEVEL_UNKNOWN), one.role)
        ):
            yield Helps(Change.STATE_LEVEL, number=min(levels) if one.role is Role.MENTEE else max(levels))
        with_hours = self._partners(one, Rule.HOURS)
        if self._columns.writes[with_hours].any():
            yield Helps(Change.MEET_IN_WRITING)
        if len(with_hours):
            yield Helps(Change.OPEN_HOURS)
        if word := self._languages.commonest(self._partners(one, Rule.LANGUAGE)):
            yield Helps(Change.SPEAK, word=word)
        with_skill = self._partners(one, Rule.NO_SKILL)
        taught = [teach.skill for teach in person.teaches]  # nobody is asked to swap the same both ways
        if one.role is Role.MENTOR and (word := self._learned.commonest(with_skill, but=person.learns)):
            yield Helps(Change.TEACH_ALSO, word=word)
        if one.role is Role.MENTEE and (word := self._taught.commonest(with_skill, but=taught)):
            yield Helps(Change.LEARN_ALSO, word=word)

    def _partners_with(self, one: LeftOut, helps: Helps) -> Ints:
        """Whom they could be paired with after this change of their own."""
        word = helps.word or ""
        match helps.change:
            case Change.MEET_IN_WRITING:
                partners = self._partners(one, Rule.HOURS)
                return partners[self._columns.writes[partners]]
            case Change.OPEN_HOURS:
                return self._partners(one, Rule.HOURS)
            case Change.SPEAK:
                return self._languages.who_say(self._partners(one, Rule.LANGUAGE), word)
            case Change.TEACH_ALSO:
                return self._learned.who_say(self._partners(one, Rule.NO_SKILL), word)
            case Change.LEARN_ALSO:
                return self._taught.who_say(self._partners(one, Rule.NO_SKILL), word)
            case _:
                return np.zeros(0, dtype=np.int64)

    def _partners(self, one: LeftOut, but_for: Rule) -> Ints:
        """Whom they could be paired with but for this rule, so that one more is matched."""
        rows = one.others[one.but_for(but_for)]
        return rows[self._of_use[one.role][rows]]

    @cached_property
    def _both_sides(self) -> BothSides:
        return BothSides(self._field, self._reach, self._languages)

    @cached_property
    def _languages(self) -> Vocabulary:
        return Vocabulary([person.languages for person in self._columns.people])

    @cached_property
    def _learned(self) -> Vocabulary:
        return Vocabulary([person.learns for person in self._columns.people])

    @cached_property
    def _taught(self) -> Vocabulary:
        return Vocabulary([[teach.skill for teach in person.teaches] for person in self._columns.people])

    def _levels_that_do(self, partners: Ints, role: Role) -> list[int]:
        gap = self._rules.level_gap if role is Role.MENTEE else -self._rules.level_gap
        known = self._columns.level[partners][self._columns.level[partners] > 0]
        return [level for level in (known + gap).tolist() if level in LEVELS]

    def _of_the_program(self, one: LeftOut) -> Iterator[Helps]:
        """These change much at once, so each is tried out (`_confirmed`), once for all."""
        tried: list[tuple[Rule, Helps]] = [(Rule.SAME_TEAM, Helps(Change.ALLOW_SAME_TEAM))]
        smaller_gaps = range(self._rules.level_gap - 1, 0, -1)
        tried += [(Rule.LEVEL, Helps(Change.SMALLER_GAP, number=gap)) for gap in smaller_gaps]
        tried.append((Rule.LEVEL_UNKNOWN, Helps(Change.ALLOW_UNKNOWN_LEVELS)))
        for rule, helps in tried:
            if one.but_for(rule).any():
                yield helps

    def _would_be_matched(self, one: LeftOut, helps: Helps) -> bool:
        rules = changes.PROGRAM_CHANGES[helps.change](self._rules, helps)
        if rules not in self._matched_under:
            self._reach.give_back()
            self._matched_under[rules] = _matched(self._columns.under(rules))
        return self._columns.people[one.row].id in self._matched_under[rules]

    def _more_places(self, one: LeftOut) -> Iterator[Helps]:
        if one.role is Role.MENTEE and len(one.suitable):
            mentor = self._columns.people[self._least_asked(one)]
            places = self.needed(one)
            if mentor.mentor_capacity + places in CAPACITIES:
                yield Helps(Change.MORE_PLACES, number=places, person=mentor.id)

    def needed(self, one: LeftOut) -> int:
        """How many more places at a suitable mentor it takes to match all whom such places can match, them too."""
        return self._places_at(self._least_asked(one))

    def _least_asked(self, one: LeftOut) -> int:
        """The suitable mentor whom fewest could have."""
        asked = self._reach.asked[np.searchsorted(self._field.mentors, one.suitable)]
        return int(one.suitable[np.argmin(asked)])

    def _places_at(self, mentor: int) -> int:
        if mentor not in self._places:
            position = int(np.searchsorted(self._field.mentors, mentor))
            self._places[mentor] = self._reach.places_for(self._reach.who_could_go_to_one(position))
        return self._places[mentor]

    def _newcomers(self, one: LeftOut) -> Iterator[Helps]:
        newcomer = self._newcomer_for(one.row) if one.role is Role.MENTEE else None
        if newcomer and (places := self._places_of_newcomers[newcomer]):
            yield Helps(Change.NEW_MENTOR, word=newcomer[0], level=newcomer[1], number=places)

    def _newcomer_for(self, row: int) -> Newcomer | None:
        """Somebody who teaches what they want most, of the highest level from which they may learn."""
        level, wanted = int(self._columns.level[row]), unique_words(self._columns.people[row].learns)
        if level == 0 and self._rules.allow_unknown_levels:
            level = max(LEVELS)
        level -= self._rules.level_gap
        return (next(iter(wanted.values())), level) if wanted and level in LEVELS else None

    @cached_property
    def _places_of_newcomers(self) -> dict[Newcomer, int]:
        """How many places with each newcomer it takes to match all whom they can match.

        In an order of their own: only who is asked about first is counted out (`Reach.places_for`).
        """
        problem = self._columns.problem
        wanted = sorted({new for row in self._left_out if (new := self._newcomer_for(row))})
        people = {new: changes.newcomers(*new, places=1)[0] for new in wanted}
        columns = Columns(replace(problem, people=problem.people + tuple(people.values())))
        mentees = np.array(
            [columns.row[self._columns.people[row].id] for row in self._field.mentees], dtype=np.int64
        )
        return {new: self._who_come_to(columns, columns.row[person.id], mentees) for new, person in people.items()}

    def _who_come_to(self, columns: Columns, newcomer: int, mentees: Ints) -> int:
        _, coming = keep_allowed(columns, np.full_like(mentees, newcomer), mentees)
        return self._reach.places_for(np.isin(mentees, coming))

    def _confirmed(self, one: LeftOut, helps: Helps) -> bool:
        """With unknown levels two people could be paired both ways, and what `Reach` says need not hold: a way
        without such a couple is looked for, or the change is tried out, as changes of the program always are."""
        if helps.change in changes.PROGRAM_CHANGES:
            return self._would_be_matched(one, helps)
        some_unknown = self._rules.allow_unknown_levels and (self._columns.level == 0).any()
        if not some_unknown or self._has_a_way(one, helps):
            return True
        person = self._columns.people[one.row].id
        if helps.change in changes.OWN_CHANGES:
            return person in self._matched_beyond(person, helps)
        if helps not in self._matched_with:
            self._matched_with[helps] = self._matched_beyond(person, helps)
        return person in self._matched_with[helps]

    def _matched_beyond(self, person: str, helps: Helps) -> frozenset[str]:
        """Who is matched with this change; nobody where it costs somebody else their place."""
        pairs = len(self._field.chosen_rows(self._choice)[0])
        return _matched(Columns(changes.make(self._columns.problem, person, helps)), beyond=pairs)

    def _has_a_way(self, one: LeftOut, helps: Helps) -> bool:
        partners = self._partners_with(one, helps)
        if not self._choice.proven:
            return False
        if one.role is Role.MENTEE:
            return self._ways.for_a_mentee(one.row, partners)
        return self._ways.for_a_mentor(one.row, partners)

    @cached_property
    def _ways(self) -> Ways:
        return Ways(self._field, self._choice, self._reach)


def _matched(columns: Columns, beyond: int = -1) -> frozenset[str]:
    """Everyone in a pair of the best answer; nobody when it isn't proven, or has no more pairs than these."""
    field = Field(columns)
    choice = field.choose()
    mentors, mentees = field.chosen_rows(choice)
    if not choice.proven or len(mentors) <= beyond:
        return frozenset()
    rows: list[int] = np.concatenate([mentors, mentees]).tolist()
    return frozenset(field.columns.people[row].id for row in rows)
