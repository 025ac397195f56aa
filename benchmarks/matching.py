"""The matcher against others, on the same people, in one run: seconds, memory, and results.

Each runs in a process of its own, one after the other.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
from collections.abc import Iterator, Sequence

from benchmarks.rivals import ELSEWHERE, HERE, Result, run

QUIET = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
"""As the matcher's own process sets them: a second thread of a library would blur what is compared."""
UP_TO = {
    "dense scipy": 10_000,
    "networkx": 400,
    "mentor-match, munkres 3.0.0": 400,
    "mentor-match, munkres 1.1.4": 200,
}
"""Larger rounds take them too long, or too much memory."""
KINDS = ("plentiful", "scarce")
SMALL, LARGE = 400, 10_000
SECONDS, SHARE, MEGABYTES = 0.05, 1 / 8, 400
HUGE, HUGE_SECONDS, HUGE_MEGABYTES = 50_000, 40, 1_024


def in_a_process(name: str, each: int, scarce: bool) -> Result:
    """Raises CalledProcessError where it ran out of memory."""
    command = [sys.executable, "-m", "benchmarks.matching", "--one", name, "--each", str(each)]
    done = subprocess.run(
        [*command, *(["--scarce"] if scarce else [])], env=os.environ | QUIET, stdout=subprocess.PIPE, check=True
    )
    return json.loads(done.stdout)


def one(name: str, each: int, scarce: bool) -> Result:
    peak = {"megabytes": 0.0}
    found = run(name, each, scarce)
    peak["megabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (
        2**20 if sys.platform == "darwin" else 2**10
    )
    return peak | found


def compare(each: int, kind: str, others: Sequence[str]) -> Iterator[str]:
    """Prints a row of the table for each, and gives what misses a target."""
    scarce = kind == "scarce"
    mine = in_a_process("ours", each, scarce)
    row(each, kind, "ours, with proof", mine, f"explaining {mine['left']} left out: {mine['explain']:.2f} s more")
    if not mine["proven"]:
        yield f"{each} + {each}, {kind}: not proven"
    yield from _bounds(each, kind, mine)
    for name in others:
        other = in_a_process(name, each, scarce)
        same = all(mine[value] == other[value] for value in ("matched", "waiting", "score"))
        times = other["processor"] / mine["processor"]
        row(each, kind, name, other, f"{times:.1f} times ours; same result: {'yes' if same else 'no'}")
        if name == "dense scipy" and not same:
            yield f"{each} + {each}, {kind}: not the result of {name}"
        if name == "dense scipy" and each == LARGE and times < 1 / SHARE:
            yield f"{each} + {each}, {kind}: {times:.1f} times as fast as {name}, not {1 / SHARE:.0f}"


def _bounds(each: int, kind: str, mine: Result) -> Iterator[str]:
    seconds = {SMALL: SECONDS, HUGE: HUGE_SECONDS}.get(each)
    megabytes = {LARGE: MEGABYTES, HUGE: HUGE_MEGABYTES}.get(each)
    if seconds and mine["processor"] > seconds:
        yield f"{each} + {each}, {kind}: {mine['processor']:.3f} s of processor time, not {seconds}"
    if megabytes and mine["megabytes"] > megabytes:
        yield f"{each} + {each}, {kind}: {mine['megabytes']:.0f} MB, not {megabytes}"


def row(each: int, kind: str, name: str, found: Result, note: str) -> None:
    numbers = f"{found['seconds']:.2f} s | {found['processor']:.2f} s | {found['megabytes']:.0f} MB"
    results = f"{found['matched']}, {found['waiting']}, {found['score']}"
    print(f"| {each} + {each}, {kind} | {name} | {numbers} | {results} | {note} |", flush=True)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--each", type=int, nargs="+", default=[200, 400, 1_000, 10_000], help="mentors, and mentees"
    )
    parser.add_argument("--kinds", choices=KINDS, nargs="+", default=KINDS, help="of mentors")
    parser.add_argument("--alone", action="store_true", help="without the others: how time grows")
    parser.add_argument("--check", action="store_true", help="end with 1 where a target is missed")
    parser.add_argument("--one", choices=[*HERE, *ELSEWHERE], help=argparse.SUPPRESS)
    parser.add_argument("--scarce", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.one:
        print(json.dumps(one(given.one, given.each[0], given.scarce)))
        return 0
    print(f"Load: {' '.join(f'{load:.1f}' for load in os.getloadavg())}\n")
    print(
        "| | | time | processor | memory | matched, waited, score | |\n| --- | --- | --- | --- | --- | --- | --- |"
    )
    missed: list[str] = []
    for each in given.each:
        for kind in given.kinds:
            others = [name for name, most in UP_TO.items() if each <= most and not given.alone]
            missed += compare(each, kind, others)
    print("\n" + ("; ".join(missed) or "All that was measured meets its target."))
    return 1 if missed and given.check else 0


if __name__ == "__main__":
    sys.exit(main())
