"""The verbs of the control API. Each takes a Request's arguments by name; an unknown argument is an error."""

import inspect
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from sandbox.delivery.courier import Courier
from sandbox.delivery.events import Events
from sandbox.delivery.socket import SocketCarrier
from sandbox.errors import SandboxError
from sandbox.hands.desk import Desk
from sandbox.world.team import Team
from sandbox.world.world import World


class NoSuchVerb(SandboxError):
    """Nobody here knows how to do that."""


@dataclass
class Control:
    """What a verb works with. `team` is the workspace it was asked for; `more` are verbs of this sandbox alone."""

    world: World
    team: Team
    courier: Courier
    events: Events
    sockets: SocketCarrier
    more: "Mapping[str, Verb]"

    def desk(self, who: str) -> Desk:
        return Desk(self.world, self.team, self.courier, self.events, self.team.person(who))


Verb = Callable[..., Awaitable[Any]]
VERBS: dict[str, Verb] = {}


QUIET: set[Verb] = set()


def verb(run: Verb) -> Verb:
    """Makes a coroutine function a verb under its own name, after which others may see something new."""
    VERBS[run.__name__] = run
    return run


def quiet(run: Verb) -> Verb:
    """A verb that changes nothing that is seen."""
    return verb(silent(run))


def silent(run: Verb) -> Verb:
    """The same for a verb of one sandbox alone."""
    QUIET.add(run)
    return run


def fits(given: Any, hint: Any) -> bool:
    """Whether a value that came as JSON has the type of an argument."""
    kind, parts = get_origin(hint) or hint, get_args(hint)
    if kind is Any:
        return True
    if kind in (Union, UnionType):
        return any(fits(given, part) for part in parts)
    if kind is float:
        return isinstance(given, int | float)
    if kind in (list, Sequence, Iterable):
        return isinstance(given, list) and all(fits(one, parts[0]) for one in given) if parts else True
    if kind in (dict, Mapping):
        return isinstance(given, dict) and (not parts or all(fits(one, parts[1]) for one in given.values()))
    return isinstance(given, kind) if isinstance(kind, type) else True


async def perform(control: Control, name: str, arguments: dict[str, Any]) -> Any:
    run = control.more.get(name) or VERBS.get(name)
    if run is None:
        raise NoSuchVerb(f"No verb {name!r}; there are {sorted({*VERBS, *control.more})}")
    try:
        inspect.signature(run).bind(control, **arguments)
    except TypeError as problem:
        raise SandboxError(f"{name}: {problem}") from problem
    hints = get_type_hints(run)
    for argument, given in arguments.items():
        if not fits(given, hints.get(argument, Any)):
            raise SandboxError(f"{name}: {argument} can't be {given!r:.100}")
    try:
        return await run(control, **arguments)
    finally:
        if run not in QUIET:
            control.world.changes.happened()
