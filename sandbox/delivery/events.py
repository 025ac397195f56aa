"""The Events API: who subscribes gets it, and gets it again when it isn't answered."""

import asyncio
from typing import Any

from sandbox.delivery import payloads
from sandbox.delivery.courier import Ack, Courier, Retry
from sandbox.world.team import Team
from sandbox.world.world import EVENT_SCOPES, World

REASONS = {"operation_timeout": "http_timeout", "connection_failed": "connection_failed"}


class Events:
    def __init__(self, world: World, courier: Courier) -> None:
        self._world = world
        self._courier = courier
        self._later: set[asyncio.Task[None]] = set()

    async def send(self, team: Team, body: dict[str, Any], subscription: str | None = None) -> Ack | None:
        """Delivers it if it is subscribed (None: it isn't); returns when it is acked or its next try must wait.

        `subscription`: its name where that isn't the event's type (message.im).
        """
        name: str = subscription or body["type"]
        if not self._subscribed(team, name):
            return None
        envelope = payloads.event(self._world, team, body)
        ack = await self._courier.deliver(team, "events_api", envelope)
        if self._world.faults.strike(name, None, event=True):
            await self._courier.deliver(team, "events_api", envelope)
        return await self._again(team, envelope, ack, 1)

    async def stop(self) -> None:
        for task in self._later:
            task.cancel()
        await asyncio.gather(*self._later, return_exceptions=True)

    def _subscribed(self, team: Team, name: str) -> bool:
        scope = EVENT_SCOPES[name]
        installed = name in ("app_uninstalled", "tokens_revoked") or not team.installation.uninstalled
        return installed and name in self._world.app.events and (scope is None or scope in team.installation.scopes)

    async def _again(self, team: Team, envelope: dict[str, Any], ack: Ack, number: int) -> Ack:
        """Tries that are due at once are made now, the others by themselves in the background."""
        delays = self._world.rules.retry_delays
        while ack.failed and ack.retry and number <= len(delays):
            if delays[number - 1] > 0:
                self._postpone(self._wait_and_try(team, envelope, ack, number))
                return ack
            ack = await self._try(team, envelope, ack, number)
            number += 1
        return ack

    async def _wait_and_try(self, team: Team, envelope: dict[str, Any], ack: Ack, number: int) -> None:
        await asyncio.sleep(self._world.rules.retry_delays[number - 1])
        await self._again(team, envelope, await self._try(team, envelope, ack, number), number + 1)

    async def _try(self, team: Team, envelope: dict[str, Any], ack: Ack, number: int) -> Ack:
        retry = Retry(number, REASONS.get(ack.failed or "", "http_error"))
        return await self._courier.deliver(team, "events_api", envelope, retry)

    def _postpone(self, work: Any) -> None:
        task = asyncio.ensure_future(work)
        self._later.add(task)
        task.add_done_callback(self._later.discard)
