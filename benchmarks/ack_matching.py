"""How long `/reverse-mentor` waits for its answer while the same bot has a large round matched in a child process.

First without a round, then while rounds of so many mentors and as many mentees follow one another.
"""

import argparse
import sys
from collections.abc import Sequence

from benchmarks import ack, company, payloads
from benchmarks.load import serving

MOST_SECONDS = 3.0
"""After that long Slack says that the bot didn't answer."""


def measured(kind: str, slices: int, *rounds_of: str) -> ack.Measured:
    """A new bot; the first slice warms up."""
    found = ack.Measured()
    with company.sqlite_url() as url:
        people, _ = ack.open_company(url, ack.SLICE)
        with serving(kind, url, *rounds_of) as server:
            for number in range(slices + 1):
                answered = server.drive([payloads.command(user) for user in people])
                found.slices.extend([answered] if number else [])
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Print both; with --check, 1 where an answer came too late for Slack."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.ack_matching", description=__doc__)
    parser.add_argument("--each", type=int, default=10_000, help="mentors, and mentees")
    parser.add_argument("--slices", type=int, default=60, help=f"of {ack.SLICE} requests")
    parser.add_argument("--check", action="store_true", help="fail where an answer took longer than Slack waits")
    chosen = parser.parse_args(arguments)
    quiet = measured("bot", chosen.slices)
    busy = measured("matching", chosen.slices, str(chosen.each))
    for name, one in (("no round", quiet), (f"rounds of {chosen.each} + {chosen.each}", busy)):
        print(f"{name}: {one}, longest {one.percentile(100):.0f} ms", flush=True)
    return 1 if chosen.check and busy.percentile(100) > MOST_SECONDS * 1e3 else 0


if __name__ == "__main__":
    sys.exit(main())
