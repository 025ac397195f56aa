"""The weeks of a program as reports see them: which one closes next, and which ones form a block. Pure.

Blocks of four weeks are counted from the first week that was closed, which is the program's first; later changes of
the program's dates don't move them.
"""

from collections.abc import Sequence
from datetime import date

from bot.features.checkins.periods import WEEK
from bot.worktime import iso_week, monday_of_week

BLOCK = 4


def following(week: str) -> str:
    """The ISO week after this one."""
    return iso_week(monday_of_week(week) + WEEK)


def next_to_close(starts_on: date, ends_on: date | None, last_closed: str | None) -> str | None:
    """The first week that isn't closed yet; None when the week in which the program ends is."""
    week = following(last_closed) if last_closed else iso_week(starts_on)
    return None if ends_on and week > iso_week(ends_on) else week


def block_of(week: str, first: str) -> list[str]:
    """The four weeks of the block that `week` lies in, counted from the week `first`."""
    number = (monday_of_week(week) - monday_of_week(first)) // WEEK
    begins = monday_of_week(first) + number // BLOCK * BLOCK * WEEK
    return [iso_week(begins + n * WEEK) for n in range(BLOCK)]


def block_is_over(week: str, first: str, ends_on: date | None, as_of: str) -> bool:
    """Whether the last week of this week's block, or of the program, is closed; `as_of` is the last closed one."""
    last = block_of(week, first)[-1]
    return as_of >= (min(last, iso_week(ends_on)) if ends_on else last)


def unpublished(
    weeks: Sequence[str], published: set[str], ends_on: date | None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Of the closed weeks (in order), those whose answers may yet be published, and those whose never are."""
    left = [week for week in weeks if week not in published]
    over = {week for week in left if block_is_over(week, weeks[0], ends_on, weeks[-1])}
    return tuple(week for week in left if week not in over), tuple(week for week in left if week in over)
