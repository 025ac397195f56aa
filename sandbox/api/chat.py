"""chat.*"""

import json
import re
from typing import Any

from sandbox.api.call import Call, method
from sandbox.blocks.check import checked_message_blocks
from sandbox.blocks.state import initial_values
from sandbox.errors import Refused
from sandbox.world.messages import Conversation, Message

TEXT_LIMIT = 40_000
UPDATE_TEXT_LIMIT = 4_000
METADATA_EVENT_TYPE = re.compile(r"[A-Za-z0-9_.\-:]{1,255}")


@method("chat.postMessage", "chat:write")
def chat_post_message(call: Call) -> dict[str, Any]:
    conversation = target(call)
    content = message_content(call, TEXT_LIMIT)
    thread_ts = call.text("thread_ts")
    if thread_ts and thread_ts not in conversation.messages:
        raise Refused("thread_not_found")
    message = call.team.post(conversation, call.team.bot, **content, thread_ts=thread_ts)
    body = message.as_json(call.team.files, metadata=True)
    return {"channel": conversation.id, "ts": message.ts, "message": body}


@method("chat.postEphemeral", "chat:write")
def chat_post_ephemeral(call: Call) -> dict[str, Any]:
    conversation = target(call)
    person = call.person()
    if person.id not in conversation.members:
        raise Refused("user_not_in_channel")
    content = message_content(call, TEXT_LIMIT)
    message = call.team.post(conversation, call.team.bot, **content, only_for=person.id)
    return {"message_ts": message.ts}


@method("chat.update", "chat:write")
def chat_update(call: Call) -> dict[str, Any]:
    """Blocks and attachments that aren't given stay; an empty array takes them away."""
    conversation = call.conversation()
    message = own_message(call, conversation, "cant_update_message")
    content = message_content(call, UPDATE_TEXT_LIMIT)
    kept = [name for name in ("blocks", "attachments") if call.args.get(name) is None]
    kept += ["state"] if "blocks" in kept else []
    change(message, content | {name: getattr(message, name) for name in kept}, call.team.clock.new_ts())
    body = message.as_json(call.team.files, metadata=True)
    return {"channel": conversation.id, "ts": message.ts, "text": message.text, "message": body}


@method("chat.delete", "chat:write")
def chat_delete(call: Call) -> dict[str, Any]:
    conversation = call.conversation()
    message = own_message(call, conversation, "cant_delete_message")
    del conversation.messages[message.ts]
    return {"channel": conversation.id, "ts": message.ts}


def change(message: Message, content: dict[str, Any], edited_ts: str) -> None:
    """Replaces what the message says; its metadata stays unless new is given."""
    if content["metadata"] is None:
        content = content | {"metadata": message.metadata}
    for name, value in content.items():
        setattr(message, name, value)
    message.edited_ts = edited_ts


def target(call: Call) -> Conversation:
    """Where a new message goes. A person's id is taken for the IM with them, as Slack does."""
    channel = call.required("channel", "channel_not_found")
    if channel in call.team.people:
        person = call.team.people[channel]
        if person.is_bot:
            raise Refused("cannot_dm_bot")
        conversation, _ = call.team.direct([person.id, call.team.bot.id])
    else:
        conversation = call.conversation()
    if conversation.is_archived:
        raise Refused("is_archived")
    if conversation.kind == "im" and not call.world.app.messages_tab:
        raise Refused("messages_tab_disabled")
    if call.team.bot.id not in conversation.members and not call.has("chat:write.public"):
        raise Refused("not_in_channel")
    return conversation


def own_message(call: Call, conversation: Conversation, otherwise: str) -> Message:
    message = conversation.messages.get(call.required("ts", "message_not_found"))
    if message is None:
        raise Refused("message_not_found")
    if message.user != call.team.bot.id:
        raise Refused(otherwise)
    return message


def message_content(call: Call, text_limit: int) -> dict[str, Any]:
    """What a message says, as Message's fields; refuses nothing said, too much said, and broken blocks."""
    text = call.text("text") or ""
    if len(text) > text_limit:
        raise Refused("msg_too_long")
    blocks = call.structure("blocks", list, "invalid_blocks_format") or []
    attachments = call.structure("attachments", list, "invalid_attachments") or []
    if len(attachments) > 100:
        raise Refused("too_many_attachments")
    blocks = checked_message_blocks(blocks, call.world.new_id)
    if not (text.strip() or blocks or attachments):
        raise Refused("no_text")
    return {
        "text": text,
        "blocks": blocks,
        "state": initial_values(blocks),
        "attachments": attachments,
        "metadata": checked_metadata(call),
        "names_linked": call.flag("link_names") or call.text("parse") == "full",
    }


def checked_metadata(call: Call) -> dict[str, Any] | None:
    metadata = call.structure("metadata", dict, "invalid_metadata_format")
    if not metadata:
        return None
    kind, payload = metadata.get("event_type"), metadata.get("event_payload")
    if not isinstance(kind, str) or not METADATA_EVENT_TYPE.fullmatch(kind) or not isinstance(payload, dict):
        raise Refused("invalid_metadata_schema", "[ERROR] metadata needs event_type and event_payload (an object)")
    if len(json.dumps(metadata)) > 16_000:
        raise Refused("metadata_too_large")
    return {"event_type": kind, "event_payload": payload}
