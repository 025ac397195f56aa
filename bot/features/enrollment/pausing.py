"""Breaks from a program and from its weekly hellos, and coming back."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.errors import UserError
from bot.features.enrollment.messages import PauseEnded
from bot.features.enrollment.service import places_of
from bot.features.people.service import work_week
from bot.models import Enrollment, EnrollmentState, Member
from bot.outbox import queue
from bot.worktime import instant

LONGEST_PAUSE = timedelta(days=366)
BATCH = 200
NEXT_PAUSE_END = select(func.min(Enrollment.resumes_at)).where(Enrollment.state == EnrollmentState.PAUSED)
"""When the next pause ends."""


def pause(session: Session, now: datetime, enrollment: Enrollment, member: Member, until: date) -> None:
    """Away until the morning of `until` in the member's time zone; raises UserError for a day that won't do."""
    session.refresh(member, with_for_update={"key_share": True})  # they may be moving to another zone right now
    week = work_week(member)
    today = week.local(now).date()
    if until <= today:
        raise UserError("pause-in-the-past", field="until")
    if until > today + LONGEST_PAUSE:
        raise UserError("pause-too-long", field="until")
    enrollment.state, enrollment.paused_until = EnrollmentState.PAUSED, until
    enrollment.fill_in_asked_at = None
    enrollment.resumes_at = instant(until, 0, week.zone)


def come_back(session: Session, member: Member) -> Sequence[Enrollment]:
    """End the member's pauses; the enrollments that this changed. What they had turned off stays off."""
    paused = [one for one in places_of(session, member) if one.state == EnrollmentState.PAUSED]
    for enrollment in paused:
        _make_active(enrollment)
    return paused


def resume(session: Session, member: Member) -> Sequence[Enrollment]:
    """End the member's pauses, turn their nudges and prompts on again; the enrollments that this changed."""
    member.prompts_off = False
    changed = [
        enrollment
        for enrollment in places_of(session, member)
        if enrollment.state == EnrollmentState.PAUSED or enrollment.nudges_off
    ]
    for enrollment in changed:
        _make_active(enrollment)
        enrollment.nudges_off = False
    return changed


def turn_nudges(session: Session, member: Member, *, on: bool) -> None:
    """Weekly hellos in all of the member's programs, or none."""
    for enrollment in places_of(session, member):
        enrollment.nudges_off = not on


def end_pauses(session: Session, now: datetime) -> int:
    """Whose pause is over is back, and told so in their working hours; a batch, how many."""
    due = (
        select(Enrollment, Member)
        .join(Member, Member.id == Enrollment.member_id)
        .where(Enrollment.state == EnrollmentState.PAUSED, Enrollment.resumes_at <= now)
        .order_by(Enrollment.resumes_at)
        .limit(BATCH)
        .with_for_update(skip_locked=True, of=Enrollment)
    )
    rows = session.execute(due).all()
    for enrollment, member in rows:
        until = enrollment.paused_until
        _make_active(enrollment)
        queue.add(
            session,
            PauseEnded(enrollment.id),
            to=member,
            workspace_id=member.workspace_id,
            key=f"pause-ended:{enrollment.id}:{until}",
            due_at=work_week(member).next_working(now),
        )
    return len(rows)


def _make_active(enrollment: Enrollment) -> None:
    enrollment.state = EnrollmentState.ACTIVE
    enrollment.paused_until = enrollment.resumes_at = None
