"""The Slack of the campaign, a process of its own: `… crash.slack WORKSPACES PEOPLE FAULTS SEED`.

Prints one line of JSON: its address, its secrets, and who is in each workspace. Ends with its input.
"""

import asyncio
import json
import sys
import threading
import time
from typing import Any

import uvicorn

from bot.clock import system_time
from sandbox import Sandbox
from sandbox.control.verbs import Control
from sandbox.faults import Fault
from sandbox.world.team import Team

SCOPES = ("chat:write", "im:write", "mpim:write", "im:history", "users:read", "files:write", "commands")
LATE_S = 2.5
"""How late Slack takes what timed out at the bot: less than its timeout and quiet period together."""
FAULTS = ("429", "500", "503", "internal_error", "drop_before", "drop_after", "truncate", "delay")
KINDS = len(FAULTS) + 1
"""Connections that are refused come on top: a server must close its door for that."""


def main(workspaces: int, people: int, faults: float, seed: int) -> None:
    sandbox = Sandbox(now=system_time(), scopes=SCOPES, verbs={"arrived": arrived})
    world = sandbox._world
    teams = [world.team(None), *(world.add_team(f"Company {n}", list(SCOPES)) for n in range(1, workspaces))]
    companies = [company(team, people) for team in teams]
    with sandbox:
        for number, kind in enumerate(FAULTS):
            each = faults / KINDS
            world.faults.active.append(Fault(kind, probability=each, seed=seed * 100 + number, seconds=LATE_S))
        told = {"url": sandbox.url, "signing_secret": sandbox.signing_secret, "companies": companies}
        print(json.dumps(told), flush=True)
        if faults:
            threading.Thread(target=refuse_now_and_then, args=[sandbox, faults / KINDS], daemon=True).start()
        threading.Thread(target=keep_time, args=[sandbox], daemon=True).start()
        sys.stdin.read()


def company(team: Team, people: int) -> dict[str, Any]:
    """Its people, and #general with all of them in it."""
    hired = [team.add_person(f"Person {number}").id for number in range(people)]
    general = team.channel("general")
    for person in hired:
        team.join(general, person)
    installation = team.installation
    return {
        "team": team.id,
        "token": installation.bot_token,
        "bot": installation.bot.id,
        "people": hired,
        "channel": general.id,
    }


async def arrived(control: Control) -> Any:
    """What the bot has written, in all workspaces: in which, with which key, and whether it has files."""
    return [
        [team.id, (message.metadata or {}).get("event_payload", {}).get("key"), bool(message.files)]
        for team in control.world.teams.values()
        for conversation in team.conversations.values()
        for message in conversation.messages.values()
        if message.bot_id
    ]


def keep_time(sandbox: Sandbox) -> None:
    """Calendar time is the machine's."""
    while True:
        sandbox._world.clock.now = system_time()
        time.sleep(0.2)


def refuse_now_and_then(sandbox: Sandbox, share: float) -> None:
    """Close the door for a share of the time, a tenth of a second each; who is inside stays."""
    server = sandbox._server
    while True:
        time.sleep(0.1 / share)
        if sandbox._world.faults.active:
            asyncio.run_coroutine_threadsafe(closed(server, 0.1), server.servers[0].get_loop()).result()


async def closed(server: uvicorn.Server, seconds: float) -> None:
    """The port refuses connections meanwhile."""
    listening = server.servers.pop()
    host, port = listening.sockets[0].getsockname()[:2]
    listening.close()
    await asyncio.sleep(seconds)
    config, state = server.config, server.server_state

    def protocol() -> asyncio.Protocol:
        return config.http_protocol_class(config=config, server_state=state, app_state=server.lifespan.state)

    server.servers.append(await asyncio.get_running_loop().create_server(protocol, host, port, backlog=128))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]), int(sys.argv[4]))
