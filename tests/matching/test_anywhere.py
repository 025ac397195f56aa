"""The same input and seed, the same answer: in any process, and in whatever order the people come."""

import json
import os
import subprocess
import sys
from typing import Any

from msgspec.structs import replace

from bot.matching import codec
from bot.matching.child import ROOT
from bot.matching.problem import Problem

from .companies import company


def answered(round_: Problem, hash_seed: int) -> dict[str, Any]:
    """By a process whose sets and dictionaries have an order of their own."""
    done = subprocess.run(
        [sys.executable, "-m", "bot.matching"],
        input=codec.problem_to_json(round_).encode(),
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONHASHSEED": str(hash_seed)},
        cwd=ROOT,
        check=True,
    )
    answer = json.loads(done.stdout)
    del answer["seconds"], answer["peak_memory"]
    return answer


def test_another_process_and_another_order_of_people_answer_the_same():
    """Large enough that not everything is counted out that helps somebody (`reach.MOST_EXACT`)."""
    round_ = company(800, 4, 0.25)
    turned = replace(round_, people=round_.people[::-1])
    assert answered(round_, 1) == answered(turned, 2)
