"""Common working time, in minutes, in the smallest week of a program, with real time zones and daylight saving.

A week runs from Monday 00:00 to Sunday 24:00 UTC, so that it is the same week for both. Where a shift
crosses that border (Monday morning in Auckland is still Sunday in UTC), each week counts its own share.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import numpy as np

from bot.matching.arrays import Ints
from bot.matching.problem import MINUTES_A_DAY, MINUTES_A_WEEK, WeekHours

Shift = tuple[int, int]


def overlap_table(hours: Sequence[WeekHours], first_monday: date, weeks: int) -> Ints:
    """Minutes in common of each two of `hours`, in their smallest week; shape (n, n)."""
    zones = sorted({each.timezone for each in hours})
    smallest = np.full((len(hours), len(hours)), MINUTES_A_WEEK, dtype=np.int64)
    for monday in _weeks_that_differ(zones, first_monday, weeks):
        np.minimum(smallest, _overlap_in_week(hours, monday), out=smallest)
    return smallest


def _weeks_that_differ(zones: Sequence[str], first_monday: date, weeks: int) -> list[date]:
    """The Mondays to look at: of weeks in which no clock changes and all zones stand alike, one is enough."""
    found: dict[object, date] = {}
    for monday in (first_monday + timedelta(weeks=week) for week in range(weeks)):
        # A shift that reaches into this week may begin two days before it, or in a zone that is a day ahead.
        days = [monday + timedelta(days=day) for day in range(-2, 10)]
        offsets = [[_offset(zone, day) for day in days] for zone in zones]
        steady = all(len(set(row)) == 1 for row in offsets)
        found.setdefault(tuple(row[0] for row in offsets) if steady else monday, monday)
    return list(found.values())


@cache
def _offset(zone: str, day: date) -> int:
    """Minutes ahead of UTC at the start of this local day."""
    ahead = datetime.combine(day, time(), ZoneInfo(zone)).utcoffset() or timedelta()
    return round(ahead.total_seconds() / 60)


def _overlap_in_week(hours: Sequence[WeekHours], monday: date) -> Ints:
    """The week is cut at every border of a shift; what two people share is then a sum over whole pieces."""
    shifts = [(row, *shift) for row, each in enumerate(hours) for shift in shifts_in_week(each, monday)]
    row, start, end = np.array(shifts, dtype=np.int64).reshape(-1, 3).T
    borders = np.unique(np.concatenate([start, end, [0]]))
    change = np.zeros((len(hours), len(borders)), dtype=np.float64)
    np.add.at(change, (row, np.searchsorted(borders, start)), 1)
    np.add.at(change, (row, np.searchsorted(borders, end)), -1)
    at_work = np.minimum(change.cumsum(axis=1), 1)
    lengths = np.diff(borders, append=borders[-1])
    return ((at_work * lengths) @ at_work.T).round().astype(np.int64)


def shifts_in_week(hours: WeekHours, monday: date) -> list[Shift]:
    """Working time as minutes since Monday 00:00 UTC, cut to the week."""
    length = (hours.end - hours.start) % MINUTES_A_DAY or MINUTES_A_DAY
    found: list[Shift] = []
    for day in range(-2, 9):
        if day % 7 in hours.days:
            on = monday + timedelta(days=day)
            start = _utc_minute(hours.timezone, on, hours.start) + day * MINUTES_A_DAY
            end = _utc_minute(hours.timezone, on, hours.start + length) + day * MINUTES_A_DAY
            start, end = max(start, 0), min(end, MINUTES_A_WEEK)
            if start < end:
                found.append((start, end))
    return found


@cache
def _utc_minute(zone: str, day: date, minute: int) -> int:
    """Minute `minute` of the local day (may run into the next), counted from 00:00 UTC of that date."""
    steady = _offset(zone, day)
    if steady == _offset(zone, day + timedelta(days=1)) == _offset(zone, day + timedelta(days=2)):
        return minute - steady
    midnight = datetime.combine(day, time(), UTC)
    local = datetime.combine(day, time(), ZoneInfo(zone)) + timedelta(minutes=minute)
    return int((local.astimezone(UTC) - midnight).total_seconds() // 60)
