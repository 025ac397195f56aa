"""Verbs for whoever runs the sandbox: people, channels, the app's installation, faults, the clock."""

import re
import time
from dataclasses import asdict
from datetime import datetime
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from sandbox.clock import instant, moved
from sandbox.control import seen
from sandbox.control.verbs import Control, quiet, verb
from sandbox.errors import SandboxError
from sandbox.faults import Fault
from sandbox.world.people import CHANGEABLE, Person
from sandbox.world.world import DEFAULT_SCOPES, slash_commands

STATUS_LIMIT = 100


@verb
async def add_team(control: Control, name: str, scopes: list[str] | None = None) -> Any:
    team = control.world.add_team(name, scopes or list(DEFAULT_SCOPES))
    return {"team_id": team.id, "team_name": team.name}


@verb
async def add_user(control: Control, real_name: str, announce: bool = False, **fields: Any) -> Any:
    """A new member, in #general. `announce`: the app is sent team_join."""
    _known(fields, "is_bot", "name")
    person = control.team.add_person(real_name, **fields)
    control.team.join(control.team.channel("general"), person.id)
    if announce:
        await control.events.send(control.team, {"type": "team_join", "user": _as_user(control, person), **_now()})
    return seen.person(person)


@verb
async def add_users(control: Control, people: list[dict[str, Any]]) -> Any:
    return [await add_user(control, **fields) for fields in people]


@verb
async def change_user(control: Control, who: str, **fields: Any) -> Any:
    """Changes what is known of a person; the app is sent user_change."""
    _known(fields)
    person = control.team.person(who)
    fields |= _status(control, fields)
    if "real_name" in fields:
        control.team.rename(person, fields.pop("real_name"))
    for name, value in fields.items():
        setattr(person, name, value)
    person.updated = int(control.world.clock.now.timestamp())
    event = {"type": "user_change", "user": _as_user(control, person), "cache_ts": person.updated, **_now()}
    await control.events.send(control.team, event)
    return seen.person(person)


def _known(fields: dict[str, Any], *more: str) -> None:
    if unknown := set(fields) - {*CHANGEABLE, *more}:
        raise SandboxError(f"A person has no {sorted(unknown)}; there are {sorted(CHANGEABLE)}")
    if "tz" in fields and fields["tz"] not in _timezones():
        raise SandboxError(f"No time zone {fields['tz']!r}")


def _status(control: Control, fields: dict[str, Any]) -> dict[str, Any]:
    """A new status as Slack takes it: it stays unless its end is said, and has a bubble unless it has an emoji."""
    if not fields.keys() & {"status_text", "status_emoji", "status_expiration"}:
        return {}
    text, emoji, ends = (fields.get(f"status_{name}") for name in ("text", "emoji", "expiration"))
    if len(text or "") > STATUS_LIMIT:
        raise SandboxError(f"A status has at most {STATUS_LIMIT} characters, not {len(text)}")
    if emoji and not re.fullmatch(r":[^:\s]+(::skin-tone-[2-6])?:", emoji):
        raise SandboxError(f"An emoji is written :palm_tree:, not {emoji!r}")
    if ends and ends <= control.world.clock.now.timestamp():
        raise SandboxError(f"A status can't end in the past ({ends})")
    return {
        "status_text": text or "",
        "status_emoji": emoji or (":speech_balloon:" if text else ""),
        "status_expiration": ends or 0,
    }


@cache
def _timezones() -> set[str]:
    """Reading them walks through a folder of hundreds of files."""
    return available_timezones()


def _as_user(control: Control, person: Person) -> dict[str, Any]:
    email = "users:read.email" in control.team.installation.scopes
    return person.as_user(control.world.clock.now, email=email, locale=True)


def _now() -> dict[str, str]:
    return {"event_ts": f"{time.time():.6f}"}


