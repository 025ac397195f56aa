"""How much one person may ask for in a minute: a floor under a script or a stuck key, not a rule for people."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum

MINUTE_S = 60.0
ROUNDING_S = 1e-6
"""Many small shares of a minute add up to a little more than one."""
LIGHT, HEAVY = 1, 5
"""What opens something, against what computes and sends it: a report, files, a list of people."""


class Lane(Enum):
    """Each is counted by itself, so that nobody's typing takes away their commands.

    `value`: how many a minute; no hand comes near it. Of commands, it is as whoever runs the bot says.
    """

    ASKING = 0
    """Commands, and the buttons that have files made."""
    ACTING = 120
    """Other buttons, and forms."""
    TYPING = 300
    """A type-ahead asks with every letter, and groups of fields are filled in fast."""


@dataclass
class Turnstile:
    """`a_minute`: commands, heavy ones count as several; 0: as much of anything as anybody likes.

    Kept in this process alone, and only until somebody may do all of it again (docs/decisions/0036).
    """

    a_minute: int
    clock: Callable[[], float] = time.monotonic
    _full_at: dict[tuple[int, Lane], float] = field(default_factory=dict[tuple[int, Lane], float], init=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False)

    def seconds_to_wait(self, who: int, weight: int = LIGHT, lane: Lane = Lane.ASKING) -> float:
        """0: go on, and it is counted. Else how long until it would be; then nothing is counted."""
        if not self.a_minute:
            return 0
        key, takes = (who, lane), min(MINUTE_S, weight * MINUTE_S / max(self.a_minute, lane.value))
        with self._lock:
            now = self.clock()
            self._forget(now)
            full_at = max(now, self._full_at.get(key, now)) + takes
            if full_at - now > MINUTE_S + ROUNDING_S:
                return full_at - now - MINUTE_S
            self._full_at.pop(key, None)
            self._full_at[key] = full_at  # at the end: who came last stands last
            return 0

    def _forget(self, now: float) -> None:
        """Who may do all of it again needs no remembering. Those behind somebody busy go a little later."""
        while self._full_at:
            first = next(iter(self._full_at))
            if self._full_at[first] > now:
                return
            del self._full_at[first]

    def __len__(self) -> int:
        return len(self._full_at)
