"""A closed program is wrapped up in its channel: numbers and thanks, by name nobody, when an owner says so.

Who reads the channel knows who was in a small program, so counts below the number that its averages need are left
out, and with few pairs whatever hangs on them.
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot import audit
from bot.discretion import FEWEST
from bot.errors import UserError
from bot.features.closing.facts import WrapUpFacts
from bot.features.closing.messages import WrappedUp
from bot.features.objectives.facts import Standing
from bot.features.objectives.standing import last_closed, standings
from bot.features.programs.service import owned
from bot.mentions import Channel
from bot.models import ClosedWeek, Deed, Member, OutboxMessage, OutboxState, Program, ProgramState
from bot.outbox import queue
from bot.terms import Measure
from bot.worktime import iso_week

OF_PAIRS = (Measure.TAUGHT, Measure.SKILLS, Measure.HOURS, Measure.MEETING_RATE)


def preview(session: Session, acting: Member, program_id: int) -> WrapUpFacts:
    """What the channel would read; raises NotYours, or UserError before the last week's numbers are there."""
    program = owned(session, acting, program_id)
    _require_ready(session, program)
    return _facts(session, program)


def post(session: Session, now: datetime, acting: Member, program_id: int) -> Channel:
    """Post it, once for each end; raises NotYours or UserError."""
    program = owned(session, acting, program_id)
    session.refresh(program, with_for_update=True)
    _require_ready(session, program)
    program.wrapped_up_at = now
    queue.add(
        session,
        WrappedUp(program.id),
        to=program.announce_channel,
        workspace_id=program.workspace_id,
        key=_key(program),
        due_at=now,
        caretaker=acting,
    )
    audit.record(session, now, acting, Deed.WRAPPED_UP, program.id)
    return Channel(program.announce_channel)


def wrapped_up_facts(session: Session, _now: datetime, message: WrappedUp) -> WrapUpFacts | None:
    """The numbers, unless the program goes on after all."""
    program = session.get_one(Program, message.program_id)
    return _facts(session, program) if program.state == ProgramState.CLOSED else None


def _require_ready(session: Session, program: Program) -> None:
    if program.state != ProgramState.CLOSED or not program.endings or program.ends_on is None:
        raise UserError("wrap-up-not-closed")
    if (last_closed(session, program) or "") < iso_week(program.ends_on):
        raise UserError("wrap-up-too-early")
    if program.wrapped_up_at and not _was_refused(session, program):
        raise UserError("wrap-up-posted")


def _key(program: Program) -> str:
    at = program.wrapped_up_at.isoformat() if program.wrapped_up_at else ""
    return f"wrapped-up:{program.id}:{at}"


def _was_refused(session: Session, program: Program) -> bool:
    key = {"workspace_id": program.workspace_id, "dedup_key": _key(program)}
    return session.scalar(select(OutboxMessage.state).filter_by(**key)) == OutboxState.DEAD


def _facts(session: Session, program: Program) -> WrapUpFacts:
    rows = session.scalars(select(ClosedWeek).filter_by(program_id=program.id).order_by(ClosedWeek.iso_week)).all()
    fewest, last = max(FEWEST, program.fewest), rows[-1].counts
    has_pairs = last["introduced"] >= fewest
    shown = tuple(each for each in standings(session, program) if _is_shown(each, fewest, has_pairs=has_pairs))
    return WrapUpFacts(
        program_id=program.id,
        program=program.name,
        starts_on=program.starts_on,
        ended_on=program.ends_on or program.starts_on,
        people=last["enrolled"] if last["enrolled"] >= fewest else None,
        pairs=last["introduced"] if has_pairs else None,
        meetings=sum(row.counts["meetings"] for row in rows) if has_pairs else None,
        hours=round(sum(row.counts["minutes"] for row in rows) / 60) if has_pairs else None,
        skills=last["skills_so_far"] if has_pairs else None,
        standings=shown,
        channel=Channel(program.announce_channel),
        confidence_at=program.confidence_due_at,
        fewest=fewest,
    )


def _is_shown(each: Standing, fewest: int, *, has_pairs: bool) -> bool:
    """What can be said, and not of a handful: an average has its own five already."""
    if each.now is None or (each.measure in OF_PAIRS and not has_pairs):
        return False
    return each.measure != Measure.TAUGHT or each.now >= fewest
