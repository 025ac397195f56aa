"""Somebody tries to learn one person's answers from a program's reports: `python -m benchmarks.attack`.

Lives of programs are drawn at random: people join, leave, change teams, answer, and are erased; owners change the
least number of people, change what is told apart, and read a report whenever a week has closed. What is published
comes from the bot's own code. Then the attacker gets to work, in two ways:

- **By difference.** They know who answered when, and no answer. Is there a sum over published numbers, with any
  weights, that speaks of fewer people than were promised to those in it?
- **By knowledge.** They know every answer but those of one person, and how the bot blurs. How sure can they be of
  one of these answers? Recovered is what they hold for more likely than not, having begun with even odds for each
  of the five. Everybody takes their turn as the one person.

That the attack has teeth is seen by what it does to bots that lack one of the rules (RULES).
Ends with 1 where it recovers anything from the whole bot, or too little from a lesser one.
"""

import argparse
import itertools
import math
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from random import Random

import numpy as np
from msgspec.structs import replace

from bot.discretion import HIGHEST, LOWEST, LOWEST_FEWEST, OF_A_GROUP, OF_ALL, blurred
from bot.features.reports.answers import PulseAnswer, groups_to_publish, means_of, people_of
from bot.features.reports.facts import AnswerGroup
from bot.features.reports.weeks import block_is_over, block_of, following

RULES = ("minimum", "complement", "freezing", "blur")
FIRST = "2026-W50"
SCALE = range(LOWEST, HIGHEST + 1)
MORE_LIKELY_THAN_NOT = 0.5
NOTHING = 1e-9


class Clear(Random):
    """A bot that doesn't blur."""

    def expovariate(self, lambd: float = 1.0) -> float:
        return 0.0


class Told(PulseAnswer, frozen=True):
    """An answer that can be told from others."""

    number: int = 0


@dataclass(frozen=True)
class Published:
    """One average as the attacker reads it: of these answers, person by person; None: it wasn't blurred."""

    people: Sequence[Sequence[Told]]
    value: float
    strength: float | None

    @cached_property
    def members(self) -> frozenset[int]:
        return frozenset(own[0].member_id for own in self.people)

    @cached_property
    def numbers(self) -> frozenset[int]:
        return frozenset(each.number for own in self.people for each in own)


@dataclass
class Life:
    """A program's life, and all that its reports ever showed."""

    rng: Random
    without: str | None
    weeks: int
    week: str = FIRST
    fewest: int = 5
    grouped: bool = False
    people: dict[int, str] = field(default_factory=dict[int, str])
    """Who is in, and their team."""
    answers: dict[str, list[Told]] = field(default_factory=lambda: defaultdict(list))
    groups: dict[tuple[str, ...], AnswerGroup] = field(default_factory=dict[tuple[str, ...], AnswerGroup])
    seen: list[Published] = field(default_factory=list[Published])
    _numbers: Iterator[int] = field(default_factory=itertools.count)

    def live(self) -> list[Published]:
        ids = itertools.count(1)
        for _ in range(self.rng.randint(5, 12)):
            self._join(next(ids))
        for _ in range(self.weeks):
            for _ in range(self.rng.randint(0, 4)):
                self._something_happens(ids)
            self._answer()
            self._close()
            if self.without == "freezing" and self.rng.random() < 0.5:
                self._erase()
            self.week = following(self.week)
        return self.seen

    def _something_happens(self, ids: Iterator[int]) -> None:
        match self.rng.randrange(6):
            case 0:
                self._join(next(ids))
            case 1 if len(self.people) > 3:
                del self.people[self.rng.choice(list(self.people))]
            case 2:
                self._erase()
            case 3 if self.people:
                self.people[self.rng.choice(list(self.people))] = self.rng.choice("AB")
            case 4:
                self.fewest = self.rng.choice((3, 3, 4, 5, 5, 5, 6, 8))
            case _:
                self.grouped = self.rng.random() < 0.8

    def _join(self, number: int) -> None:
        self.people[number] = self.rng.choice("AAB")

    def _erase(self) -> None:
        """Somebody is gone with all that they said; where nothing is frozen, all is published anew without them."""
        if not self.people:
            return
        gone = self.rng.choice(list(self.people))
        del self.people[gone]
        for week, given in self.answers.items():
            self.answers[week] = [each for each in given if each.member_id != gone]
        if self.without == "freezing":
            for weeks in list(self.groups):
                self._publish(weeks[-1], weeks[:-1], over=True, again=True)

    def _answer(self) -> None:
        often = self.rng.choice((0.2, 0.5, 0.9))
        told = 1 if self.without == "minimum" else self.fewest
        for member_id, team in self.people.items():
            if self.rng.random() < often:
                one = Told(member_id, self.rng.choice(SCALE), 3, 3, told, team, next(self._numbers))
                self.answers[self.week].append(one)

    def _close(self) -> None:
        done = {week for weeks in self.groups for week in weeks}
        waiting = [each for each in block_of(self.week, FIRST) if each < self.week and each not in done]
        self._publish(self.week, waiting, over=block_is_over(self.week, FIRST, None, self.week))

    def _publish(self, week: str, waiting: Sequence[str], *, over: bool, again: bool = False) -> None:
        fewest = 1 if self.without == "minimum" else self.fewest
        given = {each: self._placed(self.answers[each]) for each in (*waiting, week)}
        chance = Clear() if self.without == "blur" else self.rng
        if again:
            given = {week: [one for each in given.values() for one in each]}
            waiting = ()
        for group in groups_to_publish(week, waiting, given, fewest, chance, block_is_over=over):
            if not again:
                self.groups[group.weeks] = group
            self._read(group, people_of(group.weeks, given))

    def _placed(self, given: Sequence[Told]) -> list[Told]:
        """With the team of today, as the bot reads it when it publishes; of who has left, the last one."""
        teams = {each.member_id: each.group for each in given} | self.people
        return [replace(each, group=teams[each.member_id] if self.grouped else None) for each in given]

    def _read(self, group: AnswerGroup, people: Sequence[Sequence[Told]]) -> None:
        blurs = self.without != "blur"
        self.seen.append(Published(people, group.useful, OF_ALL if blurs else None))
        teams = {name: [own for own in people if own[-1].group == name] for name in "AB"}
        for cell in group.cells:
            self.seen.append(Published(teams[cell.name], cell.useful, OF_A_GROUP if blurs else None))
        if self.without == "complement":
            for name, own in teams.items():
                if len(own) >= self.fewest and name not in {cell.name for cell in group.cells}:
                    value = blurred(means_of(own)[0], len(own), OF_A_GROUP, self.rng)
                    self.seen.append(Published(own, value, OF_A_GROUP))


