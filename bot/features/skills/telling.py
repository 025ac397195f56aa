"""Who had a skill on their list reads once what became of it, in their working hours."""

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.features.people.service import work_week
from bot.features.skills.messages import SkillLeftOut, SkillsMerged
from bot.models import Enrollment, EnrollmentState, Member, Skill
from bot.outbox import queue

About = Callable[[int, int], SkillsMerged | SkillLeftOut]
"""A message of the skill's id and the enrollment's."""


def tell(
    session: Session, now: datetime, skill: Skill, enrollments: Sequence[Enrollment], about: About, what: str
) -> None:
    """Everybody who hasn't left, once for this skill and `what` (the beginning of the message's key)."""
    told = [each for each in enrollments if each.state != EnrollmentState.LEFT]
    ids = [each.member_id for each in told]
    members = {member.id: member for member in session.scalars(select(Member).where(Member.id.in_(ids)))}

    def envelope(enrollment: Enrollment) -> queue.Envelope:
        member = members[enrollment.member_id]
        return queue.Envelope(
            message=about(skill.id, enrollment.id),
            to=member,
            workspace_id=member.workspace_id,
            key=f"{what}:{skill.id}:{enrollment.id}",
            due_at=work_week(member).next_working(now),
        )

    queue.add_all(session, [envelope(each) for each in told])
