"""Verbs for what is there to read."""

from collections.abc import Iterator
from itertools import takewhile
from typing import Any

from sandbox.control import seen
from sandbox.control.verbs import Control, quiet
from sandbox.errors import SandboxError
from sandbox.world.messages import Conversation, Message


@quiet
async def about(control: Control) -> Any:
    app, team = control.world.app, control.team
    return {
        "team_id": team.id,
        "team_name": team.name,
        "bot_user": team.bot.id,
        "bot_token": team.installation.bot_token,
        "scopes": team.installation.scopes,
        "app_token": app.app_token,
        "signing_secret": app.signing_secret,
        "request_url": app.request_url,
        "connections": control.sockets.connected,
        "clock_bots": control.world.clock.alive,
    }


@quiet
async def reachable(control: Control) -> Any:
    """Whether a payload would find the app now: a Socket Mode connection, or a listener at its request URL."""
    return await control.courier.reachable()


@quiet
async def teams(control: Control) -> Any:
    return [{"team_id": team.id, "team_name": team.name} for team in control.world.teams.values()]


@quiet
async def users(control: Control) -> Any:
    return [seen.person(one) for one in control.team.people.values()]


@quiet
async def user(control: Control, who: str) -> Any:
    return seen.person(control.team.person(who))


@quiet
async def dm(control: Control, who: str) -> Any:
    person = control.team.person(who)
    return seen.conversation(control.team, control.team.direct([person.id, control.team.bot.id])[0])


@quiet
async def conversations(control: Control, who: str) -> Any:
    return [seen.conversation(control.team, one) for one in control.team.of_person(control.team.person(who).id)]


@quiet
async def conversation(control: Control, name: str) -> Any:
    return seen.conversation(control.team, control.team.channel(name))


@quiet
async def messages(control: Control, channel: str, last: int | None = None) -> Any:
    """Oldest first; `last`: only so many of the newest."""
    everything = control.team.channel(channel).messages
    if last is None:
        return [seen.message(control.team, one) for one in everything.values()]
    newest = [one for _, one in zip(range(last), reversed(everything.values()), strict=False)]
    return [seen.message(control.team, one) for one in reversed(newest)]


@quiet
async def news(control: Control, since: str) -> Any:
    """Every message after the ts `since`, oldest first, where it is, and who reads it if it is for one person."""
    found = [(place, one) for place in control.team.conversations.values() for one in after(place, since)]
    found.sort(key=lambda entry: entry[1].ts)
    return [
        {
            "conversation": seen.conversation(control.team, place),
            "message": seen.message(control.team, one),
            "reader": seen.person(control.team.people[reader]) if reader else None,
        }
        for place, one in found
        for reader in (one.only_for or (place.partner(control.team.bot.id) if place.kind == "im" else None),)
    ]


def after(place: Conversation, since: str) -> Iterator[Message]:
    for messages in (place.messages, place.ephemeral):
        yield from takewhile(lambda one: one.ts > since, reversed(messages.values()))


@quiet
async def message(control: Control, channel: str, ts: str) -> Any:
    place = control.team.channel(channel)
    found = place.messages.get(ts) or place.ephemeral.get(ts)
    return seen.message(control.team, found) if found else None


@quiet
async def ephemeral(control: Control, who: str) -> Any:
    private = control.team.private.get(control.team.person(who).id, [])
    there = [one for one in private if one.ts in control.team.conversations[one.channel].ephemeral]
    return [seen.message(control.team, one) for one in there]


@quiet
async def file(control: Control, id: str) -> Any:
    """The content, as hexadecimal digits."""
    if id not in control.team.files:
        raise SandboxError(f"No file {id!r}")
    return (control.team.files[id].content or b"").hex()


@quiet
async def transcript(control: Control, who: str) -> Any:
    return seen.transcript(control.team, control.team.person(who))


@quiet
async def calls(control: Control, since: int = 0) -> Any:
    return [call for call in control.world.calls[since:] if call["team"] in (None, control.team.id)]


@quiet
async def deliveries(control: Control, since: int = 0) -> Any:
    return [one for one in control.world.deliveries[since:] if one["team"] == control.team.id]
