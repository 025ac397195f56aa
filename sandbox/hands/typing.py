"""Slash commands, and what a person writes to the app."""

import time
from typing import Any

from sandbox.delivery import payloads
from sandbox.delivery.courier import Ack
from sandbox.delivery.response_url import respond
from sandbox.errors import Refused, SandboxError
from sandbox.hands.desk import Desk, Outcome, Watch, refused
from sandbox.world.messages import Conversation
from sandbox.world.world import ResponseUrl


async def command(desk: Desk, line: str, channel: str | None) -> Outcome:
    """Types "/name text" in a channel, by default in the DM with the app."""
    name, _, text = line.strip().partition(" ")
    if not name.startswith("/"):
        raise SandboxError(f"A command begins with /, not {line!r}")
    watch = Watch(desk)
    conversation = desk.conversation(channel) if channel else desk.dm()
    if not _is_command(desk, name):
        return watch.outcome(failed=f"{name} is not a valid command")
    payload = payloads.command(desk.world, desk.team, desk.person, conversation, name, text.strip())
    ack = await desk.courier.deliver(desk.team, "slash_commands", payload)
    return watch.outcome(ack, failed=_reply(desk, conversation, ack))


def _is_command(desk: Desk, name: str) -> bool:
    installation, commands = desk.team.installation, desk.world.app.commands
    installed = not (installation.uninstalled or installation.revoked)
    return installed and "commands" in installation.scopes and (commands is None or name in commands)


def _reply(desk: Desk, conversation: Conversation, ack: Ack) -> str | None:
    """Shows what a command's ack says; returns what is wrong with it."""
    said: Any = {"text": ack.body} if isinstance(ack.body, str) else ack.body
    if ack.failed or not said:
        return None
    if not isinstance(said, dict):
        return "invalid_command_response: neither text nor a JSON object"
    place = ResponseUrl(desk.team, desk.person.id, conversation, None, time.monotonic())
    try:
        respond(desk.world, place, said)
    except Refused as refusal:
        return refused(refusal.error, refusal.args[1:])
    return None


async def say(desk: Desk, conversation: Conversation, text: str) -> Outcome:
    """Writes a message; the app hears of it where it is subscribed (message.im and its like)."""
    watch = Watch(desk)
    message = desk.team.post(conversation, desk.person, text)
    kind = {"public": "channel", "private": "group"}.get(conversation.kind, conversation.kind)
    name = {"public": "message.channels", "private": "message.groups"}.get(conversation.kind, f"message.{kind}")
    body = message.as_json(desk.team.files) | {
        "channel": conversation.id,
        "channel_type": kind,
        "event_ts": message.ts,
        "client_msg_id": desk.world.new_id("client-"),
    }
    if desk.team.bot.id in conversation.members:
        await desk.events.send(desk.team, body, name)
    return watch.outcome()


async def open_home(desk: Desk, tab: str) -> Outcome:
    """Opens the app: its home tab ("home") or the DM with it ("messages")."""
    there = {"home": desk.world.app.home_tab, "messages": desk.world.app.messages_tab}
    if not there.get(tab):
        raise SandboxError(f"The app has no {tab!r} tab; there are {[name for name, on in there.items() if on]}")
    watch = Watch(desk)
    home = desk.team.homes.get(desk.person.id)
    body: dict[str, Any] = {
        "type": "app_home_opened",
        "user": desk.person.id,
        "channel": desk.dm().id,
        "tab": tab,
        "event_ts": f"{time.time():.6f}",
    }
    if home and tab == "home":
        body["view"] = payloads.view_json(desk.world, desk.team, home)
    await desk.events.send(desk.team, body)
    return watch.outcome()
