"""What a page says that an input holds now, in the shape of `state.values`; checked, since a page may be wrong."""

import re
from typing import Any

from sandbox.blocks.objects import PLAIN_OPTION, offered
from sandbox.blocks.shapes import Block, Problems
from sandbox.blocks.state import HOLDS, holding
from sandbox.errors import SandboxError
from sandbox.hands.desk import Desk
from sandbox.hands.finding import Spot
from sandbox.hands.handing import handed_in
from sandbox.hands.values import PATTERNS, not_too_many
from sandbox.world.team import Team


def accepted(desk: Desk, spot: Spot, held: Any) -> dict[str, Any]:
    """The same, if the input offers a way to enter it; raises SandboxError else."""
    kind = spot.element["type"]
    if kind not in HOLDS:
        raise SandboxError(f"A {kind} holds nothing")
    key, _, empty = HOLDS[kind]
    value = held.get(key) if isinstance(held, dict) else None
    if value in (None, "", []):
        return holding(spot.element, key, empty)
    if kind == "file_input":
        return holding(spot.element, key, handed_in(desk, spot.element, value))
    if isinstance(empty, list):
        return holding(spot.element, key, _several(desk.team, spot, value))
    return holding(spot.element, key, _one(desk.team, spot, value))


def _several(team: Team, spot: Spot, values: Any) -> list[Any]:
    if not isinstance(values, list):
        raise SandboxError(f"Several are a list, not {values!r}")
    not_too_many(spot, len(values))
    return [_one(team, spot, value) for value in values]


def _one(team: Team, spot: Spot, value: Any) -> Any:
    kind = spot.element["type"]
    if kind.endswith("external_select"):
        return _suggested(value)
    if kind.endswith(("static_select", "radio_buttons", "checkboxes")):
        return _offered(spot.element, value)
    if kind == "datetimepicker" and isinstance(value, int):
        return value
    if kind == "rich_text_input" and isinstance(value, dict):
        return value
    if not isinstance(value, str) or kind in ("datetimepicker", "rich_text_input"):
        raise SandboxError(f"A {kind} doesn't hold {value!r}")
    if kind.endswith("users_select"):
        return _known(value, team.people)
    if kind.endswith(("conversations_select", "channels_select")):
        return _known(value, team.conversations)
    if kind in PATTERNS and not re.fullmatch(PATTERNS[kind][0], value):
        raise SandboxError(f"{value!r} isn't {PATTERNS[kind][1]}")
    return value


def _offered(element: Block, value: Any) -> Block:
    wanted = value.get("value") if isinstance(value, dict) else None
    for option in offered(element):
        if option["value"] == wanted:
            return option
    raise SandboxError(f"No option {wanted!r}; there are {[option['value'] for option in offered(element)]}")


def _suggested(value: Any) -> Block:
    """Only the app knows what it suggested; the shape is what can be held against it."""
    problems = Problems()
    PLAIN_OPTION(value, "/option", problems)
    if problems.messages:
        raise SandboxError("; ".join(problems.messages))
    return value


def _known(id: str, there: Any) -> str:
    if id not in there:
        raise SandboxError(f"There is no {id!r}")
    return id
