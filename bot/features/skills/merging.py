"""Two skills become one: an owner reads first whom it concerns, and who loses a wish by it is told."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session, aliased

from bot import audit
from bot.errors import UserError
from bot.features.skills import moving
from bot.features.skills.deciding import decide, require, seen
from bot.features.skills.facts import MergedFacts, Merger
from bot.features.skills.messages import SkillsMerged
from bot.features.skills.names import clean, key_of, typos_between
from bot.features.skills.telling import tell
from bot.models import (
    Deed,
    Enrollment,
    EnrollmentSkill,
    EnrollmentState,
    Member,
    Program,
    ProgramState,
    Side,
    Skill,
    SkillState,
)

ON_THE_LIST = (SkillState.LISTED, SkillState.MERGED)
"""By their own name, or by another one of a skill that is."""


def merger(session: Session, acting: Member, skill_id: int, into_id: int, version: int | None = None) -> Merger:
    """What a merge would do, before it is done; raises what `merge` would."""
    skill, into = _both(seen(session, acting, skill_id, into_id), skill_id, into_id, version)
    one, other = aliased(EnrollmentSkill), aliased(EnrollmentSkill)
    people = select(func.count(Enrollment.member_id.distinct())).where(Enrollment.state != EnrollmentState.LEFT)
    having = people.join(one, one.enrollment_id == Enrollment.id).where(one.skill_id == skill.id)
    both = having.join(other, other.enrollment_id == Enrollment.id).where(other.skill_id == into.id)
    return Merger(
        id=skill.id,
        version=version,
        name=skill.name,
        into_id=into.id,
        into=into.name,
        people=session.scalar(having) or 0,
        both=session.scalar(both.where(other.side == one.side)) or 0,
        across=session.scalar(both.where(other.side != one.side)) or 0,
    )


def namesake(session: Session, acting: Member, skill_id: int, version: int, name: str) -> Merger | None:
    """The merge to offer where a listed skill is about to get nearly the name of another listed one."""
    skill = require(seen(session, acting, skill_id)[skill_id], SkillState.LISTED, version)
    near = nearly(session, skill, name)
    return _offered(session, acting, skill, near, version) if near and near.state in ON_THE_LIST else None


def alike(session: Session, acting: Member, skill_id: int) -> Merger | None:
    """The merge to offer where words that wait are nearly the name of a listed skill: that one came after them."""
    skill = require(seen(session, acting, skill_id)[skill_id], SkillState.PROPOSED)
    near = _nearest(session, skill, skill.name, ON_THE_LIST)
    return _offered(session, acting, skill, near) if near else None


def nearly(session: Session, skill: Skill, name: str) -> Skill | None:
    """Another skill, or another skill's other name, that is nearly this new name of `skill`: the nearest one."""
    words = clean(name)
    if key_of(words) == skill.key:
        return None
    return _nearest(session, skill, words, (*ON_THE_LIST, SkillState.PROPOSED))


def _nearest(session: Session, skill: Skill, words: str, states: Collection[SkillState]) -> Skill | None:
    rows = session.scalars(
        select(Skill).where(
            Skill.workspace_id == skill.workspace_id,
            Skill.id != skill.id,
            Skill.merged_into_id.is_distinct_from(skill.id),
            Skill.state.in_(states),
        )
    )
    near = [(typos, row.id, row) for row in rows if (typos := typos_between(words, row.name)) is not None]
    return min(near)[-1] if near else None


def _offered(session: Session, acting: Member, skill: Skill, near: Skill, version: int | None = None) -> Merger:
    return merger(session, acting, skill.id, near.merged_into_id or near.id, version)


def merge(
    session: Session, now: datetime, acting: Member, skill_id: int, into_id: int, version: int | None = None
) -> tuple[Skill, Skill]:
    """It becomes another name of a listed one, and people's wishes follow. A listed one needs the `version` seen.

    Both skills; raises NotYours or UserError.
    """
    held = seen(session, acting, skill_id, into_id, hold=True)
    skill, into = _both(held, skill_id, into_id, version)
    session.execute(update(Skill).where(Skill.merged_into_id == skill.id).values(merged_into_id=into.id))
    decide(skill, now, acting, SkillState.MERGED)
    skill.merged_into_id = into.id
    session.flush()
    tell(session, now, skill, moving.move(session, skill, into), SkillsMerged, "skills-merged")
    audit.record(session, now, acting, Deed.SKILL_MERGED, skill=skill.id, into=into.id)
    return skill, into


def merged_facts(session: Session, _now: datetime, message: SkillsMerged) -> MergedFacts | None:
    """For somebody who is still in the program, and has the skill on one side."""
    enrollment = session.get(Enrollment, message.enrollment_id)
    if enrollment is None or enrollment.state == EnrollmentState.LEFT:
        return None
    program = session.get_one(Program, enrollment.program_id)
    skill = session.get_one(Skill, message.skill_id)
    into = session.get_one(Skill, skill.merged_into_id) if skill.merged_into_id else skill
    sides = session.scalars(select(EnrollmentSkill.side).filter_by(enrollment_id=enrollment.id, skill_id=into.id))
    side = sides.first()
    if program.state != ProgramState.OPEN or side is None:
        return None
    return MergedFacts(skill.name, into.name, program.id, program.name, shown=side == Side.TEACH)


def _both(skills: Mapping[int, Skill], skill_id: int, into_id: int, version: int | None) -> tuple[Skill, Skill]:
    skill = require(skills[skill_id], SkillState.PROPOSED if version is None else SkillState.LISTED, version)
    into = require(skills[into_id], SkillState.LISTED)
    if skill.id == into.id:
        raise UserError("skill-merge-itself")
    return skill, into
