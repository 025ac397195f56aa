"""`/readyz` says what is wrong, and nothing about anybody."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text, update

from bot import migrate
from bot.clock import Clocks, MovableClock
from bot.db import Database, connect
from bot.health.checks import LATE, STALLED, Health
from bot.measures import Uncounted
from bot.models import OutboxMessage, OutboxState, Workspace
from bot.schedule import Metronome, Tick
from tests.conftest import MONDAY
from tests.factories import Factory


class World:
    """A bot's health, on one clock for both kinds of time, which the test moves."""

    def __init__(self, database: Database) -> None:
        self.clock = MovableClock(MONDAY)
        self.database = database
        tick = Tick("plan", timedelta(seconds=10), lambda: 0)
        self.metronome = Metronome([tick], Uncounted(), self.clock)
        self.health = Health(database, Clocks(self.clock, self.clock), migrate.head(), self.metronome.idle_for)
        self.tick = tick

    def pass_time(self, time: timedelta) -> None:
        """The ticks go on meanwhile."""
        self.clock.move_to(self.clock() + time)
        self.metronome.run(self.tick)

    def failing(self) -> set[str]:
        ready, report = self.health.report()
        assert report["ready"] is ready
        return {name for name, check in report["checks"].items() if not check["ok"]}


@pytest.fixture
def world(migrated: Database) -> World:
    world = World(migrated)
    world.metronome.run(world.tick)
    return world


def message(world: World, due_at: datetime, **values: Any) -> int:
    with world.database.transaction() as session:
        workspace = Factory(session).workspace()
        row = OutboxMessage(
            workspace_id=workspace.id,
            kind="Joined",
            params={},
            recipient="U1",
            dedup_key="1",
            wire_key="1",
            due_at=due_at,
            **values,
        )
        session.add(row)
        session.flush()
        return row.id


def test_a_bot_that_does_its_work_is_ready(world: World) -> None:
    message(world, MONDAY)
    ready, report = world.health.report()
    assert ready
    assert set(report["checks"]) == {"database", "migrations", "ticks", "oldest_due", "quarantine"}


def test_a_tick_that_hangs_is_seen(world: World) -> None:
    world.clock.move_to(MONDAY + STALLED)
    assert world.failing() == {"ticks"}
    world.metronome.run(world.tick)
    assert world.failing() == set()


def test_a_database_at_another_migration_is_seen(world: World) -> None:
    with world.database.transaction() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    assert world.failing() == {"migrations"}


def test_a_message_that_nothing_holds_back_and_that_does_not_go_is_seen(world: World) -> None:
    message(world, MONDAY)
    world.pass_time(LATE)
    assert world.failing() == {"oldest_due"}


@pytest.mark.parametrize(
    "held_back",
    [
        {"due_at": MONDAY + timedelta(days=1)},
        {"due_at": MONDAY, "retry_at": MONDAY + timedelta(days=1)},
        {"due_at": MONDAY, "state": OutboxState.SENT},
    ],
)
def test_one_that_has_to_wait_is_not_late(world: World, held_back: dict[str, Any]) -> None:
    message(world, **held_back)
    world.pass_time(LATE)
    assert world.failing() == set()


@pytest.mark.parametrize("reason", [{"paused_reason": "token_revoked"}, {"send_after": MONDAY + timedelta(days=1)}])
def test_nor_one_of_a_workspace_that_has_to_wait(world: World, reason: dict[str, Any]) -> None:
    message(world, MONDAY)
    with world.database.transaction() as session:
        session.execute(update(Workspace).values(**reason))
    world.pass_time(LATE)
    assert world.failing() == set()


def test_what_came_due_while_the_bot_was_away_does_not_count_against_it(world: World) -> None:
    message(world, MONDAY - timedelta(days=1))
    ready, report = world.health.report()
    assert ready and report["checks"]["oldest_due"]["seconds"] == 24 * 3600


def test_a_database_that_is_away_fails_the_checks_and_not_the_page(world: World) -> None:
    away = connect("postgresql+psycopg://nobody@127.0.0.1:1/none")
    world.health = Health(away, Clocks(world.clock, world.clock), migrate.head(), world.metronome.idle_for)
    assert world.failing() == {"database", "migrations", "oldest_due", "quarantine"}
    away.engine.dispose()
