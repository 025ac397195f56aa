"""What is counted of the meetings of a program: those that neither of the two disputes."""

from datetime import datetime
from statistics import median

from sqlalchemy import ColumnElement, Subquery, func, or_, select
from sqlalchemy.orm import Session

from bot.features.checkins.periods import WEEK
from bot.features.reports.span import Span
from bot.models import Meeting, MeetingSkill, MeetingState, Pairing, Program

Filter = ColumnElement[bool]


def in_period(span: Span) -> Filter:
    """Held in the cadence period so far."""
    return (Meeting.held_on >= span.period) & (Meeting.held_on < span.monday + WEEK)


def met(session: Session, program: Program, which: Filter, closed_at: datetime) -> set[int]:
    """Pairings with such a meeting, logged in time, that neither of the two disputes."""
    rows = select(Meeting.pairing_id).distinct().join(Pairing, Pairing.id == Meeting.pairing_id)
    return set(session.scalars(rows.where(of_program(program), in_time(closed_at), which)))


def of_program(program: Program) -> Filter:
    return Pairing.program_id == program.id


def in_time(closed_at: datetime) -> Filter:
    """Undisputed meetings that were logged before the week closed."""
    return (Meeting.state != MeetingState.DISPUTED) & (Meeting.logged_at < closed_at)


def held_or_late(span: Span) -> Filter:
    """Held in this week; or held earlier, but logged only after that week had closed. So each counts once."""
    this_week, late = Meeting.held_on >= span.monday, Meeting.logged_at >= span.closed_at - WEEK
    return (Meeting.held_on < span.monday + WEEK) & in_time(span.closed_at) & or_(this_week, late)


def said_by_both(closed_at: datetime) -> Filter:
    """Meetings that the other one had confirmed when the week closed."""
    return (Meeting.state == MeetingState.CONFIRMED) & (Meeting.settled_at < closed_at)


def held(session: Session, program: Program, span: Span) -> tuple[int, int]:
    """How many, and their minutes."""
    rows = select(func.count(), func.sum(Meeting.minutes)).join(Pairing, Pairing.id == Meeting.pairing_id)
    number, minutes = session.execute(rows.where(of_program(program), held_or_late(span))).one()
    return number, minutes or 0


def first_meetings(session: Session, program: Program, span: Span) -> tuple[int, float | None]:
    """Of how many pairs the first meeting is known, and the median of the days from their introduction to it."""
    first: Subquery = (
        select(Meeting.pairing_id, func.min(Meeting.held_on).label("held_on"))
        .join(Pairing, Pairing.id == Meeting.pairing_id)
        .where(of_program(program), in_time(span.closed_at), Meeting.held_on < span.monday + WEEK)
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


def skills(session: Session, program: Program, which: Filter) -> int:
    """How many different skills such meetings were about."""
    skills = (
        select(func.count(MeetingSkill.skill_id.distinct()))
        .join(Meeting, Meeting.id == MeetingSkill.meeting_id)
        .join(Pairing, Pairing.id == Meeting.pairing_id)
        .where(of_program(program), which)
    )
    return session.scalar(skills) or 0


def people_taught(session: Session, program: Program, which: Filter) -> int:
    """How many different people were the one to learn in such a meeting about a skill."""
    people = (
        select(func.count(Pairing.mentee_id.distinct()))
        .join(Meeting, Meeting.pairing_id == Pairing.id)
        .join(MeetingSkill, MeetingSkill.meeting_id == Meeting.id)
        .where(of_program(program), which)
    )
    return session.scalar(people) or 0
