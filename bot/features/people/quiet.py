"""When somebody doesn't want to be disturbed, or is away. Pure.

Slack tells of a do-not-disturb one period at a time, and not whether it comes again. A schedule is set by quarters
of an hour, and begins by itself; a pause begins when somebody clicks. So a period that begins on a quarter, and not
just now, is taken to come every day, until Slack tells of another one; at most so long a period, which is a night.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from msgspec import Struct

from bot.worktime import DAY, MINUTES_A_DAY, WorkWeek, instant

LONGEST_DAILY = timedelta(hours=14)
JUST_NOW = timedelta(minutes=6)
"""Slack tells of a change up to so much later, where it has to try again."""
QUARTER = 15

Period = tuple[datetime, datetime]
"""From when until when."""
BackAt = Callable[[datetime], datetime | None]
"""For an instant at which somebody isn't to be disturbed: when that is over; None for every other instant."""


class Daily(Struct, frozen=True):
    """A period of every day, by minutes of the local day; one that ends before it starts ends on the next day."""

    starts: int
    ends: int

    @classmethod
    def of(cls, week: WorkWeek, since: datetime, until: datetime, told_at: datetime) -> "Daily | None":
        """The schedule of which a period is the next one; None for a period of its own."""
        clicked = since <= told_at < since + JUST_NOW
        begins, ends = week.local(since), week.local(until)
        on_quarters = all(not (at.second or at.minute % QUARTER) for at in (begins, ends))
        if clicked or not on_quarters or not timedelta(0) < until - since <= LONGEST_DAILY:
            return None
        return cls(begins.hour * 60 + begins.minute, ends.hour * 60 + ends.minute)

    def around(self, week: WorkWeek, at: datetime) -> list[Period]:
        """The periods that may hold this instant or one of its working hours: of its day, and of the one before.

        None where they would leave nothing of the working hours: who works in a do-not-disturb of every day would
        never hear of anything.
        """
        today = week.local(at).date()
        ends = self.ends if self.starts < self.ends else self.ends + MINUTES_A_DAY
        days = (today - DAY, today)
        found = [(instant(on, self.starts, week.zone), instant(on, ends, week.zone)) for on in days]
        window = week.window(today)
        return found if window is None or _leaves_some(window, found) else []


def back_at(periods: Sequence[Period], daily: Daily | None, week: WorkWeek) -> BackAt:
    """When somebody is there again, for any instant."""

    def ends(at: datetime) -> datetime | None:
        known = [*periods, *(daily.around(week, at) if daily else ())]
        return max((until for since, until in known if since <= at < until), default=None)

    return ends


def _leaves_some(window: Period, periods: Sequence[Period]) -> bool:
    """Whether some instant of the window lies in no period: its first one, or the end of one of them."""
    begins, ends = window
    instants = [begins, *(until for _, until in periods if begins < until < ends)]
    return any(not any(since <= at < until for since, until in periods) for at in instants)
