"""Filling in, submitting and closing modals."""

from typing import Any

from sandbox.api.views import accepted_view, push_view, replace_view
from sandbox.blocks.state import is_empty, value_of
from sandbox.delivery import payloads
from sandbox.delivery.courier import Ack
from sandbox.errors import Refused, SandboxError
from sandbox.hands.desk import Desk, Outcome, Watch, failure, refused
from sandbox.hands.finding import Spot, all_spots, find_input
from sandbox.hands.values import entered
from sandbox.world.messages import Message
from sandbox.world.views import View

REQUIRED = "Please complete this required field."


async def fill(desk: Desk, place: View | Message, values: dict[str, Any], near: str | None = None) -> str | None:
    """Enters values by label, in order; what makes the app act (selects outside inputs, dispatch_action) does.

    Returns the first failure the person is shown.
    """
    failed = None
    for label, value in values.items():
        spot = find_input(place.blocks, label, desk.team.display_name, near)
        held = await entered(desk, place, spot, value)
        keep(place, spot, held)
        if is_heard(spot):
            failed = failed or failure(await dispatch(desk, place, spot, held))
    return failed


def keep(place: View | Message, spot: Spot, held: dict[str, Any]) -> None:
    """What was entered is in the payloads from now on."""
    values = place.values if isinstance(place, View) else place.state
    values.setdefault(spot.block["block_id"], {})[spot.element["action_id"]] = held


def is_heard(spot: Spot) -> bool:
    """Whether the app is told of it at once."""
    return spot.block["type"] != "input" or bool(spot.block.get("dispatch_action"))


async def dispatch(desk: Desk, place: View | Message, spot: Spot, held: dict[str, Any] | None) -> Ack:
    """block_actions, from wherever the element is."""
    action = payloads.action(spot.block, spot.element, held, spot.option)
    if isinstance(place, View):
        payload = payloads.view_action(desk.world, desk.team, desk.person, place, action)
    else:
        conversation = desk.team.conversations[place.channel]
        payload = payloads.message_action(desk.world, desk.team, desk.person, conversation, place, action)
    return await desk.courier.deliver(desk.team, "interactive", payload)


async def submit(desk: Desk, view: View, values: dict[str, Any]) -> Outcome:
    """Fills in by label, then presses the submit button."""
    watch = Watch(desk)
    if failed := await fill(desk, view, values):
        return watch.outcome(failed=failed)
    return await send(desk, view, watch)


async def send(desk: Desk, view: View, watch: Watch) -> Outcome:
    """Presses the submit button. What the inputs refuse themselves never reaches the app. Errors by block_id."""
    if "submit" not in view.body:
        raise SandboxError(f"{view.body['title']['text']!r} has no submit button")
    if errors := _own_errors(view):
        return watch.outcome(errors=errors)
    payload = payloads.view_submission(desk.world, desk.team, desk.person, view)
    ack = await desk.courier.deliver(desk.team, "interactive", payload)
    if ack.failed:
        return watch.outcome(ack)
    try:
        errors = obey(desk, view, ack.body)
    except Refused as refusal:
        return watch.outcome(failed=refused(refusal.error, refusal.args[1:]))
    return watch.outcome(errors=errors, closed=view.id not in desk.team.views)


def obey(desk: Desk, view: View, answer: Any) -> dict[str, str]:
    """Does what the answer to a view_submission says; returns errors. Refuses what Slack wouldn't take."""
    if not answer:
        close_view(desk, view)
        return {}
    action = answer.get("response_action") if isinstance(answer, dict) else None
    match action:
        case "errors":
            return _checked(view, answer.get("errors"))
        case "update":
            replace_view(view, accepted_view(desk.world, desk.team, answer.get("view") or {}, "modal"))
        case "push":
            push_view(
                desk.world,
                desk.team,
                desk.person.id,
                accepted_view(desk.world, desk.team, answer.get("view") or {}, "modal"),
            )
        case "clear":
            for id in desk.team.stacks.pop(desk.person.id, []):
                desk.team.views.pop(id, None)
        case _:
            raise Refused(
                "invalid_response", f"a view_submission takes an empty ack or a response_action, not {answer!r}"
            )
    return {}


def close_view(desk: Desk, view: View) -> None:
    stack = desk.team.stacks.get(desk.person.id, [])
    if view.id in stack:
        stack.remove(view.id)
    desk.team.views.pop(view.id, None)


async def dismiss(desk: Desk, view: View) -> Outcome:
    """Presses the close button; the app hears of it if it asked to (notify_on_close)."""
    watch = Watch(desk)
    stack = desk.team.stacks.get(desk.person.id, [])
    cleared = bool(view.body.get("clear_on_close"))
    going = [desk.team.views[id] for id in stack] if cleared else [view]
    for each in going:
        close_view(desk, each)
    ack = None
    for each in reversed(going):
        if each.body.get("notify_on_close"):
            payload = payloads.view_closed(desk.world, desk.team, desk.person, each, cleared)
            ack = await desk.courier.deliver(desk.team, "interactive", payload)
    return watch.outcome(ack, closed=True)


def labels(view: View) -> dict[str, str]:
    """Of the inputs, by block_id."""
    return {block["block_id"]: block["label"]["text"] for block in view.blocks if block["type"] == "input"}


def _checked(view: View, errors: Any) -> dict[str, str]:
    """Every block must be an input of this view, every text non-empty."""
    inputs = labels(view)
    if not isinstance(errors, dict) or not errors:
        raise Refused("invalid_response", "response_action errors needs errors: {block_id: text}")
    for block_id, text in errors.items():
        if block_id not in inputs or not isinstance(text, str) or not text:
            raise Refused(
                "invalid_response", f"errors has {block_id!r}: {text!r}; the input blocks are {sorted(inputs)}"
            )
    return errors


def _own_errors(view: View) -> dict[str, str]:
    """What Slack's own form says no to."""
    errors = {}
    for spot in all_spots(view.blocks):
        if spot.block["type"] == "input":
            held = view.values[spot.block["block_id"]][spot.element["action_id"]]
            if error := _own_error(spot, held):
                errors[spot.block["block_id"]] = error
    return errors


def _own_error(spot: Spot, held: dict[str, Any]) -> str | None:
    if is_empty(held):
        return None if spot.block.get("optional") else REQUIRED
    if spot.element["type"] == "number_input":
        return _number_error(spot.element, str(value_of(held)))
    if spot.element["type"] == "plain_text_input":
        return _length_error(spot.element, len(value_of(held)))
    return None


def _length_error(element: dict[str, Any], length: int) -> str | None:
    least, most = element.get("min_length", 0), element.get("max_length", 3000)
    return None if least <= length <= most else f"Please enter {least} to {most} characters."


def _number_error(element: dict[str, Any], value: str) -> str | None:
    try:
        number = float(value)
    except ValueError:
        return "Please enter a number."
    if not element["is_decimal_allowed"] and not number.is_integer():
        return "Please enter a whole number."
    least, most = element.get("min_value"), element.get("max_value")
    if (least is not None and number < float(least)) or (most is not None and number > float(most)):
        return f"Please enter a number from {least or 'any'} to {most or 'any'}."
    return None
