"""The sandbox's calendar: it says what day it is, the bot does all that is due, and asks again.

The next question tells the sandbox that the bot is done with the last answer. Never used in production.
"""

import json
import threading
import urllib.parse
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from http.client import HTTPException

import structlog

from bot.clock import MovableClock

POLL_TIMEOUT_S = 40
PAUSE_S = 0.5

log = structlog.get_logger()


@dataclass
class DemoClock:
    """Follows the calendar at `url`; `catch_up` does all that is due, `next_due` says what comes next."""

    url: str
    calendar: MovableClock
    catch_up: Callable[[], None]
    next_due: Callable[[], datetime | None]
    _seen: int = -1

    def follow(self, stop: threading.Event) -> None:
        """Until `stop` is set. An unreachable sandbox is asked again after a short pause."""
        while not stop.is_set():
            try:
                self.run_once()
            except (OSError, HTTPException) as failure:
                log.warning("demo_clock_unreachable", error=type(failure).__name__)
                stop.wait(PAUSE_S)

    def run_once(self) -> None:
        """Ask once, and do what is due at what it answers; raises OSError where it can't be reached."""
        now, version = self._ask()
        if version != self._seen:
            self.calendar.move_to(now)
            self.catch_up()
        self._seen = version

    def _ask(self) -> tuple[datetime, int]:
        due = self.next_due() if self._seen >= 0 else None
        query = {"seen": str(self._seen)} | ({"next": due.isoformat()} if due else {})
        with urllib.request.urlopen(f"{self.url}?{urllib.parse.urlencode(query)}", timeout=POLL_TIMEOUT_S) as reply:
            answer = json.load(reply)
        return datetime.fromisoformat(answer["now"]), int(answer["version"])
