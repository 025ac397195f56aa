"""What a member told in confidence about a place of theirs, and whether it can still be read."""

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, undefer

from bot.models import Enrollment, Member
from bot.models.sealed import give_up, opened_or_empty, opens

NAMES = ("interests", "avoid")
IN_FULL = (undefer(Enrollment.interests), undefer(Enrollment.avoid))


def is_readable(enrollment: Enrollment) -> bool:
    """Of one that was read in full. If not, nobody knows whom they would rather avoid: they aren't paired."""
    return opens(enrollment, *NAMES)


def can_be_paired(session: Session, enrollment: Enrollment) -> bool:
    """The same of one that wasn't."""
    return is_readable(session.scalars(select(Enrollment).filter_by(id=enrollment.id).options(*IN_FULL)).one())


def carry_over(session: Session, member: Member, enrollment: Enrollment) -> None:
    """To a new place: whom they would rather not be paired with; what can't be read elsewhere isn't known here."""
    if not all(opens(place, "avoid") for place in session.scalars(_avoiding(member))):
        give_up(enrollment, "avoid")
    elif avoid := avoided_by(session, member):
        enrollment.avoid = avoid


def avoided_by(session: Session, member: Member) -> list[int]:
    """Whom this member would rather not be paired with, in whichever program: they say it once (member ids)."""
    mine = session.scalars(_avoiding(member))
    return sorted({other_id for place in mine for other_id in opened_or_empty(place, "avoid")})


def _avoiding(member: Member) -> Select[Enrollment]:
    return select(Enrollment).where(Enrollment.member_id == member.id).options(undefer(Enrollment.avoid))
