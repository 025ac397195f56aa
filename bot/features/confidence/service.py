"""How sure people feel in what they learn: asked at the start and looking back, if they like to say.

Nobody is written to for it: the question is a button in messages that come anyway. Looking back is only for who
said something at the start, since nothing but the difference tells something.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from bot.errors import NotYours, UserError
from bot.features.confidence.facts import ConfidenceFacts, Moment, SkillAsked
from bot.features.confidence.rule import next_count
from bot.features.skills.service import Picked, of_enrollment
from bot.models import (
    Confidence,
    Enrollment,
    Meeting,
    MeetingState,
    Member,
    Pairing,
    Program,
    ProgramState,
    Side,
    Skill,
    insert_once,
)

REFLECTION = timedelta(weeks=2)
"""For so long after a program's end its people may look back."""


def asked(session: Session, now: datetime, member: Member, enrollment_id: int, moment: Moment) -> ConfidenceFacts:
    """The form, with what the member said before; raises NotYours, or UserError where it is too early or late."""
    enrollment, program = _place(session, member, enrollment_id)
    _require_time(session, now, enrollment, program, moment)
    said = _said(session, enrollment)
    skills = of_enrollment(session, enrollment, Side.LEARN) if moment == Moment.BEFORE else _begun(session, said)
    if not skills:
        raise UserError("confidence-nothing-to-ask")
    return ConfidenceFacts(
        enrollment.id, program.name, moment, tuple(_asked(skill, said.get(skill.id), moment) for skill in skills)
    )


def answer(
    session: Session,
    now: datetime,
    member: Member,
    enrollment_id: int,
    moment: Moment,
    answers: Mapping[int, int],
) -> None:
    """Keep what a member said by skill, 1 to 5; what they left out stays. Raises NotYours or UserError."""
    facts = asked(session, now, member, enrollment_id, moment)
    if set(answers) - {each.skill_id for each in facts.skills} or set(answers.values()) - set(range(1, 6)):
        raise NotYours()
    enrollment, program = _place(session, member, enrollment_id)
    said = _said(session, enrollment)
    for skill_id, score in answers.items():
        if moment == Moment.BEFORE:
            _say_before(session, enrollment, skill_id, score)
        elif said[skill_id].counted_at is None:
            said[skill_id].after = score
    if moment == Moment.AFTER and answers and program.confidence_due_at is None:
        program.confidence_due_at = next_count(now)
    session.flush()


def may_say_before(session: Session, enrollment: Enrollment) -> int | None:
    """The enrollment's id where its member has said nothing yet of what they learn, for the button that asks."""
    said = select(Confidence.id).where(Confidence.enrollment_id == enrollment.id).limit(1)
    nothing = session.scalar(said) is None and not _has_met(session, enrollment)
    return enrollment.id if nothing and of_enrollment(session, enrollment, Side.LEARN) else None


def may_look_back(session: Session, enrollments: Collection[Enrollment]) -> set[int]:
    """Of these enrollments, the ids of those whose members said something at the start and nothing since."""
    open_ended = select(Confidence.enrollment_id).where(
        Confidence.enrollment_id.in_([each.id for each in enrollments]),
        Confidence.after.is_(None),
        Confidence.counted_at.is_(None),
    )
    return set(session.scalars(open_ended)) if enrollments else set()


def _place(session: Session, member: Member, enrollment_id: int) -> tuple[Enrollment, Program]:
    """Who has left may look back all the same."""
    enrollment = session.scalar(select(Enrollment).filter_by(id=enrollment_id, member_id=member.id))
    if enrollment is None:
        raise NotYours()
    program = session.scalars(select(Program).filter_by(id=enrollment.program_id).with_for_update()).one()
    return enrollment, program


def _require_time(
    session: Session, now: datetime, enrollment: Enrollment, program: Program, moment: Moment
) -> None:
    is_closed = program.state == ProgramState.CLOSED
    if moment == Moment.BEFORE and (is_closed or _has_met(session, enrollment)):
        raise UserError("confidence-has-begun")
    if moment == Moment.AFTER and is_closed and program.closed_at and now >= program.closed_at + REFLECTION:
        raise UserError("confidence-counted")


def _has_met(session: Session, enrollment: Enrollment) -> bool:
    mine = or_(Pairing.mentor_id == enrollment.id, Pairing.mentee_id == enrollment.id)
    meeting = exists().where(Meeting.pairing_id == Pairing.id, Meeting.state != MeetingState.DISPUTED)
    return bool(session.scalar(select(exists().where(mine, meeting))))


def _said(session: Session, enrollment: Enrollment) -> dict[int, Confidence]:
    rows = session.scalars(select(Confidence).where(Confidence.enrollment_id == enrollment.id))
    return {row.skill_id: row for row in rows}


def _begun(session: Session, said: Mapping[int, Confidence]) -> Sequence[Skill]:
    """The skills of which something was said at the start, and whose answers aren't counted yet."""
    ids = [row.skill_id for row in said.values() if row.counted_at is None]
    return session.scalars(select(Skill).where(Skill.id.in_(ids)).order_by(Skill.name)).all() if ids else ()


def _asked(skill: Skill | Picked, row: Confidence | None, moment: Moment) -> SkillAsked:
    return SkillAsked(skill.id, skill.name, row and (row.before if moment == Moment.BEFORE else row.after))


def _say_before(session: Session, enrollment: Enrollment, skill_id: int, score: int) -> None:
    keys = {"enrollment_id": enrollment.id, "skill_id": skill_id}
    if insert_once(session, Confidence, workspace_id=enrollment.workspace_id, before=score, **keys) is None:
        session.scalars(select(Confidence).filter_by(**keys)).one().before = score
