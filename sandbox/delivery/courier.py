"""Carries a payload to the app and brings back its ack: over HTTP if it has a request URL, else Socket Mode."""

import time
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from sandbox.world.team import Team
from sandbox.world.world import World

Kind = Literal["events_api", "slash_commands", "interactive"]


@dataclass
class Ack:
    """`body`: None for an empty ack, text, or JSON. `failed`: Slack's word for what went wrong; None: acked."""

    body: Any = None
    failed: str | None = None
    status: int | None = None
    retry: bool = True


@dataclass(frozen=True)
class Retry:
    number: int
    reason: str


class Carrier(Protocol):
    async def carry(self, kind: Kind, payload: dict[str, Any], retry: Retry | None) -> Ack:
        """Never raises for what the app does wrong; says it in the Ack."""
        ...

    async def reachable(self) -> bool: ...


class Courier:
    def __init__(self, world: World, http: Carrier, socket: Carrier) -> None:
        self._world = world
        self._http = http
        self._socket = socket

    @property
    def _carrier(self) -> Carrier:
        return self._http if self._world.app.request_url else self._socket

    async def reachable(self) -> bool:
        return await self._carrier.reachable()

    async def deliver(self, team: Team, kind: Kind, payload: dict[str, Any], retry: Retry | None = None) -> Ack:
        gone = team.installation.uninstalled or team.installation.revoked
        if gone and kind != "events_api":
            return Ack(failed="app_not_installed")
        carrier = self._carrier
        log: dict[str, Any] = {
            "team": team.id,
            "kind": kind,
            "type": _type_of(payload),
            "payload": payload,
            "over": "http" if carrier is self._http else "socket",
            "retry": retry.number if retry else 0,
            "at": self._world.clock.now.isoformat(),
            "seconds": None,
            "status": None,
            "failed": None,
            "answer": None,
        }
        self._world.deliveries.append(log)
        started = time.perf_counter()
        ack = await carrier.carry(kind, payload, retry)
        seconds = round(time.perf_counter() - started, 6)
        log |= {"seconds": seconds, "status": ack.status, "failed": ack.failed, "answer": ack.body}
        self._world.traffic.note("to_app", log)
        self._world.changes.happened()
        return ack


def _type_of(payload: dict[str, Any]) -> str:
    """user_change, block_actions, /command …: what a log is read by."""
    if payload.get("type") == "event_callback":
        return payload["event"]["type"]
    return payload.get("command") or payload["type"]
