"""The calendar of a program: its cadence periods, and when a week of answers is closed. Pure."""

from datetime import UTC, date, datetime, time, timedelta

from msgspec import Struct

from bot.worktime import iso_week, monday_of, monday_of_week

WEEK = timedelta(weeks=1)
CLOSES_AFTER = timedelta(weeks=1, hours=12)
"""From a week's Monday 0:00 UTC: on the next Monday at noon UTC the week is over in every time zone."""


class Period(Struct, frozen=True):
    """Whole ISO weeks: from a Monday to the Monday that isn't in it any more."""

    first_on: date
    until_on: date

    def __contains__(self, on: date) -> bool:
        return self.first_on <= on < self.until_on

    @property
    def weeks(self) -> list[str]:
        """The ISO weeks of the period, in order."""
        count = (self.until_on - self.first_on) // WEEK
        return [iso_week(self.first_on + n * WEEK) for n in range(count)]


def period_of(starts_on: date, cadence_weeks: int, on: date) -> Period:
    """The cadence period that `on` lies in: blocks of weeks, counted from the Monday of the program's start."""
    first = monday_of(starts_on)
    length = cadence_weeks * WEEK
    begins = first + (on - first) // length * length
    return Period(begins, begins + length)


def week_at(at: datetime) -> str:
    """The ISO week that answers given at `at` are counted in (one week for everybody: UTC's)."""
    return iso_week(at.astimezone(UTC).date())


def closes_at(week: str) -> datetime:
    """When an ISO week such as 2027-W01 is closed: from then on its answers can't be changed."""
    return datetime.combine(monday_of_week(week), time(), UTC) + CLOSES_AFTER
