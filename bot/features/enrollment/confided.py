"""What a member told in confidence about a place of theirs, and whether it can still be read."""

from collections.abc import Iterable

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session, undefer

from bot.models import Enrollment, Member
from bot.models.sealed import give_up, opened_or_empty, opens

NAMES = ("interests", "avoid")
IN_FULL = (undefer(Enrollment.interests), undefer(Enrollment.avoid))
_AVOIDING = (
    select(Enrollment).where(Enrollment.member_id == bindparam("member_id")).options(undefer(Enrollment.avoid))
)


def is_readable(enrollment: Enrollment) -> bool:
    """Of one that was read in full. If not, nobody knows whom they would rather avoid: they aren't paired."""
    return opens(enrollment, *NAMES)


def can_be_paired(session: Session, enrollment: Enrollment) -> bool:
    """The same of one that wasn't."""
    return is_readable(session.scalars(select(Enrollment).filter_by(id=enrollment.id).options(*IN_FULL)).one())


def carried_over(session: Session, member: Member, enrollment_id: int) -> Enrollment:
    """A new place, with whom they would rather not be paired with; what can't be read isn't known here."""
    places = {place.id: place for place in session.scalars(_AVOIDING, {"member_id": member.id})}
    new = places.pop(enrollment_id)
    if not all(opens(place, "avoid") for place in places.values()):
        give_up(new, "avoid")
    elif avoid := _avoided(places.values()):
        new.avoid = avoid
    return new


def avoided_by(session: Session, member: Member) -> list[int]:
    """Whom this member would rather not be paired with, in whichever program: they say it once (member ids)."""
    return _avoided(session.scalars(_AVOIDING, {"member_id": member.id}))


def _avoided(places: Iterable[Enrollment]) -> list[int]:
    return sorted({other_id for place in places for other_id in opened_or_empty(place, "avoid")})
