"""The payloads that Slack sends an app."""

import time
from typing import Any

from sandbox.blocks.elements import parts
from sandbox.blocks.shapes import Block
from sandbox.blocks.state import HOLDS
from sandbox.world.messages import Conversation, Message
from sandbox.world.people import Person
from sandbox.world.team import Team
from sandbox.world.views import View
from sandbox.world.world import World


def command(
    world: World, team: Team, person: Person, conversation: Conversation, name: str, text: str
) -> dict[str, str]:
    """The form of a slash command; what has no value (enterprise_id) is not in it."""
    return {
        "token": world.app.verification_token,
        "team_id": team.id,
        "team_domain": team.domain,
        "channel_id": conversation.id,
        "channel_name": shown_name(conversation),
        "user_id": person.id,
        "user_name": person.name,
        "command": name,
        "text": text,
        "api_app_id": world.app.id,
        "is_enterprise_install": "false",
        "response_url": world.new_response_url(team, person.id, conversation, None),
        "trigger_id": world.new_trigger(team, person.id),
    }


def shown_name(conversation: Conversation) -> str:
    return {"im": "directmessage", "private": "privategroup"}.get(conversation.kind, conversation.name)


def _interaction(world: World, team: Team, person: Person, kind: str) -> dict[str, Any]:
    return {
        "type": kind,
        "team": {"id": team.id, "domain": team.domain},
        "user": {
            "id": person.id,
            "username": person.name,
            "name": person.name,
            "team_id": person.home_team or team.id,
        },
        "api_app_id": world.app.id,
        "token": world.app.verification_token,
        "enterprise": None,
        "is_enterprise_install": False,
    }


def message_action(
    world: World, team: Team, person: Person, conversation: Conversation, message: Message, action: Block
) -> dict[str, Any]:
    """block_actions from a message."""
    payload = _interaction(world, team, person, "block_actions") | _on_message(team, conversation, message)
    return payload | {
        "trigger_id": world.new_trigger(team, person.id),
        "state": {"values": message.state},
        "response_url": world.new_response_url(team, person.id, conversation, message),
        "actions": [action],
    }


def _on_message(team: Team, conversation: Conversation, message: Message) -> dict[str, Any]:
    """Where an interaction with a message came from; Slack leaves out a message that only one person sees."""
    ephemeral = message.only_for is not None
    container = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": conversation.id,
        "is_ephemeral": ephemeral,
    }
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    where = {"container": container, "channel": {"id": conversation.id, "name": shown_name(conversation)}}
    return where if ephemeral else where | {"message": message.as_json(team.files)}


def view_action(world: World, team: Team, person: Person, view: View, action: Block) -> dict[str, Any]:
    """block_actions from a modal or home tab."""
    return _interaction(world, team, person, "block_actions") | {
        "container": {"type": "view", "view_id": view.id},
        "trigger_id": world.new_trigger(team, person.id),
        "view": view_json(world, team, view),
        "actions": [action],
    }


def view_submission(world: World, team: Team, person: Person, view: View) -> dict[str, Any]:
    return _interaction(world, team, person, "view_submission") | {
        "trigger_id": world.new_trigger(team, person.id),
        "view": view_json(world, team, view),
        "response_urls": list(_response_urls(world, team, person, view)),
    }


def _response_urls(world: World, team: Team, person: Person, view: View) -> Any:
    """One for each conversation picked in an input with response_url_enabled."""
    for block in view.blocks:
        for _, element in parts(block):
            held = view.values.get(block["block_id"], {}).get(element["action_id"], {})
            channel = held.get("selected_conversation") or held.get("selected_channel")
            if element.get("response_url_enabled") and channel:
                url = world.new_response_url(team, person.id, team.conversations[channel], None)
                yield {
                    "block_id": block["block_id"],
                    "action_id": element["action_id"],
                    "channel_id": channel,
                    "response_url": url,
                }


def view_closed(world: World, team: Team, person: Person, view: View, is_cleared: bool) -> dict[str, Any]:
    payload = _interaction(world, team, person, "view_closed")
    return payload | {"view": view_json(world, team, view), "is_cleared": is_cleared}


def suggestion(
    world: World, team: Team, person: Person, place: View | Message, block_id: str, action_id: str, typed: str
) -> dict[str, Any]:
    """block_suggestion: what someone typed into an external select of a view or message."""
    payload = _interaction(world, team, person, "block_suggestion")
    payload |= {"action_id": action_id, "block_id": block_id, "value": typed}
    if isinstance(place, View):
        container = {"type": "view", "view_id": place.id}
        return payload | {"container": container, "view": view_json(world, team, place)}
    return payload | _on_message(team, team.conversations[place.channel], place)


def view_json(world: World, team: Team, view: View) -> dict[str, Any]:
    return view.as_json(team.id, world.app.id, team.bot.bot_id)


def action(block: Block, element: Block, held: dict[str, Any] | None, option: Block | None = None) -> Block:
    """One entry of `actions`: what was pressed or picked. `option`: of an overflow menu."""
    entry: Block = {"action_id": element["action_id"], "block_id": block["block_id"]}
    for name in ("text", "value", "style", "url", "placeholder", "confirm"):
        if name in element:
            entry[name] = element[name]
    if option is not None:
        entry["selected_option"] = option
    if held is not None:
        key, initial, _ = HOLDS[held["type"]]
        entry[key] = held[key]
        if initial and initial in element:
            entry[initial] = element[initial]
    return entry | {"type": element["type"], "action_ts": f"{time.time():.6f}"}


def event(world: World, team: Team, body: dict[str, Any]) -> dict[str, Any]:
    """The envelope of the Events API around `body`."""
    bot = team.bot.id
    authorization = {
        "enterprise_id": None,
        "team_id": team.id,
        "user_id": bot,
        "is_bot": True,
        "is_enterprise_install": False,
    }
    event_id = world.new_id("Ev")
    return {
        "token": world.app.verification_token,
        "team_id": team.id,
        "context_team_id": team.id,
        "context_enterprise_id": None,
        "api_app_id": world.app.id,
        "event": body,
        "type": "event_callback",
        "event_id": event_id,
        "event_time": int(world.clock.now.timestamp()),
        "authorizations": [authorization],
        "is_ext_shared_channel": False,
        "event_context": f"4-{event_id}",
    }
