"""When a program is over, and when people hear of it before. Pure."""

from datetime import UTC, date, datetime, time, timedelta

from bot.worktime import DAY

HEADS_UP = 14 * DAY
SHORTEST_HEADS_UP = 3 * DAY
"""Whoever has less than this left hears of the end only when it has come."""
EARLIEST_START = 366 * DAY
OVER_AFTER = timedelta(days=1, hours=12)
"""From a day's 0:00 UTC: noon of the next day, when it is over in every time zone."""
FIRST_ZONE = timedelta(hours=14)
"""The first to see a new day are so far ahead of UTC."""


def over_at(ends_on: date) -> datetime:
    """When a program's last day is over everywhere."""
    return datetime.combine(ends_on, time(), UTC) + OVER_AFTER


def heads_up_on(ends_on: date) -> date:
    """The day on which people hear that the end is near, in their own time zones."""
    return ends_on - HEADS_UP


def heads_up_at(ends_on: date) -> datetime:
    """When that day begins for the first of them."""
    return datetime.combine(heads_up_on(ends_on), time(), UTC) - FIRST_ZONE
