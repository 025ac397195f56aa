"""What a member has to show for it: what they taught and learned, and the hours they gave."""

from collections.abc import Collection, Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from bot.features.checkins.facts import Record
from bot.features.pairings.couples import Couple, couples_of
from bot.models import (
    EnrollmentSkill,
    Meeting,
    MeetingSkill,
    MeetingState,
    Member,
    PairingState,
    Side,
    Skill,
)

HELD = (PairingState.ACTIVE, PairingState.COMPLETED, PairingState.ENDED)


def record(session: Session, member: Member) -> Record:
    """From meetings that the partner confirmed, and their own that the partner hasn't denied.

    What only the partner has logged waits for the member's own word. A skill was taught by whoever offers it.
    """
    couples = couples_of(session, member, *HELD)
    meetings = session.scalars(
        select(Meeting).where(
            Meeting.pairing_id.in_([both.pairing.id for both in couples]),
            Meeting.state != MeetingState.DISPUTED,
            or_(Meeting.state == MeetingState.CONFIRMED, Meeting.logged_by_id == member.id),
        )
    ).all()
    if not meetings:
        return Record((), (), 0, 0)
    skills = _skills(session, [meeting.id for meeting in meetings])
    mine = _offered(session, [both.seat_of(member.id).enrollment.id for both in couples])
    theirs = _offered(session, [_partner_enrollment(both, member) for both in couples])
    return Record(
        taught=tuple(skill.name for skill in skills if skill.id in mine),
        learned=tuple(skill.name for skill in skills if skill.id in theirs - mine),
        meetings=len(meetings),
        minutes=sum(meeting.minutes for meeting in meetings),
    )


def _partner_enrollment(both: Couple, member: Member) -> int:
    return both.seat_of(both.partner_of(member.id).id).enrollment.id


def _skills(session: Session, meeting_ids: Collection[int]) -> Sequence[Skill]:
    """Each once, by name."""
    about = select(MeetingSkill.skill_id).where(MeetingSkill.meeting_id.in_(meeting_ids))
    return session.scalars(select(Skill).where(Skill.id.in_(about)).order_by(Skill.key)).all()


def _offered(session: Session, enrollment_ids: Collection[int]) -> set[int]:
    rows = select(EnrollmentSkill.skill_id).where(
        EnrollmentSkill.enrollment_id.in_(enrollment_ids), EnrollmentSkill.side == Side.TEACH
    )
    return set(session.scalars(rows))
