"""A copy of an SQLite database, while the bot runs on it; marked, so that a bot that starts on it takes care."""

import sqlite3
from contextlib import closing
from pathlib import Path

from bot.quarantine import COPY


class BackupFailed(Exception):
    """The copy isn't one that could be put back; its text says why."""


def copy(database: Path, to: Path) -> None:
    """For its owner's eyes only, and checked; raises BackupFailed, FileExistsError, sqlite3.Error."""
    to.touch(mode=0o600, exist_ok=False)
    with closing(sqlite3.connect(database)) as source:
        source.execute("VACUUM INTO ?", (str(to),))
    with closing(sqlite3.connect(to, isolation_level=None)) as made:
        made.execute(f"PRAGMA user_version = {COPY:d}")
        (verdict,) = made.execute("PRAGMA quick_check").fetchone()
    if verdict != "ok":
        raise BackupFailed(verdict)
