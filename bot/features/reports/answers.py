"""The rule of five: which answers are published, and in which company. Pure.

A pulse belongs to one week, that of its first answer. A week that closes with answers of at least five
different people is published by itself. When the last week of its block of four closes, the weeks of the block
that aren't published yet are taken together: published if at least five different people answered in them, else
withheld for ever. What was published is frozen.

Why no two reports, and no sum over any of them, give one person's answers away: a report shows averages of
groups of whole weeks and nothing else about answers; there is no overall average. Every pulse lies in at most
one group, since groups share no week, and a group never changes. So whatever is computed from reports, by
adding, subtracting or weighing published numbers, takes the pulses of each group all alike: it depends on all
of them or on none. The smallest set of people that any such number can speak of is the people of one group, and
that is five or more. What a later report shows beyond an earlier one is whole new groups. A withheld week is in
no group, so nothing speaks of it.

Each person counts once in a group, with the mean of their own answers, so that nobody who answers often stands
out in the average; averages are rounded to one decimal.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.features.reports.facts import AnswerGroup

FEWEST_PEOPLE = 5


@dataclass(frozen=True)
class PulseAnswer:
    """One pulse, 1 to 5 each."""

    member_id: int
    useful: int
    voice: int
    counted: int


Answers = Mapping[str, Sequence[PulseAnswer]]  # by week


def groups_to_publish(
    week: str, waiting: Sequence[str], answers: Answers, *, block_is_over: bool
) -> list[AnswerGroup]:
    """What is published when `week` closes. `waiting`: earlier weeks of its block that aren't published."""
    alone = _group((week,), answers)
    rest = tuple(waiting) if alone else (*waiting, week)
    together = _group(rest, answers) if block_is_over and rest else None
    return [group for group in (alone, together) if group]


def _group(weeks: Sequence[str], answers: Answers) -> AnswerGroup | None:
    by_person: dict[int, list[PulseAnswer]] = defaultdict(list)
    for week in weeks:
        for answer in answers.get(week, ()):
            by_person[answer.member_id].append(answer)
    if len(by_person) < FEWEST_PEOPLE:
        return None
    people = list(by_person.values())
    return AnswerGroup(
        weeks=tuple(weeks),
        respondents=len(people),
        useful=_average([[answer.useful for answer in own] for own in people]),
        voice=_average([[answer.voice for answer in own] for own in people]),
        counted=_average([[answer.counted for answer in own] for own in people]),
    )


def _average(people: Sequence[Sequence[int]]) -> float:
    """The mean of people's own means."""
    return round(sum(sum(own) / len(own) for own in people) / len(people), 1)
