"""When somebody's weekly hello is due, worked out again: by plain zoneinfo, minute by minute, nothing of `bot/`.

The rules, as `docs/` and product.md promise them: once in each ISO week of one's own calendar, on the weekday asked
for or the working day nearest to it, at the minute asked for, kept inside the working hours; where the clocks of
spring skip that minute the first one after it, where those of autumn repeat it the first of the two.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache
from importlib.resources import files
from zoneinfo import ZoneInfo

import holidays

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


@dataclass(frozen=True)
class Wish:
    """What somebody said of their week: working days (Monday is 0), hours and the hello's hour in minutes."""

    days: frozenset[int]
    starts: int
    ends: int
    day: int
    minute: int
    with_holidays: bool = True


@dataclass(frozen=True)
class Stay:
    """From when on somebody is in a zone."""

    since: datetime
    zone: str


@dataclass(frozen=True)
class Down:
    """The bot does nothing from just after `since` until `until`; nobody moves meanwhile."""

    since: datetime
    until: datetime


def expected(wish: Wish, stays: Sequence[Stay], until: datetime, downs: Sequence[Down] = ()) -> Iterator[datetime]:
    """The instants at which hellos come to somebody who answers, from their first stay on."""
    asked = ""
    for stay, over in zip(stays, [*(later.since for later in stays[1:]), until], strict=True):
        at = _first(wish, stay, asked)
        while at < over:
            if came := _came(wish, stay.zone, at, downs):
                yield came
                asked = week_of(came, stay.zone)
            at = _from_monday(wish, stay.zone, monday_of(at, stay.zone) + 7 * DAY, at)


def _came(wish: Wish, zone: str, at: datetime, downs: Sequence[Down]) -> datetime | None:
    """When a hello due then came: when the bot was up again, if that day's hours weren't over by then."""
    up = next((down.until for down in downs if down.since < at < down.until), None)
    slot = slot_on(wish, zone, local(at, zone).date())
    return at if up is None else up if slot and up < slot[1] else None


def _first(wish: Wish, stay: Stay, asked: str) -> datetime:
    """The first hello of a stay: this week's if there was none yet and a working hour is left of it."""
    now, monday = stay.since, monday_of(stay.since, stay.zone)
    if iso(monday) > asked:
        slot = _of_week(wish, stay.zone, monday)
        if slot and now < slot[1]:
            return max(slot[0], now)
        today = local(now, stay.zone).date()
        for on in (today + n * DAY for n in range(1, 7 - today.weekday())):
            if is_worked(wish, stay.zone, on) and (later := slot_on(wish, stay.zone, on)):
                return later[0]
    while iso(monday) <= asked:
        monday += 7 * DAY
    return _from_monday(wish, stay.zone, monday, now)


def _from_monday(wish: Wish, zone: str, monday: date, now: datetime) -> datetime:
    while True:
        slot = _of_week(wish, zone, monday)
        if slot and now < slot[1]:
            return max(slot[0], now)
        monday += 7 * DAY


def _of_week(wish: Wish, zone: str, monday: date) -> tuple[datetime, datetime] | None:
    """From when until when the week's hello may come; None in a week without a working minute."""
    nearest = sorted(range(7), key=lambda day: (abs(day - wish.day), day))
    days = (monday + day * DAY for day in nearest)
    slots = (slot_on(wish, zone, on) for on in days if is_worked(wish, zone, on))
    return next((slot for slot in slots if slot), None)


def slot_on(wish: Wish, zone: str, on: date) -> tuple[datetime, datetime] | None:
    """From when until when the hello may come on that day; None where the clocks skip all of its hours."""
    worked = [at for at, minute in minutes_of(zone, on) if wish.starts <= minute < wish.ends]
    if not worked:
        return None
    asked = min(max(wish.minute, wish.starts), wish.ends - 1)
    at, minute = next(((at, minute) for at, minute in minutes_of(zone, on) if minute >= asked), (worked[-1], asked))
    if minute >= wish.ends:  # the clocks skip the minute asked for, and all that was left of the hours
        at = worked[-1]
    over = (later for later, minute in minutes_of(zone, on) if later > at and minute >= wish.ends)
    return at, next(over, minutes_of(zone, on)[-1][0] + MINUTE)


def is_working(wish: Wish, zone: str, at: datetime) -> bool:
    """Whether that instant lies in the working hours, by the clock on the wall."""
    wall = local(at, zone)
    return is_worked(wish, zone, wall.date()) and wish.starts <= wall.hour * 60 + wall.minute < wish.ends


def is_worked(wish: Wish, zone: str, on: date) -> bool:
    return on.weekday() in wish.days and not (wish.with_holidays and on in days_off(zone, on.year))


def week_of(at: datetime, zone: str) -> str:
    return iso(local(at, zone).date())


def iso(on: date) -> str:
    year, week, _ = on.isocalendar()
    return f"{year}-W{week:02}"


@lru_cache(maxsize=4096)
def minutes_of(zone: str, on: date) -> Sequence[tuple[datetime, int]]:
    """Every minute of a local day in the order in which they pass: the instant, and what the wall says."""
    midnight = datetime(on.year, on.month, on.day, tzinfo=UTC)
    noon = (midnight + 12 * 60 * MINUTE).replace(tzinfo=ZoneInfo(zone))
    first = midnight - (noon.utcoffset() or timedelta()) - 180 * MINUTE
    passing = (first + n * MINUTE for n in range(30 * 60))
    walls = ((at, local(at, zone)) for at in passing)
    return [(at, wall.hour * 60 + wall.minute) for at, wall in walls if wall.date() == on]


def local(at: datetime, zone: str) -> datetime:
    """What the clock on the wall says."""
    return at.astimezone(ZoneInfo(zone))


def monday_of(at: datetime, zone: str) -> date:
    today = local(at, zone).date()
    return today - today.weekday() * DAY


@cache
def days_off(zone: str, year: int) -> frozenset[date]:
    """The public holidays of the country that the zone lies in, by the time zone database's own table."""
    country = _countries().get(zone)
    if country is None or country not in holidays.list_supported_countries():
        return frozenset()
    return frozenset(holidays.country_holidays(country, years=year))


@cache
def _countries() -> dict[str, str]:
    table = files("tzdata").joinpath("zoneinfo", "zone.tab").read_text()
    rows = [line.split("\t") for line in table.splitlines() if line and not line.startswith("#")]
    return {row[2]: row[0] for row in rows}
