"""When someone doesn't want to be disturbed, as an app is told of it."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

Period = tuple[datetime, datetime]
OFF = {"dnd_enabled": False, "next_dnd_start_ts": 1, "next_dnd_end_ts": 1}


@dataclass
class DoNotDisturb:
    """`daily`: from and to by the person's clock, every day. `once`: one period. `snoozed`: a pause they made."""

    daily: tuple[time, time] | None = None
    once: Period | None = None
    snoozed: Period | None = None

    def as_json(self, now: datetime, tz: str) -> dict[str, Any]:
        """Of Slack's dnd_status what others see: a snooze is a period like any other to them.

        `dnd_enabled` says that there is a period, not that it is now: it may lie ahead.
        """
        for period in (self.snoozed, self.once, self._today(now, tz)):
            if period and now < period[1]:
                starts, ends = (int(each.timestamp()) for each in period)
                return {"dnd_enabled": True, "next_dnd_start_ts": starts, "next_dnd_end_ts": ends}
        return dict(OFF)

    def _today(self, now: datetime, tz: str) -> Period | None:
        """The daily period that is now, or else the next; one that begins in the evening ends the next day."""
        if self.daily is None:
            return None
        starts, ends = self.daily
        zone = ZoneInfo(tz)
        today = now.astimezone(zone).date()
        days = [today + timedelta(days=each) for each in (-1, 0, 1)]
        night = timedelta(days=0 if starts < ends else 1)
        periods = [(datetime.combine(day, starts, zone), datetime.combine(day + night, ends, zone)) for day in days]
        return next(period for period in periods if now < period[1])
