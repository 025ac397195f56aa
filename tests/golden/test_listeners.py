"""Whatever can be clicked, submitted or typed into somewhere is listened to; and nothing else is."""

from collections.abc import Iterator
from typing import Any

import pytest

from bot.parts import FEATURES
from bot.slack.blocks import MENU
from sandbox.blocks.elements import parts
from tests.golden.cases import CASES


class Heard:
    """Takes what the features register, and remembers only for what."""

    def __init__(self) -> None:
        self.actions: set[str] = set()
        self.views: set[str] = set()
        self.options_of: set[str] = set()

    def command(self, word: str, *_listener: Any, **_more: Any) -> None: ...

    def event(self, kind: str, *_listener: Any, **_more: Any) -> None: ...

    def installation(self, kind: str, _listener: Any) -> None: ...

    def action(self, action_id: str, *_listener: Any, **_more: Any) -> None:
        self.actions.add(action_id)

    def view(self, callback_id: str, *_listener: Any, **_more: Any) -> None:
        self.views.add(callback_id)

    def options(self, action_id: str, *_listener: Any) -> None:
        self.options_of.add(action_id)


@pytest.fixture
def heard() -> Heard:
    heard = Heard()
    for feature in FEATURES:
        feature.register(heard)
    return heard


def elements() -> Iterator[dict[str, Any]]:
    for one in CASES:
        shown = one.render()
        for block in shown.get("blocks", []) if isinstance(shown, dict) else []:
            yield from (element for _, element in parts(block))


def acting() -> Iterator[dict[str, Any]]:
    """What acts as soon as it is clicked or chosen: whatever stands outside of a form's fields."""
    for one in CASES:
        shown = one.render()
        for block in shown.get("blocks", []) if isinstance(shown, dict) else []:
            if block["type"] in ("actions", "section"):
                yield from (element for _, element in parts(block))


def pressed(element: dict[str, Any]) -> set[str]:
    """Its action id; of a menu, those of the buttons that its entries stand for."""
    if element["action_id"] != MENU:
        return {element["action_id"]}
    return {option["value"].partition(" ")[0] for option in element["options"]}


def test_every_button_is_listened_to_and_every_listener_has_one(heard: Heard) -> None:
    assert {action_id for element in acting() for action_id in pressed(element)} == heard.actions


def test_every_form_is_listened_to_and_every_listener_has_one(heard: Heard) -> None:
    shown = [one.render() for one in CASES]
    assert {view["callback_id"] for view in shown if isinstance(view, dict) and "submit" in view} == heard.views


def test_every_type_ahead_is_listened_to_and_every_listener_has_one(heard: Heard) -> None:
    asking = {element["action_id"] for element in elements() if "external_select" in element["type"]}
    assert asking == heard.options_of