def by_difference(seen: Sequence[Published]) -> int:
    """How many sets of too few people some weighing of published numbers speaks of, and of nobody else."""
    return sum(_singled_out(together) for together in _together(seen))


def _together(seen: Sequence[Published]) -> list[list[Published]]:
    """Published numbers that share an answer, directly or by way of others."""
    found: list[list[Published]] = []
    for one in seen:
        sharing = [each for each in found if any(one.numbers & other.numbers for other in each)]
        found = [each for each in found if each not in sharing]
        found.append([one, *itertools.chain.from_iterable(sharing)])
    return found


def _singled_out(together: Sequence[Published]) -> int:
    given = {each.number: each for one in together for own in one.people for each in own}
    place = {number: column for column, number in enumerate(given)}
    matrix = np.zeros((len(together), len(given)))
    for row, one in enumerate(together):
        for own in one.people:
            for each in own:
                matrix[row, place[each.number]] = 1 / len(own)
    rank = np.linalg.matrix_rank(matrix)
    return len([part for part in _parts(together) if _speaks_of(part, given, matrix, rank)])


def _parts(together: Sequence[Published]) -> set[frozenset[int]]:
    """Whom it would pay to single out: each by themselves, each group, and what is left of one beside another."""
    whole = [one.members for one in together]
    alone = {frozenset((member,)) for members in whole for member in members}
    left = {one - other for one, other in itertools.permutations(whole, 2)}
    rest = {one - frozenset().union(*others) for one in whole for others in itertools.combinations(whole, 2)}
    return (alone | set(whole) | left | rest) - {frozenset()}


def _speaks_of(part: frozenset[int], given: Mapping[int, Told], matrix: np.ndarray, rank: int) -> bool:
    """Whether these are too few, and some weighing cancels everybody else.

    It does where, of the others alone, the published numbers depend on each other more than of all.
    """
    promised = min(max(each.promised, LOWEST_FEWEST) for each in given.values() if each.member_id in part)
    if len(part) >= promised:
        return False
    others = np.array([each.member_id not in part for each in given.values()])
    return bool(not others.any() or np.linalg.matrix_rank(matrix[:, others]) < rank)


@dataclass
class Guesses:
    """What came of guessing: answers that were held for more likely than not, how many guesses were right."""

    recovered: int = 0
    answers: int = 0
    right: int = 0
    surest: float = 0.0

    def add(self, other: "Guesses") -> None:
        self.recovered += other.recovered
        self.answers += other.answers
        self.right += other.right
        self.surest = max(self.surest, other.surest)


