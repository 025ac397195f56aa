"""How a member's weekly hello stands, as App Home tells them: when it comes, or why none does."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from bot.features.checkins.facts import Hello, HelloFacts
from bot.features.checkins.plan import next_nudge
from bot.features.checkins.unanswered import left_in_peace
from bot.features.pairings.couples import Couple
from bot.features.people.budget import absence
from bot.models import Enrollment, EnrollmentState, Member


def hello(
    session: Session, now: datetime, member: Member, places: Sequence[Enrollment], swaps: Sequence[Couple]
) -> HelloFacts:
    """Of somebody with these places (at least one) and active swaps."""
    mine = [both.seat_of(member.id).enrollment for both in swaps] or places
    if all(place.nudges_off for place in mine):
        return HelloFacts(Hello.OFF)
    if all(place.nudges_off or place.state == EnrollmentState.PAUSED for place in mine):
        return HelloFacts(Hello.ON_BREAK)
    if not swaps:
        return HelloFacts(Hello.NO_SWAP)
    if at := next_nudge(session, now, member):
        return HelloFacts(Hello.PLANNED, at)
    if left_in_peace(session, now, [member]):
        return HelloFacts(Hello.UNANSWERED)
    return HelloFacts(Hello.AWAY if absence(member)(now) else Hello.RESTS)
