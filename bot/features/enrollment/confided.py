"""What a member told in confidence about a place of theirs, and whether it can still be read."""

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from bot.models import Enrollment
from bot.models.sealed import opens

NAMES = ("interests", "avoid")
IN_FULL = (undefer(Enrollment.interests), undefer(Enrollment.avoid))


def is_readable(enrollment: Enrollment) -> bool:
    """Of one that was read in full. If not, nobody knows whom they would rather avoid: they aren't paired."""
    return opens(enrollment, *NAMES)


def can_be_paired(session: Session, enrollment: Enrollment) -> bool:
    """The same of one that wasn't."""
    return is_readable(session.scalars(select(Enrollment).filter_by(id=enrollment.id).options(*IN_FULL)).one())
