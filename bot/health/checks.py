"""Whether the bot is ready: what each check found, as plain data."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import structlog
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from bot import quarantine
from bot.clock import Clocks
from bot.db import Database
from bot.outbox import standing

STALLED = timedelta(minutes=5)
"""A tick may be at one batch for minutes where Slack is slow to answer; longer, and it hangs."""
LATE = timedelta(minutes=15)

_VERSION = text("SELECT version_num FROM alembic_version")

Found = tuple[bool, dict[str, Any]]

log = structlog.get_logger()


@dataclass
class Health:
    """Looks when it is asked. `head`: the newest migration that this version of the bot knows."""

    database: Database
    clocks: Clocks
    head: str
    idle_for: Callable[[], dict[str, timedelta]]

    def __post_init__(self) -> None:
        self._started_at = self.clocks.machine()

    def report(self) -> tuple[bool, dict[str, Any]]:
        """Whether the bot is ready, and each check with what it found."""
        checks = {
            "database": self._database,
            "migrations": self._migrations,
            "ticks": self._ticks,
            "oldest_due": self._oldest_due,
            "quarantine": self._quarantine,
        }
        found = {name: _tried(name, check) for name, check in checks.items()}
        ready = all(ok for ok, _ in found.values())
        return ready, {"ready": ready, "checks": {name: {"ok": ok, **more} for name, (ok, more) in found.items()}}

    def _database(self) -> Found:
        with self.database.reading() as session:
            session.execute(text("SELECT 1"))
        return True, {}

    def _migrations(self) -> Found:
        with self.database.reading() as session:
            at = session.scalars(_VERSION).all()
        return list(at) == [self.head], {"at": ", ".join(at), "head": self.head}

    def _ticks(self) -> Found:
        """The sandbox's calendar runs the ticks itself: then there are none here, and none can stall."""
        idle = self.idle_for()
        seconds = {name: round(since.total_seconds()) for name, since in idle.items()}
        return all(since < STALLED for since in idle.values()), {"idle_seconds": seconds}

    def _oldest_due(self) -> Found:
        """What came due while the bot was away doesn't count against it, only what has waited since it started."""
        now, machine = self.clocks.calendar(), self.clocks.machine()
        with self.database.reading() as session:
            due_at = standing.oldest_waiting(session, now, machine)
        waited = now - due_at if due_at else timedelta(0)
        here = min(waited, machine - self._started_at)
        return here < LATE, {"seconds": round(waited.total_seconds())}

    def _quarantine(self) -> Found:
        """Old messages of a database that was put back wait for `python -m bot release`."""
        with self.database.reading() as session:
            return not quarantine.is_on(session), {"messages": quarantine.messages(session)}


def _tried(name: str, check: Callable[[], Found]) -> Found:
    """A check that the database doesn't answer has failed; which error it was is for the log."""
    try:
        return check()
    except SQLAlchemyError as failure:
        log.warning("check_failed", check=name, error=type(failure).__name__)
        return False, {"error": "database"}
