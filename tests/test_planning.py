"""Ticks and plans: nothing is done before it is due, and one that fails doesn't stop the others."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from bot import schedule
from bot.clock import MovableClock
from bot.db import Database
from bot.planning import Plan, Planner
from bot.schedule import Tick
from tests.conftest import MONDAY


def plan(name: str, due_at: datetime | None, done: list[str]) -> Plan:
    def do(_session: Session, _now: datetime) -> int:
        if name == "broken":
            raise ValueError("a bug")
        done.append(name)
        return 1

    return Plan(name, lambda _session: due_at, do)


def test_only_what_is_due_is_done(database: Database) -> None:
    done: list[str] = []
    later = MONDAY + timedelta(hours=1)
    planner = Planner(
        database,
        MovableClock(MONDAY),
        [plan("now", MONDAY, done), plan("later", later, done), plan("never", None, done)],
    )
    assert planner.run_once() == 1
    assert done == ["now"] and planner.next_at == MONDAY


def test_a_plan_that_fails_does_not_stop_the_others_and_is_not_hidden(database: Database) -> None:
    done: list[str] = []
    planner = Planner(database, MovableClock(MONDAY), [plan("broken", MONDAY, done), plan("fine", MONDAY, done)])
    with pytest.raises(ExceptionGroup):
        planner.run_once()
    assert done == ["fine"]


def test_a_tick_is_drained_until_nothing_is_due() -> None:
    left = [3, 2, 1, 0]
    assert schedule.drain(Tick("t", timedelta(seconds=1), lambda: left.pop(0))) == 6


def test_ticks_that_never_come_to_rest_are_a_bug() -> None:
    with pytest.raises(RuntimeError):
        schedule.settle([Tick("t", timedelta(seconds=1), lambda: 1)], rounds=3)


def test_each_tick_runs_once_at_a_time_and_none_is_missed() -> None:
    scheduler = schedule.start([Tick("t", timedelta(hours=1), lambda: 0)])
    job = scheduler.get_jobs()[0]
    assert (job.coalesce, job.max_instances, job.misfire_grace_time) == (True, 1, None)
    scheduler.shutdown()
