"""How much one person may ask for in a minute: a floor under a script or a stuck key, not a rule for people."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

MINUTE_S = 60.0
LIGHT, HEAVY = 1, 5
"""What opens something, against what computes and sends it: a report, files, a list of people."""


@dataclass
class Turnstile:
    """`a_minute`: light things, heavy ones count as several; 0: as many as anybody likes.

    Kept in this process alone, and only until somebody may do all of it again (docs/decisions/0036).
    """

    a_minute: int
    clock: Callable[[], float] = time.monotonic
    _full_at: dict[int, float] = field(default_factory=dict[int, float], init=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False)

    def seconds_to_wait(self, who: int, weight: int) -> float:
        """0: go on, and it is counted. Else how long until it would be; then nothing is counted."""
        if not self.a_minute or not weight:
            return 0
        with self._lock:
            now = self.clock()
            self._forget(now)
            full_at = max(now, self._full_at.get(who, now)) + min(MINUTE_S, weight * MINUTE_S / self.a_minute)
            if full_at - now > MINUTE_S:
                return full_at - now - MINUTE_S
            self._full_at.pop(who, None)
            self._full_at[who] = full_at  # at the end: who came last stands last
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