@verb
async def add_channel(
    control: Control, name: str, private: bool = False, members: list[str] | None = None, with_app: bool = True
) -> Any:
    team = control.team
    if any(each.name == name and each.kind in ("public", "private") for each in team.conversations.values()):
        raise SandboxError(f"There is a channel {name!r} already")
    ids = [team.person(who).id for who in members or []] + ([team.bot.id] if with_app else [])
    return seen.conversation(team, team.add_conversation("private" if private else "public", name, ids))


@verb
async def invite(control: Control, channel: str, who: list[str]) -> Any:
    """These are in the channel from now on."""
    place = control.team.channel(channel)
    for person in map(control.team.person, who):
        if person.id not in place.members:
            control.team.join(place, person.id)


@verb
async def configure(control: Control, **settings: Any) -> Any:
    """The app's settings at Slack (request_url, events, commands, scopes, its tabs) and the sandbox's times."""
    world = control.world
    for name, value in settings.items():
        match name:
            case "events":
                world.app.subscribe(set(value))
            case "commands":
                world.app.commands = slash_commands(value)
            case "scopes":
                control.team.installation.scopes = sorted(value)
            case "request_url" | "home_tab" | "messages_tab":
                setattr(world.app, name, value)
            case "ticking" | "limits":
                setattr(world.rules, name, bool(value))
            case "ack_seconds" | "trigger_seconds":
                setattr(world.rules, name, float(value))
            case "retry_delays":
                world.rules.retry_delays = tuple(float(each) for each in value)
            case _:
                raise SandboxError(f"No setting {name!r}")


@verb
async def start_anew(control: Control, now: str, name: str) -> Any:
    """As if nothing had happened: one workspace with only the app in it, and a new token for it."""
    scopes = control.team.installation.scopes
    await control.events.stop()
    control.world.start_over(datetime.fromisoformat(now))
    control.world.add_team(name, scopes)


@verb
async def revoke_token(control: Control) -> Any:
    """The bot token is dead from now on; the app is sent tokens_revoked."""
    installation = control.team.installation
    installation.revoked = True
    tokens = {"oauth": [], "bot": [installation.bot.id]}
    await control.events.send(control.team, {"type": "tokens_revoked", "tokens": tokens, **_now()})


@verb
async def uninstall(control: Control) -> Any:
    """The app is removed from the workspace: app_uninstalled and tokens_revoked."""
    control.team.installation.uninstalled = True
    await control.events.send(control.team, {"type": "app_uninstalled", **_now()})
    await revoke_token(control)


@verb
async def reinstall(control: Control, scopes: list[str] | None = None) -> Any:
    control.world.reinstall(control.team, scopes)
    return control.team.installation.bot_token


@verb
async def refresh_sockets(control: Control) -> Any:
    await control.sockets.refresh()


@verb
async def add_fault(control: Control, **fields: Any) -> Any:
    try:
        control.world.faults.active.append(Fault(**fields))
    except TypeError as problem:
        raise SandboxError(f"A fault has no such part: {problem}") from problem


@verb
async def switch_fault(control: Control, name: str, on: bool) -> Any:
    """Slack is down, rate_limited or slow, until it is switched off."""
    control.world.faults.switch(name, on)


@verb
async def clear_faults(control: Control) -> Any:
    control.world.faults.active.clear()


@quiet
async def faults(control: Control) -> Any:
    return [
        {key: value for key, value in asdict(one).items() if key[0] != "_"} for one in control.world.faults.active
    ]


@quiet
async def clock(control: Control) -> Any:
    now, due = control.world.clock.now, control.world.clock.next_due
    return {
        "now": now.isoformat(),
        "version": control.world.clock.version,
        "next": due.isoformat() if due else None,
        "bots": control.world.clock.followers,
    }


@verb
async def advance(
    control: Control,
    to: str | None = None,
    days: float = 0,
    hours: float = 0,
    minutes: float = 0,
    timeout: float = 60,
) -> Any:
    """Moves the calendar time and waits until the bots are done; with no arguments, only waits."""
    calendar = control.world.clock
    there = moved(calendar.now, instant(to) if to else None, hours, minutes, days)
    await calendar.advance(there, timeout)
    return await clock(control)
