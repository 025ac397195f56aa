"""The calendar clock and the faults, from the side of whoever runs the sandbox."""

import time
from datetime import datetime
from typing import Any

from sandbox.client.messages import Conversation
from sandbox.client.wire import Wire
from sandbox.errors import SandboxError

SETTLE_SECONDS = 60.0


class Clock:
    """Calendar time. It stands still until it is moved; moving it waits until the bots have done what came due."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    @property
    def now(self) -> datetime:
        return datetime.fromisoformat(self._wire.ask("clock")["now"])

    @property
    def next_due(self) -> datetime | None:
        """When a bot has something due next, as it said; None: nothing, or no bot."""
        return _instant(self._wire.ask("clock")["next"])

    @property
    def followers(self) -> int:
        """How many bots follow it at the moment; the first thing to wait for when one was started."""
        return self._wire.ask("clock")["bots"]

    def advance(
        self,
        *,
        to: datetime | None = None,
        days: float = 0,
        hours: float = 0,
        minutes: float = 0,
        timeout: float = SETTLE_SECONDS,
    ) -> datetime | None:
        """Moves to an aware instant, or by a span, and waits for the bots; returns their next_due.

        Raises SandboxError when a bot isn't done within `timeout` machine seconds, or time would go back.
        """
        there = to.isoformat() if to else None
        told = self._wire.ask("advance", to=there, days=days, hours=hours, minutes=minutes, timeout=timeout)
        return _instant(told["next"])

    def wait_for_bot(self, timeout: float = 60.0) -> None:
        """Until a bot asks for the time; before that, moving it waits for nobody."""
        deadline = time.monotonic() + timeout
        while not self._wire.ask("about")["clock_bots"]:
            if time.monotonic() > deadline:
                raise SandboxError(f"No bot asked for the time within {timeout:g} s")
            time.sleep(0.02)

    def settle(self, timeout: float = SETTLE_SECONDS) -> datetime | None:
        """Waits until the bots have done all that is due now; returns their next_due."""
        return self.advance(timeout=timeout)


class Faults:
    """What goes wrong on purpose; the kinds are in sandbox/faults.py."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    def add(
        self,
        kind: str,
        *,
        method: str = "*",
        conversation: Conversation | str | None = None,
        times: int | None = None,
        probability: float = 1.0,
        seed: int = 0,
        seconds: float = 1.0,
        retry_after: int = 1,
    ) -> None:
        """`kind`: 429, 500, 503, internal_error, drop_before, drop_after, truncate, delay, deliver_twice.

        `method`: a Web API method or pattern (`chat.*`), `upload`, `response_url`; for deliver_twice an event.
        `times`: how often, None for always. `probability` is drawn from `seed`. `seconds`: of a delay.
        """
        place = conversation.id if isinstance(conversation, Conversation) else conversation
        fault: dict[str, Any] = {"kind": str(kind), "method": method, "conversation": place, "times": times}
        fault |= {"probability": probability, "seed": seed, "seconds": seconds, "retry_after": retry_after}
        self._wire.ask("add_fault", **fault)

    @property
    def active(self) -> list[dict[str, Any]]:
        """Each fault with its `hits` so far."""
        return self._wire.ask("faults")

    def clear(self) -> None:
        self._wire.ask("clear_faults")


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
