"""Buttons and menus, in messages, modals and the home tab."""

from typing import Any

from sandbox.hands.desk import Desk, Outcome, Watch
from sandbox.hands.finding import find_button
from sandbox.hands.forms import dispatch, fill
from sandbox.world.messages import Message
from sandbox.world.views import View


async def click(desk: Desk, place: View | Message, label: str, near: str | None) -> Outcome:
    """Presses the button or menu entry that says `label`."""
    watch = Watch(desk)
    spot = find_button(place.blocks, label, near, desk.team.display_name)
    return watch.outcome(await dispatch(desk, place, spot, None))


async def choose(desk: Desk, place: View | Message, values: dict[str, Any], near: str | None) -> Outcome:
    """Sets inputs by label; the app acts on those that it listens to."""
    watch = Watch(desk)
    return watch.outcome(failed=await fill(desk, place, values, near))