def by_knowledge(seen: Sequence[Published]) -> Guesses:
    """Everybody in turn is the one person whose answers aren't known."""
    result = Guesses()
    for together in _together(seen):
        people = {own[0].member_id: own for one in together for own in one.people}
        for member_id, own in people.items():
            chances = _chances(member_id, own, together)
            guess = max(SCALE, key=lambda answer: chances[answer])
            result.surest = max(result.surest, chances[guess])
            result.answers += len(own)
            result.recovered += len(own) * (chances[guess] > MORE_LIKELY_THAN_NOT)
            result.right += len([each for each in own if each.useful == guess])
    return result


def _chances(member_id: int, own: Sequence[Told], together: Sequence[Published]) -> dict[int, float]:
    """Of each possible answer, how likely it is that one of theirs is that, after all that was published."""
    sums = range(LOWEST * len(own), HIGHEST * len(own) + 1)
    likely = {total: math.prod(_likelihood(total / len(own), member_id, one) for one in together) for total in sums}
    weighed = {
        answer: sum(chance * _ways(total - answer, len(own) - 1) for total, chance in likely.items())
        for answer in SCALE
    }
    total = sum(weighed.values())
    return {answer: weight / total for answer, weight in weighed.items()}


@cache
def _ways(total: int, answers: int) -> int:
    """In how many ways so many answers add up to a total."""
    if answers == 0:
        return int(total == 0)
    return sum(_ways(total - answer, answers - 1) for answer in SCALE)


def _likelihood(own_mean: float, member_id: int, one: Published) -> float:
    """How likely it is that this was published, if the person's own mean is that."""
    known = [sum(each.useful for each in own) / len(own) for own in one.people if own[0].member_id != member_id]
    if len(known) == len(one.people):
        return 1.0
    mean = (sum(known) + own_mean) / len(one.people)
    if one.strength is None:
        return float(abs(round(mean, 1) - one.value) < NOTHING)
    scale = (HIGHEST - LOWEST) / (len(one.people) * one.strength)
    below = 0.0 if one.value <= LOWEST else _laplace((one.value - 0.05 - mean) / scale)
    above = 1.0 if one.value >= HIGHEST else _laplace((one.value + 0.05 - mean) / scale)
    return max(above - below, sys.float_info.min)


def _laplace(x: float) -> float:
    """How much of a Laplace distribution lies below x."""
    return math.exp(x) / 2 if x < 0 else 1 - math.exp(-x) / 2


@dataclass
class Outcome:
    """Of many lives."""

    sequences: int = 0
    published: int = 0
    singled_out: int = 0
    guesses: Guesses = field(default_factory=Guesses)

    @property
    def recovered(self) -> int:
        return self.singled_out + self.guesses.recovered


def attack(sequences: int, seed: int, without: str | None = None) -> Outcome:
    """Live so many lives, and attack each."""
    outcome = Outcome()
    for number in range(sequences):
        rng = Random(f"{seed}:{number}")
        seen = Life(rng, without, weeks=rng.randint(2, 12)).live()
        outcome.sequences += 1
        outcome.published += len(seen)
        outcome.singled_out += by_difference(seen)
        outcome.guesses.add(by_knowledge(seen))
    return outcome


def _told(name: str, outcome: Outcome) -> str:
    guesses = outcome.guesses
    return (
        f"{name}: {outcome.sequences} sequences, {outcome.published} published averages; "
        f"{outcome.singled_out} sets of too few people singled out; {guesses.recovered} of {guesses.answers} "
        f"answers recovered by knowing all others (surest guess {guesses.surest:.3f}, right "
        f"{guesses.right / max(guesses.answers, 1):.3f} of the time, by chance 0.200)"
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what the attacker found; 1 where it is anything, or where a lesser bot isn't broken."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.attack", description=__doc__)
    parser.add_argument("--sequences", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--lesser", type=int, default=500, help="sequences against each bot that lacks a rule")
    chosen = parser.parse_args(arguments)
    began = time.process_time()
    unbroken = []
    for rule in RULES:
        lesser = attack(chosen.lesser, chosen.seed, without=rule)
        print(_told(f"without {rule}", lesser))
        unbroken += [rule] * (not lesser.recovered)
    whole = attack(chosen.sequences, chosen.seed)
    print(_told("whole", whole))
    broken = len(RULES) - len(unbroken)
    print(
        f"sequences {whole.sequences}, recovered {whole.recovered}; lesser bots broken {broken} of {len(RULES)}; "
        f"seconds of processor time {time.process_time() - began:.0f}"
    )
    return 1 if whole.recovered or unbroken else 0


if __name__ == "__main__":
    sys.exit(main())
