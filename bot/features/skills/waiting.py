"""Owners hear that new words wait for their yes: once a week at most, while some do."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from bot.features.people.budget import free_slots
from bot.features.people.service import work_week
from bot.features.skills.facts import WaitingFacts
from bot.features.skills.messages import SkillsWaiting
from bot.features.skills.service import may_curate, waiting_count
from bot.models import (
    Enrollment,
    EnrollmentSkill,
    EnrollmentState,
    Member,
    Program,
    ProgramOwner,
    ProgramState,
    Skill,
    SkillState,
)
from bot.outbox import queue
from bot.worktime import DAY, iso_week

AGAIN = 7 * DAY

NEXT_ASKING = select(func.min(Skill.ask_owners_at)).where(Skill.state == SkillState.PROPOSED)
"""When owners are next told of new words."""


def ask_owners(session: Session, now: datetime) -> int:
    """Tell the owners of one workspace what waits, in their working hours; how many workspaces were looked at."""
    due = select(Skill.workspace_id).where(Skill.state == SkillState.PROPOSED, Skill.ask_owners_at <= now)
    workspace_id = session.scalar(due.order_by(Skill.ask_owners_at).limit(1))
    if workspace_id is None:
        return 0
    waiting = update(Skill).where(Skill.workspace_id == workspace_id, Skill.state == SkillState.PROPOSED)
    session.execute(waiting.values(ask_owners_at=now + AGAIN))
    owners = _owners(session, workspace_id)
    slots = free_slots(session, dict.fromkeys(owners, now))
    queue.add_all(session, [_envelope(owner, slots[owner.id]) for owner in owners])
    return 1


def waiting_facts(session: Session, _now: datetime, message: SkillsWaiting) -> WaitingFacts | None:
    """How many wait, while some do and their reader may decide."""
    member = session.get_one(Member, message.member_id)
    count = waiting_count(session, member.workspace_id)
    return WaitingFacts(count) if count and not member.deactivated_at and may_curate(session, member) else None


def _owners(session: Session, workspace_id: int) -> Sequence[Member]:
    """Who runs an open program in which somebody has picked words that wait."""
    programs = (
        select(Enrollment.program_id)
        .join(EnrollmentSkill, EnrollmentSkill.enrollment_id == Enrollment.id)
        .join(Skill, Skill.id == EnrollmentSkill.skill_id)
        .where(
            Skill.workspace_id == workspace_id,
            Skill.state == SkillState.PROPOSED,
            Enrollment.state != EnrollmentState.LEFT,
        )
    )
    owners = (
        select(ProgramOwner.member_id)
        .join(Program, Program.id == ProgramOwner.program_id)
        .where(Program.id.in_(programs), Program.state == ProgramState.OPEN)
    )
    return session.scalars(select(Member).where(Member.id.in_(owners), Member.deactivated_at.is_(None))).all()


def _envelope(owner: Member, slot: datetime) -> queue.Envelope:
    week = iso_week(work_week(owner).local(slot).date())
    return queue.Envelope(
        message=SkillsWaiting(owner.id),
        to=owner,
        workspace_id=owner.workspace_id,
        key=f"skills-waiting:{owner.id}:{week}",
        due_at=slot,
        unasked=True,
    )
