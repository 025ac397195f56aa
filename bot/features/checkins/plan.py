"""Nudges: who is asked this week, when, and about which pairings."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

import structlog
from sqlalchemy import bindparam, func, literal, or_, select
from sqlalchemy.orm import Session

from bot.features.checkins.facts import NudgeFacts, NudgeRow
from bot.features.checkins.messages import NudgeDue
from bot.features.checkins.periods import Period, period_of
from bot.features.checkins.rhythm import Rhythm
from bot.features.pairings.couples import Couple, Seat, active_couples_of
from bot.features.pairings.offers import introduction_key
from bot.features.people.budget import Budget
from bot.features.people.service import mention, work_week
from bot.models import (
    CheckIn,
    Enrollment,
    Meeting,
    MeetingState,
    Member,
    Nudge,
    OutboxMessage,
    OutboxState,
    Pairing,
    PairingState,
    ProgramState,
    insert_all_once,
)
from bot.models.types import UtcDateTime
from bot.outbox import queue
from bot.worktime import DAY, monday_of_week

BATCH = 100
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
SETTLING_IN = timedelta(hours=48)
"""A pair that was introduced less than this ago isn't asked yet whether it met."""

log = structlog.get_logger()


def plan_nudges(session: Session, now: datetime) -> int:
    """Queue the nudges that are due, and plan the next ones; a batch in a fixed number of statements, how many.

    `next_nudge_at` is empty while a member's week is still to be planned: a new pairing, other hours, another zone.
    """
    reached = session.execute(_DUE, {"now": now}).all()
    due = {member: at for member, is_paired in reached if is_paired and (at := member.next_nudge_at)}
    _send(session, now, {member: at for member, at in due.items() if _in_time(member, at, now)})
    for member, _ in reached:  # who is in no pairing any more has no next nudge; an introduction plans a new one
        member.next_nudge_at = rhythm(member).after(due[member], now) if member in due else None
    if planned := session.scalars(_UNPLANNED).all():
        _plan_anew(session, now, planned)
    return len(reached) + len(planned)


def next_nudge_at(session: Session) -> datetime | None:
    """When the next nudge of anybody comes due; long ago where one is still to be planned."""
    return session.scalar(_NEXT_NUDGE)


def rhythm(member: Member) -> Rhythm:
    return Rhythm(work_week(member), member.nudge_day, member.nudge_minute)


def nudge_facts(session: Session, now: datetime, message: NudgeDue) -> NudgeFacts | None:
    """The pairings to ask about, as it is now; None where there are none, or the member isn't at work any more."""
    nudge = session.get_one(Nudge, message.nudge_id)
    member = session.get_one(Member, nudge.member_id)
    if member.deactivated_at or not work_week(member).is_working(now):
        return None
    couples = couples_to_ask_about(session, now, [member]).get(member.id)
    return facts_of(session, nudge, couples) if couples else None


def facts_of(session: Session, nudge: Nudge, couples: Sequence[Couple]) -> NudgeFacts:
    """A nudge about these pairings, with what its member has answered so far."""
    said = select(CheckIn.pairing_id, CheckIn.answer).filter_by(member_id=nudge.member_id, iso_week=nudge.iso_week)
    answers = dict(session.execute(said).all())
    rows = [
        NudgeRow(
            pairing_id=both.pairing.id,
            partner=mention(both.partner_of(nudge.member_id)),
            program=both.program.name,
            answer=answers.get(both.pairing.id),
        )
        for both in couples
    ]
    return NudgeFacts(nudge.id, monday_of_week(nudge.iso_week).isocalendar().week, tuple(rows))


def couples_to_ask_about(
    session: Session, now: datetime, members: Sequence[Member]
) -> Mapping[int, Sequence[Couple]]:
    """By member id, the pairings that a nudge may ask about now. One copy of the rule, for planning and sending."""
    wanted = {member.id for member in members}
    couples = active_couples_of(session, wanted)
    met = _days_agreed_on(session, now, couples)
    waiting = _not_introduced_yet(session, couples)
    found: dict[int, list[Couple]] = defaultdict(list)
    for both in couples:
        for seat in both.seats if both.pairing.id not in waiting else ():
            if seat.member.id in wanted and _is_to_be_asked_about(both, seat, now, met[both.pairing.id]):
                found[seat.member.id].append(both)
    return found


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


