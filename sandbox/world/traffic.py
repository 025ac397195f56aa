"""What went between Slack and the app lately, both ways in one row."""

from collections import deque
from dataclasses import dataclass, field
from typing import Any, Literal

KEPT = 500
Way = Literal["to_app", "from_app"]


@dataclass
class Traffic:
    """Each with its number, noted when it was over; `entries` are the last ones, the newest last.

    `told`: how many payloads the app has got.
    """

    next: int = 0
    told: int = 0
    entries: deque[tuple[int, Way, dict[str, Any]]] = field(default_factory=lambda: deque(maxlen=KEPT))

    def note(self, way: Way, log: dict[str, Any]) -> None:
        """`log`: an entry of the world's calls or deliveries."""
        self.entries.append((self.next, way, log))
        self.next += 1
        self.told += way == "to_app"
