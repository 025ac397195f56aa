"""The nights in which clocks change, and a week of moves, lived by a company in many zones.

The whole year of 1,000 people, in more than 60 zones: `python -m benchmarks.year`.
"""

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from benchmarks import company
from benchmarks.calendars import Down, Wish
from benchmarks.cast import EVERY_DAY, ZONES, everybody
from benchmarks.year_lived import simulate
from bot.db import Database

SATURDAY_NOON = -timedelta(hours=12)
CHANGES = {
    "spring in North America": (datetime(2027, 3, 14, tzinfo=UTC), "America/New_York", "America/Havana"),
    "spring in Europe": (datetime(2027, 3, 28, tzinfo=UTC), "Europe/Lisbon", "Asia/Beirut", "America/Nuuk"),
    "autumn in Oceania and Chile": (
        datetime(2027, 4, 4, tzinfo=UTC),
        *("Australia/Lord_Howe", "Pacific/Auckland", "Pacific/Chatham", "America/Santiago"),
    ),
    "spring in Oceania": (datetime(2027, 10, 3, tzinfo=UTC), "Australia/Sydney", "Australia/Lord_Howe"),
    "autumn in Europe": (datetime(2027, 10, 31, tzinfo=UTC), "Europe/Berlin", "Antarctica/Troll"),
    "autumn in North America": (datetime(2027, 11, 7, tzinfo=UTC), "America/St_Johns", "America/Los_Angeles"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_the_night_in_which_clocks_change(tmp_path: Path, change: str) -> None:
    """Who works at night is greeted at the minute asked for, after the gap that skips it, or in its first turn."""
    sunday, *zones = CHANGES[change]
    asked = (0, 30, 105, 120, 165)
    cast = [(zone, Wish(EVERY_DAY, 0, 480, 6, minute, with_holidays=False)) for zone in zones for minute in asked]
    cast += cast[: len(cast) % 2]
    with company.empty(f"sqlite:///{tmp_path / 'bot.db'}") as database:
        url = database.engine.url.render_as_string()
        begins = sunday + SATURDAY_NOON
        result = simulate(url, cast, begins, begins + timedelta(days=1, hours=23), random.Random(1))
    assert result.violations == []
    assert result.hellos == len(cast)
    assert result.skipped if "spring" in change else result.repeated


def test_a_week_in_which_people_move(database: Database) -> None:
    """Everybody is greeted once in their own week, also who crosses the date line in the middle of it.

    The bot is down for a day of it: who was due then hears when it is up, if that day's hours aren't over.
    """
    rng = random.Random(7)
    cast = rng.sample(everybody(len(ZONES), rng), 16)
    begins = datetime(2027, 3, 20, 12, tzinfo=UTC)
    url = database.engine.url.render_as_string(hide_password=False)
    up = begins + timedelta(days=3, hours=4, seconds=41)
    down = Down(up - timedelta(days=1), up)
    result = simulate(url, cast, begins, begins + timedelta(weeks=1), rng, [down])
    assert result.violations == []
    assert len(cast) - 6 <= result.hellos and result.late and result.moves >= 4
