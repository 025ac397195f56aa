"""What members answer to a prompt. Every click is authorized again; the same click again changes nothing."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.errors import NotYours, UserError
from bot.features.checkins.unanswered import left_in_peace
from bot.features.people.service import work_week
from bot.features.prompts.facts import PromptFacts
from bot.features.prompts.messages import SkillPrompted
from bot.features.skills import moving
from bot.features.skills.picking import pick
from bot.features.skills.service import ids_now
from bot.models import (
    Enrollment,
    EnrollmentSkill,
    EnrollmentState,
    Member,
    Program,
    ProgramState,
    Side,
    Skill,
    SkillPrompt,
    SkillState,
)

MOST_SHOWN = 8
"""As the join form lets through."""


def show(session: Session, now: datetime, member: Member, prompt_id: int, value: str) -> PromptFacts:
    """The member could show this (an id of the catalog, or own words); raises UserError, or NotYours."""
    prompt = _own(session, member, prompt_id)
    [skill] = pick(session, now, member, [("", value)])
    enrollment = _place(session, prompt)
    wishes = moving.wishes_of(session, [enrollment.id])[enrollment.id]
    shown, wanted = wishes.get(Side.TEACH, []), wishes.get(Side.LEARN, [])
    if skill.id in wanted:
        raise UserError("prompt-learned", skill=skill.name)
    if skill.id in shown and skill.id not in prompt.skills:
        raise UserError("prompt-shown", skill=skill.name)  # what this question didn't bring it can't take back
    if skill.id not in shown:
        if len(shown) >= MOST_SHOWN:
            raise UserError("prompt-enough", limit=MOST_SHOWN)
        _write(session, enrollment, [*shown, skill.id], wanted)
    if skill.id not in prompt.skills:
        prompt.skills = [*prompt.skills, skill.id]
    prompt.answered_at = now
    session.flush()
    return facts(session, prompt)


def take_back(session: Session, now: datetime, member: Member, prompt_id: int, skill_id: int) -> PromptFacts:
    """Not that one after all."""
    prompt = _own(session, member, prompt_id)
    enrollment = _place(session, prompt)
    taken = ids_now(session, member.workspace_id, [skill_id])
    if not taken & _known(session, prompt).keys():
        raise NotYours()
    wishes = moving.wishes_of(session, [enrollment.id])[enrollment.id]
    shown = [one for one in wishes.get(Side.TEACH, []) if one not in taken]
    _write(session, enrollment, shown, wishes.get(Side.LEARN, []))
    prompt.answered_at = now
    session.flush()
    return facts(session, prompt)


def nothing_now(session: Session, now: datetime, member: Member, prompt_id: int) -> None:
    """Not this time: that is fine."""
    _own(session, member, prompt_id).answered_at = now


def turn(member: Member, *, on: bool) -> None:
    """Prompts come again, or no more. On again, the next one is planned anew."""
    member.prompts_off = not on
    member.next_prompt_at = None


def facts(session: Session, prompt: SkillPrompt) -> PromptFacts:
    """The question as it stands now."""
    enrollment = session.get_one(Enrollment, prompt.enrollment_id)
    known = _known(session, prompt)
    mine = moving.wishes_of(session, [enrollment.id])[enrollment.id]
    taken = {*mine.get(Side.TEACH, []), *mine.get(Side.LEARN, [])}
    wanted = _wanted(session, enrollment.program_id)
    shown = [skill for skill in known.values() if skill.id in mine.get(Side.TEACH, [])]
    return PromptFacts(
        prompt_id=prompt.id,
        program=session.get_one(Program, enrollment.program_id).name,
        by_owner=prompt.asked_by_id is not None,
        wanted=tuple((one.id, one.name) for one in known.values() if one.id in wanted and one.id not in taken),
        shown=tuple((skill.id, skill.name) for skill in shown),
        waiting=tuple(skill.name for skill in shown if skill.state == SkillState.PROPOSED),
    )


def prompted_facts(session: Session, now: datetime, message: SkillPrompted) -> PromptFacts | None:
    """The question, while its member takes part, is at work and wants to be asked, and something is missing."""
    prompt = session.get_one(SkillPrompt, message.prompt_id)
    member = session.get_one(Member, prompt.member_id)
    enrollment = session.get_one(Enrollment, prompt.enrollment_id)
    program = session.get_one(Program, enrollment.program_id)
    is_there = enrollment.state == EnrollmentState.ACTIVE and program.state == ProgramState.OPEN
    wants = not member.prompts_off and not member.deactivated_at and work_week(member).is_working(now)
    resting = left_in_peace(session, now, [member])
    found = facts(session, prompt) if is_there and wants and not resting else None
    return found if found and found.wanted else None


def _own(session: Session, member: Member, prompt_id: int) -> SkillPrompt:
    """The member's own prompt, held; raises NotYours."""
    mine = select(SkillPrompt).where(SkillPrompt.id == prompt_id, SkillPrompt.member_id == member.id)
    prompt = session.scalar(mine.with_for_update())
    if prompt is None:
        raise NotYours()
    return prompt


def _place(session: Session, prompt: SkillPrompt) -> Enrollment:
    """The place that a prompt is about, held; raises UserError where its member or the program is gone."""
    place = select(Enrollment).where(
        Enrollment.id == prompt.enrollment_id, Enrollment.state != EnrollmentState.LEFT
    )
    enrollment = session.scalar(place.with_for_update())
    if enrollment is None:
        raise UserError("error-not-enrolled")
    if session.get_one(Program, enrollment.program_id).state != ProgramState.OPEN:
        raise UserError("error-program-closed")
    return enrollment


def _known(session: Session, prompt: SkillPrompt) -> dict[int, Skill]:
    """The skills that a prompt speaks of, or those that they were merged into, in its order."""
    rows = {skill.id: skill for skill in session.scalars(select(Skill).where(Skill.id.in_(prompt.skills)))}
    found: dict[int, Skill] = {}
    for skill in (rows[skill_id] for skill_id in prompt.skills if skill_id in rows):
        into = session.get_one(Skill, skill.merged_into_id) if skill.merged_into_id else skill
        if into.state != SkillState.LEFT_OUT:
            found[into.id] = into
    return found


def _wanted(session: Session, program_id: int) -> set[int]:
    rows = (
        select(EnrollmentSkill.skill_id)
        .join(Enrollment, Enrollment.id == EnrollmentSkill.enrollment_id)
        .where(
            Enrollment.program_id == program_id,
            Enrollment.state == EnrollmentState.ACTIVE,
            EnrollmentSkill.side == Side.LEARN,
        )
    )
    return set(session.scalars(rows))


def _write(session: Session, enrollment: Enrollment, shown: Sequence[int], wanted: Sequence[int]) -> None:
    session.execute(delete(EnrollmentSkill).where(EnrollmentSkill.enrollment_id == enrollment.id))
    wishes = {Side.TEACH: list(shown), Side.LEARN: list(wanted)}
    moving.write(session, enrollment.workspace_id, {enrollment.id: wishes})
