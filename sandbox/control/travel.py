"""Time travel as people mean it: from one thing that is due to the next, so that each happens at its own minute."""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any

from sandbox.clock import CalendarClock, instant, moved
from sandbox.control.running import clock as told
from sandbox.control.verbs import Control, verb
from sandbox.errors import SandboxError

PATIENCE_SECONDS = 60.0
MOST_AT_ONCE = 50  # how often a bot may say that something is due now, and not do it


@verb
async def travel(control: Control, to: str | None = None, days: float = 0, hours: float = 0) -> Any:
    """To an instant or by a span; bots do on the way what comes due there."""
    calendar = control.world.clock
    there = moved(calendar.now, instant(to) if to else None, hours, 0, days)
    async for _ in steps(calendar, there):
        pass
    await calendar.advance(there, PATIENCE_SECONDS)
    return await told(control)


async def steps(calendar: CalendarClock, until: datetime) -> AsyncIterator[datetime]:
    """Every instant up to `until` at which something comes due, when it has been done."""
    await calendar.advance(calendar.now, PATIENCE_SECONDS)
    at_once = 0
    while (due := calendar.next_due) is not None and due <= until:
        at_once = at_once + 1 if due <= calendar.now else 0
        if at_once > MOST_AT_ONCE:
            raise SandboxError(f"The bot says that something is due at {due.isoformat()}, and doesn't do it")
        await calendar.advance(max(due, calendar.now), PATIENCE_SECONDS)
        yield calendar.now
