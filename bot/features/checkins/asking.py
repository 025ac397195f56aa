"""Which pairings a nudge may ask about: one copy of the rule, for planning, for sending, and for App Home."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta

from msgspec import Struct
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from bot.features.checkins.periods import Period, period_of
from bot.features.pairings.couples import Couple, Seat, active_couples_of
from bot.features.pairings.offers import introduction_key
from bot.features.people.service import work_week
from bot.models import Meeting, MeetingState, Member, OutboxMessage, OutboxState, ProgramState
from bot.worktime import DAY

SETTLING_IN = timedelta(hours=48)
"""A pair that was introduced less than this ago isn't asked yet whether it met."""
JUST_SAID = 5 * DAY
"""Neither is one of whom somebody has said so less than this ago: the other is asked about just that."""


class Asking(Struct, frozen=True):
    """What is known of some members' active pairings, by pairing id.

    `met`: the days that both agree on; `said`: when one of the two last said that they met, undisputed.
    """

    couples: Sequence[Couple]
    met: Mapping[int, Sequence[date]]
    said: Mapping[int, datetime]

    @classmethod
    def of(cls, session: Session, now: datetime, members: Collection[Member]) -> "Asking":
        """Of pairings that are introduced, in a fixed number of statements."""
        return cls.among(session, now, active_couples_of(session, {member.id for member in members}))

    @classmethod
    def among(cls, session: Session, now: datetime, couples: Sequence[Couple]) -> "Asking":
        """The same of active pairings that were read already."""
        waiting = _not_introduced_yet(session, couples)
        introduced = [both for both in couples if both.pairing.id not in waiting]
        return cls(introduced, *_meetings_of(session, now, introduced))

    def about(self, member: Member, now: datetime) -> Sequence[Couple]:
        """The pairings that a nudge of this member may ask about at that time."""
        mine = [both for both in self.couples if member in both.members]
        return [
            both
            for both in mine
            if _is_to_be_asked_about(both, both.seat_of(member.id), now, self.met.get(both.pairing.id, ()))
            and not self._was_just_said(both, now)
        ]

    def _was_just_said(self, both: Couple, now: datetime) -> bool:
        said_at = self.said.get(both.pairing.id)
        return said_at is not None and said_at <= now < said_at + JUST_SAID


def couples_to_ask_about(
    session: Session, now: datetime, members: Collection[Member]
) -> Mapping[int, Sequence[Couple]]:
    """By member id, the pairings that a nudge may ask about now."""
    asking = Asking.of(session, now, members)
    found = {member.id: asking.about(member, now) for member in members}
    return {member_id: couples for member_id, couples in found.items() if couples}


def _is_to_be_asked_about(both: Couple, seat: Seat, now: datetime, met: Sequence[date]) -> bool:
    today = work_week(seat.member).local(now).date()
    introduced_at = both.pairing.introduced_at
    return (
        both.program.state == ProgramState.OPEN
        and both.program.starts_on <= today <= (both.program.ends_on or today)
        and not any(one.is_away for one in both.seats)
        and not seat.enrollment.nudges_off
        and introduced_at is not None
        and introduced_at + SETTLING_IN <= now
        and not any(day in _period(both, today) for day in met)
    )


def _not_introduced_yet(session: Session, couples: Sequence[Couple]) -> set[int]:
    """Pairings whose introduction hasn't arrived, as far as we know: nobody asks them whether they met."""
    keys = {introduction_key(both.pairing): both.pairing.id for both in couples}
    waiting = select(OutboxMessage.dedup_key).where(
        OutboxMessage.workspace_id.in_({both.pairing.workspace_id for both in couples}),
        OutboxMessage.dedup_key.in_(keys),
        OutboxMessage.state != OutboxState.SENT,
    )
    return {keys[key] for key in session.scalars(waiting)}


def _period(both: Couple, today: date) -> Period:
    return period_of(both.program.starts_on, both.program.cadence_weeks, today)


def _meetings_of(
    session: Session, now: datetime, couples: Sequence[Couple]
) -> tuple[Mapping[int, Sequence[date]], Mapping[int, datetime]]:
    """The days on which both say they met, from the first period that it may be anywhere.

    And when one of the two last said so, of whatever day.
    """
    yesterday = (now - DAY).date()
    earliest = min((_period(both, yesterday).first_on for both in couples), default=yesterday)
    rows = session.execute(
        select(Meeting.pairing_id, Meeting.held_on, Meeting.state, Meeting.logged_at).where(
            Meeting.pairing_id.in_([both.pairing.id for both in couples]),
            Meeting.state != MeetingState.DISPUTED,
            or_(Meeting.held_on >= earliest, Meeting.logged_at > now - JUST_SAID),
        )
    )
    days: dict[int, list[date]] = defaultdict(list)
    said: dict[int, datetime] = {}
    for pairing_id, held_on, state, logged_at in rows:
        if state == MeetingState.CONFIRMED:
            days[pairing_id].append(held_on)
        said[pairing_id] = max(logged_at, said.get(pairing_id, logged_at))
    return days, said
