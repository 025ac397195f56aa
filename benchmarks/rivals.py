"""Our matcher and those it is compared with: each runs in a process of its own and says what it found, and how long
it took."""

import json
import os
import subprocess
import sys
import tempfile
import venv
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import numpy as np

from benchmarks.people import company
from bot.matching import candidates
from bot.matching.columns import Columns
from bot.matching.field import Field
from bot.matching.problem import Problem
from bot.matching.sieve import Sieve
from bot.matching.solve import solve

Result = dict[str, Any]
Array = Any
ELSEWHERE = {
    "networkx": ("networkx==3.6.1",),
    "mentor-match, munkres 3.0.0": ("mentor-match==7.0.1", "munkres==3.0.0"),
    "mentor-match, munkres 1.1.4": ("mentor-match==7.0.1", "munkres==1.1.4"),
}


class Clock:
    """Seconds and processor seconds since it was made."""

    def __init__(self) -> None:
        self._wall, self._processor = perf_counter(), process_time()

    def read(self) -> dict[str, float]:
        return {"seconds": perf_counter() - self._wall, "processor": process_time() - self._processor}


def ours(each: int, scarce: bool) -> Result:
    """After imports, and with the loops compiled or loaded: all but the explanations, which are told apart."""
    small, before = company(20, seed=2, scarce=scarce), candidates.QUICK_FROM
    solve(small)
    if each * each >= before:
        candidates.QUICK_FROM = 0
        solve(small)
        candidates.QUICK_FROM = before
    problem, clock = company(each, seed=1, scarce=scarce), Clock()
    at_explain: dict[str, float] = {}
    answer = solve(problem, lambda phase: at_explain.update(clock.read() if phase == "explain" else {}))
    return at_explain | {
        "matched": len(answer.pairs),
        "waiting": answer.waiting_matched,
        "score": answer.score,
        "proven": answer.proven_optimal,
        "explain": answer.seconds["explain"],
        "left": len(answer.unmatched),
        "phases": {name: round(seconds, 3) for name, seconds in answer.seconds.items()},
    }


def dense(each: int, scarce: bool) -> Result:
    """numpy and scipy: a matrix of every couple, with a column for each place of each mentor.

    Timed are reading the people, scoring every couple with numpy (`Sieve`, in blocks that stay in the cache), and
    the assignment. The matrix that is solved is worked out apart, to the last point, so that results compare.
    """
    from scipy.optimize import linear_sum_assignment

    problem = company(each, seed=1, scarce=scarce)
    scores, waiting, places = matrix(problem)
    clock = Clock()
    field = Field(Columns(problem))
    sieve = Sieve(field.columns, field.mentors, field.mentees)
    for block in sieve.blocks(np.arange(len(field.mentees))):
        sieve.most(block)
    copies = np.repeat(np.arange(len(places)), places)
    gain = scores[:, copies].astype(np.float64)
    np.add(gain, worth(waiting)[:, None], out=gain, where=gain >= 0)
    np.maximum(gain, 0, out=gain)
    rows, columns = linear_sum_assignment(gain, maximize=True)
    used = gain[rows, columns] > 0
    took = clock.read()
    return total(scores, waiting, rows[used], copies[columns[used]]) | took


def matrix(problem: Problem) -> tuple[Array, Array, Array]:
    """Scores of every couple, below zero where a rule forbids it; who has waited; places."""
    field = Field(Columns(problem))
    found = np.full((len(field.mentees), len(field.mentors)), -1, dtype=np.int32)
    for pairs in field.candidates.every_pair():
        found[pairs.mentee, pairs.mentor] = pairs.score
    return found, field.columns.waiting[field.mentees], field.places


def worth(waiting: Array) -> Array:
    """What a match is worth before its score: more than all scores together, and a wait as much again."""
    every_score = len(waiting) * 100_000.0 + 1
    return every_score * (1 + waiting.sum()) + every_score * waiting


def total(scores: Array, waiting: Array, mentees: Array, mentors: Array) -> Result:
    chosen = scores[mentees, mentors]
    return {"matched": len(chosen), "waiting": int(waiting[mentees].sum()), "score": int(chosen.sum())}


def elsewhere(name: str, each: int, scarce: bool) -> Result:
    """The assignment alone: they are given our scores."""
    scores, waiting, places = matrix(company(each, seed=1, scarce=scarce))
    given = {"scores": scores.tolist(), "places": places.tolist(), "worth": worth(waiting).astype(int).tolist()}
    script = [
        _python(ELSEWHERE[name]),
        "-P",
        str(Path(__file__).parent / "elsewhere.py"),
    ]  # its `matching` is theirs
    kind = "networkx" if name == "networkx" else "mentor_match"
    done = subprocess.run([*script, kind], input=json.dumps(given).encode(), stdout=subprocess.PIPE, check=True)
    said = json.loads(done.stdout)
    pairs = np.array(said.pop("pairs"), dtype=np.int64).reshape(-1, 2)
    return total(scores, waiting, pairs[:, 0], pairs[:, 1]) | said


def _python(packages: tuple[str, ...]) -> str:
    """Of an environment with just these, which is made once."""
    folder = Path(tempfile.gettempdir()) / f"matching-rivals-{os.getuid()}" / "-".join(packages)
    python = folder / "bin" / "python"
    if not (folder / "ready").exists():
        venv.create(folder, with_pip=True, clear=True)
        command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *packages]
        subprocess.run(command, check=True, stdout=sys.stderr)
        (folder / "ready").touch()
    return str(python)


HERE: dict[str, Callable[[int, bool], Result]] = {"ours": ours, "dense scipy": dense}


def run(name: str, each: int, scarce: bool) -> Result:
    return HERE[name](each, scarce) if name in HERE else elsewhere(name, each, scarce)
