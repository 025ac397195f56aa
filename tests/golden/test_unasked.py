"""Whoever is written to without having asked reads why, and how to stop it."""

import ast
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import bot
from bot.features.checkins.views.nudge import TURN_OFF
from bot.features.closing.service import MESSAGES as NEWS
from bot.features.closing.service import UNASKED
from bot.features.prompts.views import OFF as PROMPTS_OFF
from bot.parts import MESSAGES
from tests.golden.case import Case
from tests.golden.cases import CASES

WHY = "You get this because"
WAYS_OUT = ("`/reverse-mentor pause`", TURN_OFF, PROMPTS_OFF, "It stops once", "it comes once")


def unasked() -> Iterator[str]:
    """The messages that the code queues as unasked, always or sometimes."""
    yield from (NEWS[news].__name__ for news in UNASKED)
    for path in Path(bot.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and any(_is_unasked(keyword) for keyword in node.keywords):
                given = [*node.args, *(each.value for each in node.keywords if each.arg == "message")]
                named = (_name(argument) for argument in given if isinstance(argument, ast.Call))
                yield from (name for name in named if name)


def _is_unasked(keyword: ast.keyword) -> bool:
    never = isinstance(keyword.value, ast.Constant) and keyword.value.value is False
    return keyword.arg == "unasked" and not never


def _name(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def cases_of(kind: str) -> list[Case]:
    views = [view for message, (_, view) in MESSAGES.items() if message.__name__ == kind]
    return [case for case in CASES if case.view in views]


def test_the_kinds_are_found() -> None:
    assert {"NudgeDue", "PairingOffered", "OfferReminder", "LeftUnmatched", "EndNears"} <= set(unasked())


@pytest.mark.parametrize("kind", sorted(set(unasked())))
def test_it_says_why_it_came_and_how_to_stop_it(kind: str) -> None:
    cases = cases_of(kind)
    assert cases
    for case in cases:
        told: Any = json.dumps(case.render(), ensure_ascii=False)
        assert WHY in told, case.name
        assert any(way in told for way in WAYS_OUT), case.name
