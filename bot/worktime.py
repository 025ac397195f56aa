"""People's time: when somebody works, and when a message may reach them. Pure; aware UTC in and out.

Local times are turned into instants with one rule: in the gap of spring the first instant after it, in the
fold of autumn the first of the two.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import count, islice
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from msgspec import Struct

from bot.days_off import NOWHERE, is_day_off

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
MINUTES_A_DAY = 24 * 60
LONGEST_HOLIDAYS = 60
"""Days without a working day after which a calendar of holidays can't be right for somebody."""


class WorkWeek(Struct, frozen=True):
    """Somebody's working days (Monday is 0) and hours (minutes of the local day, `ends` excluded)."""

    timezone: str
    days: frozenset[int]
    starts: int
    ends: int
    holidays: str = NOWHERE  # whose public holidays are no working days: PT, DE-BY

    def __post_init__(self) -> None:
        if not self.days or not 0 <= self.starts < self.ends <= MINUTES_A_DAY:
            raise ValueError("a working week needs a day, and hours that start before they end")

    @property
    def zone(self) -> ZoneInfo:
        """The zone; UTC for a name that this machine doesn't know (Slack may know a newer one)."""
        try:
            return ZoneInfo(self.timezone)
        except (ZoneInfoNotFoundError, ValueError):
            return ZoneInfo("UTC")

    def local(self, now: datetime) -> datetime:
        return now.astimezone(self.zone)

    def window(self, on: date) -> tuple[datetime, datetime] | None:
        """The working hours of a day as instants; None on a day off, or where the gap of spring swallows them."""
        return self._hours(on) if self._works_on(on) else None

    def is_working(self, now: datetime) -> bool:
        window = self.window(self.local(now).date())
        return window is not None and window[0] <= now < window[1]

    def next_working(self, now: datetime) -> datetime:
        """`now` in working hours, else the start of the next ones."""
        for on in self._days_from(self.local(now).date()):
            hours = self._hours(on)
            if hours and now < hours[1]:
                return max(now, hours[0])
        raise AssertionError("a working week has a working day")

    def after_working_days(self, now: datetime, number: int) -> datetime:
        """The end of the working hours of the `number`-th working day after today."""
        days = self._days_from(self.local(now).date() + DAY)
        return instant(next(islice(days, number - 1, None)), self.ends, self.zone)

    def nudge_window(self, monday: date, weekday: int, minute: int) -> tuple[datetime, datetime]:
        """When the nudge of the week that begins on `monday` is due, and until when it may still be sent.

        On the weekday asked for, or the nearest working day; at the minute asked for, kept inside working hours.
        Both ends are the same instant where no hour of the week is worked.
        """
        days = [day for day in self.days if self.window(monday + day * DAY)]
        nearest = min(days or self.days, key=lambda day: (abs(day - weekday), day))
        on = monday + nearest * DAY
        at = self.hour(on, minute)
        return at, instant(on, self.ends, self.zone) if days else at

    def hour(self, on: date, minute: int) -> datetime:
        """The instant of a minute of that day, kept inside its working hours.

        Where the gap of spring swallows the minute and the rest of the hours, the last minute before it.
        """
        at = instant(on, min(max(minute, self.starts), self.ends - 1), self.zone)
        begins, ends = instant(on, self.starts, self.zone), instant(on, self.ends, self.zone)
        return at if at < ends else max(begins, ends - MINUTE)

    def _works_on(self, on: date) -> bool:
        return on.weekday() in self.days and not is_day_off(self.holidays, on)

    def _days_from(self, first: date) -> Iterator[date]:
        """The working days from a day on. Whoever would have none for weeks works through the holidays then."""
        for offset in count():
            on = first + offset * DAY
            if self._works_on(on) or (offset > LONGEST_HOLIDAYS and on.weekday() in self.days):
                yield on

    def _hours(self, on: date) -> tuple[datetime, datetime] | None:
        begins, ends = instant(on, self.starts, self.zone), instant(on, self.ends, self.zone)
        return (begins, ends) if begins < ends else None


def instant(on: date, minute: int, zone: ZoneInfo) -> datetime:
    """The UTC instant of a local minute of a day (24 * 60 is the next midnight)."""
    wall = datetime.combine(on, time()) + timedelta(minutes=minute)
    at = wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
    if at.astimezone(zone).replace(tzinfo=None) == wall:
        return at
    return _end_of_gap(wall, zone)


def _end_of_gap(wall: datetime, zone: ZoneInfo) -> datetime:
    """The first instant after the gap that swallowed a local time: where the offset changes."""
    # Read with fold=1, a time in a gap lies before the change; with fold=0, after it.
    before = wall.replace(tzinfo=zone, fold=1).astimezone(UTC)
    after = wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
    old = before.astimezone(zone).utcoffset()
    while after - before > timedelta(seconds=1):
        middle = before + (after - before) / 2
        before, after = (middle, after) if middle.astimezone(zone).utcoffset() == old else (before, middle)
    return after.replace(microsecond=0)


def monday_of(on: date) -> date:
    return on - on.weekday() * DAY


def iso_week(on: date) -> str:
    """The ISO week of a day, like 2027-W01."""
    year, week, _ = on.isocalendar()
    return f"{year}-W{week:02}"


def monday_of_week(week: str) -> date:
    """The Monday of an ISO week such as 2027-W01."""
    return date.fromisocalendar(int(week[:4]), int(week[6:]), 1)


def next_common(first: WorkWeek, second: WorkWeek, now: datetime) -> datetime:
    """The next instant in which both work; where none comes within a week, when the first one works."""
    at = now
    while at < now + 7 * DAY:
        later = max(first.next_working(at), second.next_working(at))
        if later == at:
            return at
        at = later
    return first.next_working(now)
