"""Who may ask for somebody between two rounds: whoever has room for a partner and none on that side."""

from collections.abc import Collection

from sqlalchemy import and_, exists, or_, select
from sqlalchemy.orm import Session

from bot.models import (
    Enrollment,
    EnrollmentSkill,
    EnrollmentState,
    Pairing,
    PairingAnswer,
    PairingState,
    Program,
    ProgramState,
    Round,
    RoundKind,
    RoundState,
    Side,
)

_DECLINED_BY_THEM = exists().where(
    PairingAnswer.pairing_id == Pairing.id,
    PairingAnswer.member_id == Enrollment.member_id,
    PairingAnswer.accepted.is_(False),
)
_TAKEN_UP = or_(
    Pairing.state == PairingState.ACTIVE, and_(Pairing.state == PairingState.OFFERED, ~_DECLINED_BY_THEM)
)
"""A suggestion to which they have said no looks open to the other, but not to them."""


def may_look(session: Session, program: Program, enrollment: Enrollment) -> int | None:
    """The enrollment's id where its member may ask for somebody now, for the button that does it."""
    if program.state != ProgramState.OPEN or not program.fill_ins or enrollment.fill_in_asked_at:
        return None
    return enrollment.id if enrollment.id in with_room(session, [enrollment.id]) else None


def may_look_at_once(session: Session, program: Program, enrollment: Enrollment) -> int | None:
    """The same for who has just joined: while nobody has been paired yet, the first round is worth waiting for."""
    rounds = select(Round.id).filter_by(program_id=program.id, kind=RoundKind.ROUND, state=RoundState.APPROVED)
    return may_look(session, program, enrollment) if session.scalar(rounds.limit(1)) else None


def with_room(session: Session, enrollment_ids: Collection[int]) -> set[int]:
    """Of these enrollments, those that are active and wish for a side on which they have nobody; one statement."""
    sides = ((Side.TEACH, Pairing.mentor_id), (Side.LEARN, Pairing.mentee_id))
    free = [
        and_(
            exists().where(EnrollmentSkill.enrollment_id == Enrollment.id, EnrollmentSkill.side == side),
            ~exists().where(seat == Enrollment.id, _TAKEN_UP),
        )
        for side, seat in sides
    ]
    rows = select(Enrollment.id).where(
        Enrollment.id.in_(enrollment_ids), Enrollment.state == EnrollmentState.ACTIVE, or_(*free)
    )
    return set(session.scalars(rows))
