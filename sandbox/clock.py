"""Calendar time: it stands still until someone moves it; whoever moves it can wait until the bots have caught up.

A bot long-polls `GET /clock?seen=N&next=ISO8601&bot=NAME`. Asking with `seen=N` says: I am done with all that is
due at version N. `next`, when it has something due next, and `bot`, to tell replicas apart, are optional.
"""

import time
from dataclasses import dataclass
from datetime import datetime, timedelta

from sandbox.changes import Changes, Signal
from sandbox.errors import SandboxError

POLL_SECONDS = 25.0
ALIVE_SECONDS = 30.0


@dataclass
class Bot:
    """One poller: the version it is done with, what it has due next, and the machine time of its last poll."""

    name: str
    seen: int
    next_due: datetime | None
    polled_at: float


class CalendarClock:
    """`changes` hears of every new time."""

    def __init__(self, now: datetime, changes: Changes | None = None) -> None:
        self.now = now
        self.version = 1
        self.changes = changes or Changes()
        self._last_ts = 0
        self._bots: dict[str, Bot] = {}
        self._polled = Signal()

    def new_ts(self) -> str:
        """A message ts of now, greater than every one before it."""
        self._last_ts = max(self._last_ts + 1, int(self.now.timestamp() * 1_000_000))
        return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"

    @property
    def next_due(self) -> datetime | None:
        return min((bot.next_due for bot in self._alive() if bot.next_due), default=None)

    @property
    def followers(self) -> int:
        """How many bots follow this clock at the moment."""
        return len(self._alive())

    @property
    def alive(self) -> list[str]:
        """The names of the bots that have polled lately."""
        return [bot.name for bot in self._alive()]

    async def poll(self, name: str, seen: int, next_due: datetime | None, seconds: float = POLL_SECONDS) -> None:
        """Returns when there is a version other than `seen`, at the latest after `seconds`."""
        self._bots[name] = Bot(name, seen, next_due, time.monotonic())
        self._polled.wake()
        await self._polled.wait_until(lambda: self.version != seen, seconds)

    def forget(self, name: str) -> None:
        """A bot that hung up while it polled is gone; nobody waits for it."""
        self._bots.pop(name, None)
        self._polled.wake()

    def retire(self) -> None:
        """Nobody is waited for any more."""
        self._bots.clear()
        self._polled.wake()

    async def advance(self, to: datetime, timeout: float) -> None:
        """Moves to `to` and returns when every bot that was alive before has done what came due.

        Raises SandboxError when `to` is in the past, or a bot isn't back within `timeout` seconds.
        """
        if to < self.now:
            raise SandboxError(f"The clock can't go back: it is {self.now.isoformat()}, asked for {to.isoformat()}")
        awaited = [bot.name for bot in self._alive()]
        if to > self.now:
            self.now = to
            self.changes.happened()
        self.version += 1
        version = self.version
        self._polled.wake()
        if not await self._polled.wait_until(lambda: not self._behind(awaited, version), timeout):
            raise SandboxError(self._late(awaited, version, timeout))

    def _alive(self) -> list[Bot]:
        oldest = time.monotonic() - ALIVE_SECONDS
        return [bot for bot in self._bots.values() if bot.polled_at >= oldest]

    def _behind(self, names: list[str], version: int) -> list[Bot]:
        return [bot for name in names if (bot := self._bots.get(name)) and bot.seen < version]

    def _late(self, names: list[str], version: int, timeout: float) -> str:
        now = time.monotonic()
        bots = "; ".join(
            f"bot {bot.name!r} is done with version {bot.seen} and polled {now - bot.polled_at:.1f} s ago"
            for bot in self._behind(names, version)
        )
        return f"After {timeout:g} s not all is done for version {version} ({self.now.isoformat()}): {bots}"


def instant(text: str) -> datetime:
    """Of ISO 8601 with a time zone."""
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise SandboxError(f"{text!r} has no time zone")
    return at


def moved(now: datetime, to: datetime | None, hours: float, minutes: float, days: float) -> datetime:
    """Where `advance(to=…)` or `advance(days=, hours=, minutes=)` leads."""
    return to or now + timedelta(days=days, hours=hours, minutes=minutes)
