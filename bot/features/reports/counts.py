"""The numbers of a week, counted once, when it closes."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time

from sqlalchemy import ColumnElement, String, cast, func, literal, or_, select
from sqlalchemy.orm import Session

from bot.features.checkins.periods import WEEK, closes_at, period_of
from bot.features.pairings.couples import Couple, couples_of_program
from bot.features.reports.facts import Counts
from bot.models import (
    CheckIn,
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


def count(session: Session, program: Program, week: str) -> Counts:
    """Everything that is known when the week closes; who paused is as of now."""
    monday = monday_of_week(week)
    over_at, closed_at = _midnight(monday + WEEK), closes_at(week)
    is_last = program.ends_on is not None and week == iso_week(program.ends_on)
    couples = [both for both in couples_of_program(session, program) if _is_introduced(both.pairing, over_at)]
    # Who swapped to the last day counts in the last week, though the program may have closed before its Sunday.
    until = min(over_at, _midnight(program.ends_on + DAY)) if is_last and program.ends_on else over_at
    active = {both.pairing.id for both in couples if _is_active(both.pairing, until)}
    period = period_of(program.starts_on, program.cadence_weeks, monday)
    in_period = (Meeting.held_on >= period.first_on) & (Meeting.held_on < monday + WEEK)
    states = _enrolled(session, program, over_at)
    meetings = _meetings(session, program, monday, closed_at)
    nudged = _nudged(session, couples, program, week)
    return Counts(
        enrolled=len(states),
        active=states.count(EnrollmentState.ACTIVE),
        paused=states.count(EnrollmentState.PAUSED),
        pairs=len(active),
        introduced=len(couples),
        met=len(active & _met(session, program, in_period, closed_at)),
        period_is_over=is_last or period.until_on <= monday + WEEK,
        meetings=len(meetings),
        minutes=2 * sum(meeting.minutes for meeting in meetings),
        skills=len(_skills(session, [meeting.id for meeting in meetings])),
        skills_so_far=_skills_so_far(session, program, closed_at),
        nudges=len(nudged),
        answered=len(nudged & _answered(session, program, week, closed_at)),
        met_by_both=len(active & _met(session, program, in_period & _said_by_both(closed_at), closed_at)),
    )


def enrolled_and_paired(session: Session, program: Program) -> tuple[int, int]:
    """How many people are in, and how many pairs are active, right now."""
    people = select(func.count()).where(
        Enrollment.program_id == program.id, Enrollment.state != EnrollmentState.LEFT
    )
    pairs = select(func.count()).where(Pairing.program_id == program.id, Pairing.state == PairingState.ACTIVE)
    return session.scalar(people) or 0, session.scalar(pairs) or 0


def _midnight(on: date) -> datetime:
    return datetime.combine(on, time(), UTC)


def _is_introduced(pairing: Pairing, before: datetime) -> bool:
    return pairing.introduced_at is not None and pairing.introduced_at < before


def _is_active(pairing: Pairing, at: datetime) -> bool:
    return _is_introduced(pairing, at) and (pairing.ended_at is None or pairing.ended_at >= at)


def _enrolled(session: Session, program: Program, before: datetime) -> Sequence[EnrollmentState]:
    return session.scalars(
        select(Enrollment.state).where(
            Enrollment.program_id == program.id,
            Enrollment.joined_at < before,
            Enrollment.state != EnrollmentState.LEFT,
        )
    ).all()


def _meetings(session: Session, program: Program, monday: date, closed_at: datetime) -> Sequence[Meeting]:
    """Held in this week; or held earlier, but logged only after that week had closed. So each counts once."""
    in_time, late = Meeting.held_on >= monday, Meeting.logged_at >= closed_at - WEEK
    return session.scalars(
        select(Meeting)
        .join(Pairing, Pairing.id == Meeting.pairing_id)
        .where(
            Pairing.program_id == program.id,
            Meeting.state != MeetingState.DISPUTED,
            Meeting.held_on < monday + WEEK,
            Meeting.logged_at < closed_at,
            or_(in_time, late),
        )
    ).all()


def _said_by_both(closed_at: datetime) -> ColumnElement[bool]:
    """Meetings that the other one had confirmed when the week closed."""
    return (Meeting.state == MeetingState.CONFIRMED) & (Meeting.settled_at < closed_at)


def _met(session: Session, program: Program, which: ColumnElement[bool], closed_at: datetime) -> set[int]:
    """Pairings with such a meeting, logged in time, that neither of the two disputes."""
    rows = (
        select(Meeting.pairing_id)
        .join(Pairing, Pairing.id == Meeting.pairing_id)
        .where(
            Pairing.program_id == program.id,
            Meeting.state != MeetingState.DISPUTED,
            Meeting.logged_at < closed_at,
            which,
        )
    )
    return set(session.scalars(rows))


def _skills(session: Session, meeting_ids: Sequence[int]) -> set[int]:
    return set(session.scalars(select(MeetingSkill.skill_id).where(MeetingSkill.meeting_id.in_(meeting_ids))))


def _skills_so_far(session: Session, program: Program, closed_at: datetime) -> int:
    skills = (
        select(func.count(MeetingSkill.skill_id.distinct()))
        .join(Meeting, Meeting.id == MeetingSkill.meeting_id)
        .join(Pairing, Pairing.id == Meeting.pairing_id)
        .where(
            Pairing.program_id == program.id,
            Meeting.state != MeetingState.DISPUTED,
            Meeting.logged_at < closed_at,
        )
    )
    return session.scalar(skills) or 0


def _nudged(session: Session, couples: Sequence[Couple], program: Program, week: str) -> set[int]:
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
    paired = [(member.id, both.pairing) for both in couples for member in both.members if member.id in due]
    return {member_id for member_id, pairing in paired if _is_active(pairing, due[member_id])}


def _answered(session: Session, program: Program, week: str, closed_at: datetime) -> set[int]:
    rows = (
        select(CheckIn.member_id)
        .join(Pairing, Pairing.id == CheckIn.pairing_id)
        .where(Pairing.program_id == program.id, CheckIn.iso_week == week, CheckIn.answered_at < closed_at)
    )
    return set(session.scalars(rows))
