"""Which answers are published, and in which company. Pure.

A pulse belongs to one week, that of its first answer. A week that closes with answers of enough different people is
published by itself. When the last week of its block of four closes, the weeks of the block that aren't published
yet are taken together: published if enough different people answered in them, else withheld for ever. What was
published is frozen. Enough is what the program asks for now, and no less than what anybody was promised who
answered: owners who lower the number don't change what was said to people before.

Inside of what is published, groups of people (a team, a level, a place) are published beside it where they are
large enough, and where what is left over is, too.

Why no two reports, and no sum over any of them, speak of fewer people than promised: a report shows averages of
whole weeks, and of groups of the people in just these weeks, and nothing else about answers. Every pulse lies in at
most one such set of weeks, and in at most one of its groups, since groups of people share nobody; and what was
published never changes. So whatever is computed from reports, by adding, subtracting or weighing published numbers,
takes the pulses of each group, and those of all who are in none, all alike: it depends on all of them or on none.
The smallest set of people that any such number can speak of is a group, or those in none, and each is enough people
or nobody. What a later report shows beyond an earlier one is whole new weeks. Nothing speaks of a withheld week.

Who knows everybody else's answers needs no difference. For them each average is blurred (bot/discretion.py).

Each person counts once in an average, with the mean of their own answers, so that nobody who answers often stands
out in it.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from random import Random

from msgspec import Struct

from bot.discretion import OF_A_GROUP, OF_ALL, blurred, large_enough
from bot.features.reports.facts import AnswerCell, AnswerGroup


class PulseAnswer(Struct, frozen=True):
    """One pulse, 1 to 5 each. `promised`: with how many people it was to be counted. `group`: their team, say."""

    member_id: int
    useful: int
    voice: int
    counted: int
    promised: int
    group: str | None = None


Answers = Mapping[str, Sequence[PulseAnswer]]  # by week
People = Sequence[Sequence[PulseAnswer]]  # by person


def groups_to_publish(
    week: str, waiting: Sequence[str], answers: Answers, fewest: int, chance: Random, *, block_is_over: bool
) -> list[AnswerGroup]:
    """What is published when `week` closes. `waiting`: earlier weeks of its block that aren't published."""
    alone = _group((week,), answers, fewest, chance)
    rest = tuple(waiting) if alone else (*waiting, week)
    together = _group(rest, answers, fewest, chance) if block_is_over and rest else None
    return [group for group in (alone, together) if group]


def people_of(weeks: Sequence[str], answers: Answers) -> People:
    """The answers of these weeks, person by person."""
    found: dict[int, list[PulseAnswer]] = defaultdict(list)
    for week in weeks:
        for answer in answers.get(week, ()):
            found[answer.member_id].append(answer)
    return list(found.values())


def means_of(people: People) -> tuple[float, float, float]:
    """Of each question (useful, voice, counted), the mean of people's own means."""
    return (
        _mean([_mean([answer.useful for answer in own]) for own in people]),
        _mean([_mean([answer.voice for answer in own]) for own in people]),
        _mean([_mean([answer.counted for answer in own]) for own in people]),
    )


def _group(weeks: Sequence[str], answers: Answers, fewest: int, chance: Random) -> AnswerGroup | None:
    people = people_of(weeks, answers)
    enough = max([fewest, *(answer.promised for own in people for answer in own)])
    if len(people) < enough:
        return None
    cells = tuple(_cell(name, own, chance) for name, own in _cells(people, enough).items())
    useful, voice, counted = _averages(people, OF_ALL, chance)
    return AnswerGroup(tuple(weeks), len(people), useful, voice, counted, cells)


def _cells(people: People, enough: int) -> dict[str, People]:
    """The groups of these people that may be shown beside all of them."""
    found: dict[str, list[Sequence[PulseAnswer]]] = defaultdict(list)
    for own in people:
        if own[-1].group is not None:
            found[own[-1].group].append(own)
    sizes = {name: len(found[name]) for name in sorted(found)}
    return {name: found[name] for name in large_enough(sizes, len(people), enough)}


def _cell(name: str, people: People, chance: Random) -> AnswerCell:
    return AnswerCell(name, len(people), *_averages(people, OF_A_GROUP, chance))


def _averages(people: People, strength: float, chance: Random) -> list[float]:
    return [blurred(mean, len(people), strength, chance) for mean in means_of(people)]


def _mean(numbers: Sequence[float]) -> float:
    return sum(numbers) / len(numbers)
