"""Pins: pairs that an owner wants, made whatever their score, as long as they may exist."""

from collections import Counter
from collections.abc import Iterator

from bot.matching.columns import Columns
from bot.matching.errors import PinBreaksRule
from bot.matching.rules import first_broken
from bot.matching.terms import Rule


def make_pins(columns: Columns) -> list[tuple[int, int]]:
    """(mentor, mentee) row numbers of each pin, once. Raises PinBreaksRule."""
    for broken in broken_pins(columns):
        raise broken
    return sorted(_pins(columns))


def broken_pins(columns: Columns) -> Iterator[PinBreaksRule]:
    """Each pin that may not be, in the order in which they are given: of two for one place it is the later one."""
    pins = _pins(columns)
    used, paired = Counter[int](), set[int]()
    for mentor, mentee in pins:
        if rule := first_broken(columns, mentor, mentee) or _no_room(columns, pins, (mentor, mentee), used, paired):
            yield PinBreaksRule(columns.people[mentor].id, columns.people[mentee].id, rule)
        else:
            used[mentor] += 1
            paired.add(mentee)


def _pins(columns: Columns) -> list[tuple[int, int]]:
    return list(dict.fromkeys((columns.row[pin.mentor], columns.row[pin.mentee]) for pin in columns.problem.pins))


def _no_room(
    columns: Columns, pins: list[tuple[int, int]], pin: tuple[int, int], used: Counter[int], paired: set[int]
) -> Rule | None:
    mentor, mentee = pin
    if (mentee, mentor) in pins:
        return Rule.BOTH_WAYS
    if mentee in paired or not columns.seeking[mentee]:
        return Rule.MENTEE_TAKEN
    return Rule.MENTOR_FULL if used[mentor] >= columns.places[mentor] else None
