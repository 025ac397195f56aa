"""The times that matter to what is counted in a week of a program."""

from datetime import UTC, date, datetime, time

from msgspec import Struct

from bot.features.checkins.periods import WEEK, closes_at, period_of
from bot.models import Program
from bot.worktime import DAY, iso_week, monday_of_week


class Span(Struct, frozen=True):
    """The times that matter to what is counted in a week of a program."""

    monday: date
    over_at: datetime
    """The week's end."""
    until: datetime
    """When it is looked at who is active: the week's end, or the program's last midnight if that comes first."""
    closed_at: datetime
    period: date
    """Where the cadence period begins."""
    period_is_over: bool

    @classmethod
    def of(cls, program: Program, week: str) -> "Span":
        monday = monday_of_week(week)
        over_at = midnight(monday + WEEK)
        is_last = program.ends_on is not None and week == iso_week(program.ends_on)
        # Who swapped to the last day counts in the last week, though the program may have closed before its Sunday.
        until = min(over_at, midnight(program.ends_on + DAY)) if is_last and program.ends_on else over_at
        period = period_of(program.starts_on, program.cadence_weeks, monday)
        is_over = is_last or period.until_on <= monday + WEEK
        return cls(monday, over_at, until, closes_at(week), period.first_on, is_over)


def midnight(on: date) -> datetime:
    return datetime.combine(on, time(), UTC)
