"""What owners decide: new words are taken in or left out, listed skills renamed and sorted (merged: merging.py)."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot import audit
from bot.errors import NotYours, UserError
from bot.features.programs.service import owned_programs
from bot.features.skills import moving
from bot.features.skills.deciding import decide, require, seen
from bot.features.skills.facts import CATEGORIES, LeftOutFacts, SkillPage, SkillsDesk, WaitingSkill
from bot.features.skills.merging import nearly
from bot.features.skills.messages import SkillLeftOut
from bot.features.skills.names import LONGEST_NAME, clean, key_of, letters_of
from bot.features.skills.service import require_curator
from bot.features.skills.telling import tell
from bot.models import (
    Deed,
    Enrollment,
    EnrollmentSkill,
    EnrollmentState,
    Member,
    Program,
    ProgramState,
    Skill,
    SkillState,
)

A_PAGE = 15

_PEOPLE = func.count(Enrollment.member_id.distinct())


def desk(session: Session, acting: Member) -> SkillsDesk:
    """What waits for a yes; raises UserError for who may not decide."""
    require_curator(session, acting)
    waiting = session.execute(
        select(Skill.id, Skill.name, _PEOPLE)
        .join(EnrollmentSkill, EnrollmentSkill.skill_id == Skill.id)
        .join(Enrollment, Enrollment.id == EnrollmentSkill.enrollment_id)
        .where(
            Skill.workspace_id == acting.workspace_id,
            Skill.state == SkillState.PROPOSED,
            Enrollment.state != EnrollmentState.LEFT,
        )
        .group_by(Skill.id, Skill.name)
        .order_by(_PEOPLE.desc(), Skill.id)
    ).all()
    shown = tuple(WaitingSkill(skill_id, name, people) for skill_id, name, people in waiting[:A_PAGE])
    return SkillsDesk(shown, more=len(waiting) - len(shown))


def page(session: Session, acting: Member, skill_id: int) -> SkillPage:
    """A listed skill; raises NotYours, or UserError."""
    require_curator(session, acting)
    skill = session.scalar(select(Skill).filter_by(workspace_id=acting.workspace_id, id=skill_id))
    if skill is None:
        raise NotYours()
    require(skill, SkillState.LISTED)
    people = (
        select(_PEOPLE)
        .join(EnrollmentSkill, EnrollmentSkill.enrollment_id == Enrollment.id)
        .where(EnrollmentSkill.skill_id == skill.id, Enrollment.state != EnrollmentState.LEFT)
    )
    others = session.scalars(select(Skill.name).filter_by(merged_into_id=skill.id).order_by(Skill.key)).all()
    count = session.scalar(people) or 0
    programs = tuple((program.id, program.name) for program in owned_programs(session, acting))
    return SkillPage(skill.id, skill.version, skill.name, skill.category, count, tuple(others), programs)


def take_in(session: Session, now: datetime, acting: Member, skill_id: int, category: str) -> Skill:
    """Everybody may pick it from now on; raises NotYours, or UserError where it was decided already."""
    skill = require(seen(session, acting, skill_id, hold=True)[skill_id], SkillState.PROPOSED)
    decide(skill, now, acting, SkillState.LISTED)
    skill.category = _category(category)
    audit.record(session, now, acting, Deed.SKILL_TAKEN_IN, skill=skill.id)
    return skill


def leave_out(session: Session, now: datetime, acting: Member, skill_id: int) -> Skill:
    """Nobody can pick it; who had is told once, kindly. Raises NotYours or UserError."""
    skill = require(seen(session, acting, skill_id, hold=True)[skill_id], SkillState.PROPOSED)
    decide(skill, now, acting, SkillState.LEFT_OUT)
    session.flush()
    tell(session, now, skill, moving.remove(session, skill), SkillLeftOut, "skill-left-out")
    audit.record(session, now, acting, Deed.SKILL_LEFT_OUT, skill=skill.id)
    return skill


def change(
    session: Session, now: datetime, acting: Member, skill_id: int, version: int, name: str, category: str
) -> Skill:
    """Another name or category for a listed skill. It is still found by its former name. Raises UserError."""
    skill = require(seen(session, acting, skill_id, hold=True)[skill_id], SkillState.LISTED, version)
    words = clean(name)
    if not letters_of(words) or len(words) > LONGEST_NAME:
        raise UserError("skill-name-length", field="name", limit=LONGEST_NAME)
    former = {"name": skill.name, "key": skill.key}
    _free(session, skill, words)
    skill.name, skill.key, skill.category = words, key_of(words), _category(category)
    decide(skill, now, acting, SkillState.LISTED)
    session.flush()
    if skill.key != former["key"]:
        keys = {"workspace_id": skill.workspace_id, "merged_into_id": skill.id}
        session.add(Skill(state=SkillState.MERGED, **keys, **former))
    audit.record(session, now, acting, Deed.SKILL_CHANGED, skill=skill.id)
    return skill


def left_out_facts(session: Session, _now: datetime, message: SkillLeftOut) -> LeftOutFacts | None:
    """For somebody who is still in the program."""
    enrollment = session.get(Enrollment, message.enrollment_id)
    if enrollment is None or enrollment.state == EnrollmentState.LEFT:
        return None
    program = session.get_one(Program, enrollment.program_id)
    if program.state != ProgramState.OPEN:
        return None
    left = select(func.count(EnrollmentSkill.id)).filter_by(enrollment_id=enrollment.id)
    skill = session.get_one(Skill, message.skill_id)
    return LeftOutFacts(skill.name, program.id, program.name, session.scalar(left) or 0)


def _category(category: str) -> str:
    if category not in CATEGORIES:
        raise NotYours()
    return category


def _free(session: Session, skill: Skill, words: str) -> None:
    """Make room for a new name; raises UserError where another skill goes by nearly the same."""
    other = nearly(session, skill, words)
    if other:
        if other.state == SkillState.PROPOSED:
            raise UserError("skill-is-proposed", field="name", skill=other.name)
        raise UserError("skill-name-taken", field="name", skill=other.name)
    rows = session.scalars(select(Skill).where(Skill.workspace_id == skill.workspace_id, Skill.id != skill.id))
    for row in [row for row in rows if _gives_way(row, words)]:
        session.delete(row)
    session.flush()


def _gives_way(row: Skill, words: str) -> bool:
    """Former words of the skill itself, and those that were left out before an owner chose them."""
    if row.state == SkillState.LEFT_OUT:
        return letters_of(row.name) == letters_of(words)
    return row.key == key_of(words)
