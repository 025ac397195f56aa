"""The matcher against dense scipy, on the same people, in one run: seconds, memory, and results.

Everything runs in a process of its own, which is told what to do by its arguments (`--one`) and answers in JSON.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from benchmarks.people import company
from bot.matching.problem import Problem

Result = dict[str, Any]
QUIET = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
"""As the matcher's own process sets them: a second thread of a library would blur what is compared."""


def ours(problem: Problem) -> Result:
    from bot.matching.solve import solve

    answer = solve(problem)
    explain = answer.seconds["explain"]
    return {
        "matched": len(answer.pairs),
        "waiting": answer.waiting_matched,
        "score": answer.score,
        "proven": answer.proven_optimal,
        "seconds": sum(answer.seconds.values()) - explain,
        "explain": explain,
        "phases": {name: round(seconds, 3) for name, seconds in answer.seconds.items()},
    }


def dense(problem: Problem) -> Result:
    """numpy and scipy: a matrix of every couple, with a column for each place of each mentor."""
    from scipy.optimize import linear_sum_assignment

    matrix, waiting, places = _matrix(problem)
    built = time.perf_counter()
    every_score = len(waiting) * 100_000.0 + 1
    worth = every_score * (1 + waiting.sum()) + every_score * waiting
    gain = matrix[:, np.repeat(np.arange(len(places)), places)].astype(np.float64)
    copies = np.repeat(np.arange(len(places)), places)
    np.add(gain, worth[:, None], out=gain, where=gain >= 0)
    np.maximum(gain, 0, out=gain)
    rows, columns = linear_sum_assignment(gain, maximize=True)
    used = gain[rows, columns] > 0
    rows, mentors = rows[used], copies[columns[used]]
    return _total(matrix[rows, mentors], waiting[rows]) | {"assignment": time.perf_counter() - built}


def _total(scores: "np.ndarray", waiting: "np.ndarray") -> Result:
    return {"matched": len(scores), "waiting": int(waiting.sum()), "score": int(scores.sum())}


def _matrix(problem: Problem) -> "tuple[np.ndarray, np.ndarray, np.ndarray]":
    """Scores of every couple, below zero where a rule forbids it; the same that the matcher goes by.

    The rivals get them from us. That takes long, as every pair is scored one by one: `assignment` leaves it out.
    """
    from bot.matching.columns import Columns
    from bot.matching.field import Field

    field = Field(Columns(problem))
    matrix = np.full((len(field.mentees), len(field.mentors)), -1, dtype=np.int32)
    for pairs in field.candidates.every_pair():
        matrix[pairs.mentee, pairs.mentor] = pairs.score
    return matrix, field.columns.waiting[field.mentees], field.places


RIVALS: dict[str, Callable[[Problem], Result]] = {"ours": ours, "dense": dense}


def one(name: str, each: int, scarce: bool) -> Result:
    """What one process does: its imports, its people, then the clock."""
    problem = company(each, seed=1, scarce=scarce)
    if name == "ours":
        RIVALS[name](company(20, seed=2, scarce=scarce))  # imports and first calls
    before, since = _peak(), time.perf_counter()
    found = RIVALS[name](problem)
    return {"seconds": time.perf_counter() - since, "megabytes": _peak(), "before": before} | found


def _peak() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (2**20 if sys.platform == "darwin" else 2**10)


def in_a_process(name: str, each: int, scarce: bool) -> Result:
    """Raises CalledProcessError where it ran out of memory."""
    command = [sys.executable, "-m", "benchmarks.matching", "--one", name, "--each", str(each)]
    environment = os.environ | QUIET
    done = subprocess.run(
        [*command, *(["--scarce"] if scarce else [])], env=environment, stdout=subprocess.PIPE, check=True
    )
    return json.loads(done.stdout)


def compare(each: int, scarce: bool, with_dense: bool) -> bool:
    """Prints both; whether they agree."""
    mine = in_a_process("ours", each, scarce)
    kind = "scarce" if scarce else "plentiful"
    print(
        f"{each} + {each}, {kind}: proven {mine['proven']}, matched {mine['matched']}, {mine['seconds']:.2f} s,"
        f" explaining {mine['explain']:.2f} s, {mine['megabytes']:.0f} MB (people alone {mine['before']:.0f} MB)"
    )
    print(f"    {mine['phases']}", flush=True)
    if not with_dense:
        return bool(mine["proven"])
    other = in_a_process("dense", each, scarce)
    same = all(mine[value] == other[value] for value in ("matched", "waiting", "score"))
    print(
        f"    dense scipy: {other['assignment']:.2f} s, with pairs found and scored {other['seconds']:.2f} s,"
        f" {other['megabytes']:.0f} MB; {other['assignment'] / mine['seconds']:.1f} and"
        f" {other['seconds'] / mine['seconds']:.1f} times ours; same result: {same}",
        flush=True,
    )
    return same


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--each", type=int, nargs="+", default=[400, 1_000, 10_000], help="mentors, and mentees")
    parser.add_argument("--dense-up-to", type=int, default=10_000)
    parser.add_argument("--one", choices=RIVALS, help=argparse.SUPPRESS)
    parser.add_argument("--scarce", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.one:
        print(json.dumps(one(given.one, given.each[0], given.scarce)))
        return 0
    cases = [(each, scarce) for each in given.each for scarce in (False, True)]
    agreed = [compare(each, scarce, each <= given.dense_up_to) for each, scarce in cases]
    return 0 if all(agreed) else 1


if __name__ == "__main__":
    sys.exit(main())
