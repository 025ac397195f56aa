"""What a program's people could show each other, and what they would like to learn."""

from collections.abc import Sequence

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from bot.features.enrollment.facts import SkillBalance
from bot.models import Enrollment, EnrollmentSkill, EnrollmentState, Member, Program, Side, Skill, SkillState


def supply_and_demand(session: Session, program: Program) -> Sequence[SkillBalance]:
    """Every listed skill that somebody active could show or would like to learn; what is most short comes first."""
    supply = func.sum(case((EnrollmentSkill.side == Side.TEACH, 1), else_=0))
    demand = func.sum(case((EnrollmentSkill.side == Side.LEARN, 1), else_=0))
    rows = session.execute(
        select(Skill.name, supply, demand)
        .join(EnrollmentSkill, EnrollmentSkill.skill_id == Skill.id)
        .join(Enrollment, Enrollment.id == EnrollmentSkill.enrollment_id)
        .join(Member, Member.id == Enrollment.member_id)
        .where(
            Enrollment.program_id == program.id,
            Enrollment.state == EnrollmentState.ACTIVE,
            Member.deactivated_at.is_(None),
            Skill.state == SkillState.LISTED,
        )
        .group_by(Skill.id, Skill.name, Skill.key)
        .order_by((supply - demand), demand.desc(), Skill.key)
    )
    return [SkillBalance(name, int(could), int(would)) for name, could, would in rows]
