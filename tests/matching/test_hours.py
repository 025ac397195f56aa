"""Common working time over real time zones, against a count of minutes; the numbers by hand where clocks change."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.hours import overlap_table
from bot.matching.problem import WeekHours

from .oracle import counted_overlap

WORKDAYS = frozenset(range(5))
NINE_TO_FIVE = (540, 1020)


def smallest(one: WeekHours, other: WeekHours, first_monday: date, weeks: int) -> int:
    return int(overlap_table([one, other], first_monday, weeks)[0, 1])


def office(zone: str, days: frozenset[int] = WORKDAYS, start: int = 540, end: int = 1020) -> WeekHours:
    return WeekHours(zone, days, start, end)


LISBON, NEW_YORK = office("Europe/Lisbon"), office("America/New_York")


def test_five_hours_apart_leaves_three_hours_a_day():
    assert smallest(LISBON, NEW_YORK, date(2027, 1, 4), 4) == 5 * 180


def test_the_week_between_two_changes_of_clocks_counts_as_it_is():
    """From 14 to 28 March 2027 New York has changed its clocks and Lisbon has not: four hours apart."""
    assert smallest(LISBON, NEW_YORK, date(2027, 3, 15), 1) == 5 * 240
    assert smallest(LISBON, NEW_YORK, date(2027, 3, 1), 8) == 5 * 180


def test_one_week_with_less_than_the_others_is_the_one_that_counts():
    """When Lisbon goes back on 31 October 2027, its morning moves an hour away from Kolkata's evening."""
    kolkata = office("Asia/Kolkata", start=720, end=1200)
    assert smallest(kolkata, LISBON, date(2027, 10, 4), 3) == 5 * (14 * 60 + 30 - 8 * 60)
    assert smallest(kolkata, LISBON, date(2027, 10, 4), 8) == 5 * (14 * 60 + 30 - 9 * 60)


def test_without_daylight_saving_on_either_side_no_week_differs():
    assert smallest(office("Asia/Tokyo"), office("Asia/Kolkata"), date(2027, 1, 4), 52) == 5 * 270


def test_monday_in_auckland_meets_sunday_in_los_angeles():
    auckland = office("Pacific/Auckland", frozenset({0}))
    sunday = office("America/Los_Angeles", frozenset({6}))
    assert smallest(auckland, sunday, date(2027, 1, 4), 2) == 5 * 60  # 20:00 to 01:00 UTC


def test_a_night_shift_runs_into_the_next_day():
    night = office("Europe/Berlin", start=1320, end=360)
    early = office("Europe/Berlin", start=300, end=780)
    assert smallest(night, early, date(2027, 1, 4), 2) == 4 * 60  # Saturday morning finds nobody


def test_a_night_shift_over_the_hour_that_is_lost_is_an_hour_shorter():
    night = office("Europe/Berlin", frozenset({5}), start=1320, end=360)
    assert smallest(night, night, date(2027, 3, 22), 1) == 7 * 60
    assert smallest(night, night, date(2027, 10, 25), 1) == 9 * 60


ZONES = st.sampled_from(
    [
        "UTC",
        "Europe/Lisbon",
        "America/New_York",
        "America/Sao_Paulo",
        "Africa/Casablanca",
        "Africa/Cairo",
        "Asia/Kolkata",
        "Australia/Lord_Howe",
        "Pacific/Auckland",
        "Pacific/Kiritimati",
        "Pacific/Pago_Pago",
    ]
)
# No shift begins or ends where a clock may show the same time twice: which of the two is meant is anybody's guess.
HALF_HOURS = st.integers(8, 45)
SHIFTS = st.tuples(HALF_HOURS, HALF_HOURS | st.just(48)).filter(lambda shift: shift[0] != shift[1])
HOURS = st.builds(
    lambda zone, days, shift: WeekHours(zone, days, shift[0] * 30, shift[1] * 30),
    ZONES,
    st.frozensets(st.integers(0, 6)),
    SHIFTS,
)
MONDAYS = st.sampled_from(
    [date(2027, 1, 4), date(2027, 3, 8), date(2027, 3, 22), date(2027, 9, 27), date(2027, 10, 25)]
)


@given(HOURS, HOURS, MONDAYS, st.integers(1, 2))
def test_every_minute_counts(one: WeekHours, other: WeekHours, first_monday: date, weeks: int):
    expected = counted_overlap(one, other, first_monday, weeks, 15)
    assert smallest(one, other, first_monday, weeks) == expected


@pytest.mark.parametrize("minute", [541, 547])
def test_odd_minutes_are_exact(minute: int):
    assert smallest(office("UTC", start=minute), office("UTC"), date(2027, 1, 4), 1) == 5 * (1020 - minute)
