"""A bot process of the campaign: what `python -m bot run` runs, with shorter waits; it dies where it is told to.

`python -m benchmarks.crash.process [--naive]`. Each line that it reads names a point and a count: when it gets
there for the so-manieth time, it kills itself with SIGKILL. Nothing of this is in the bot.
"""

import os
import signal
import sys
import threading
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any, ParamSpec, TypeVar

from msgspec.structs import replace
from slack_sdk import WebClient

from benchmarks.crash import naive
from bot import app
from bot.app import Bot
from bot.commands import run as command
from bot.outbox import claiming, reaper, recording, sender
from bot.outbox.timing import Timing

P = ParamSpec("P")
R = TypeVar("R")

QUICK = Timing(
    call=timedelta(seconds=1.5),
    lease=timedelta(seconds=8),
    margin=timedelta(seconds=0.5),
    quiet=timedelta(seconds=4),
    first_retry=timedelta(seconds=0.5),
    longest_retry=timedelta(seconds=4),
    between=timedelta(0),
    share=timedelta(0),
)
"""As in production, but a thirtieth of it, and unpaced."""
EVERY = {"send": timedelta(seconds=0.2), "reap": timedelta(seconds=0.5)}
POINTS = (
    *("claim.commit.before", "claim.commit.after", "record.commit.before", "record.commit.after"),
    *("reap.commit.before", "reap.commit.after"),
    *("chat.postMessage.before", "chat.postMessage.after", "conversations.open.before", "conversations.open.after"),
    *("conversations.history.before", "conversations.history.after"),
    *("files.completeUploadExternal.before", "files.completeUploadExternal.after"),
)
"""Before and after each commit and each call of the outbox."""


class Fuse:
    """Counts how often each point is reached, and ends the process where it is armed."""

    def __init__(self) -> None:
        self._armed: tuple[str, int] | None = None
        self._reached = Counter[str]()
        self._doing = threading.local()

    def listen(self) -> None:
        for line in sys.stdin:
            point, count = line.split()
            self._reached.clear()
            self._armed = (point, int(count))

    def reach(self, point: str) -> None:
        self._reached[point] += 1
        if self._armed and point == self._armed[0] and self._reached[point] >= self._armed[1]:
            os.kill(os.getpid(), signal.SIGKILL)

    def during(self, name: str, do: Callable[P, R]) -> Callable[P, R]:
        """`do`, whose commits are called by that name."""

        def watched(*args: P.args, **kwargs: P.kwargs) -> R:
            self._doing.name = name
            try:
                return do(*args, **kwargs)
            finally:
                self._doing.name = None

        return watched

    def around(self, call: Callable[..., Any]) -> Callable[..., Any]:
        """A call of Slack's client, whose method is its second argument."""

        def watched(client: WebClient, api_method: str, **kwargs: Any) -> Any:
            self.reach(f"{api_method}.before")
            answer = call(client, api_method, **kwargs)
            self.reach(f"{api_method}.after")
            return answer

        return watched

    def commit(self, when: str) -> None:
        if name := getattr(self._doing, "name", None):
            self.reach(f"{name}.commit.{when}")


def instrument(fuse: Fuse) -> None:
    """From outside: the bot has no hook for this."""
    claiming.Claims.take = fuse.during("claim", claiming.Claims.take)
    sender.record = fuse.during("record", recording.record)
    reaper.Reaper.run_once = fuse.during("reap", reaper.Reaper.run_once)
    WebClient.api_call = fuse.around(WebClient.api_call)


def quick(create: Callable[..., Bot], fuse: Fuse) -> Callable[..., Bot]:
    """`app.create`, with the campaign's times."""

    def created(*args: Any) -> Bot:
        bot = create(*args, timing=QUICK)
        bot.metronome.ticks = [
            replace(tick, every=EVERY.get(tick.name, tick.every)) for tick in bot.metronome.ticks
        ]
        dialect = bot.database.engine.dialect
        commit = dialect.do_commit

        def watched(connection: Any) -> None:
            fuse.commit("before")
            commit(connection)
            fuse.commit("after")

        dialect.do_commit = watched
        return bot

    return created


def main(*options: str) -> None:
    fuse = Fuse()
    instrument(fuse)
    if "--naive" in options:
        naive.install()
    app.create = quick(app.create, fuse)
    threading.Thread(target=fuse.listen, daemon=True).start()
    command.run()


if __name__ == "__main__":
    main(*sys.argv[1:])
