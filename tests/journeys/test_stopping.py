"""The process in real time: seen from outside while it runs, and ended in the middle of a send."""

import json
import signal
import socket
import sqlite3
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.clock import system_time
from sandbox import Sandbox, Workspace
from tests.journeys.conftest import SCOPES, World
from tests.journeys.test_running import process

PATIENCE_S = 30


@dataclass
class Running:
    """A bot with ticks of its own; an owner has just announced a program, and Slack is slow to take it."""

    bot: subprocess.Popen[str]
    slack: Workspace
    path: Path
    metrics_port: int

    def states(self) -> list[str]:
        with closing(sqlite3.connect(self.path)) as database:
            rows = database.execute("SELECT state FROM outbox WHERE kind = 'ProgramAnnounced' ORDER BY id")
            return [state for (state,) in rows]

    def wait_for(self, *states: str) -> None:
        deadline = time.monotonic() + PATIENCE_S
        while self.states() != list(states):
            assert time.monotonic() < deadline, self.states()
            time.sleep(0.05)

    def get(self, path: str) -> tuple[int, str]:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.metrics_port}{path}", timeout=10) as answer:
            return answer.status, answer.read().decode()


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    with (
        Sandbox(now=system_time(), scopes=SCOPES, commands=["/reverse-mentor"]) as sandbox,
        process(
            sandbox, tmp_path, DEMO_CLOCK_URL="", METRICS_PORT=str(port := free_port()), LOG_LEVEL="DEBUG"
        ) as bot,
        Workspace(sandbox.url) as slack,
    ):
        slack.wait_for_bot()
        olive = slack.add_user("Olive Owner", is_admin=True)
        slack.faults.add("delay", method="chat.postMessage", seconds=3)
        World(sandbox, slack, bot=None).open_program(olive)
        running = Running(bot, slack, tmp_path / "bot.db", port)
        running.wait_for("sending")
        yield running


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def announcements(slack: Workspace) -> list[Any]:
    return [message for message in slack.channel("general").messages if "Swap" in message.plain]


def test_sigterm_lets_a_send_finish_and_claims_nothing_more(running: Running) -> None:
    status, report = running.get("/readyz")
    assert status == 200, report
    assert set(json.loads(report)["checks"]["ticks"]["idle_seconds"]) >= {"plan", "send", "reap"}
    assert 'reverse_mentor_ack_seconds_count{kind="view_submission"} 1.0' in running.get("/metrics")[1]

    running.bot.send_signal(signal.SIGTERM)
    with closing(sqlite3.connect(running.path)) as database, database:
        columns = ", ".join(name for _, name, *_ in database.execute("PRAGMA table_info(outbox)") if name != "id")
        changed = (
            columns.replace("dedup_key", "'again'").replace("wire_key", "'again'").replace("state", "'pending'")
        )
        database.execute(
            f"INSERT INTO outbox ({columns}) SELECT {changed} FROM outbox WHERE kind = 'ProgramAnnounced'"
        )
    assert running.bot.wait(timeout=10) == 0
    assert running.states() == ["sent", "pending"]
    assert len(announcements(running.slack)) == 1


def test_a_second_signal_ends_it_at_once(running: Running) -> None:
    running.bot.send_signal(signal.SIGTERM)
    assert running.bot.stderr and any('"stopping"' in line for line in running.bot.stderr)
    running.bot.send_signal(signal.SIGTERM)
    assert running.bot.wait(timeout=10) == 128 + signal.SIGTERM
    assert running.states() == ["sending"]
