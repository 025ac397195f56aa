"""conversations.*"""

from typing import Any

from sandbox.api.call import Call, method, paged
from sandbox.errors import Refused
from sandbox.world.messages import SCOPE_FAMILIES, Conversation
from sandbox.world.people import Person

READ = ("channels:read", "groups:read", "im:read", "mpim:read")
HISTORY = ("channels:history", "groups:history", "im:history", "mpim:history")
WRITE = ("im:write", "mpim:write", "groups:write", "channels:manage")
GROUP_LIMIT = 8


def as_channel(call: Call, conversation: Conversation) -> dict[str, Any]:
    kind = conversation.kind
    me = call.team.bot.id
    common = {
        "id": conversation.id,
        "created": conversation.created,
        "is_archived": conversation.is_archived,
        "is_im": kind == "im",
        "is_org_shared": False,
        "context_team_id": call.team.id,
        "updated": conversation.created * 1000,
    }
    if kind == "im":
        partner = conversation.partner(me)
        return common | {
            "user": partner,
            "is_user_deleted": call.team.people[partner].deleted,
            "is_open": True,
            "priority": 0,
        }
    return common | {
        "name": conversation.name,
        "name_normalized": conversation.name,
        "is_channel": kind in ("public", "private"),
        "is_group": kind == "private",
        "is_mpim": kind == "mpim",
        "is_private": kind != "public",
        "is_general": conversation.name == "general",
        "is_shared": False,
        "is_ext_shared": False,
        "is_member": me in conversation.members,
        "creator": conversation.members[0] if conversation.members else me,
        "topic": {"value": "", "creator": "", "last_set": 0},
        "purpose": {"value": "", "creator": "", "last_set": 0},
    }


def scoped_conversation(call: Call, family_of: tuple[str, ...]) -> Conversation:
    """The conversation, where the token may do to its kind what `family_of` (scopes of all kinds) says."""
    call.scoped(*family_of)
    conversation = call.conversation()
    action = family_of[0].partition(":")[2]
    call.scoped(f"{conversation.scope_family}:{action}")
    return conversation


@method("conversations.open", *WRITE)
def conversations_open(call: Call) -> dict[str, Any]:
    given = call.text("channel")
    if given:
        return opened(call, call.conversation(), True)
    ids = call.list_of_ids("users")
    if not ids:
        raise Refused("users_list_not_supplied")
    people = [reachable(call, id) for id in dict.fromkeys(ids)]
    others = [person for person in people if person.id != call.team.bot.id]
    if not others or (len(others) == 1 and others[0].is_bot):
        raise Refused("cannot_dm_bot")
    if len(others) > GROUP_LIMIT:
        raise Refused("too_many_users")
    call.scoped("im:write" if len(others) == 1 else "mpim:write")
    conversation, known = call.team.direct([*(p.id for p in others), call.team.bot.id])
    return opened(call, conversation, known)


def reachable(call: Call, id: str) -> Person:
    person = call.team.people.get(id)
    if person is None:
        raise Refused("user_not_found")
    if person.deleted:
        raise Refused("user_disabled")
    if person.is_stranger:
        raise Refused("user_not_visible")
    return person


def opened(call: Call, conversation: Conversation, known: bool) -> dict[str, Any]:
    if conversation.kind not in ("im", "mpim"):
        raise Refused("method_not_supported_for_channel_type")
    channel = as_channel(call, conversation) if call.flag("return_im") else {"id": conversation.id}
    return {"channel": channel} | ({"no_op": True, "already_open": True} if known else {})


@method("conversations.info", *READ)
def conversations_info(call: Call) -> dict[str, Any]:
    conversation = scoped_conversation(call, READ)
    channel = as_channel(call, conversation)
    if call.flag("include_num_members"):
        channel["num_members"] = len(conversation.members)
    return {"channel": channel}


@method("conversations.members", *READ)
def conversations_members(call: Call) -> dict[str, Any]:
    members, more = paged(call, scoped_conversation(call, READ).members)
    return {"members": members, **more}


@method("conversations.list", *READ)
def conversations_list(call: Call) -> dict[str, Any]:
    names = {"public_channel": "public", "private_channel": "private", "im": "im", "mpim": "mpim"}
    asked = call.list_of_ids("types") or ["public_channel"]
    if set(asked) - set(names):
        raise Refused("invalid_types")
    kinds = {names[name] for name in asked}
    for name in asked:
        call.scoped(f"{SCOPE_FAMILIES[names[name]]}:read")
    seen = [c for c in call.team.conversations.values() if c.kind in kinds and visible(call, c)]
    channels, more = paged(call, seen)
    return {"channels": [as_channel(call, c) for c in channels], **more}


def visible(call: Call, conversation: Conversation) -> bool:
    return conversation.kind == "public" or call.team.bot.id in conversation.members


@method("conversations.history", *HISTORY)
def conversations_history(call: Call) -> dict[str, Any]:
    conversation = scoped_conversation(call, HISTORY)
    if call.team.bot.id not in conversation.members:
        raise Refused("not_in_channel")
    wanted = within(call, conversation)
    messages, more = paged(call, wanted, highest=999)
    files = call.team.files
    metadata = call.flag("include_all_metadata")
    has_more = bool(more["response_metadata"]["next_cursor"])
    answer = {
        "messages": [m.as_json(files, metadata=metadata) for m in messages],
        "has_more": has_more,
        "pin_count": 0,
    }
    return answer | (more if has_more else {})


def within(call: Call, conversation: Conversation) -> list[Any]:
    """Newest first, between `oldest` and `latest` (as ts strings of one width, digits compare as numbers)."""
    oldest, latest = bound(call, "oldest", "0"), bound(call, "latest", "9" * 12)
    inclusive = call.flag("inclusive")
    messages = []
    for message in reversed(conversation.messages.values()):
        ts = float(message.ts)
        if ts < oldest:
            break
        if oldest < ts < latest or (inclusive and ts in (oldest, latest)):
            messages.append(message)
    return messages


def bound(call: Call, name: str, default: str) -> float:
    try:
        return float(call.text(name) or default)
    except ValueError as problem:
        raise Refused(f"invalid_ts_{name}") from problem
