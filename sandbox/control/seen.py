"""What a person sees, as JSON."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sandbox.blocks.mrkdwn import Mentions, as_read, mentions
from sandbox.blocks.plain import block_mentions, read_blocks, read_value
from sandbox.blocks.state import HOLDS
from sandbox.delivery.payloads import view_json
from sandbox.hands.desk import Outcome
from sandbox.hands.finding import all_spots, button_texts, input_labels
from sandbox.world.messages import Conversation, File, Message
from sandbox.world.people import Person
from sandbox.world.team import Team
from sandbox.world.views import View
from sandbox.world.world import World


def person(one: Person) -> dict[str, Any]:
    names = (
        "id",
        "name",
        "real_name",
        "email",
        "tz",
        "locale",
        "title",
        "is_admin",
        "is_owner",
        "deleted",
        "is_bot",
    )
    more = ("is_restricted", "is_ultra_restricted", "is_stranger")
    return {name: getattr(one, name) for name in (*names, *more)}


def conversation(team: Team, one: Conversation) -> dict[str, Any]:
    return {
        "id": one.id,
        "kind": one.kind,
        "name": one.name,
        "members": [team.display_name(id) for id in one.members],
    }


def message(team: Team, one: Message) -> dict[str, Any]:
    called = all_mentions(one)
    return {
        "ts": one.ts,
        "at": one.at,
        "channel": one.channel,
        "author": team.display_name(one.user),
        "text": one.text,
        "plain": read_message(team, one),
        "blocks": one.blocks,
        "buttons": button_texts(one.blocks),
        "files": [file(team.files[id]) for id in one.files],
        "metadata": one.metadata,
        "mentions": {"broadcasts": called.broadcasts, "users": called.users, "groups": called.groups},
        "ephemeral": one.only_for is not None,
        "edited": one.edited_ts is not None,
        "thread_ts": one.thread_ts,
    }


def file(one: File) -> dict[str, Any]:
    return {name: getattr(one, name) for name in ("id", "name", "title", "alt_text", "mimetype")}


def read_file(one: File) -> str:
    """[file: report.png – Meetings by week]: its name, and what a screen reader says of it."""
    return f"[file: {one.name} – {one.alt_text}]" if one.alt_text else f"[file: {one.name}]"


def all_mentions(one: Message) -> Mentions:
    """Of the text, which makes the notification, and of the blocks."""
    found = [mentions(one.text, names_linked=one.names_linked), *block_mentions(one.blocks)]
    found += [mentions(str(attachment.get("text", ""))) for attachment in one.attachments]
    return Mentions(
        tuple(dict.fromkeys(each for part in found for each in part.broadcasts)),
        tuple(dict.fromkeys(each for part in found for each in part.users)),
        tuple(dict.fromkeys(each for part in found for each in part.groups)),
    )


def read_message(team: Team, one: Message) -> str:
    """Slack shows the blocks where there are any, else the text."""
    names = team.display_name
    shown = [read_blocks(one.blocks, names, one.state) if one.blocks else as_read(one.text, names)]
    shown += [as_read(str(each.get("text") or each.get("fallback") or ""), names) for each in one.attachments]
    shown += [read_file(team.files[id]) for id in one.files]
    return "\n".join(part for part in shown if part)


def view(world: World, team: Team, one: View) -> dict[str, Any]:
    names = team.display_name
    inputs = [spot for spot in all_spots(one.blocks) if spot.element["type"] in HOLDS]
    held = {
        next(label for label in input_labels(spot, names) if label): read_value(
            one.values[spot.block["block_id"]][spot.element["action_id"]], names
        )
        for spot in inputs
    }
    return texts(one) | {
        "id": one.id,
        "kind": one.body["type"],
        "plain": read_blocks(one.blocks, names, one.values),
        "blocks": one.blocks,
        "fields": held,
        "buttons": button_texts(one.blocks),
        "publishes": one.publishes,
        "raw": view_json(world, team, one),
    }


def texts(one: View) -> dict[str, str | None]:
    """What is written on a modal's frame."""
    return {name: one.body[name]["text"] if name in one.body else None for name in ("title", "submit", "close")}


def outcome(world: World, team: Team, one: Outcome) -> dict[str, Any]:
    return {
        "messages": [message(team, each) for each in one.messages],
        "view": view(world, team, one.view) if one.view else None,
        "failed": one.failed,
        "errors": one.errors,
        "closed": one.closed,
    }


def transcript(team: Team, reader: Person) -> str:
    """Everything that a person can read, in order, at their local time."""
    zone = ZoneInfo(reader.tz)
    heard: list[tuple[str, Conversation, Message]] = []
    for each in team.of_person(reader.id):
        heard += [(one.ts, each, one) for one in each.messages.values()]
        heard += [(one.ts, each, one) for one in each.ephemeral.values() if one.only_for == reader.id]
    heard.sort(key=lambda entry: entry[0])
    return "\n".join(_entry(team, reader, zone, place, one) for _, place, one in heard)


def _entry(team: Team, reader: Person, zone: ZoneInfo, place: Conversation, one: Message) -> str:
    at = datetime.fromtimestamp(float(one.ts), zone)
    only = " (only you see this)" if one.only_for else ""
    edited = " (edited)" if one.edited_ts else ""
    where = where_for(team, reader, place)
    body = "\n".join(f"    {line}" for line in read_message(team, one).splitlines())
    return f"{at:%a %Y-%m-%d %H:%M} {where} | {team.display_name(one.user)}{only}{edited}\n{body}\n"


def where_for(team: Team, reader: Person, place: Conversation) -> str:
    if place.kind in ("public", "private"):
        return f"#{place.name}"
    others = [team.display_name(id) for id in place.members if id != reader.id]
    return f"DM with {', '.join(others)}"
