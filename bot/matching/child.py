"""Matching in a process of its own: the solver holds Python's lock, and no ack may wait for it."""

import subprocess
import sys

from bot.matching import codec
from bot.matching.answer import Answer
from bot.matching.errors import MatcherFailed
from bot.matching.problem import Problem

REFUSED = 2


def match(problem: Problem, seconds: float = 120) -> Answer:
    """Raises Refused (BadProblem, PinBreaksRule), or MatcherFailed: it died or took longer than `seconds`."""
    command = [sys.executable, "-m", "bot.matching"]
    try:
        done = subprocess.run(
            command,
            input=codec.problem_to_json(problem).encode(),
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise MatcherFailed(f"the matcher took longer than {seconds:g} seconds") from error
    if done.returncode == REFUSED:
        raise codec.refusal_from_json(done.stdout.decode())
    if done.returncode != 0:
        raise MatcherFailed(
            f"the matcher ended with code {done.returncode}: {done.stderr.decode(errors='replace')[-2000:]}"
        )
    return codec.answer_from_json(done.stdout.decode())
