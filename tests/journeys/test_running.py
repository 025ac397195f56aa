"""The process itself: Socket Mode, a second bot refused, an orderly end; and two workspaces side by side."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from sqlalchemy import select

from bot.clock import system_time
from bot.db import connect
from bot.models import OutboxMessage, OutboxState
from bot.models import Workspace as Installed
from bot.outbox import queue
from bot.outbox.messages import HomeChanged
from sandbox import Sandbox, Workspace
from tests.conftest import KEY
from tests.journeys.conftest import MONDAY, SCOPES, World

ROOT = Path(__file__).parents[2]


@contextmanager
def process(sandbox: Sandbox, folder: Path, **settings: str) -> Iterator[subprocess.Popen[str]]:
    """`python -m bot run` as an operator starts it, in Socket Mode on SQLite."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("SLACK_")} | {
        "SLACK_BOT_TOKEN": sandbox.bot_token,
        "SLACK_APP_TOKEN": sandbox.app_token,
        "SLACK_API_URL": sandbox.api_url,
        "DEMO_CLOCK_URL": sandbox.clock_url,
        "ENCRYPTION_KEY": KEY,
        "DATABASE_URL": f"sqlite:///{folder / 'bot.db'}",
    }
    env |= settings
    command = [sys.executable, "-m", "bot", "run"]
    with subprocess.Popen(command, cwd=ROOT, env=env, stderr=subprocess.PIPE, text=True) as bot:
        try:
            yield bot
        finally:
            bot.kill()


def test_socket_mode_from_start_to_orderly_end(tmp_path: Path) -> None:
    with (
        Sandbox(now=MONDAY, scopes=SCOPES, commands=["/reverse-mentor"]) as sandbox,
        process(sandbox, tmp_path) as bot,
    ):
        slack = Workspace(sandbox.url, auto_settle=True)
        slack.wait_for_bot()
        olive, ana = slack.add_user("Olive Owner", is_admin=True), slack.add_user("Ana Costa", tz="Asia/Tokyo")
        world = World(sandbox, slack, bot=None)
        world.open_program(olive)
        world.join(ana, teaches=["TikTok"], learns=["Budgeting"], level="Junior")
        assert "You're in!" in ana.dm().last.plain
        bot.send_signal(signal.SIGTERM)
        assert bot.wait(timeout=10) == 0
        slack.close()


def test_a_second_bot_on_the_same_file_is_refused(tmp_path: Path) -> None:
    with Sandbox(now=MONDAY, scopes=SCOPES) as sandbox, process(sandbox, tmp_path):
        sandbox.workspace.wait_for_bot()
        with process(sandbox, tmp_path) as second:
            _, errors = second.communicate(timeout=20)
            assert second.returncode == 1 and "Another bot is running" in errors


def test_what_was_being_sent_when_the_power_went_is_in_doubt_at_once(tmp_path: Path) -> None:
    """Nobody else may run on this file, so its sender is dead, however long its lease is."""
    with Sandbox(now=MONDAY, scopes=SCOPES) as sandbox:
        with process(sandbox, tmp_path):
            sandbox.workspace.wait_for_bot()
        database = connect(f"sqlite:///{tmp_path / 'bot.db'}")
        with database.transaction() as session:
            workspace = session.scalars(select(Installed)).one()
            queue.add(session, HomeChanged(1), to="U1", workspace_id=workspace.id, key="1", due_at=MONDAY)
            session.flush()
            row = session.scalars(select(OutboxMessage)).one()
            row.state, row.lease_owner = OutboxState.SENDING, "dead"
            row.lease_until = row.posted_at = system_time() + timedelta(hours=1)
        with process(sandbox, tmp_path):
            sandbox.workspace.wait_for_bot()
        with database.reading() as session:
            row = session.scalars(select(OutboxMessage)).one()
            assert (row.state, row.last_error, row.lease_until) == (OutboxState.UNKNOWN, "sender_died", None)
        database.engine.dispose()


def test_two_workspaces_with_the_same_user_ids_stay_apart(world: World) -> None:
    other = Workspace(world.sandbox.url, world.sandbox.add_workspace("Zenith", SCOPES).team_id, auto_settle=True)
    world.bot.install(other.bot_token)
    second = World(world.sandbox, other, world.bot)
    people = [(one.hire("Olive Owner", is_admin=True), one.hire("Ana Costa")) for one in (world, second)]
    assert [person.id for person in people[0]] == [person.id for person in people[1]]
    world.open_program(people[0][0])
    assert "no program open" in people[1][1].command("/reverse-mentor join").text
    second.open_program(people[1][0], **{"What's it called?": "Zenith swaps"})
    second.join(people[1][1], teaches=["Juggling"], learns=["Budgeting"], level="Junior")
    assert "Zenith swaps" in people[1][1].dm().last.plain
    assert not people[0][1].dm().messages
    form = people[0][1].command("/reverse-mentor join").modal
    assert form.options("What I could show somebody", "jugg") == ["Add “jugg”"]
    other.close()


def test_an_app_that_was_taken_away_is_silent_until_it_comes_back(world: World) -> None:
    world.open_program(world.hire("Olive Owner", is_admin=True))
    ana = world.hire("Ana Costa", tz="UTC")
    world.join(ana, teaches=["TikTok"], learns=["Budgeting"], level="Junior")
    with world.bot.database.transaction() as session:
        welcome = session.scalars(select(OutboxMessage).filter_by(kind="Joined")).one()
        welcome.state, welcome.due_at = OutboxState.PENDING, MONDAY + timedelta(minutes=30)
    world.slack.uninstall()
    world.slack.clock.advance(hours=1)
    assert len(ana.dm().messages) == 1
    world.bot.install(world.slack.reinstall())
    world.slack.clock.advance(minutes=1)
    assert len(ana.dm().messages) == 2
