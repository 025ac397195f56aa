"""Answers on confidence are counted every few weeks, and for the last time two weeks after a program's end."""

from collections.abc import Sequence
from datetime import datetime
from random import Random, SystemRandom

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from bot.discretion import FEWEST, OF_ALL, blurred
from bot.features.confidence.rule import Answered, Group, groups_to_publish, next_count
from bot.models import Confidence, Enrollment, Program, ProgramState, PublishedConfidence, Skill

CHANCE = SystemRandom()
NEXT_COUNT = select(func.min(Program.confidence_due_at))
"""When the next program's answers are counted."""


def count_confidence(session: Session, now: datetime, chance: Random = CHANCE) -> int:
    """Publish what may be published of one program whose time has come; how many programs.

    Of five people or more, as the form promises, whatever a program's owners choose for its reports; of more where
    they ask for more.
    """
    due = select(Program).where(Program.confidence_due_at <= now).order_by(Program.confidence_due_at).limit(1)
    program = session.scalar(due.with_for_update(skip_locked=True))
    if program is None:
        return 0
    answers, is_last = _answers(session, program), program.state == ProgramState.CLOSED
    groups = groups_to_publish(answers, max(FEWEST, program.fewest), is_last=is_last)
    for group in groups:
        _publish(session, now, program, group, chance)
    published = {row_id for group in groups for row_id in group.ids}
    left = {each.id for each in answers} - published
    _mark_counted(session, now, published | left if is_last else published)
    program.confidence_due_at = next_count(now) if left and not is_last else None
    return 1


def _answers(session: Session, program: Program) -> Sequence[Answered]:
    """Both answers of a skill, under the name that the skill has now."""
    rows = session.execute(
        select(
            Confidence.id,
            Confidence.enrollment_id,
            func.coalesce(Skill.merged_into_id, Skill.id),
            Confidence.before,
            Confidence.after,
        )
        .join(Enrollment, Enrollment.id == Confidence.enrollment_id)
        .join(Skill, Skill.id == Confidence.skill_id)
        .where(Enrollment.program_id == program.id, Confidence.after.is_not(None), Confidence.counted_at.is_(None))
        .order_by(Confidence.id)
    )
    return [Answered(*row) for row in rows.all()]


def _publish(session: Session, now: datetime, program: Program, group: Group, chance: Random) -> None:
    """Blurred once, like every average of answers."""
    session.add(
        PublishedConfidence(
            workspace_id=program.workspace_id,
            program_id=program.id,
            published_at=now,
            skill_id=group.skill_id,
            respondents=group.respondents,
            before=blurred(group.before, group.respondents, OF_ALL, chance),
            after=blurred(group.after, group.respondents, OF_ALL, chance),
        )
    )


def _mark_counted(session: Session, now: datetime, ids: set[int]) -> None:
    if ids:
        session.execute(update(Confidence).where(Confidence.id.in_(ids)).values(counted_at=now))
