"""The calendar clock: it moves when told to, and waits for the bots."""

import contextlib
import http.client
import json
import threading
import urllib.parse
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from sandbox import Sandbox, SandboxError, Workspace

START = datetime(2027, 1, 4, 10, tzinfo=UTC)


def poll(sandbox: Sandbox, seen: int, next_due: datetime | None = None, bot: str = "") -> dict[str, Any]:
    asked = {"seen": seen, "bot": bot} | ({"next": next_due.isoformat()} if next_due else {})
    with urllib.request.urlopen(f"{sandbox.clock_url}?{urllib.parse.urlencode(asked)}", timeout=30) as response:
        return json.load(response)


class Bot:
    """Polls, notes what it is told, and says when it is due next."""

    def __init__(self, sandbox: Sandbox, name: str) -> None:
        self.told: list[datetime] = []
        self.stopped = False
        self.polling = threading.Event()
        self._sandbox = sandbox
        self._name = name
        self.thread = threading.Thread(target=self._run, daemon=True)
        self.thread.start()

    def _run(self) -> None:
        seen, due = 0, None
        while not self.stopped:
            told = poll(self._sandbox, seen, due, self._name)
            self.polling.set()
            if told["version"] != seen:
                self.told.append(datetime.fromisoformat(told["now"]))
                due = self.told[-1] + timedelta(days=7)
            seen = told["version"]


@pytest.fixture
def bots(sandbox: Sandbox, slack: Workspace) -> Iterator[list[Bot]]:
    running = [Bot(sandbox, name) for name in ("one", "two")]
    for bot in running:
        bot.polling.wait(5)
    yield running
    for bot in running:
        bot.stopped = True
    with contextlib.suppress(SandboxError):
        slack.clock.settle(timeout=0.05)
    for bot in running:
        bot.thread.join(5)


def test_a_first_poll_is_told_the_time_at_once(sandbox: Sandbox):
    assert poll(sandbox, 0) == {"now": START.isoformat(), "version": 1}
    assert poll(sandbox, 99)["version"] == 1


def test_without_a_bot_time_just_moves(slack: Workspace):
    assert slack.clock.now == START
    assert slack.clock.advance(hours=2) is None
    slack.clock.advance(to=datetime(2027, 1, 5, tzinfo=UTC))
    assert slack.clock.now == datetime(2027, 1, 5, tzinfo=UTC)
    with pytest.raises(SandboxError, match="can't go back"):
        slack.clock.advance(to=START)


def test_advancing_waits_for_every_bot_and_tells_what_is_next(slack: Workspace, bots: list[Bot]):
    for day in range(1, 6):
        assert slack.clock.advance(days=1) == START + timedelta(days=day + 7)
        assert all(bot.told[-1] == START + timedelta(days=day) for bot in bots)
    assert slack.clock.next_due == START + timedelta(days=12)
    assert slack.clock.settle() == START + timedelta(days=12)
    assert slack.clock.now == START + timedelta(days=5)


def test_a_bot_that_does_not_come_back_is_named(sandbox: Sandbox, slack: Workspace):
    poll(sandbox, 0, bot="slowpoke")
    with pytest.raises(SandboxError, match=r"bot 'slowpoke' is done with version 0"):
        slack.clock.advance(hours=1, timeout=0.2)


def test_a_bot_that_hangs_up_is_not_waited_for(sandbox: Sandbox, slack: Workspace):
    connection = http.client.HTTPConnection("127.0.0.1", int(sandbox.url.rpartition(":")[2]))
    connection.request("GET", "/clock?seen=1&bot=gone")
    deadline = threading.Event()
    while not sandbox._world.clock._bots:
        deadline.wait(0.01)
    connection.close()
    while sandbox._world.clock._bots:
        deadline.wait(0.01)
    assert slack.clock.advance(hours=1, timeout=1) is None


def test_messages_are_of_calendar_time_in_order(slack: Workspace):
    ana = slack.add_user("Ana Costa", tz="America/New_York")
    ana.dm().say("one")
    ana.dm().say("two")
    slack.clock.advance(days=30)
    ana.dm().say("three")
    one, two, three = ana.dm().messages
    assert one.ts < two.ts < three.ts and three.at == START + timedelta(days=30)
    assert slack.transcript(ana) == (
        "Mon 2027-01-04 05:00 DM with Helper | Ana Costa\n    one\n\n"
        "Mon 2027-01-04 05:00 DM with Helper | Ana Costa\n    two\n\n"
        "Wed 2027-02-03 05:00 DM with Helper | Ana Costa\n    three\n"
    )


def test_auto_settle_waits_after_a_gesture(sandbox: Sandbox, bots: list[Bot]):
    with Workspace(sandbox.url, auto_settle=True) as slack:
        ana = slack.add_user("Ana Costa")
        before = [len(bot.told) for bot in bots]
        ana.dm().say("hi")
        assert [len(bot.told) for bot in bots] == [count + 1 for count in before]


def test_starting_anew_ends_every_wait_for_a_bot(sandbox: Sandbox, slack: Workspace):
    poll(sandbox, seen=0)
    waiting = threading.Thread(target=slack.clock.settle)
    waiting.start()
    while not slack._wire.ask("clock")["version"] > 1:
        pass
    slack.start_anew(START, "Globex")
    waiting.join(5)
    assert not waiting.is_alive() and slack.clock.followers == 0
