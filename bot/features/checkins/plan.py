"""Nudges: who is asked this week, when, and about which pairings."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import structlog
from sqlalchemy import bindparam, func, literal, or_, select
from sqlalchemy.orm import Session

from bot import drops
from bot.clock import LONG_AGO
from bot.features.checkins.asking import Asking, couples_to_ask_about
from bot.features.checkins.backoff import is_quiet, kind_for
from bot.features.checkins.facts import NudgeFacts, NudgeRow
from bot.features.checkins.messages import NudgeDue
from bot.features.checkins.rhythm import Rhythm
from bot.features.checkins.unanswered import unanswered_of
from bot.features.pairings.couples import Couple
from bot.features.people.budget import Budget
from bot.features.people.service import mention, work_week
from bot.models import (
    Answer,
    CheckIn,
    Enrollment,
    Member,
    Nudge,
    NudgeKind,
    Pairing,
    PairingState,
    insert_all_once,
    many,
)
from bot.models.types import UtcDateTime
from bot.outbox import queue
from bot.worktime import monday_of_week

BATCH = 100
LOOK_AHEAD = 8
"""How many weeks ahead the next nudge is looked for: longer than a cadence period, and than the longest silence."""

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
    unplanned = session.scalars(_UNPLANNED).all()
    for member, at in _first_unasked(session, now, unplanned).items():
        member.next_nudge_at = at
    return len(reached) + len(unplanned)


def next_nudge(session: Session, now: datetime, member: Member) -> datetime | None:
    """When the member's next nudge really comes, as far as is known now; None where none does.

    `Member.next_nudge_at` only says when that is looked at: every week, whether or not there is something to ask.
    """
    asking = Asking.of(session, now, [member])
    unanswered = unanswered_of(session, [member], {member.id: asking.couples})[member.id]
    if not asking.couples or is_quiet(unanswered):
        return None
    budget = Budget.of(session, [member], now)
    at = member.next_nudge_at or _first_unasked(session, now, [member])[member]
    for _ in range(LOOK_AHEAD):
        is_asked = kind_for(rhythm(member).week_of(at), unanswered) and asking.about(member, at)
        if is_asked and (slot := _slot(budget, member, at, now)):
            return slot
        at = rhythm(member).after(at, at)
    return None


def rhythm(member: Member) -> Rhythm:
    return Rhythm(work_week(member), member.nudge_day, member.nudge_minute)


def nudge_facts(session: Session, now: datetime, messages: Sequence[NudgeDue]) -> Sequence[NudgeFacts | None]:
    """The pairings to ask about, as it is now; None where there are none, or the member isn't at work any more."""
    nudges = many(session, Nudge, (message.nudge_id for message in messages))
    members = many(session, Member, (nudge.member_id for nudge in nudges.values()))
    there = [one for one in members.values() if not one.deactivated_at and work_week(one).is_working(now)]
    couples = couples_to_ask_about(session, now, there)
    asked = {nudge: couples[nudge.member_id] for nudge in nudges.values() if nudge.member_id in couples}
    found = facts_of(session, asked)
    return [found.get(message.nudge_id) for message in messages]


def facts_of(session: Session, asked: Mapping[Nudge, Sequence[Couple]]) -> Mapping[int, NudgeFacts]:
    """By id, nudges about these pairings, with what their members have answered so far; one statement."""
    said = select(CheckIn.member_id, CheckIn.iso_week, CheckIn.pairing_id, CheckIn.answer).where(
        CheckIn.member_id.in_({nudge.member_id for nudge in asked}),
        CheckIn.iso_week.in_({nudge.iso_week for nudge in asked}),
    )
    answers = {(who, week, about): answer for who, week, about, answer in session.execute(said)}
    return {nudge.id: _facts(nudge, couples, answers) for nudge, couples in asked.items()}


def _facts(nudge: Nudge, couples: Sequence[Couple], answers: Mapping[tuple[int, str, int], Answer]) -> NudgeFacts:
    rows = [
        NudgeRow(
            pairing_id=both.pairing.id,
            partner=mention(both.partner_of(nudge.member_id)),
            program=both.program.name,
            answer=answers.get((nudge.member_id, nudge.iso_week, both.pairing.id)),
        )
        for both in couples
    ]
    week_number = monday_of_week(nudge.iso_week).isocalendar().week
    return NudgeFacts(nudge.id, nudge.kind, week_number, tuple(rows))


