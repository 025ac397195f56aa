"""The people as arrays, one row each, in the seeded order of their ids: what rules and scores look at.

Everything works on two arrays of row numbers, mentors and mentees (of shapes that broadcast), so that one piece
of code serves a single pin, everybody against one person, and all candidates at once.
"""

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from copy import copy
from datetime import timedelta
from hashlib import blake2b
from itertools import chain

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from bot.matching.arrays import Bools, Ints
from bot.matching.hours import overlap_table
from bot.matching.problem import PastPair, Person, Problem, Rules, WeekHours
from bot.matching.reporting import Tree
from bot.matching.terms import Format, Style, same_word

CONFIDENCE_IN_TENTHS = {None: 8, 1: 6, 2: 8, 3: 10}


def seeded_order(people: Iterable[Person], seed: int) -> list[Person]:
    """The order that breaks ties: the same on every machine, whatever the order of rows."""
    return sorted(people, key=lambda person: (blake2b(f"{seed}:{person.id}".encode()).digest(), person.id))


def unique_words(words: Iterable[str]) -> dict[str, str]:
    """Each word once, by its key, as it was first written; the order is kept."""
    words = tuple(words)
    found = dict(zip(map(same_word, words), words, strict=True))
    if len(found) < len(words):  # seldom: then the last spelling has to make way for the first
        found.update(zip(map(same_word, reversed(words)), reversed(words), strict=True))
    found.pop("", None)
    return found


def codes(values: Iterable[Hashable | None]) -> Ints:
    """A number for each value, the same for equal ones; -1 for None."""
    values = list(values)
    numbers = {value: number for number, value in enumerate(dict.fromkeys(values)) if value is not None}
    numbers[None] = -1
    return np.array([numbers[value] for value in values], dtype=np.int64)


def word_codes(values: Iterable[str | None]) -> Ints:
    values = list(values)
    keys = {value: (same_word(value) or None) if value is not None else None for value in dict.fromkeys(values)}
    return codes(keys[value] for value in values)


def same(code: Ints, one: Ints, other: Ints) -> Bools:
    """Both known and equal."""
    return (code[one] == code[other]) & (code[one] >= 0)


def different(code: Ints, one: Ints, other: Ints) -> Bools:
    """Both known and not equal."""
    return (code[one] != code[other]) & (code[one] >= 0) & (code[other] >= 0)


