"""Offers: both are asked in private, introduced when both have said yes, closed without a trace of a "no"."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from msgspec import Struct
from sqlalchemy import bindparam, exists, or_, select
from sqlalchemy.orm import Session

from bot.errors import UserError
from bot.features.pairings.couples import Couple, Seat, couple_of, couples_of, lock
from bot.features.pairings.messages import PairingOffered, PairIntroduced
from bot.features.people.budget import Budget
from bot.features.people.service import work_week
from bot.models import Enrollment, Member, Pairing, PairingAnswer, PairingState, Program, insert_once
from bot.outbox import queue
from bot.worktime import next_common

REMIND_AFTER_DAYS = 3
LAPSE_AFTER_DAYS = 5

_DECLINED = exists().where(
    PairingAnswer.pairing_id == Pairing.id,
    PairingAnswer.member_id == Enrollment.member_id,
    PairingAnswer.accepted.is_(False),
)
_OPEN_OFFER = (
    select(Pairing.id)
    .join(Enrollment, or_(Enrollment.id == Pairing.mentor_id, Enrollment.id == Pairing.mentee_id))
    .where(Enrollment.member_id == bindparam("member_id"), Pairing.state == PairingState.OFFERED, ~_DECLINED)
    .limit(1)
)


class Match(Struct, frozen=True):
    """Two people who may be asked, and why these two."""

    mentor: Seat
    mentee: Seat
    why: dict[str, Any]


def offer(
    session: Session,
    now: datetime,
    program: Program,
    round_id: int,
    matches: Sequence[Match],
    asked_by: Collection[int] = (),
) -> None:
    """Ask both of each in private; a program that doesn't ask introduces them at once.

    `asked_by`: the enrollments that had asked for somebody; to them it comes as an answer, outside of their budget.
    The database refuses a second live pairing of a couple, or of a mentee (IntegrityError).
    """
    couples = [_couple(now, program, round_id, match) for match in matches]
    session.add_all([both.pairing for both in couples])
    session.flush()
    if program.asks_first:
        _ask(session, now, couples, asked_by)
        return
    for both in couples:
        _introduce(session, now, both)


def _couple(now: datetime, program: Program, round_id: int, match: Match) -> Couple:
    mentor, mentee = match.mentor.enrollment, match.mentee.enrollment
    first, second = sorted((mentor.id, mentee.id))
    pairing = Pairing(
        workspace_id=program.workspace_id,
        program_id=program.id,
        round_id=round_id,
        mentor_id=mentor.id,
        mentee_id=mentee.id,
        couple=f"{first}-{second}",
        why=match.why,
        offered_at=now,
    )
    return Couple(pairing, program, match.mentor, match.mentee)


def _ask(session: Session, now: datetime, couples: Sequence[Couple], asked_by: Collection[int]) -> None:
    """Each when their week has room for it; the offer's days are counted from the later of the two."""
    budget = Budget.of(session, {member for both in couples for member in both.members}, now)
    envelopes: list[queue.Envelope] = []
    for both in couples:
        asked = {seat.member for seat in both.seats if seat.enrollment.id in asked_by}
        times = {
            member: work_week(member).next_working(now) if member in asked else budget.take(member, now)
            for member in both.members
        }
        weeks, later = [work_week(member) for member in times], max(times.values())
        both.pairing.remind_at = max(week.after_working_days(later, REMIND_AFTER_DAYS) for week in weeks)
        both.pairing.lapses_at = max(week.after_working_days(later, LAPSE_AFTER_DAYS) for week in weeks)
        envelopes += [_question(both, member, at, unasked=member not in asked) for member, at in times.items()]
    queue.add_all(session, envelopes)


def _question(both: Couple, member: Member, at: datetime, *, unasked: bool) -> queue.Envelope:
    return queue.Envelope(
        message=PairingOffered(both.pairing.id, member.id),
        to=member,
        workspace_id=member.workspace_id,
        key=question_key(both, member),
        due_at=at,
        expires_at=both.pairing.lapses_at,
        unasked=unasked,
    )


def question_key(both: Couple, member: Member) -> str:
    """By which the outbox knows the question to one of the two."""
    return f"offered:{both.pairing.id}:{member.id}"


def answer(session: Session, now: datetime, member: Member, pairing_id: int, accepted: bool) -> Couple:
    """One of the two says yes or "not this time"; raises UserError when it is too late.

    A "no" is only written down: the offer stays open to the other, who gets the same reminder and the same
    closing words as if nobody had answered. So no moment and no sentence gives it away.
    """
    both = couple_of(session, member, pairing_id)
    lock(session, both.pairing)
    if both.pairing.state == PairingState.ACTIVE:
        raise UserError("offer-both-said-yes")
    if both.pairing.state != PairingState.OFFERED:
        raise UserError("offer-over")
    if accepted and both.seat_of(member.id).is_away:
        raise UserError("offer-while-away")
    _write_answer(session, now, both.pairing, member, accepted)
    answers = _answers(session, both.pairing)
    if len(answers) == 2 and all(answers.values()):
        _introduce(session, now, both)
    elif len(answers) == 2 and not any(answers.values()):
        both.pairing.state, both.pairing.ended_at = PairingState.DECLINED, now
        both.pairing.remind_at = both.pairing.lapses_at = None
    return both


def has_open_offer(session: Session, member: Member) -> bool:
    """Whether somebody is suggested to the member whom they haven't said no to, themselves or by pausing."""
    return session.scalar(_OPEN_OFFER, {"member_id": member.id}) is not None


def _write_answer(session: Session, now: datetime, pairing: Pairing, member: Member, accepted: bool) -> None:
    """The last word counts, as long as the offer is open."""
    keys = {"pairing_id": pairing.id, "member_id": member.id}
    values = {"workspace_id": pairing.workspace_id, "accepted": accepted, "answered_at": now}
    if insert_once(session, PairingAnswer, **keys, **values) is None:
        row = session.scalars(select(PairingAnswer).filter_by(**keys)).one()
        row.accepted, row.answered_at = accepted, now


def _answers(session: Session, pairing: Pairing) -> dict[int, bool]:
    rows = select(PairingAnswer.member_id, PairingAnswer.accepted).filter_by(pairing_id=pairing.id)
    return dict(session.execute(rows).all())


def _introduce(session: Session, now: datetime, both: Couple) -> None:
    """Open the group DM in an hour in which both work; their next nudges are planned anew."""
    pairing = both.pairing
    pairing.state, pairing.introduced_at = PairingState.ACTIVE, now
    pairing.remind_at = pairing.lapses_at = None
    for member in both.members:
        member.next_nudge_at = None
    queue.add(
        session,
        PairIntroduced(pairing.id),
        to=both.members,
        workspace_id=pairing.workspace_id,
        key=introduction_key(pairing),
        due_at=next_common(work_week(both.mentor.member), work_week(both.mentee.member), now),
        caretaker=both.mentor.member,
    )


def introduction_key(pairing: Pairing) -> str:
    """By which the outbox knows a pairing's introduction."""
    return f"introduced:{pairing.id}"


def withdraw_from_offers(session: Session, now: datetime, member: Member, enrollment: Enrollment) -> None:
    """Who pauses or leaves isn't asked any more; to the others it looks as if nobody had answered."""
    for both in couples_of(session, member, PairingState.OFFERED):
        if enrollment.id in (both.mentor.enrollment.id, both.mentee.enrollment.id):
            lock(session, both.pairing)
            if both.pairing.state == PairingState.OFFERED:  # the other one may have closed it at this moment
                answer(session, now, member, both.pairing.id, accepted=False)
