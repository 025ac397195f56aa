"""What someone enters, as what the input then holds."""

import re
from typing import Any

from sandbox.blocks.check import completed, suggestion_problems
from sandbox.blocks.objects import offered
from sandbox.blocks.plain import read_text
from sandbox.blocks.shapes import Block
from sandbox.blocks.state import HOLDS, holding
from sandbox.delivery import payloads
from sandbox.errors import SandboxError
from sandbox.hands.desk import Desk, failure
from sandbox.hands.finding import Spot, find_option
from sandbox.hands.handing import handed_in
from sandbox.world.messages import Message
from sandbox.world.views import View

PATTERNS = {
    "datepicker": (r"\d{4}-\d\d-\d\d", "a date such as 2027-01-31"),
    "timepicker": (r"\d\d:\d\d", "a time such as 09:30"),
    "datetimepicker": (r"\d{10}", "a Unix time in seconds"),
}


async def entered(desk: Desk, place: View | Message, spot: Spot, value: Any) -> dict[str, Any]:
    """The input's new state; raises SandboxError for what the input offers no way to enter."""
    kind = spot.element["type"]
    key, _, empty = HOLDS[kind]
    if value in (None, "", [], ()):
        return holding(spot.element, key, empty)
    if kind == "file_input":
        return holding(spot.element, key, handed_in(desk, spot.element, value))
    if isinstance(empty, list):
        return holding(spot.element, key, await _several(desk, place, spot, value))
    return holding(spot.element, key, await _one(desk, place, spot, value))


async def _several(desk: Desk, place: View | Message, spot: Spot, value: Any) -> list[Any]:
    wanted = value if isinstance(value, list | tuple) else [value]
    not_too_many(spot, len(wanted))
    return [await _one(desk, place, spot, each) for each in wanted]


def not_too_many(spot: Spot, count: int) -> None:
    most = spot.element.get("max_selected_items")
    if most is not None and count > most:
        raise SandboxError(f"No more than {most} may be picked, not {count}")


async def _one(desk: Desk, place: View | Message, spot: Spot, value: Any) -> Any:
    kind = spot.element["type"]
    if kind.endswith("users_select"):
        return desk.team.person(str(value)).id
    if kind.endswith(("conversations_select", "channels_select")):
        return desk.team.channel(str(value)).id
    if kind.endswith(("_select", "radio_buttons", "checkboxes")):
        return await _option(desk, place, spot, str(value))
    if kind == "rich_text_input":
        section = {"type": "rich_text_section", "elements": [{"type": "text", "text": str(value)}]}
        return {"type": "rich_text", "elements": [section]}
    if kind in PATTERNS and not re.fullmatch(PATTERNS[kind][0], str(value)):
        raise SandboxError(f"{value!r} isn't {PATTERNS[kind][1]}")
    return int(value) if kind == "datetimepicker" else str(value)


async def _option(desk: Desk, place: View | Message, spot: Spot, text: str) -> Block:
    options = await suggested(desk, place, spot, text) if _external(spot) else offered(spot.element)
    option = find_option(options, text, desk.team.display_name)
    if option is None:
        shown = [read_text(each["text"], desk.team.display_name) for each in options]
        raise SandboxError(f"No option {text!r}; there are {shown}")
    return option


async def suggested(desk: Desk, place: View | Message, spot: Spot, typed: str) -> list[Block]:
    """The options shown once `typed` stands in a select; an external one asks the app for them."""
    if not _external(spot):
        return [option for option in offered(spot.element) if typed.lower() in option["text"]["text"].lower()]
    return offered(await asked(desk, place, spot, typed))


async def asked(desk: Desk, place: View | Message, spot: Spot, typed: str) -> Block:
    """The app's own suggestions: `options` or `option_groups`; none before enough is typed."""
    if len(typed) < spot.element.get("min_query_length", 3):
        return {"options": []}
    block_id, action_id = spot.block["block_id"], spot.element["action_id"]
    payload = payloads.suggestion(desk.world, desk.team, desk.person, place, block_id, action_id, typed)
    ack = await desk.courier.deliver(desk.team, "interactive", payload)
    if failed := failure(ack):
        raise SandboxError(f"No suggestions came for {typed!r}: {failed}")
    if problems := suggestion_problems(ack.body):
        raise SandboxError(f"The suggestions for {typed!r} are not what Slack takes: {'; '.join(problems)}")
    return completed(ack.body)


def _external(spot: Spot) -> bool:
    return spot.element["type"].endswith("external_select")
