"""Pins: pairs that an owner wants, made whatever their score, as long as they may exist."""

from collections import Counter

from bot.matching.columns import Columns
from bot.matching.errors import PinBreaksRule
from bot.matching.rules import first_broken
from bot.matching.terms import Rule


def make_pins(columns: Columns) -> list[tuple[int, int]]:
    """(mentor, mentee) row numbers of each pin, once. Raises PinBreaksRule."""
    pins = sorted({(columns.row[pin.mentor], columns.row[pin.mentee]) for pin in columns.problem.pins})
    used, paired = Counter[int](), set[int]()
    for mentor, mentee in pins:
        if rule := first_broken(columns, mentor, mentee) or _no_room(columns, pins, (mentor, mentee), used, paired):
            raise PinBreaksRule(columns.people[mentor].id, columns.people[mentee].id, rule)
        used[mentor] += 1
        paired.add(mentee)
    return pins


def _no_room(
    columns: Columns, pins: list[tuple[int, int]], pin: tuple[int, int], used: Counter[int], paired: set[int]
) -> Rule | None:
    mentor, mentee = pin
    if (mentee, mentor) in pins:
        return Rule.BOTH_WAYS
    if mentee in paired or not columns.seeking[mentee]:
        return Rule.MENTEE_TAKEN
    return Rule.MENTOR_FULL if used[mentor] >= columns.places[mentor] else None
