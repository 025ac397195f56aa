"""The numbers of a week, counted once, when it closes."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from statistics import median

from msgspec import Struct
from sqlalchemy import ColumnElement, String, Subquery, cast, func, literal, or_, select
from sqlalchemy.orm import Session, aliased

from bot.features.checkins.periods import WEEK, closes_at, period_of
from bot.features.reports.facts import Counts
from bot.models import (
    LIVE,
    CheckIn,
    EndReason,
    Enrollment,
    EnrollmentState,
    Meeting,
    MeetingSkill,
    MeetingState,
    Nudge,
    OutboxMessage,
    OutboxState,
    Pairing,
    PairingState,
    Program,
)
from bot.worktime import DAY, iso_week, monday_of_week

_MENTOR, _MENTEE = aliased(Enrollment), aliased(Enrollment)
EARLY = (EndReason.ASKED, EndReason.LEFT, EndReason.DEACTIVATED)
Filter = ColumnElement[bool]


class Introduced(Struct, frozen=True):
    """A pair that was introduced: ids of the pairing and of its two members, and when it was active."""

    id: int
    members: tuple[int, int]
    introduced_at: datetime
    ended_at: datetime | None
    ended_early: bool

    def is_active(self, at: datetime) -> bool:
        return self.introduced_at < at and (self.ended_at is None or self.ended_at >= at)


class Span(Struct, frozen=True):
    """The times that matter to what is counted in a week of a program."""

    monday: date
    over_at: datetime
    """The week's end."""
    until: datetime
    """When it is looked at who is active: the week's end, or the program's last midnight if that comes first."""
    closed_at: datetime
    period: date
    """Where the cadence period begins."""
    period_is_over: bool

    @classmethod
    def of(cls, program: Program, week: str) -> "Span":
        monday = monday_of_week(week)
        over_at = midnight(monday + WEEK)
        is_last = program.ends_on is not None and week == iso_week(program.ends_on)
        # Who swapped to the last day counts in the last week, though the program may have closed before its Sunday.
        until = min(over_at, midnight(program.ends_on + DAY)) if is_last and program.ends_on else over_at
        period = period_of(program.starts_on, program.cadence_weeks, monday)
        is_over = is_last or period.until_on <= monday + WEEK
        return cls(monday, over_at, until, closes_at(week), period.first_on, is_over)

    @property
    def in_period(self) -> Filter:
        """Meetings of the cadence period so far."""
        return (Meeting.held_on >= self.period) & (Meeting.held_on < self.monday + WEEK)


def count(session: Session, program: Program, week: str, pairs: Sequence[Introduced]) -> Counts:
    """Everything that is known when the week closes; who paused or waits is as of now."""
    span = Span.of(program, week)
    active = {pair.id for pair in pairs if pair.is_active(span.until)}
    people = _enrolled(session, program, span.over_at)
    meetings, minutes = _meetings(session, program, span)
    nudged = _nudged(session, pairs, program, week)
    first_met, days = _first_meetings(session, program, span)
    by_both = span.in_period & _said_by_both(span.closed_at)
    return Counts(
        enrolled=sum(people.values()),
        active=people.get(EnrollmentState.ACTIVE, 0),
        paused=people.get(EnrollmentState.PAUSED, 0),
        pairs=len(active),
        introduced=len(pairs),
        met=len(active & met(session, program, span.in_period, span.closed_at)),
        period_is_over=span.period_is_over,
        meetings=meetings,
        minutes=2 * minutes,
        skills=_skills(session, program, _held_or_late(span)),
        skills_so_far=_skills(session, program, _in_time(span.closed_at)),
        nudges=len(nudged),
        answered=len(nudged & _answered(session, program, week, span.closed_at)),
        met_by_both=len(active & met(session, program, by_both, span.closed_at)),
        waiting=_waiting(session, program, span.over_at),
        left=_left(session, program, span.over_at),
        ended_early=len([1 for pair in pairs if pair.ended_early and not pair.is_active(span.until)]),
        first_met=first_met,
        days_to_first=days,
        taught=_taught(session, program, _in_time(span.closed_at)),
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


def midnight(on: date) -> datetime:
    return datetime.combine(on, time(), UTC)


def met(session: Session, program: Program, which: Filter, closed_at: datetime) -> set[int]:
    """Pairings with such a meeting, logged in time, that neither of the two disputes."""
    rows = select(Meeting.pairing_id).distinct().join(Pairing, Pairing.id == Meeting.pairing_id)
    return set(session.scalars(rows.where(_of(program), _in_time(closed_at), which)))


def _of(program: Program) -> Filter:
    return Pairing.program_id == program.id


def _in_time(closed_at: datetime) -> Filter:
    """Undisputed meetings that were logged before the week closed."""
    return (Meeting.state != MeetingState.DISPUTED) & (Meeting.logged_at < closed_at)


def _held_or_late(span: Span) -> Filter:
    """Held in this week; or held earlier, but logged only after that week had closed. So each counts once."""
    in_time, late = Meeting.held_on >= span.monday, Meeting.logged_at >= span.closed_at - WEEK
    return (Meeting.held_on < span.monday + WEEK) & _in_time(span.closed_at) & or_(in_time, late)


def _said_by_both(closed_at: datetime) -> Filter:
    """Meetings that the other one had confirmed when the week closed."""
    return (Meeting.state == MeetingState.CONFIRMED) & (Meeting.settled_at < closed_at)


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


def _meetings(session: Session, program: Program, span: Span) -> tuple[int, int]:
    """How many, and their minutes."""
    rows = select(func.count(), func.sum(Meeting.minutes)).join(Pairing, Pairing.id == Meeting.pairing_id)
    number, minutes = session.execute(rows.where(_of(program), _held_or_late(span))).one()
    return number, minutes or 0


def _first_meetings(session: Session, program: Program, span: Span) -> tuple[int, float | None]:
    """Of how many pairs the first meeting is known, and the median of the days from their introduction to it."""
    first: Subquery = (
        select(Meeting.pairing_id, func.min(Meeting.held_on).label("held_on"))
        .join(Pairing, Pairing.id == Meeting.pairing_id)
        .where(_of(program), _in_time(span.closed_at), Meeting.held_on < span.monday + WEEK)
        .group_by(Meeting.pairing_id)
        .subquery()
    )
    rows = session.execute(
        select(Pairing.introduced_at, first.c.held_on)
        .join(first, first.c.pairing_id == Pairing.id)
        .where(Pairing.introduced_at < span.over_at)
    ).all()
    days = [max((held_on - at.date()).days, 0) for at, held_on in rows if at]
    return len(days), median(days) if days else None


def _skills(session: Session, program: Program, which: Filter) -> int:
    """How many different skills such meetings were about."""
    skills = (
        select(func.count(MeetingSkill.skill_id.distinct()))
        .join(Meeting, Meeting.id == MeetingSkill.meeting_id)
        .join(Pairing, Pairing.id == Meeting.pairing_id)
        .where(_of(program), which)
    )
    return session.scalar(skills) or 0


def _taught(session: Session, program: Program, which: Filter) -> int:
    """How many different people were the one to learn in such a meeting about a skill."""
    people = (
        select(func.count(Pairing.mentee_id.distinct()))
        .join(Meeting, Meeting.pairing_id == Pairing.id)
        .join(MeetingSkill, MeetingSkill.meeting_id == Meeting.id)
        .where(_of(program), which)
    )
    return session.scalar(people) or 0


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
        .where(_of(program), CheckIn.iso_week == week, CheckIn.answered_at < closed_at)
    )
    return set(session.scalars(rows))