def _first_unasked(session: Session, now: datetime, members: Sequence[Member]) -> Mapping[Member, datetime]:
    """The first nudge that falls in no week in which the member has been asked already."""
    if not members:
        return {}
    last = select(Nudge.member_id, func.max(Nudge.iso_week)).group_by(Nudge.member_id)
    asked = dict(session.execute(last.where(Nudge.member_id.in_([one.id for one in members]))).all())
    found: dict[Member, datetime] = {}
    for member in members:
        at = rhythm(member).first(now)
        is_asked = rhythm(member).week_of(at) <= asked.get(member.id, "")
        found[member] = rhythm(member).after(at, now) if is_asked else at
    return found


# Asked of one member after the other, in the order of an index: a batch never looks at everybody.
_IS_PAIRED = (
    select(Enrollment.id)
    .join(Pairing, or_(Pairing.mentor_id == Enrollment.id, Pairing.mentee_id == Enrollment.id))
    .where(Enrollment.member_id == Member.id, Pairing.state == PairingState.ACTIVE)
    .correlate(Member)
    .exists()
)
_BATCH_DUE = (
    select(Member.id)
    .where(Member.next_nudge_at <= bindparam("now", type_=UtcDateTime))
    .order_by(Member.next_nudge_at, Member.id)
    .limit(BATCH)
    .with_for_update(skip_locked=True)
    .cte("batch")
)
# The batch first: asked beside its limit, PostgreSQL finds out who of everybody is paired.
# Locked in a CTE, which runs once, and read under that lock: as they are, not as they were when it began.
_DUE = (
    select(Member, _IS_PAIRED)
    .join(_BATCH_DUE, _BATCH_DUE.c.id == Member.id)
    .order_by(Member.next_nudge_at, Member.id)
    .with_for_update(of=Member)
)
_UNPLANNED = (
    select(Member)
    .where(Member.next_nudge_at.is_(None), _IS_PAIRED)
    .order_by(Member.id)
    .limit(BATCH)
    .with_for_update(of=Member, skip_locked=True)
)
_PLANNED_OR_OVERDUE = func.coalesce(Member.next_nudge_at, literal(LONG_AGO, UtcDateTime))
NEXT_NUDGE = select(func.min(_PLANNED_OR_OVERDUE)).where(_IS_PAIRED)
"""When the next nudge of anybody comes due; long ago where one is still to be planned."""


def _in_time(member: Member, at: datetime, now: datetime) -> bool:
    """Whether the hours that the nudge was planned for aren't over: it never comes at night or days late."""
    if now < rhythm(member).until(at):
        return True
    log.debug("nudge_dropped", member_id=member.id, planned_at=at.isoformat())
    drops.note(NudgeDue.__name__, "its_hours_are_over")
    return False


def _send(session: Session, now: datetime, due: Mapping[Member, datetime]) -> None:
    """One nudge a member and ISO week: the key decides, however often their hours or their zone change.

    Whose week has no room for it any more, who is away all day, or hasn't answered the last ones, isn't asked.
    """
    asked = couples_to_ask_about(session, now, list(due))
    kinds = _kinds(session, {member: at for member, at in due.items() if member.id in asked}, asked)
    budget = Budget.of(session, kinds, now)
    slots = {member: _slot(budget, member, due[member], now) for member in kinds}
    rows = [_nudge_row(member, kinds[member], at) for member, at in slots.items() if at]
    nudges = session.scalars(select(Nudge).where(Nudge.id.in_(insert_all_once(session, Nudge, rows)))).all()
    members = {member.id: member for member in due}
    queue.add_all(session, [_envelope(nudge, members[nudge.member_id]) for nudge in nudges])


def _kinds(
    session: Session, due: Mapping[Member, datetime], asked: Mapping[int, Sequence[Couple]]
) -> Mapping[Member, NudgeKind]:
    """What each is asked this week; nobody is in it who is left in peace."""
    unanswered = unanswered_of(session, due, asked)
    kinds = {member: kind_for(rhythm(member).week_of(at), unanswered[member.id]) for member, at in due.items()}
    return {member: kind for member, kind in kinds.items() if kind}


def _slot(budget: Budget, member: Member, at: datetime, now: datetime) -> datetime | None:
    return budget.take_before(member, max(at, now), rhythm(member).until(at))


def _nudge_row(member: Member, kind: NudgeKind, at: datetime) -> dict[str, object]:
    return {
        "workspace_id": member.workspace_id,
        "member_id": member.id,
        "iso_week": rhythm(member).week_of(at),
        "kind": kind,
        "due_at": at,
    }


def _envelope(nudge: Nudge, member: Member) -> queue.Envelope:
    return queue.Envelope(
        message=NudgeDue(nudge.id),
        to=member,
        workspace_id=member.workspace_id,
        key=f"nudge:{nudge.id}",
        due_at=nudge.due_at,
        expires_at=rhythm(member).until(nudge.due_at),
        unasked=True,
    )