def _days_agreed_on(session: Session, now: datetime, couples: Sequence[Couple]) -> Mapping[int, Sequence[date]]:
    """By pairing id, the days on which both sides say they met, from the first period that it may be anywhere."""
    yesterday = (now - DAY).date()
    earliest = min((_period(both, yesterday).first_on for both in couples), default=yesterday)
    rows = session.execute(
        select(Meeting.pairing_id, Meeting.held_on).where(
            Meeting.pairing_id.in_([both.pairing.id for both in couples]),
            Meeting.state == MeetingState.CONFIRMED,
            Meeting.held_on >= earliest,
        )
    )
    days: dict[int, list[date]] = defaultdict(list)
    for pairing_id, held_on in rows:
        days[pairing_id].append(held_on)
    return days


def _plan_anew(session: Session, now: datetime, members: Sequence[Member]) -> None:
    """The first nudge that falls in no week in which the member has been asked already."""
    last = select(Nudge.member_id, func.max(Nudge.iso_week)).group_by(Nudge.member_id)
    asked = dict(session.execute(last.where(Nudge.member_id.in_([one.id for one in members]))).all())
    for member in members:
        at = rhythm(member).first(now)
        is_asked = rhythm(member).week_of(at) <= asked.get(member.id, "")
        member.next_nudge_at = rhythm(member).after(at, now) if is_asked else at


# Asked of one member after the other, in the order of an index: a batch never looks at everybody.
_IS_PAIRED = (
    select(Enrollment.id)
    .join(Pairing, or_(Pairing.mentor_id == Enrollment.id, Pairing.mentee_id == Enrollment.id))
    .where(Enrollment.member_id == Member.id, Pairing.state == PairingState.ACTIVE)
    .correlate(Member)
    .exists()
)
_DUE = (
    select(Member, _IS_PAIRED)
    .where(Member.next_nudge_at <= bindparam("now", type_=UtcDateTime))
    .order_by(Member.next_nudge_at, Member.id)
    .limit(BATCH)
    .with_for_update(of=Member, skip_locked=True)
)
_UNPLANNED = (
    select(Member)
    .where(Member.next_nudge_at.is_(None), _IS_PAIRED)
    .order_by(Member.id)
    .limit(BATCH)
    .with_for_update(of=Member, skip_locked=True)
)
_PLANNED_OR_OVERDUE = func.coalesce(Member.next_nudge_at, literal(LONG_AGO, UtcDateTime))
_NEXT_NUDGE = select(func.min(_PLANNED_OR_OVERDUE)).where(_IS_PAIRED)


def _in_time(member: Member, at: datetime, now: datetime) -> bool:
    """Whether the hours that the nudge was planned for aren't over: it never comes at night or days late."""
    if now < rhythm(member).until(at):
        return True
    log.warning("nudge_dropped", member_id=member.id, planned_at=at.isoformat())
    return False


def _send(session: Session, now: datetime, due: Mapping[Member, datetime]) -> None:
    """One nudge a member and ISO week: the key decides, however often their hours or their zone change.

    Whose week has no room for it any more, or who is away all day, isn't asked.
    """
    asked = couples_to_ask_about(session, now, list(due))
    budget = Budget.of(session, [member for member in due if member.id in asked], now)
    slots = {
        member: budget.take_before(member, max(at, now), rhythm(member).until(at))
        for member, at in due.items()
        if member.id in asked
    }
    members = {member.id: member for member, at in slots.items() if at}
    ids = insert_all_once(session, Nudge, [_nudge_row(member, at) for member, at in slots.items() if at])
    nudges = session.scalars(select(Nudge).where(Nudge.id.in_(ids))).all()
    queue.add_all(session, [_envelope(nudge, members[nudge.member_id]) for nudge in nudges])


def _nudge_row(member: Member, at: datetime) -> dict[str, object]:
    return {
        "workspace_id": member.workspace_id,
        "member_id": member.id,
        "iso_week": rhythm(member).week_of(at),
        "due_at": at,
    }


def _envelope(nudge: Nudge, member: Member) -> queue.Envelope:
    return queue.Envelope(
        NudgeDue(nudge.id),
        to=member,
        workspace_id=member.workspace_id,
        key=f"nudge:{nudge.id}",
        due_at=nudge.due_at,
        expires_at=rhythm(member).until(nudge.due_at),
        unasked=True,
    )
