"""What a program sets out to reach: its owners say so, with a measure and a target each, a handful at most."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from bot import audit
from bot.errors import UserError
from bot.features.objectives.facts import ObjectivesFacts
from bot.features.objectives.standing import last_closed, standings
from bot.features.programs.service import owned
from bot.models import Deed, Member, Objective, Program, Skill, SkillState
from bot.terms import Measure

MOST = 5
BOUNDS: Mapping[Measure, tuple[float, float]] = {
    Measure.TAUGHT: (1, 100_000),
    Measure.SKILLS: (1, 1_000),
    Measure.HOURS: (1, 1_000_000),
    Measure.MEETING_RATE: (1, 100),
    Measure.USEFUL: (1, 5),
    Measure.VOICE: (1, 5),
    Measure.COUNTED: (1, 5),
    Measure.CONFIDENCE: (0.1, 4),
}
WHOLE = (Measure.TAUGHT, Measure.SKILLS, Measure.HOURS, Measure.MEETING_RATE)


def overview(session: Session, acting: Member, program_id: int) -> ObjectivesFacts:
    """A program's objectives and how they stand, for one of its owners; raises NotYours."""
    return _facts(session, owned(session, acting, program_id))


def add(
    session: Session,
    now: datetime,
    acting: Member,
    program_id: int,
    measure: Measure,
    target: str,
    skill: str | None,
) -> ObjectivesFacts:
    """One more objective, or another target for one that is there. `skill`: as the type-ahead gives it.

    Raises NotYours, or UserError at the field.
    """
    program = owned(session, acting, program_id)
    session.refresh(program, with_for_update=True)
    number, skill_id = _target(measure, target), _skill(session, acting, measure, skill)
    there = _there(session, program, measure, skill_id)
    if there:
        there.target = number
    else:
        _require_room(session, program)
        keys = {"workspace_id": program.workspace_id, "program_id": program.id}
        session.add(Objective(measure=measure, skill_id=skill_id, target=number, **keys))
    session.flush()
    audit.record(session, now, acting, Deed.OBJECTIVES_CHANGED, program.id)
    return _facts(session, program)


def _there(session: Session, program: Program, measure: Measure, skill_id: int | None) -> Objective | None:
    """The same objective, also where its skill has become another name of this one."""
    same = select(Objective).outerjoin(Skill, Skill.id == Objective.skill_id)
    skill = func.coalesce(Skill.merged_into_id, Skill.id)
    is_same = skill.is_(None) if skill_id is None else skill == skill_id
    ours = same.where(Objective.program_id == program.id, Objective.measure == measure, is_same)
    return session.scalar(ours.order_by(Objective.id).limit(1))


def remove(session: Session, now: datetime, acting: Member, program_id: int, objective_id: int) -> ObjectivesFacts:
    """Take an objective away; nothing happens where it is gone already. Raises NotYours."""
    program = owned(session, acting, program_id)
    session.execute(delete(Objective).where(Objective.program_id == program.id, Objective.id == objective_id))
    audit.record(session, now, acting, Deed.OBJECTIVES_CHANGED, program.id)
    return _facts(session, program)


def _facts(session: Session, program: Program) -> ObjectivesFacts:
    as_of = last_closed(session, program)
    return ObjectivesFacts(program.id, program.name, standings(session, program), as_of, MOST)


def _target(measure: Measure, typed: str) -> float:
    """A number as people type it: 60 %, +1, 4,5."""
    low, high = BOUNDS[measure]
    bounds = UserError(f"objective-target-{measure.value.replace('_', '-')}", field="target")
    try:
        number = round(float(typed.replace(",", ".").strip("%+ ").strip()), 1)
    except ValueError:
        raise bounds from None
    if not low <= number <= high or (measure in WHOLE and number != int(number)):
        raise bounds
    return number


def _skill(session: Session, acting: Member, measure: Measure, value: str | None) -> int | None:
    if value is None:
        return None
    if measure != Measure.CONFIDENCE:
        raise UserError("objective-skill-unused", field="skill")
    listed = {"workspace_id": acting.workspace_id, "state": SkillState.LISTED}
    found = value.isdecimal() and session.scalar(select(Skill.id).filter_by(id=int(value), **listed))
    if not found:
        raise UserError("objective-skill-unknown", field="skill")
    return found


def _require_room(session: Session, program: Program) -> None:
    there = session.scalar(select(func.count(Objective.id)).filter_by(program_id=program.id)) or 0
    if there >= MOST:
        raise UserError("objective-too-many", field="measure")
