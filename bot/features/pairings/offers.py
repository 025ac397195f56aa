"""Offers: both are asked in private, introduced when both have said yes, closed without a trace of a "no"."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.errors import UserError
from bot.features.pairings.couples import Couple, couple, couple_of, couples_of, lock, tell
from bot.features.pairings.messages import OfferClosed, OfferReminder, PairingOffered, PairIntroduced
from bot.features.people.service import work_week
from bot.models import Enrollment, Member, Pairing, PairingAnswer, PairingState, Program, insert_once
from bot.outbox import queue
from bot.worktime import next_common

REMIND_AFTER_DAYS = 3
LAPSE_AFTER_DAYS = 5
BATCH = 100
_NEXT_REMINDER = select(func.min(Pairing.remind_at)).where(Pairing.state == PairingState.OFFERED)
_NEXT_LAPSE = select(func.min(Pairing.lapses_at)).where(Pairing.state == PairingState.OFFERED)


def offer(
    session: Session,
    now: datetime,
    program: Program,
    round_id: int,
    mentor: Enrollment,
    mentee: Enrollment,
    why: dict[str, Any],
) -> Pairing:
    """Ask both in private; a program that doesn't ask introduces them at once.

    The database refuses a second live pairing of the couple, or of the mentee (IntegrityError).
    """
    first, second = sorted((mentor.id, mentee.id))
    pairing = Pairing(
        workspace_id=program.workspace_id,
        program_id=program.id,
        round_id=round_id,
        mentor_id=mentor.id,
        mentee_id=mentee.id,
        couple=f"{first}-{second}",
        why=why,
        offered_at=now,
    )
    session.add(pairing)
    session.flush()
    both = couple(session, program.workspace_id, pairing.id)
    if program.asks_first:
        _ask(session, now, both)
    else:
        _introduce(session, now, both)
    return pairing


def _ask(session: Session, now: datetime, both: Couple) -> None:
    weeks = [work_week(member) for member in both.members]
    both.pairing.remind_at = max(week.after_working_days(now, REMIND_AFTER_DAYS) for week in weeks)
    both.pairing.lapses_at = max(week.after_working_days(now, LAPSE_AFTER_DAYS) for week in weeks)
    for member in both.members:
        queue.add(
            session,
            PairingOffered(both.pairing.id, member.id),
            to=member,
            workspace_id=member.workspace_id,
            key=f"offered:{both.pairing.id}:{member.id}",
            due_at=work_week(member).next_working(now),
            expires_at=both.pairing.lapses_at,
        )


def answer(session: Session, now: datetime, member: Member, pairing_id: int, accepted: bool) -> Couple:
    """One of the two says yes or "not this time"; raises UserError when it is too late.

    A "no" is only written down: the offer stays open to the other, who gets the same reminder and the same
    closing words as if nobody had answered. So no moment and no sentence gives it away.
    """
    both = couple_of(session, member, pairing_id)
    lock(session, both.pairing)
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
    return both


def has_open_offer(session: Session, member: Member) -> bool:
    """Whether somebody is suggested to the member whom they haven't said no to, themselves or by pausing."""
    offered = [both.pairing.id for both in couples_of(session, member, PairingState.OFFERED)]
    declined = select(PairingAnswer.pairing_id).where(
        PairingAnswer.pairing_id.in_(offered),
        PairingAnswer.member_id == member.id,
        PairingAnswer.accepted.is_(False),
    )
    return bool(set(offered) - set(session.scalars(declined)))


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


def remind(session: Session, now: datetime) -> int:
    """The one reminder for those who haven't answered; a batch, how many offers were looked at."""
    rows = _due(session, Pairing.remind_at, now)
    for pairing in rows:
        pairing.remind_at = None
        both = couple(session, pairing.workspace_id, pairing.id)
        answers = _answers(session, pairing)
        for member in both.members:
            if member.id not in answers:
                tell(session, now, both, member, OfferReminder(pairing.id, member.id), "reminded")
    return len(rows)


def close_offers(session: Session, now: datetime) -> int:
    """Offers whose time is up; everybody but who said no reads the same words. A batch, how many."""
    rows = _due(session, Pairing.lapses_at, now)
    for pairing in rows:
        both = couple(session, pairing.workspace_id, pairing.id)
        answers = _answers(session, pairing)
        declined = False in answers.values()
        pairing.state = PairingState.DECLINED if declined else PairingState.LAPSED
        pairing.ended_at, pairing.remind_at, pairing.lapses_at = now, None, None
        for member in both.members:
            if answers.get(member.id) is not False:
                tell(session, now, both, member, OfferClosed(pairing.id, member.id), "closed")
    return len(rows)


def _due(session: Session, column: Any, now: datetime) -> Sequence[Pairing]:
    return session.scalars(
        select(Pairing)
        .where(Pairing.state == PairingState.OFFERED, column <= now)
        .order_by(column, Pairing.id)
        .limit(BATCH)
        .with_for_update(skip_locked=True)
    ).all()


def next_reminder(session: Session) -> datetime | None:
    """When the next reminder is due."""
    return session.scalar(_NEXT_REMINDER)


def next_lapse(session: Session) -> datetime | None:
    """When the next offer lapses."""
    return session.scalar(_NEXT_LAPSE)


def withdraw_from_offers(session: Session, now: datetime, member: Member, enrollment: Enrollment) -> None:
    """Who pauses or leaves isn't asked any more; to the others it looks as if nobody had answered."""
    for both in couples_of(session, member, PairingState.OFFERED):
        if enrollment.id in (both.mentor.enrollment.id, both.mentee.enrollment.id):
            answer(session, now, member, both.pairing.id, accepted=False)
