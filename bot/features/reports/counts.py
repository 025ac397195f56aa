"""The numbers of a week, counted once, when it closes."""

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct
from sqlalchemy import String, cast, func, literal, or_, select
from sqlalchemy.orm import Session, aliased

from bot.features.reports.facts import Counts
from bot.features.reports.meetings import (
    first_meetings,
    held,
    held_or_late,
    in_period,
    in_time,
    met,
    of_program,
    people_taught,
    said_by_both,
    skills,
)
from bot.features.reports.span import Span
from bot.models import (
    LIVE,
    CheckIn,
    EndReason,
    Enrollment,
    EnrollmentState,
    Nudge,
    OutboxMessage,
    OutboxState,
    Pairing,
    PairingState,
    Program,
)

_MENTOR, _MENTEE = aliased(Enrollment), aliased(Enrollment)
EARLY = (EndReason.ASKED, EndReason.LEFT, EndReason.DEACTIVATED)


class Introduced(Struct, frozen=True):
    """A pair that was introduced: ids of the pairing and of its two members, and when it was active."""

    id: int
    members: tuple[int, int]
    introduced_at: datetime
    ended_at: datetime | None
    ended_early: bool

    def is_active(self, at: datetime) -> bool:
        return self.introduced_at < at and (self.ended_at is None or self.ended_at >= at)


def count(session: Session, program: Program, week: str, pairs: Sequence[Introduced]) -> Counts:
    """Everything that is known when the week closes; who paused or waits is as of now."""
    span = Span.of(program, week)
    active = {pair.id for pair in pairs if pair.is_active(span.until)}
    people = _enrolled(session, program, span.over_at)
    meetings, minutes = held(session, program, span)
    nudged = _nudged(session, pairs, program, week)
    first_met, days = first_meetings(session, program, span)
    by_both = in_period(span) & said_by_both(span.closed_at)
    return Counts(
        enrolled=sum(people.values()),
        active=people.get(EnrollmentState.ACTIVE, 0),
        paused=people.get(EnrollmentState.PAUSED, 0),
        pairs=len(active),
        introduced=len(pairs),
        met=len(active & met(session, program, in_period(span), span.closed_at)),
        period_is_over=span.period_is_over,
        meetings=meetings,
        minutes=2 * minutes,
        skills=skills(session, program, held_or_late(span)),
        skills_so_far=skills(session, program, in_time(span.closed_at)),
        nudges=len(nudged),
        answered=len(nudged & _answered(session, program, week, span.closed_at)),
        met_by_both=len(active & met(session, program, by_both, span.closed_at)),
        waiting=_waiting(session, program, span.over_at),
        left=_left(session, program, span.over_at),
        ended_early=len([1 for pair in pairs if pair.ended_early and not pair.is_active(span.until)]),
        first_met=first_met,
        days_to_first=days,
        taught=people_taught(session, program, in_time(span.closed_at)),
    )


def introduced(session: Session, program: Program, before: datetime) -> list[Introduced]:
    """The program's pairs that were introduced before then."""
    rows = session.execute(
        select(
            Pairing.id,
            _MENTOR.member_id,
            _MENTEE.member_id,
            Pairing.introduced_at,
            Pairing.ended_at,
            Pairing.ended_reason,
        )
        .join(_MENTOR, _MENTOR.id == Pairing.mentor_id)
        .join(_MENTEE, _MENTEE.id == Pairing.mentee_id)
        .where(Pairing.program_id == program.id, Pairing.introduced_at < before)
    )
    return [
        Introduced(pairing_id, (mentor_id, mentee_id), introduced_at, ended_at, reason in EARLY)
        for pairing_id, mentor_id, mentee_id, introduced_at, ended_at, reason in rows
        if introduced_at
    ]


def enrolled_and_paired(session: Session, program: Program) -> tuple[int, int]:
    """How many people are in, and how many pairs are active, right now."""
    people = select(func.count()).where(
        Enrollment.program_id == program.id, Enrollment.state != EnrollmentState.LEFT
    )
    pairs = select(func.count()).where(Pairing.program_id == program.id, Pairing.state == PairingState.ACTIVE)
    return session.scalar(people) or 0, session.scalar(pairs) or 0


def _enrolled(session: Session, program: Program, before: datetime) -> dict[EnrollmentState, int]:
    rows = session.execute(
        select(Enrollment.state, func.count())
        .where(
            Enrollment.program_id == program.id,
            Enrollment.joined_at < before,
            Enrollment.state != EnrollmentState.LEFT,
        )
        .group_by(Enrollment.state)
    )
    return dict(rows.all())


def _left(session: Session, program: Program, before: datetime) -> int:
    gone = (Enrollment.state == EnrollmentState.LEFT) & (Enrollment.left_at < before)
    return session.scalar(select(func.count()).where(Enrollment.program_id == program.id, gone)) or 0


def _waiting(session: Session, program: Program, before: datetime) -> int:
    """Active people who are in no pair and have no offer, now."""
    live = select(Pairing.id).where(
        or_(Pairing.mentor_id == Enrollment.id, Pairing.mentee_id == Enrollment.id), Pairing.state.in_(LIVE)
    )
    waiting = select(func.count()).where(
        Enrollment.program_id == program.id,
        Enrollment.joined_at < before,
        Enrollment.state == EnrollmentState.ACTIVE,
        ~live.exists(),
    )
    return session.scalar(waiting) or 0


def _nudged(session: Session, pairs: Sequence[Introduced], program: Program, week: str) -> set[int]:
    """Members who were sent this week's nudge while they were in one of the program's pairs."""
    rows = session.execute(
        select(Nudge.member_id, Nudge.due_at)
        .join(OutboxMessage, OutboxMessage.dedup_key == literal("nudge:") + cast(Nudge.id, String))
        .where(
            Nudge.workspace_id == program.workspace_id,
            Nudge.iso_week == week,
            OutboxMessage.workspace_id == program.workspace_id,
            OutboxMessage.state == OutboxState.SENT,
        )
    )
    due = dict(rows.all())
    return {member for pair in pairs for member in pair.members if member in due and pair.is_active(due[member])}


def _answered(session: Session, program: Program, week: str, closed_at: datetime) -> set[int]:
    rows = (
        select(CheckIn.member_id)
        .join(Pairing, Pairing.id == CheckIn.pairing_id)
        .where(of_program(program), CheckIn.iso_week == week, CheckIn.answered_at < closed_at)
    )
    return set(session.scalars(rows))
