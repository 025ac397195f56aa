"""`python -m benchmarks.crash`: ends with 1 where a message was lost, came twice, or too many are held."""

import argparse
import os
import sys

from benchmarks.crash.campaign import Plan, run


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.crash", description=__doc__)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--messages", type=int, default=10_000)
    parser.add_argument("--workspaces", type=int, default=50)
    parser.add_argument("--faults", type=float, default=0.10, help="share of all calls that go wrong")
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--naive", action="store_true", help="lease and retry: has to show duplicates")
    parser.add_argument("--patience", dest="patience_s", type=float, default=600, help="seconds to give up after")
    parser.add_argument("--log", default=os.devnull, help="a file for what the bots log")
    verdict = run(Plan(**vars(parser.parse_args())))
    print(verdict)
    return 0 if verdict.is_good else 1


if __name__ == "__main__":
    sys.exit(main())
