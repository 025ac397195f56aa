"""Meetings that wait for a member's own word: what the partner has logged, and nobody has settled."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.features.checkins.facts import MeetingFacts
from bot.features.checkins.log import meeting_facts
from bot.features.pairings.couples import Couple
from bot.models import Meeting, MeetingState, Member


def meetings_to_confirm(session: Session, member: Member, swaps: Sequence[Couple]) -> Sequence[MeetingFacts]:
    """Those of the member's swaps, the oldest first."""
    waiting = (
        select(Meeting)
        .where(
            Meeting.pairing_id.in_([both.pairing.id for both in swaps]),
            Meeting.state == MeetingState.LOGGED,
            Meeting.logged_by_id != member.id,
        )
        .order_by(Meeting.held_on, Meeting.id)
    )
    couples = {both.pairing.id: both for both in swaps}
    return [
        meeting_facts(session, member, meeting, couples[meeting.pairing_id]) for meeting in session.scalars(waiting)
    ]
