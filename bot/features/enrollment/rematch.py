"""Who may ask for somebody between two rounds: whoever has room for a partner and none on that side."""

from collections.abc import Collection, Iterable

from sqlalchemy import and_, bindparam, exists, or_, select
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


_FREE_SIDES = [
    and_(
        exists().where(EnrollmentSkill.enrollment_id == Enrollment.id, EnrollmentSkill.side == side),
        ~exists().where(seat == Enrollment.id, _TAKEN_UP),
    )
    for side, seat in ((Side.TEACH, Pairing.mentor_id), (Side.LEARN, Pairing.mentee_id))
]
_WITH_ROOM = select(Enrollment.id).where(
    Enrollment.id.in_(bindparam("enrollment_ids", expanding=True)),
    Enrollment.state == EnrollmentState.ACTIVE,
    or_(*_FREE_SIDES),
)
_BEGUN = (
    select(Round.program_id)
    .where(
        Round.program_id.in_(bindparam("program_ids", expanding=True)),
        Round.kind == RoundKind.ROUND,
        Round.state == RoundState.APPROVED,
    )
    .distinct()
)


def may_look(session: Session, program: Program, enrollment: Enrollment) -> int | None:
    """The enrollment's id where its member may ask for somebody now, for the button that does it."""
    return next(iter(who_may_look(session, [(program, enrollment)])), None)


def who_may_look(session: Session, places: Iterable[tuple[Program, Enrollment]]) -> set[int]:
    """Of several, the enrollments' ids; one statement."""
    free = [
        enrollment.id
        for program, enrollment in places
        if program.state == ProgramState.OPEN and program.fill_ins and not enrollment.fill_in_asked_at
    ]
    return with_room(session, free) if free else set()


def who_may_look_at_once(session: Session, places: Collection[tuple[Program, Enrollment]]) -> set[int]:
    """The same for who has just joined: while nobody has been paired yet, the first round is worth waiting for."""
    begun = set(session.scalars(_BEGUN, {"program_ids": [program.id for program, _ in places]}))
    return who_may_look(session, [place for place in places if place[0].id in begun])


def with_room(session: Session, enrollment_ids: Collection[int]) -> set[int]:
    """Of these enrollments, those that are active and wish for a side on which they have nobody; one statement."""
    return set(session.scalars(_WITH_ROOM, {"enrollment_ids": list(enrollment_ids)}))
