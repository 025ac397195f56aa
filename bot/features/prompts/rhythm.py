"""When a member is asked what they could show: once a month of their own, not on their nudge's day. Pure."""

from datetime import datetime, timedelta

from bot.worktime import DAY, WorkWeek, instant

SETTLED = timedelta(days=14)
"""The first question comes no sooner after joining."""
AGAIN = timedelta(days=28)
"""And no two of them come closer to each other."""


def prompt_at(week: WorkWeek, nudge_day: int, minute: int, earliest: datetime) -> datetime:
    """The first hour from `earliest` on, at the minute that suits for nudges, on another working day than theirs.

    On the nudge's day for who works on no other.
    """
    first = week.local(earliest).date()
    for on in (first + n * DAY for n in range(15)):
        hours = week.window(on)
        if hours and (on.weekday() != nudge_day or len(week.days) == 1):
            at = instant(on, min(max(minute, week.starts), week.ends - 1), week.zone)
            if earliest <= at < hours[1]:
                return at
    return week.next_working(earliest)


def month_of(week: WorkWeek, at: datetime) -> str:
    """The month in the member's own calendar, like 2027-01."""
    return week.local(at).strftime("%Y-%m")


def next_month(week: WorkWeek, at: datetime) -> datetime:
    """When the month after that of `at` begins for the member."""
    first = week.local(at).date().replace(day=1)
    return instant((first + 32 * DAY).replace(day=1), 0, week.zone)
