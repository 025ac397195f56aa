"""Verbs for what one person has before them, all of it at once."""

import re
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from sandbox.control import seen
from sandbox.control.verbs import Control, quiet, verb
from sandbox.world.messages import Conversation, Message
from sandbox.world.people import Person
from sandbox.world.team import Team
from sandbox.world.views import View

MOST_UNREAD = 100
USER_ID = re.compile(r"U\d+")
KINDS = {"public": "channel", "private": "channel", "im": "dm", "mpim": "group"}


@quiet
async def screen(control: Control, who: str, place: str | None = None, last: int = 40) -> Any:
    """The places of somebody, the chosen one's last messages, their Home tab and open modals.

    `older`: whether there are messages before those. None where nobody has that id, as while people move in.
    """
    world, team = control.world, control.team
    if USER_ID.fullmatch(who) and who not in team.people:
        return None
    me = team.person(who)
    team.direct([me.id, team.bot.id])
    places = team.of_person(me.id)
    chosen = next((one for one in places if one.id == place), None)
    newest = list(islice(_newest(team, me, chosen), last + 1)) if chosen else []
    home = team.homes.get(me.id) if world.app.home_tab else None
    return {
        "version": world.changes.version,
        "now": world.clock.now.isoformat(),
        "team": {"id": team.id, "name": team.name},
        "app": {"name": team.bot.real_name, "user_id": team.bot.id, "home_tab": world.app.home_tab},
        "commands": [asdict(one) for one in (world.app.commands or {}).values()],
        "me": _person(me, world.clock.now),
        "places": [_place(team, me, one) for one in places],
        "place": chosen.id if chosen else None,
        "messages": [_message(team, one) for one in reversed(newest[:last])],
        "older": len(newest) > last,
        "home": _view(home) if home else None,
        "modals": [_view(team.views[id]) for id in team.stacks.get(me.id, ())],
    }


@quiet
async def people(control: Control) -> Any:
    """Everybody, and the channels."""
    team, now = control.team, control.world.clock.now
    channels = [one for one in team.conversations.values() if one.kind in ("public", "private")]
    return {
        "people": [_person(one, now) for one in team.people.values()],
        "channels": [{"id": one.id, "name": one.name} for one in channels],
    }


@verb
async def read(control: Control, who: str, place: str, ts: str) -> Any:
    """They have seen what is in there, up to `ts`."""
    desk = control.desk(who)
    desk.team.read(desk.person.id, desk.conversation(place), ts)


def _person(one: Person, now: datetime) -> dict[str, Any]:
    status = one.status(now)
    return {
        "id": one.id,
        "name": one.real_name,
        "title": one.title,
        "tz": one.tz,
        "local": now.astimezone(ZoneInfo(one.tz)).isoformat(),
        "deleted": one.deleted,
        "is_bot": one.is_bot,
        "is_admin": one.is_admin,
        "restricted": one.is_restricted or one.is_ultra_restricted or one.is_stranger,
        "status": f"{status['status_emoji']} {status['status_text']}".strip(),
    }


def _place(team: Team, me: Person, one: Conversation) -> dict[str, Any]:
    with_app = one.kind == "im" and team.bot.id in one.members
    read_to = team.read_to.get((me.id, one.id), "")
    unread = sum(1 for each in islice(_after(team, me, one, read_to), MOST_UNREAD) if each.user != me.id)
    newest = next(_newest(team, me, one), None)
    return {
        "id": one.id,
        "kind": "app" if with_app else KINDS[one.kind],
        "name": one.name if one.kind in ("public", "private") else _others(team, me, one),
        "members": one.members,
        "unread": unread,
        "last": newest.ts if newest else None,
    }


def _others(team: Team, me: Person, place: Conversation) -> str:
    return ", ".join(team.display_name(id) for id in place.members if id != me.id)


def _after(team: Team, me: Person, place: Conversation, ts: str) -> Iterator[Message]:
    for message in _newest(team, me, place):
        if message.ts <= ts:
            return
        yield message


def _newest(team: Team, me: Person, place: Conversation) -> Iterator[Message]:
    """What they see in there, newest first: everybody's messages, and those that are only for them."""
    private = (one for one in reversed(team.private.get(me.id, ())) if one.ts in place.ephemeral)
    mine = next(private, None)
    for message in reversed(place.messages.values()):
        while mine and mine.ts > message.ts:
            yield mine
            mine = next(private, None)
        yield message
    while mine:
        yield mine
        mine = next(private, None)


def _message(team: Team, one: Message) -> dict[str, Any]:
    return {
        "ts": one.ts,
        "at": one.at,
        "channel": one.channel,
        "user": one.user,
        "text": one.text,
        "blocks": one.blocks,
        "attachments": one.attachments,
        "files": [_file(team, id) for id in one.files],
        "state": one.state,
        "ephemeral": one.only_for is not None,
        "edited": one.edited_ts is not None,
    }


def _file(team: Team, id: str) -> dict[str, str]:
    shown = seen.file(team.files[id])
    return shown | {"alt": shown["alt_text"]}


def _view(one: View) -> dict[str, Any]:
    return seen.texts(one) | {
        "id": one.id,
        "hash": one.hash,
        "kind": one.body["type"],
        "blocks": one.blocks,
        "values": one.values,
    }
