"""`python -m benchmarks.flood`: ends with 1 where anything was wrong."""

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager

from benchmarks import company, flood
from benchmarks.flood.run import run
from benchmarks.planning import postgres_url
from bot.logs import configure


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what was sent and found; 1 where anything was wrong."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.flood", description=flood.__doc__)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--interactions", type=int, default=10_000)
    parser.add_argument("--threads", type=int, default=16)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args(arguments)
    configure("CRITICAL")
    began = time.perf_counter()
    with ExitStack() as stack:
        url, calm = (stack.enter_context(_a_database(kind)) for kind in (chosen.database, "sqlite"))
        result = run(url, calm, chosen.interactions, chosen.threads, chosen.seed)
    for violation in result.violations[:40]:
        print(violation)
    print(
        f"{chosen.database}: {result.sent} sent from {chosen.threads} threads, {result.taken} taken, "
        f"couples in another order {result.turned}"
    )
    print(f"violations {len(result.violations)}, seconds {time.perf_counter() - began:.0f}")
    return 1 if result.violations else 0


@contextmanager
def _a_database(kind: str) -> Iterator[str]:
    with postgres_url() if kind == "postgresql" else company.sqlite_url() as url, company.empty(url):
        yield url


if __name__ == "__main__":
    sys.exit(main())
