"""Public holidays: which days, in whose calendar, and that nothing counts them as working days."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.days_off import NOWHERE, Region, countries, is_day_off, is_known, parts_of
from bot.features.checkins.rhythm import Rhythm
from bot.features.people.country import country_of
from bot.text import Translator, region_name
from bot.text.regions import find_regions
from bot.worktime import DAY, WorkWeek, iso_week

OFFICE = frozenset(range(5))
EASTER_MONDAY = date(2027, 3, 29)
T = Translator("en-US")


@pytest.mark.parametrize(
    ("code", "on", "off"),
    [
        ("DE", EASTER_MONDAY, True),
        ("DE", date(2027, 1, 6), False),
        ("DE-BY", date(2027, 1, 6), True),  # Epiphany
        ("US", date(2027, 1, 18), True),  # Martin Luther King Jr. Day
        ("PT", date(2027, 4, 25), True),
        ("PT", EASTER_MONDAY, False),
        ("IN", date(2027, 1, 26), True),
        (NOWHERE, date(2027, 1, 1), False),
        ("XX", date(2027, 1, 1), False),
        ("DE-XX", date(2027, 1, 1), False),
        ("nonsense", date(2027, 1, 1), False),
        ("DE-", date(2027, 1, 1), False),
    ],
)
def test_known_days(code: str, on: date, off: bool) -> None:
    assert is_day_off(code, on) == off


@pytest.mark.parametrize(
    ("zone", "country"),
    [
        ("Europe/Lisbon", "PT"),
        ("America/New_York", "US"),
        ("US/Eastern", "US"),
        ("Asia/Calcutta", "IN"),
        ("Asia/Kolkata", "IN"),
        ("America/Coyhaique", "CL"),  # of 2025, which babel doesn't know yet
        ("Antarctica/Troll", "AQ"),
        ("UTC", NOWHERE),
        ("Etc/GMT+3", NOWHERE),
        ("Mars/Olympus", NOWHERE),
    ],
)
def test_the_country_of_a_time_zone(zone: str, country: str) -> None:
    assert country_of(zone) == country


def test_nearly_every_time_zone_has_a_country() -> None:
    without = {zone for zone in available_timezones() if country_of(zone) == NOWHERE and "/" in zone}
    assert not {zone for zone in without if not zone.startswith(("Etc/", "Antarctica/"))}


CODES = st.sampled_from([NOWHERE, *sorted(countries())])
DATES = st.dates(date(2024, 1, 1), date(2030, 12, 31))
WEEKS = st.builds(
    lambda code, days: WorkWeek("UTC", days, 540, 1020, code), CODES, st.frozensets(st.integers(0, 6), min_size=1)
)


@given(WEEKS, DATES, st.integers(0, 6))
def test_a_nudge_comes_on_the_nearest_working_day_of_its_week_or_not_at_all(
    week: WorkWeek, on: date, weekday: int
) -> None:
    monday = on - on.weekday() * DAY
    at, until = week.nudge_window(monday, weekday, 600)
    worked = [day for day in sorted(week.days) if not is_day_off(week.holidays, monday + day * DAY)]
    assert (at < until) == bool(worked)
    if worked:
        assert week.is_working(at) and iso_week(at.date()) == iso_week(monday)
        assert abs(at.weekday() - weekday) == min(abs(day - weekday) for day in worked)


@given(WEEKS, DATES, st.integers(1, 8))
def test_working_days_are_counted_without_holidays(week: WorkWeek, on: date, number: int) -> None:
    now = datetime(on.year, on.month, on.day, 12, tzinfo=UTC)
    end = week.after_working_days(now, number).date()
    between = [on + n * DAY for n in range(1, (end - on).days + 1)]
    assert len([day for day in between if week.window(day)]) == number
    assert week.is_working(week.next_working(now))


@given(WEEKS, DATES)
def test_the_next_nudge_is_always_found(week: WorkWeek, on: date) -> None:
    now = datetime(on.year, on.month, on.day, tzinfo=UTC)
    at = Rhythm(week, 1, 600).first(now)
    assert week.is_working(at) and at < now + timedelta(weeks=9)


def test_who_would_only_work_on_holidays_works_through_them() -> None:
    """Nobody's calendar is like that today; one that is must not stop the bot."""
    week = WorkWeek("UTC", frozenset({4}), 540, 1020, "PT")
    always_off = week.next_working(datetime(2027, 3, 26, 8, tzinfo=UTC))  # Good Friday
    assert always_off.date() == date(2027, 4, 2)


def names(typed: str, home: str = "PT") -> list[str]:
    return [region_name(T.locale, region) for region in find_regions(T, typed, home)]


def test_the_home_country_and_its_parts_come_first() -> None:
    assert names("")[:2] == ["Portugal", "Portugal · Aveiro"]
    assert "Albania" in names("")


@pytest.mark.parametrize(
    ("typed", "home", "found"),
    [
        ("germ", "PT", "Germany · Bayern"),
        ("bayern", "DE", "Germany · Bayern"),
        ("germany bay", "PT", "Germany · Bayern"),
        ("UNITED king", "PT", "United Kingdom · Scotland"),
        ("alas", "US", "United States · Alaska"),
        ("japan", "", "Japan"),
    ],
)
def test_regions_are_found_by_name(typed: str, home: str, found: str) -> None:
    assert found in names(typed, home)


def test_nonsense_finds_nothing() -> None:
    assert names("qqqq") == []


def test_every_region_that_is_offered_is_known() -> None:
    assert all(
        is_known(region.code) for typed in ("", "ger", "united", "belg") for region in find_regions(T, typed, "NL")
    )
    assert Region("DE-BY").part == parts_of("DE")["BY"] == "Bayern"
