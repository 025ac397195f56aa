"""Verbs for a page that shows the elements themselves, and so names them by block_id and action_id."""

from typing import Any

from sandbox.blocks.shapes import Block
from sandbox.control.gestures import place_of, top
from sandbox.control.verbs import Control, quiet, verb
from sandbox.errors import SandboxError
from sandbox.hands import forms
from sandbox.hands.desk import Outcome, Watch
from sandbox.hands.finding import Spot, pressed_texts, spot_at
from sandbox.hands.holding import accepted
from sandbox.hands.values import asked


@verb
async def press(
    control: Control,
    who: str,
    at: dict[str, Any],
    block_id: str,
    action_id: str,
    held: dict[str, Any] | None = None,
    option: str | None = None,
) -> Any:
    """Presses a button or menu entry (`option`: its value), or enters `held`; the app hears of it if it listens."""
    desk = control.desk(who)
    place = place_of(desk, at)
    spot = spot_at(place.blocks, block_id, action_id)
    watch = Watch(desk)
    if held is None:
        return _told(watch.outcome(await forms.dispatch(desk, place, _entry(spot, option), None)))
    entered = accepted(desk, spot, held)
    forms.keep(place, spot, entered)
    ack = await forms.dispatch(desk, place, spot, entered) if forms.is_heard(spot) else None
    return _told(watch.outcome(ack))


@quiet
async def keep(
    control: Control, who: str, at: dict[str, Any], block_id: str, action_id: str, held: dict[str, Any]
) -> Any:
    """Remembers what was entered; the app hears of it when it is sent."""
    desk = control.desk(who)
    place = place_of(desk, at)
    spot = spot_at(place.blocks, block_id, action_id)
    forms.keep(place, spot, accepted(desk, spot, held))


@quiet
async def suggest(control: Control, who: str, at: dict[str, Any], block_id: str, action_id: str, typed: str) -> Any:
    """What the app offers in an external select once this is typed."""
    desk = control.desk(who)
    place = place_of(desk, at)
    return await asked(desk, place, spot_at(place.blocks, block_id, action_id), typed)


@verb
async def send(control: Control, who: str, view: str) -> Any:
    """Submits a modal as it was filled in."""
    desk = control.desk(who)
    return _told(await forms.send(desk, top(desk, view), Watch(desk)))


def _entry(spot: Spot, value: str | None) -> Spot:
    """A menu's entry with this value; a button is itself."""
    entries: list[Block] = [option for _, option in pressed_texts(spot) if option]
    if not entries:
        return spot
    for option in entries:
        if option["value"] == value:
            return Spot(spot.block, spot.element, option)
    raise SandboxError(f"No entry {value!r}; there are {[option['value'] for option in entries]}")


def _told(outcome: Outcome) -> dict[str, Any]:
    """The rest of it is on the screen."""
    return {"failed": outcome.failed, "errors": outcome.errors, "closed": outcome.closed}
