"""Matching in a process of its own: the solver holds Python's lock, and no ack may wait for it."""

import subprocess
import sys
from pathlib import Path

from bot.matching import codec
from bot.matching.answer import Answer
from bot.matching.errors import MatcherFailed
from bot.matching.problem import Problem

REFUSED, OUT_OF_MEMORY = 2, 3
ROOT = Path(__file__).parents[2]  # where `bot` is found, wherever this process was started


def match(problem: Problem, seconds: float = 120, megabytes: int = 4_096) -> Answer:
    """Raises Refused (BadProblem, PinBreaksRule), or MatcherFailed: it died, or needed more than `seconds` or
    `megabytes`. Those are of address space, of which the libraries take several hundred and use few.
    """
    command = [sys.executable, "-m", "bot.matching", "--megabytes", str(megabytes)]
    try:
        given = codec.problem_to_json(problem).encode()
        done = subprocess.run(command, input=given, capture_output=True, timeout=seconds, check=False, cwd=ROOT)
    except subprocess.TimeoutExpired as error:
        raise MatcherFailed(f"the matcher took longer than {seconds:g} seconds") from error
    if done.returncode == REFUSED:
        raise codec.refusal_from_json(done.stdout.decode())
    if done.returncode == OUT_OF_MEMORY:
        raise MatcherFailed(f"the matcher needed more than {megabytes} megabytes of memory")
    if done.returncode != 0:
        bound = f"bound: {megabytes} megabytes"
        raise MatcherFailed(f"the matcher ended with code {done.returncode} ({bound}): {_last_error(done.stderr)}")
    return codec.answer_from_json(done.stdout.decode())


def _last_error(stderr: bytes) -> str:
    """Its kind; the words of an error, and the lines above it, may quote what people wrote."""
    lines = stderr.decode(errors="replace").strip().splitlines()
    return lines[-1].partition(":")[0] if lines else ""
