"""Skills of people, and who decides on the catalog."""

from collections.abc import Sequence

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from bot.errors import UserError
from bot.features.people.service import may_create_programs
from bot.features.programs.service import owned_programs
from bot.models import Enrollment, EnrollmentSkill, EnrollmentState, Member, Side, Skill, SkillState

_CHOSEN = (
    select(EnrollmentSkill.side, Skill)
    .join(Skill, Skill.id == EnrollmentSkill.skill_id)
    .where(EnrollmentSkill.enrollment_id == bindparam("enrollment_id"))
    .order_by(EnrollmentSkill.side, EnrollmentSkill.rank)
)


def of_enrollment(session: Session, enrollment: Enrollment, side: Side) -> Sequence[Skill]:
    """What others may know that an enrollment teaches or wants to learn, in order of rank: listed skills only."""
    return [skill for skill in chosen(session, enrollment, side) if skill.state == SkillState.LISTED]


def chosen(session: Session, enrollment: Enrollment, side: Side) -> Sequence[Skill]:
    """What a member has picked, for their own eyes: with own words that wait for an owner's yes."""
    return [skill for of_side, skill in chosen_by_side(session, enrollment) if of_side == side]


def chosen_by_side(session: Session, enrollment: Enrollment) -> Sequence[tuple[Side, Skill]]:
    """The same of both sides, in order of rank; one statement."""
    rows = session.execute(_CHOSEN, {"enrollment_id": enrollment.id})
    return [(side, skill) for side, skill in rows]


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
