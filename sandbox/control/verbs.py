"""The verbs of the control API. Each takes a Request's arguments by name; an unknown argument is an error."""

import inspect
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from sandbox.delivery.courier import Courier
from sandbox.delivery.events import Events
from sandbox.delivery.socket import SocketCarrier
from sandbox.errors import SandboxError
from sandbox.hands.desk import Desk
from sandbox.world.team import Team
from sandbox.world.world import World


@dataclass
class Control:
    """What a verb works with. `team` is the workspace it was asked for."""

    world: World
    team: Team
    courier: Courier
    events: Events
    sockets: SocketCarrier

    def desk(self, who: str) -> Desk:
        return Desk(self.world, self.team, self.courier, self.events, self.team.person(who))


Verb = Callable[..., Awaitable[Any]]
VERBS: dict[str, Verb] = {}


def verb(run: Verb) -> Verb:
    """Makes a coroutine function a verb under its own name."""
    VERBS[run.__name__] = run
    return run


async def perform(control: Control, name: str, arguments: dict[str, Any]) -> Any:
    if name not in VERBS:
        raise SandboxError(f"No verb {name!r}; there are {sorted(VERBS)}")
    run = VERBS[name]
    try:
        inspect.signature(run).bind(control, **arguments)
    except TypeError as problem:
        raise SandboxError(f"{name}: {problem}") from problem
    return await run(control, **arguments)
