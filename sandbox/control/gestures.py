"""Verbs for what a person does and sees."""

from dataclasses import replace
from typing import Any

from sandbox.blocks.check import normalized
from sandbox.blocks.state import initial_values
from sandbox.control import seen
from sandbox.control.verbs import Control, quiet, verb
from sandbox.errors import SandboxError
from sandbox.hands import clicks, forms, typing
from sandbox.hands.desk import Desk, Outcome
from sandbox.hands.finding import find_input
from sandbox.hands.values import suggested
from sandbox.world.messages import Message
from sandbox.world.views import View


@verb
async def command(control: Control, who: str, line: str, channel: str | None = None) -> Any:
    return _told(control, await typing.command(control.desk(who), line, channel))


@verb
async def say(control: Control, who: str, channel: str, text: str) -> Any:
    desk = control.desk(who)
    return _told(control, await typing.say(desk, desk.conversation(channel), text))


@verb
async def open_home(control: Control, who: str, tab: str) -> Any:
    return _told(control, await typing.open_home(control.desk(who), tab))


@verb
async def submit(control: Control, who: str, view: str, values: dict[str, Any]) -> Any:
    desk = control.desk(who)
    form = top(desk, view)
    told = _told(control, await forms.submit(desk, form, values))
    labels = forms.labels(form)
    return told | {"errors": {labels[block_id]: text for block_id, text in told["errors"].items()}}


@verb
async def close(control: Control, who: str, view: str) -> Any:
    desk = control.desk(who)
    return _told(control, await forms.dismiss(desk, top(desk, view)))


@verb
async def click(control: Control, who: str, place: dict[str, Any], label: str, near: str | None = None) -> Any:
    desk = control.desk(who)
    return _told(control, await clicks.click(desk, place_of(desk, place), label, near))


@verb
async def choose(
    control: Control, who: str, place: dict[str, Any], values: dict[str, Any], near: str | None = None
) -> Any:
    desk = control.desk(who)
    return _told(control, await clicks.choose(desk, place_of(desk, place), values, near))


@quiet
async def options(
    control: Control, who: str, place: dict[str, Any], label: str, typed: str, near: str | None = None
) -> Any:
    desk = control.desk(who)
    here = place_of(desk, place)
    spot = find_input(here.blocks, label, desk.team.display_name, near)
    return [option["text"]["text"] for option in await suggested(desk, here, spot, typed)]


@quiet
async def modal(control: Control, who: str) -> Any:
    view = control.desk(who).top_view
    return seen.view(control.world, control.team, view) if view else None


@quiet
async def home(control: Control, who: str) -> Any:
    view = control.team.homes.get(control.team.person(who).id) if control.world.app.home_tab else None
    return seen.view(control.world, control.team, view) if view else None


def _told(control: Control, outcome: Outcome) -> dict[str, Any]:
    return seen.outcome(control.world, control.team, outcome)


def top(desk: Desk, id: str) -> View:
    """The view, if the person has it before them."""
    top = desk.top_view
    if top is None or top.id != id:
        raise SandboxError(f"That modal isn't open any more; {desk.person.real_name} sees {_title(top)}")
    return top


def _title(view: View | None) -> str:
    return repr(view.body["title"]["text"]) if view else "no modal"


def place_of(desk: Desk, place: dict[str, Any]) -> View | Message:
    """A modal or home tab by `view`, or a message by `channel` and `ts`, as it is now, or as it was (`stale`)."""
    if "view" in place:
        home = desk.team.homes.get(desk.person.id)
        view = home if home and home.id == place["view"] else top(desk, place["view"])
        return _view_as_it_was(view, place["stale"]) if place.get("stale") else view
    if not {"channel", "ts"} <= place.keys():
        raise SandboxError(f"A place has a view, or channel and ts, not {sorted(place)}")
    conversation = desk.conversation(place["channel"])
    message = conversation.messages.get(place["ts"]) or conversation.ephemeral.get(place["ts"])
    if place.get("stale"):
        return _as_it_was(desk, place, message)
    if message is None or message.only_for not in (None, desk.person.id):
        raise SandboxError(f"The message of {place['ts']} in {conversation.name} is gone")
    return message


def _view_as_it_was(view: View, old: dict[str, Any]) -> View:
    """`old`: Slack's view object of back then, its state and hash with it."""
    return replace(
        view,
        body=view.body | {"blocks": old["blocks"], "private_metadata": old["private_metadata"]},
        values=old["state"]["values"],
        hash=old["hash"],
    )


def _as_it_was(desk: Desk, place: dict[str, Any], now: Message | None) -> Message:
    """What a slow client still shows; pressing it sends what Slack would."""
    blocks = normalized(place["stale"], desk.world.new_id)
    only_for = desk.person.id if place.get("ephemeral") else None
    text = now.text if now else ""
    old = Message(
        place["ts"], place["channel"], desk.team.bot.id, text, blocks, team_id=desk.team.id, only_for=only_for
    )
    old.state = initial_values(blocks)
    old.bot_id, old.app_id = desk.team.bot.bot_id, desk.team.bot.app_id
    return old
