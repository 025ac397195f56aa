"""Ticks and plans: nothing is done before it is due, and one that fails doesn't stop the others."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import Select, literal, select
from sqlalchemy.orm import Session

from bot import schedule
from bot.clock import MovableClock
from bot.db import Database
from bot.measures import Uncounted
from bot.models.types import UtcDateTime
from bot.planning import Horizon, Plan, Planner
from bot.schedule import Metronome, Tick
from tests.conftest import MONDAY


def plan(name: str, due: Horizon, done: list[str]) -> Plan:
    def do(_session: Session, _now: datetime) -> int:
        if name == "broken":
            raise ValueError("a bug")
        done.append(name)
        return 1

    return Plan(name, due, do)


def at(due: datetime | None) -> Select[datetime | None]:
    return select(literal(due, UtcDateTime))


def test_only_what_is_due_is_done(database: Database) -> None:
    done: list[str] = []
    later = MONDAY + timedelta(hours=1)
    planner = Planner(
        database,
        MovableClock(MONDAY),
        [
            plan("now", at(MONDAY), done),
            plan("later", at(later), done),
            plan("never", at(None), done),
            plan("reckoned", lambda _session: MONDAY, done),
            plan("reckoned-later", lambda _session: later, done),
        ],
    )
    assert planner.run_once() == 2
    assert done == ["now", "reckoned"] and planner.next_at == MONDAY


def test_a_plan_that_fails_does_not_stop_the_others_and_is_not_hidden(database: Database) -> None:
    done: list[str] = []
    plans = [plan("broken", at(MONDAY), done), plan("fine", at(MONDAY), done)]
    planner = Planner(database, MovableClock(MONDAY), plans)
    with pytest.raises(ExceptionGroup):
        planner.run_once()
    assert done == ["fine"]


def test_a_tick_is_drained_until_nothing_is_due() -> None:
    left = [3, 2, 1, 0]
    assert schedule.drain(Tick("t", timedelta(seconds=1), lambda: left.pop(0))) == 6


def test_ticks_that_never_come_to_rest_are_a_bug() -> None:
    with pytest.raises(RuntimeError):
        schedule.settle([Tick("t", timedelta(seconds=1), lambda: 1)], runs=3)


def test_a_tick_that_fails_runs_again_and_says_how_late_it_is(clock: MovableClock) -> None:
    runs: list[int] = []

    def fail_first() -> int:
        runs.append(1)
        if len(runs) == 1:
            raise ValueError("a bug")
        return 0

    tick = Tick("t", timedelta(seconds=10), fail_first)
    metronome = Metronome([tick], Uncounted(), clock)
    for _ in range(2):
        metronome.run(tick)
        clock.move_to(clock() + timedelta(seconds=30))
    assert len(runs) == 2 and metronome.idle_for() == {"t": timedelta(seconds=30)}


def test_a_metronome_that_stops_begins_nothing_more(clock: MovableClock) -> None:
    runs: list[int] = []

    def run_and_stop() -> int:
        runs.append(1)
        metronome.stop()
        return 1

    tick = Tick("t", timedelta(hours=1), run_and_stop)
    metronome = Metronome([tick], Uncounted(), clock)
    metronome.run(tick)
    assert runs == [1]
