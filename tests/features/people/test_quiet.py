"""A do-not-disturb that comes every day, of which Slack tells one period at a time."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from bot.features.people import handlers
from bot.features.people.budget import first_free, free_slots
from bot.features.people.quiet import LONGEST_DAILY, Daily, back_at
from bot.models import Workspace
from bot.worktime import MINUTES_A_DAY, WorkWeek
from tests.factories import NOW, Factory

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
OFFICE = frozenset(range(5))
LISBON = WorkWeek("Europe/Lisbon", OFFICE, 9 * 60, 17 * 60)
NOON = datetime(2027, 1, 4, 12, tzinfo=UTC)
LUNCH = Daily(12 * 60, 13 * 60)


def at(on: int, hour: int, minute: int = 0, month: int = 1) -> datetime:
    return datetime(2027, month, on, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("since", "until", "daily"),
    [
        (NOON, NOON + HOUR, LUNCH),
        (at(4, 22), at(5, 8), Daily(22 * 60, 8 * 60)),
        (at(4, 8), at(4, 10, 15), Daily(8 * 60, 10 * 60 + 15)),  # it runs already
        (NOW, NOW + HOUR, None),  # somebody clicked "pause" on the hour
        (NOON + timedelta(minutes=7), NOON + HOUR, None),
        (NOON + timedelta(seconds=1), NOON + HOUR, None),
        (NOON, NOON + timedelta(minutes=50), None),
        (at(4, 18), at(5, 8, 15), None),  # more than a night
        (at(8, 18), at(11, 8), None),  # a weekend
    ],
)
def test_a_schedule_is_told_from_a_pause(since: datetime, until: datetime, daily: Daily | None) -> None:
    assert Daily.of(LISBON, since, until, told_at=NOW) == daily


def test_it_is_kept_in_local_time() -> None:
    """Noon in Lisbon is 12:00 UTC in January, and 11:00 in July."""
    back = back_at([], LUNCH, LISBON)
    assert [back(at(6, 11, 59)), back(at(6, 12)), back(at(6, 13))] == [None, at(6, 13), None]
    assert [back(at(6, 10, 59, 7)), back(at(6, 11, month=7))] == [None, at(6, 12, month=7)]


def test_a_night_lasts_into_the_next_morning() -> None:
    back = back_at([], Daily(20 * 60, 9 * 60 + 30), LISBON)
    assert back(at(6, 9, 15)) == at(6, 9, 30)
    assert back(at(6, 9, 30)) is None
    assert back(at(6, 20)) == at(7, 9, 30)


def test_who_works_in_it_hears_of_things_all_the_same() -> None:
    assert back_at([], Daily(8 * 60, 18 * 60), LISBON)(at(6, 10)) is None
    assert back_at([], Daily(9 * 60, 17 * 60), LISBON)(at(6, 10)) is None
    assert back_at([], Daily(9 * 60, 16 * 60 + 45), LISBON)(at(6, 10)) == at(6, 16, 45)


@given(st.integers(0, 95), st.integers(1, 56), st.integers(0, 60 * 24 * 400), st.integers(0, 15), st.integers(1, 8))
def test_there_is_always_a_next_time(starts: int, quarters: int, minute: int, begins: int, hours: int) -> None:
    """Also where clocks change; and never in the quiet hours, unless nothing would be left of the day."""
    week = WorkWeek("America/St_Johns", OFFICE, begins * 60, (begins + hours) * 60)
    ends = (starts + quarters) * 15 % MINUTES_A_DAY
    back = back_at([], Daily(starts * 15, ends), week)
    wanted = at(1, 0) + timedelta(minutes=minute)
    free = first_free(week, wanted, [], 2, back)
    assert wanted <= free < wanted + 7 * DAY and week.is_working(free) and back(free) is None


def told(session: Session, workspace: Workspace, who: str, now: datetime, **status: Any) -> None:
    event = {"user": who, "dnd_status": {"next_dnd_start_ts": 1, "next_dnd_end_ts": 1} | status}
    handlers.quiet_changed(session, now, workspace, event)


def period(since: datetime, until: datetime) -> dict[str, Any]:
    stamps = {"next_dnd_start_ts": int(since.timestamp()), "next_dnd_end_ts": int(until.timestamp())}
    return {"dnd_enabled": True} | stamps


def test_what_slack_tells_once_holds_every_day(session: Session) -> None:
    make = Factory(session)
    workspace = make.workspace()
    ana = make.member("Ana")

    def next_free(wanted: datetime) -> datetime:
        return free_slots(session, {ana: wanted})[ana.id]

    told(session, workspace, ana.slack_id, NOW, **period(NOON, NOON + HOUR))
    for days in (0, 1, 8, 200):
        wanted = NOON + days * DAY + timedelta(minutes=20)
        assert next_free(wanted) == NOON + days * DAY + HOUR
    pause = NOW + 2 * DAY
    told(session, workspace, ana.slack_id, pause, **period(pause, pause + HOUR))
    assert next_free(pause) == pause + HOUR
    assert next_free(NOON + 3 * DAY) == NOON + 3 * DAY + HOUR  # a pause doesn't end the schedule
    told(session, workspace, ana.slack_id, pause, **period(at(6, 15), at(6, 16)))
    assert next_free(NOON + 3 * DAY) == NOON + 3 * DAY
    assert next_free(at(7, 15)) == at(7, 16)
    told(session, workspace, ana.slack_id, pause, dnd_enabled=False)
    assert next_free(at(7, 15)) == at(7, 15)


def test_a_night_is_the_longest() -> None:
    assert Daily.of(LISBON, at(4, 19), at(4, 19) + LONGEST_DAILY, told_at=NOW)