class WordSets:
    """A set of words for each person, as bits in 64-bit pieces; shape (people, pieces).

    `owner` and `word`: the same one by one. `kind`: a number for each person, the same for equal sets.
    """

    def __init__(self, lists: Sequence[Iterable[str]]) -> None:
        sets = [tuple(unique_words(words)) for words in lists]
        numbers = {key: number for number, key in enumerate(dict.fromkeys(chain.from_iterable(sets)))}
        self.owner, self.word = np.repeat(np.arange(len(sets)), _lengths(sets)), _numbers(numbers, sets)
        self.kind = codes(map(frozenset, sets))
        self.bits = np.zeros((len(sets), len(numbers) // 64 + 1), dtype=np.uint64)
        bit = np.uint64(1) << (self.word % 64).astype(np.uint64)
        np.bitwise_or.at(self.bits, (self.owner, self.word // 64), bit)
        self.size = self._count(self.bits)

    def in_common(self, one: Ints, other: Ints) -> Ints:
        return self._count(self.bits[one] & self.bits[other])

    @staticmethod
    def _count(bits: NDArray[np.uint64]) -> Ints:
        return np.bitwise_count(bits).sum(axis=-1, dtype=np.int64)


class Skills:
    """Who teaches what how well, and who wants what how much.

    `taught[person, skill]`: confidence in tenths, 0 for not at all. `wanted[person, rank]`: a skill, padded
    with one that nobody teaches. `weight[person, rank]`: n, n-1, … 1. `full[person]`: the fit that would be
    perfect.
    """

    def __init__(self, people: Sequence[Person]) -> None:
        learns = [tuple(unique_words(person.learns)) for person in people]
        teaches = [_confidences(person) for person in people]
        self.names = sorted(set(chain.from_iterable((*learns, *teaches))))
        number = {key: position for position, key in enumerate(self.names)}
        self.taught = np.zeros((len(people), len(self.names) + 1), dtype=np.uint8)
        teacher, _ = _places(_lengths(teaches))
        self.taught[teacher, _numbers(number, teaches)] = [tenths for each in teaches for tenths in each.values()]
        learner, rank = _places(wishes := _lengths(learns))
        shape = len(people), int(wishes.max(initial=0))
        self.wanted, self.weight = np.full(shape, len(self.names), np.int32), np.zeros(shape, np.int32)
        self.wanted[learner, rank] = _numbers(number, learns)
        self.weight[learner, rank] = wishes[learner] - rank
        self.full = np.maximum(self.weight.sum(axis=1, dtype=np.int64) * 10, 1)

    def teaches_any_of(self, learners: Ints) -> Bools:
        """Who teaches anything at all that one of these wants."""
        wanted = np.zeros(self.taught.shape[1], dtype=bool)
        wanted[self.wanted[learners]] = True
        return np.any(self.taught[:, wanted], axis=1)

    def fit(self, teacher: Ints, learner: Ints) -> Ints:
        """0 to `full[learner]`; 0 exactly when the teacher has nothing that the learner wants."""
        total = np.zeros(np.broadcast_shapes(teacher.shape, learner.shape), dtype=np.int64)
        taught, begins = self.taught.ravel(), teacher * self.taught.shape[1]
        for wanted, weight in zip(self.wanted.T, self.weight.T, strict=True):  # all at once takes twice as long
            total += taught.take(begins + wanted.take(learner)) * weight.take(learner)
        return total


def _confidences(person: Person) -> dict[str, int]:
    """By skill, in tenths; of two entries the first counts, as in every list."""
    found = {same_word(teach.skill): CONFIDENCE_IN_TENTHS[teach.confidence] for teach in reversed(person.teaches)}
    found.pop("", None)
    return found


def _lengths(lists: Sequence[Collection[str]]) -> Ints:
    return np.array([len(words) for words in lists], dtype=np.int64)


def _places(lengths: Ints) -> tuple[Ints, Ints]:
    """For each entry of lists so long: which list, and where in it."""
    owner = np.repeat(np.arange(len(lengths)), lengths)
    return owner, np.arange(len(owner)) - (np.cumsum(lengths) - lengths)[owner]


def _numbers(number: Mapping[str, int], lists: Sequence[Iterable[str]]) -> Ints:
    return np.array([number[word] for words in lists for word in words], dtype=np.int64)


class Columns:
    """See the module. `everyone` are all row numbers; `places` what each mentor can still take."""

    def __init__(self, problem: Problem) -> None:
        self.problem, self.rules = problem, problem.rules
        self.people = people = seeded_order(problem.people, problem.seed)
        self.row = {person.id: row for row, person in enumerate(people)}
        self.everyone = np.arange(len(people))
        self.available = np.array([person.available for person in people], dtype=bool)
        self.involved = np.array([self._is_involved(person) for person in people], dtype=bool)
        self.waiting = np.array([person.waiting_rounds > 0 for person in people], dtype=bool)
        self.seeking = np.array([self._seeks(person) for person in people], dtype=bool)
        self.teaching = np.array([person.available and bool(person.teaches) for person in people], dtype=bool)
        self.places = np.array([self._free_places(person) for person in people], dtype=np.int64)
        self.level = np.array([person.level or 0 for person in people], dtype=np.int64)
        self.team = word_codes(person.team for person in people)
        self.department = word_codes(person.department for person in people)
        self.location = word_codes(person.location for person in people)
        self.format = codes(person.format for person in people)
        self.writes = np.array([person.format is Format.WRITTEN for person in people], dtype=bool)
        self.style = codes(person.style for person in people)
        self.any_style = np.array([person.style is Style.ANY for person in people], dtype=bool)
        self.languages = WordSets([person.languages for person in people])
        self.languages_kind = self.languages.kind
        self.interests = WordSets([person.interests for person in people])
        self.skills = Skills(people)
        self._reporting()
        self._history()
        self._hours()

    def under(self, rules: Rules) -> "Columns":
        """The same people under other rules; past pairs expire as they did."""
        same = copy(self)
        same.problem, same.rules = replace(self.problem, rules=rules), rules
        return same

    def _is_involved(self, person: Person) -> bool:
        return self.problem.involving is None or person.id in self.problem.involving

    def _free_places(self, person: Person) -> int:
        used = self.problem.taken.mentors.get(person.id, 0)
        return max(person.mentor_capacity - used, 0) if person.available and person.teaches else 0

    def _seeks(self, person: Person) -> bool:
        return person.available and bool(person.learns) and person.id not in self.problem.taken.mentees

    def _reporting(self) -> None:
        manager_of = dict(self.problem.managers)
        manager_of.update((person.id, person.manager) for person in self.people if person.manager is not None)
        self.manager = codes(manager_of.get(person.id) for person in self.people)
        self.tree = Tree([person.id for person in self.people], manager_of)

    def _history(self) -> None:
        past = [pair for pair in self.problem.past_pairs if self._still_counts(pair)]
        self.paired_before = self._couples((pair.mentor, pair.mentee) for pair in past)
        self.avoided = self._couples((person.id, other) for person in self.people for other in person.avoid)
        self.forbidden = self._couples((couple.mentor, couple.mentee) for couple in self.problem.forbids)

    def _still_counts(self, past: PastPair) -> bool:
        expire = self.rules.past_pairs_expire_weeks
        if expire is None or past.ended_on is None:
            return True
        return past.ended_on + timedelta(weeks=expire) > self.problem.first_monday

    def _couples(self, couples: Iterable[tuple[str, str]]) -> Ints:
        rows = [(self.row[one], self.row[other]) for one, other in couples if one in self.row and other in self.row]
        array = np.array(rows, dtype=np.int64).reshape(-1, 2)
        return np.unique(self.couple(array[:, 0], array[:, 1]))

    def couple(self, one: Ints, other: Ints) -> Ints:
        """One number for two people, whichever comes first."""
        return np.minimum(one, other) * len(self.people) + np.maximum(one, other)

    def among(self, couples: Ints, one: Ints, other: Ints) -> Bools:
        """Whether these two, in either order, are one of `couples` (sorted, as `couple` numbers them)."""
        if not len(couples):
            return np.zeros(np.broadcast_shapes(one.shape, other.shape), dtype=bool)
        wanted = self.couple(one, other)
        return couples[np.minimum(np.searchsorted(couples, wanted), len(couples) - 1)] == wanted

    def _hours(self) -> None:
        kinds: dict[WeekHours, int] = {}
        numbers = [-1 if p.hours is None else kinds.setdefault(p.hours, len(kinds)) for p in self.people]
        table = np.full((len(kinds) + 1, len(kinds) + 1), -1, dtype=np.int64)  # the last row: not known
        table[:-1, :-1] = overlap_table(list(kinds), self.problem.first_monday, self.problem.weeks)
        self.hours_kind, self._hours_table = np.array(numbers, dtype=np.int64), table

    def overlap(self, one: Ints, other: Ints) -> Ints:
        """Common minutes in the smallest week; -1 when the hours of one aren't known."""
        return self._hours_table[self.hours_kind[one], self.hours_kind[other]]
