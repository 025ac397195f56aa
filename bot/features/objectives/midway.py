"""Half-way through, or after three months of a program with no end, its owners hear once how it stands."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.features.objectives.facts import HalfWayFacts, Hint, Standing
from bot.features.objectives.messages import HalfWay
from bot.features.objectives.standing import last_closed, standings
from bot.features.people.budget import free_slots
from bot.features.programs.life import stage_of
from bot.features.programs.service import owners
from bot.models import Program, ProgramState
from bot.outbox import queue
from bot.terms import Measure, Stage, Verdict

ROLLING_AFTER = timedelta(days=91)
SHORTEST = timedelta(weeks=6)
"""In a shorter program half-way is too soon to tell anything."""
STILL_HALF_WAY = timedelta(weeks=2)
"""After that long, such as after an upgrade, the word is dropped instead of coming late."""
MOST_HINTS = 3

_WAITING = select(Program.id, Program.starts_on, Program.ends_on).where(
    Program.state == ProgramState.OPEN, Program.half_way_at.is_(None)
)


def half_way(starts_on: date, ends_on: date | None) -> datetime | None:
    """When a program is half-way; None for a short one."""
    if ends_on and ends_on - starts_on < SHORTEST:
        return None
    on = starts_on + ((ends_on - starts_on) / 2 if ends_on else ROLLING_AFTER)
    return datetime.combine(on, time(), UTC)


def next_half_way(session: Session) -> datetime | None:
    """When the next program is half-way."""
    return min((at for _, at in _waiting(session)), default=None)


def tell_half_way(session: Session, now: datetime) -> int:
    """Tell the owners of one program that is half-way, in their working hours; how many programs."""
    due = [program_id for program_id, at in _waiting(session) if at <= now]
    locked = select(Program).where(Program.id.in_(due), Program.half_way_at.is_(None)).order_by(Program.id).limit(1)
    program = session.scalar(locked.with_for_update(skip_locked=True).execution_options(populate_existing=True))
    at = half_way(program.starts_on, program.ends_on) if program else None
    if program is None or at is None or at > now:
        return 0
    program.half_way_at = now
    if now < at + STILL_HALF_WAY:
        _tell_owners(session, now, program)
    return 1


def half_way_facts(session: Session, _now: datetime, message: HalfWay) -> HalfWayFacts | None:
    """How it stands, while it runs and its reader runs it."""
    program = session.get_one(Program, message.program_id)
    runs = [owner.id for owner in owners(session, program) if owner.deactivated_at is None]
    if program.state != ProgramState.OPEN or message.member_id not in runs:
        return None
    found = standings(session, program)
    is_running = stage_of(session, program) == Stage.RUNNING
    hints = _hints(found) if is_running else [Hint.NO_ROUND]
    return HalfWayFacts(
        program.id, program.name, program.ends_on, last_closed(session, program), found, tuple(hints[:MOST_HINTS])
    )


def _waiting(session: Session) -> list[tuple[int, datetime]]:
    rows = session.execute(_WAITING).all()
    return [(program_id, at) for program_id, starts_on, ends_on in rows if (at := half_way(starts_on, ends_on))]


def _tell_owners(session: Session, now: datetime, program: Program) -> None:
    runs = [owner for owner in owners(session, program) if owner.deactivated_at is None]
    slots = free_slots(session, dict.fromkeys(runs, now))
    queue.add_all(
        session,
        [
            queue.Envelope(
                message=HalfWay(program.id, owner.id),
                to=owner,
                workspace_id=program.workspace_id,
                key=f"half-way:{program.id}:{owner.id}",
                due_at=slots[owner.id],
                expires_at=now + STILL_HALF_WAY,
                unasked=True,
            )
            for owner in runs
        ],
    )


def _hints(found: Sequence[Standing]) -> list[Hint]:
    """What one could do, by what isn't reached yet."""
    if not found:
        return [Hint.NO_OBJECTIVES]
    behind = dict.fromkeys(HINTS[each.measure] for each in found if each.verdict == Verdict.NOT_YET)
    is_silent = any(each.verdict == Verdict.UNKNOWN for each in found)
    return [*behind, *([Hint.UNKNOWN] if is_silent else [])] or [Hint.WELL]


HINTS = {
    Measure.TAUGHT: Hint.MORE_PEOPLE,
    Measure.SKILLS: Hint.MORE_PEOPLE,
    Measure.HOURS: Hint.MEET,
    Measure.MEETING_RATE: Hint.MEET,
    Measure.USEFUL: Hint.USEFUL,
    Measure.VOICE: Hint.VOICE,
    Measure.COUNTED: Hint.VOICE,
    Measure.CONFIDENCE: Hint.USEFUL,
}
