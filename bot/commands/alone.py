"""SQLite takes one bot process a file."""

import fcntl
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.engine import make_url


@contextmanager
def only_one(database_url: str) -> Generator[bool]:
    """A second process is refused while the first holds the lock; PostgreSQL takes any number, which is False."""
    url = make_url(database_url)
    if url.get_backend_name() != "sqlite":
        yield False
        return
    path = Path(f"{url.database}.lock")
    if not path.parent.is_dir():
        raise SystemExit(f"DATABASE_URL: there is no folder {path.parent}. Make it first, or choose another one.")
    with path.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise SystemExit(
                f"Another bot is running on {url.database}. Stop it first, or use PostgreSQL for several."
            ) from None
        yield True
