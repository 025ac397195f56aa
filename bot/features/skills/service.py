"""Skills of people, and who decides on the catalog."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.errors import UserError
from bot.features.people.service import may_create_programs
from bot.features.programs.service import owned_programs
from bot.models import Enrollment, EnrollmentSkill, EnrollmentState, Member, Side, Skill, SkillState


def of_enrollment(session: Session, enrollment: Enrollment, side: Side) -> Sequence[Skill]:
    """What others may know that an enrollment teaches or wants to learn, in order of rank: listed skills only."""
    return [skill for skill in chosen(session, enrollment, side) if skill.state == SkillState.LISTED]


def chosen(session: Session, enrollment: Enrollment, side: Side) -> Sequence[Skill]:
    """What a member has picked, for their own eyes: with own words that wait for an owner's yes."""
    return session.scalars(
        select(Skill)
        .join(EnrollmentSkill, EnrollmentSkill.skill_id == Skill.id)
        .where(EnrollmentSkill.enrollment_id == enrollment.id, EnrollmentSkill.side == side)
        .order_by(EnrollmentSkill.rank)
    ).all()


def may_curate(session: Session, member: Member) -> bool:
    """Whether a member looks after the catalog: who runs an open program, or may create one."""
    return bool(owned_programs(session, member)) or may_create_programs(session, member)


def require_curator(session: Session, member: Member) -> None:
    """Raises UserError with a friendly no."""
    if not may_curate(session, member):
        raise UserError("error-owners-only")


def waiting_count(session: Session, workspace_id: int) -> int:
    """How many skills that somebody has picked wait for an owner's yes."""
    picked = (
        select(EnrollmentSkill.skill_id)
        .join(Enrollment, Enrollment.id == EnrollmentSkill.enrollment_id)
        .where(EnrollmentSkill.workspace_id == workspace_id, Enrollment.state != EnrollmentState.LEFT)
    )
    waits = select(func.count(Skill.id)).where(
        Skill.workspace_id == workspace_id, Skill.state == SkillState.PROPOSED, Skill.id.in_(picked)
    )
    return session.scalar(waits) or 0
