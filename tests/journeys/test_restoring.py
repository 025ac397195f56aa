"""The rehearsal: back up, go on, lose the database, put the copy back. Nobody reads anything twice."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot import backup, migrate, quarantine
from bot.clock import MovableClock, system_time
from bot.db import Database, connect
from bot.models import Enrollment, Member, OutboxMessage, OutboxState
from sandbox import Sandbox, Workspace
from sandbox.client.people import Person
from tests.journeys.conftest import MONDAY, SCOPES, World, running

AN_HOUR = timedelta(hours=1)


def write(database: Database, key: str) -> None:
    """One more welcome for Ana, due in an hour: a message that is easily counted."""
    with database.transaction() as session:
        enrollment, member = session.execute(select(Enrollment, Member).join(Member)).one()
        keys = {"workspace_id": member.workspace_id, "dedup_key": key, "wire_key": key}
        values = {"params": {"enrollment_id": enrollment.id}, "recipient": member.slack_id}
        session.add(OutboxMessage(kind="Joined", due_at=MONDAY + AN_HOUR, **keys, **values))


def states(database: Database) -> dict[str, OutboxState]:
    with database.reading() as session:
        rows = session.scalars(select(OutboxMessage).where(OutboxMessage.wire_key.in_(("said", "not said"))))
        return {row.wire_key: row.state for row in rows}


def welcomes(ana: Person) -> int:
    return sum("You're in!" in message.plain for message in ana.dm().messages)


@pytest.mark.parametrize("drop", [False, True])
def test_a_restored_bot_says_only_what_was_not_said(tmp_path: Path, drop: bool) -> None:
    path, copy = tmp_path / "bot.db", tmp_path / "backup.db"
    url, machine = f"sqlite:///{path}", MovableClock(system_time())
    migrate.upgrade(url)
    with Sandbox(now=MONDAY, scopes=SCOPES, commands=["/reverse-mentor"]) as sandbox:
        with running(url, sandbox, machine) as bot, Workspace(sandbox.url, auto_settle=True) as slack:
            assert not quarantine.look(bot.database, url, MONDAY)
            world = World(sandbox, slack, bot)
            world.open_program(world.hire("Olive Owner", is_admin=True))
            ana = world.hire("Ana Costa")
            world.join(ana, teaches=["TikTok"], learns=["Budgeting"], level="Junior")
            write(bot.database, "said")
            backup.copy(path, copy)
            slack.clock.advance(hours=2)
            assert welcomes(ana) == 2

        for file in (path, *tmp_path.glob("bot.db-*")):
            file.unlink(missing_ok=True)
        shutil.copy(copy, path)
        database = connect(url)
        write(database, "not said")
        assert quarantine.look(database, url, MONDAY + 2 * AN_HOUR)

        with running(url, sandbox, machine), Workspace(sandbox.url, auto_settle=True) as slack:
            ana = slack.user("Ana Costa")
            slack.clock.advance(hours=1)
            assert set(states(database).values()) == {OutboxState.QUARANTINED} and welcomes(ana) == 2
            with database.transaction() as session:
                quarantine.release(session, machine(), drop=drop)
            machine.move_to(machine() + AN_HOUR)
            slack.clock.advance(hours=1)
            assert set(states(database).values()) == {OutboxState.CANCELLED if drop else OutboxState.SENT}
            assert welcomes(ana) == (2 if drop else 3)
        database.engine.dispose()
