"""A year of weekly hellos: a company in more than 60 time zones, the real planner and sender, and an oracle.

Everybody is asked once in each ISO week of their own calendar, at the hour asked for, and never outside working
hours; people move between zones, some never answer, and now and then the bot is down for a day. Ends with 1 where
anybody's year differs from what `benchmarks.calendars` says it should be.

`--pieces 10 --results FILE` lives through a tenth of the people, in a company of their own, and adds what came
of it to the file; run again, the next tenth.
"""

import argparse
import random
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks import company
from benchmarks.calendars import Down
from benchmarks.cast import ZONES, everybody
from benchmarks.planning import postgres_url
from benchmarks.year_lived import A_DAY_BEFORE, simulate
from benchmarks.year_result import Pieces, Result
from bot.logs import configure

FIRST_MONDAY = datetime(2027, 1, 4, tzinfo=UTC)


def standstills(begins: datetime, ends: datetime, rng: random.Random) -> list[Down]:
    """A whole day in each quarter of a year, at any hour."""
    quarters = range((ends - begins) // timedelta(weeks=13))
    since = [begins + timedelta(weeks=13 * n + 6, minutes=rng.randrange(7 * 24 * 60), seconds=41) for n in quarters]
    return [Down(at, at + timedelta(days=1)) for at in since]


def live(chosen: argparse.Namespace, piece: int) -> Result:
    """One piece of the year that was asked for."""
    began = time.perf_counter()
    with ExitStack() as stack:
        url = stack.enter_context(postgres_url() if chosen.database == "postgresql" else company.sqlite_url())
        stack.enter_context(company.empty(url))
        rng = random.Random(chosen.seed)
        begins = FIRST_MONDAY - A_DAY_BEFORE
        ends = begins + timedelta(weeks=chosen.weeks)
        cast = everybody(chosen.people, rng)
        pairs = [len(cast) // 2 * number // chosen.pieces * 2 for number in (piece, piece + 1)]
        result = simulate(url, cast, begins, ends, rng, standstills(begins, ends, rng), slice(*pairs))
    result.seconds = time.perf_counter() - began
    return result


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what was checked; 1 where anything was wrong."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.year", description=__doc__)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--people", type=int, default=1_000)
    parser.add_argument("--weeks", type=int, default=52)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pieces", type=int, default=1, help="live through one of so many now")
    parser.add_argument("--results", type=Path, help="the file in which pieces are kept")
    chosen = parser.parse_args(arguments)
    if chosen.pieces > 1 and not chosen.results:
        parser.error("--pieces needs --results")
    configure("ERROR")
    said = f"{chosen.people} people in {len(ZONES)} zones, {chosen.weeks} weeks, {chosen.database}"
    if not chosen.results:
        result = live(chosen, 0)
    else:
        of = {name: value for name, value in vars(chosen).items() if name != "results"}
        pieces = Pieces(chosen.results, of)
        if (piece := pieces.next()) is not None:
            pieces.keep(piece, live(chosen, piece))
        result, said = pieces.together(), f"{said}, {pieces}"
    for violation in result.violations[:40]:
        print(violation)
    print(f"{said}: {result}")
    return 1 if result.violations else 0


if __name__ == "__main__":
    sys.exit(main())
