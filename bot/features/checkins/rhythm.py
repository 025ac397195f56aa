"""When a member is asked how it goes: once an ISO week of their own calendar, in their working hours. Pure."""

from datetime import date, datetime, timedelta

from msgspec import Struct

from bot.worktime import DAY, WorkWeek, iso_week, monday_of

WEEK = timedelta(weeks=1)


class Rhythm(Struct, frozen=True):
    """A working week, and the weekday and minute at which its owner likes to be asked."""

    week: WorkWeek
    day: int
    minute: int

    def first(self, now: datetime) -> datetime:
        """The first nudge from now on, where none is planned; it may be due already.

        This week's, unless its hours are over; then on the next working day that is left of the week (somebody may
        have flown past their hour), else next week's.
        """
        today = self.week.local(now).date()
        at, until = self._slot(monday_of(today))
        if at < until and now < until:
            return at
        for on in (today + n * DAY for n in range(1, 7 - today.weekday())):
            if self.week.window(on):
                return self.week.hour(on, self.minute)
        return self._next(monday_of(today) + WEEK, now)

    def after(self, at: datetime, now: datetime) -> datetime:
        """The nudge that follows one planned for `at`: in a later week, and not over by now."""
        following = monday_of(self.week.local(at).date()) + WEEK
        return self._next(max(following, monday_of(self.week.local(now).date())), now)

    def until(self, at: datetime) -> datetime:
        """Until when a nudge planned for `at` may be sent: the end of that day's work; `at` on a day off."""
        window = self.week.window(self.week.local(at).date())
        return window[1] if window else at

    def week_of(self, at: datetime) -> str:
        """The ISO week in the member's own calendar."""
        return iso_week(self.week.local(at).date())

    def _next(self, monday: date, now: datetime) -> datetime:
        at, until = self._slot(monday)
        return at if max(at, now) < until else self._next(monday + WEEK, now)

    def _slot(self, monday: date) -> tuple[datetime, datetime]:
        return self.week.nudge_window(monday, self.day, self.minute)
