"""Two clocks: calendar time decides what is due, machine time decides leases, pacing and timeouts.

The sandbox may move calendar time; nothing moves machine time. In production both are the system's.
"""

from collections.abc import Callable
from datetime import UTC, datetime

from msgspec import Struct

Clock = Callable[[], datetime]
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
"""Before anything that the bot knows."""


def system_time() -> datetime:
    """The only place that asks the machine what time it is; aware, UTC."""
    return datetime.now(UTC)


class MovableClock:
    """A calendar that somebody else moves: the demo's, or a test's."""

    def __init__(self, start_at: datetime) -> None:
        self._now = start_at

    def __call__(self) -> datetime:
        return self._now

    def move_to(self, now: datetime) -> None:
        """Set the calendar. Going back is allowed: it is the caller's world."""
        self._now = now


class Clocks(Struct, frozen=True):
    """Both clocks, as they are handed to whatever needs time."""

    calendar: Clock = system_time
    machine: Clock = system_time
