"""Which answers on confidence are published, and in which company. Pure.

Each answer is the pair of numbers that one person gave for one skill, before and after. When answers are counted,
a skill of which five people or more have both is published by itself; after a program's end all others are taken
together, if five people or more stand behind them, else they are withheld for good. An answer is counted once, so
it lies in at most one published group, and every number that can be reckoned from published ones depends on all
answers of a group or on none. There is no number over everything but what follows from the groups.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from statistics import fmean

from msgspec import Struct

from bot.worktime import monday_of

EVERY = timedelta(weeks=4)
NOON = time(12)


class Answered(Struct, frozen=True):
    """What one person said of one skill at both times; `id` is the row's."""

    id: int
    person: int
    skill_id: int
    before: int
    after: int


class Group(Struct, frozen=True):
    """Answers that are published together; `skill_id` is None for several skills."""

    skill_id: int | None
    ids: tuple[int, ...]
    respondents: int
    before: float
    after: float


def groups_to_publish(answers: Sequence[Answered], fewest: int, *, is_last: bool) -> list[Group]:
    """What is published now. `is_last`: the program is over, so what is alone is taken together."""
    by_skill: dict[int, list[Answered]] = defaultdict(list)
    for each in answers:
        by_skill[each.skill_id].append(each)
    groups = [_group(skill_id, own) for skill_id, own in by_skill.items() if _people(own) >= fewest]
    rest = [each for own in by_skill.values() if _people(own) < fewest for each in own]
    return [*groups, _group(None, rest)] if is_last and _people(rest) >= fewest else groups


def next_count(now: datetime) -> datetime:
    """When answers are counted next, once there are any: a Monday noon, four to five weeks away."""
    return datetime.combine(monday_of(now.astimezone(UTC).date()) + EVERY + timedelta(weeks=1), NOON, UTC)


def _people(answers: Sequence[Answered]) -> int:
    return len({each.person for each in answers})


def _group(skill_id: int | None, answers: Sequence[Answered]) -> Group:
    """Each person counts once, with the mean of their own answers."""
    by_person: dict[int, list[Answered]] = defaultdict(list)
    for each in answers:
        by_person[each.person].append(each)
    before = fmean(fmean(each.before for each in own) for own in by_person.values())
    after = fmean(fmean(each.after for each in own) for own in by_person.values())
    ids = tuple(each.id for each in answers)
    return Group(skill_id, ids, len(by_person), before, after)
