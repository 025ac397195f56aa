"""Offers that wait for an answer: one reminder, then they lapse."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.features.pairings.couples import Couple, couples_with, tell
from bot.features.pairings.messages import OfferClosed, OfferReminder
from bot.features.pairings.offers import question_key
from bot.features.people.budget import Budget
from bot.models import Member, OutboxMessage, OutboxState, Pairing, PairingAnswer, PairingState
from bot.outbox import queue

BATCH = 100
NOT_READ = (OutboxState.PENDING, OutboxState.CANCELLED, OutboxState.DEAD)
NEXT_REMINDER = select(func.min(Pairing.remind_at)).where(Pairing.state == PairingState.OFFERED)
"""When the next reminder is due."""
NEXT_LAPSE = select(func.min(Pairing.lapses_at)).where(Pairing.state == PairingState.OFFERED)
"""When the next offer lapses."""


def remind(session: Session, now: datetime) -> int:
    """The one reminder for those who were asked and haven't answered, if their week has room for it in time.

    A batch in a fixed number of statements; how many offers were looked at.
    """
    couples = _due(session, Pairing.remind_at, now)
    answers = _answers(session, couples)
    waiting = [seat for seat in _asked(session, couples) if seat[1].id not in answers[seat[0].pairing.id]]
    budget = Budget.of(session, {member for _, member in waiting}, now)
    envelopes = [_reminder(both, member, budget, now) for both, member in waiting]
    queue.add_all(session, [envelope for envelope in envelopes if envelope])
    for both in couples:
        both.pairing.remind_at = None
    return len(couples)


def close_offers(session: Session, now: datetime) -> int:
    """Offers whose time is up; who was asked and didn't say no reads the same words. A batch, how many."""
    couples = _due(session, Pairing.lapses_at, now)
    close(session, now, couples)
    return len(couples)


def close(session: Session, now: datetime, couples: Sequence[Couple]) -> None:
    """These offers came to nothing."""
    answers = _answers(session, couples)
    for both, member in _asked(session, couples):
        if answers[both.pairing.id].get(member.id) is not False:
            tell(session, now, both, member, OfferClosed(both.pairing.id, member.id), "closed")
    for both in couples:
        declined = False in answers[both.pairing.id].values()
        both.pairing.state = PairingState.DECLINED if declined else PairingState.LAPSED
        both.pairing.ended_at, both.pairing.remind_at, both.pairing.lapses_at = now, None, None


def _due(session: Session, column: Any, now: datetime) -> Sequence[Couple]:
    due = (
        select(Pairing.id)
        .where(Pairing.state == PairingState.OFFERED, column <= now)
        .order_by(column, Pairing.id)
        .limit(BATCH)
        .with_for_update(skip_locked=True)
    )
    return couples_with(session, session.scalars(due).all())


def _answers(session: Session, couples: Sequence[Couple]) -> Mapping[int, Mapping[int, bool]]:
    """By pairing id and member id."""
    found: dict[int, dict[int, bool]] = defaultdict(dict)
    rows = select(PairingAnswer.pairing_id, PairingAnswer.member_id, PairingAnswer.accepted)
    ids = [both.pairing.id for both in couples]
    for pairing_id, member_id, accepted in session.execute(rows.where(PairingAnswer.pairing_id.in_(ids))):
        found[pairing_id][member_id] = accepted
    return found


def _asked(session: Session, couples: Sequence[Couple]) -> Sequence[tuple[Couple, Member]]:
    """Whom the question has reached, as far as we know; whom it hasn't needn't hear of its end either."""
    seats = {question_key(both, member): (both, member) for both in couples for member in both.members}
    unread = select(OutboxMessage.workspace_id, OutboxMessage.dedup_key).where(
        OutboxMessage.workspace_id.in_({both.pairing.workspace_id for both in couples}),
        OutboxMessage.dedup_key.in_(seats),
        OutboxMessage.state.in_(NOT_READ),
    )
    waiting = {key for _, key in session.execute(unread)}
    return [seat for key, seat in seats.items() if key not in waiting]


def _reminder(both: Couple, member: Member, budget: Budget, now: datetime) -> queue.Envelope | None:
    lapses_at = both.pairing.lapses_at or now
    at = budget.take_before(member, now, lapses_at)
    return at and queue.Envelope(
        message=OfferReminder(both.pairing.id, member.id),
        to=member,
        workspace_id=member.workspace_id,
        key=f"reminded:{both.pairing.id}:{member.id}",
        due_at=at,
        expires_at=lapses_at,
        unasked=True,
    )
