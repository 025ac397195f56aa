"""Verbs for do-not-disturb, which a person sets for themselves."""

import time as machine
from datetime import datetime, time

from sandbox.clock import instant
from sandbox.control.verbs import Control, verb
from sandbox.errors import SandboxError
from sandbox.world.people import Person


@verb
async def snooze(control: Control, who: str, until: str | None) -> None:
    """Pauses notifications until an instant; None: no longer."""
    person, now = control.desk(who).person, control.world.clock.now
    ends = instant(until) if until else None
    if ends is not None and ends <= now:
        raise SandboxError(f"It is {now.isoformat()}; a snooze can't end at {until}")
    person.dnd.snoozed = (now, ends) if ends else None
    await _tell(control, person)


@verb
async def dnd(control: Control, who: str, starts: str | None, ends: str | None) -> None:
    """Two instants: once. Two times of day: every day by the person's clock. None and None: no such period."""
    person = control.desk(who).person
    if (starts is None) != (ends is None):
        raise SandboxError("Do not disturb needs both its start and its end")
    once, daily = None, None
    if starts and ends:
        if "T" in starts:
            once = _period(instant(starts), instant(ends))
        else:
            daily = _daily(starts, ends)
    person.dnd.once, person.dnd.daily = once, daily
    await _tell(control, person)


def _period(starts: datetime, ends: datetime) -> tuple[datetime, datetime]:
    if ends <= starts:
        raise SandboxError(f"Do not disturb can't end ({ends.isoformat()}) before it starts")
    return starts, ends


def _daily(starts: str, ends: str) -> tuple[time, time]:
    period = time.fromisoformat(starts), time.fromisoformat(ends)
    if period[0] == period[1]:
        raise SandboxError("Do not disturb can't start and end at the same time of day")
    return period


async def _tell(control: Control, person: Person) -> None:
    status = person.dnd.as_json(control.world.clock.now, person.tz)
    body = {"type": "dnd_updated_user", "user": person.id, "dnd_status": status}
    await control.events.send(control.team, body | {"event_ts": f"{machine.time():.6f}"})
