"""The address at which an interaction may be answered: five times, for half an hour."""

import json
import time
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from sandbox.api.answers import answer, failing_after, failing_before
from sandbox.api.call import Call
from sandbox.api.chat import TEXT_LIMIT, change, message_content
from sandbox.connections import Broken
from sandbox.errors import Refused
from sandbox.world.messages import Message
from sandbox.world.world import RESPONSE_URL_SECONDS, RESPONSE_URL_USES, ResponseUrl, World


async def response_url(request: Request) -> Response | Broken:
    world: World = request.app.state.world
    body = await request.body()
    place = world.response_urls.get(request.path_params["key"])
    fault = world.faults.strike("response_url", place.conversation.id if place else None)
    log: dict[str, Any] = {
        "method": "response_url",
        "fault": fault.kind if fault else None,
        "ok": True,
        "error": None,
        "user": place.user if place else None,
    }
    log |= {"at": world.clock.now.isoformat(), "team": place.team.id if place else None}
    world.calls.append(log)
    if (before := await failing_before(fault)) is not None:
        log |= {"ok": False, "error": fault.kind if fault else None}
        world.traffic.note("from_app", log)
        return before
    try:
        log["args"] = said = _json(body)
        respond(world, _usable(place), said)
    except Refused as refusal:
        log |= {"ok": False, "error": refusal.error}
        status = 404 if refusal.error in ("expired_url", "used_url") else 400
        return Response(json.dumps(refusal.body), status, media_type="application/json")
    finally:
        world.traffic.note("from_app", log)
        world.changes.happened()
    return failing_after(fault, answer({"ok": True}))


def respond(world: World, place: ResponseUrl, said: dict[str, Any]) -> Message | None:
    """Does what an answer says: a new message (ephemeral unless told otherwise), or a change to the original."""
    call = Call(world, place.team, said)
    if call.flag("delete_original"):
        _delete(place, _original(place))
        return None
    content = message_content(call, TEXT_LIMIT)
    if call.flag("replace_original"):
        original = _original(place)
        change(original, content, world.clock.new_ts())
        return original
    in_channel = said.get("response_type") == "in_channel"
    thread_ts = call.text("thread_ts")
    only_for = None if in_channel else place.user
    return place.team.post(place.conversation, place.team.bot, **content, only_for=only_for, thread_ts=thread_ts)


def _usable(place: ResponseUrl | None) -> ResponseUrl:
    if place is None or time.monotonic() - place.made_at > RESPONSE_URL_SECONDS:
        raise Refused("expired_url")
    if place.uses >= RESPONSE_URL_USES:
        raise Refused("used_url")
    place.uses += 1
    return place


def _original(place: ResponseUrl) -> Message:
    """As it is now, also where it was answered from a client that still showed it as it was."""
    if place.message is None:
        raise Refused("no_original_message")
    conversation, ts = place.conversation, place.message.ts
    return conversation.messages.get(ts) or conversation.ephemeral.get(ts) or place.message


def _delete(place: ResponseUrl, message: Message) -> None:
    place.conversation.messages.pop(message.ts, None)
    place.conversation.ephemeral.pop(message.ts, None)


def _json(body: bytes) -> dict[str, Any]:
    try:
        said = json.loads(body)
    except ValueError as problem:
        raise Refused("invalid_payload") from problem
    if not isinstance(said, dict):
        raise Refused("invalid_payload")
    return said
