"""The two questions of the outbox: what could not be sent, and what may not have arrived."""

from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from bot.errors import NotYours
from bot.features.delivery.facts import OutboxFacts
from bot.mentions import Channel
from bot.models import Member, OutboxMessage, OutboxState, SeenPayload
from bot.outbox.messages import MessageDied, OutcomeUnknown

KEPT_AT_LEAST, KEPT_AT_MOST = timedelta(days=2), timedelta(days=3)
_OLDEST_SEEN = select(func.min(SeenPayload.seen_at))

HOPELESS = {"expired", "not_rendered", "user_disabled", "user_not_found", "cannot_dm_bot", "invalid_blocks"}
"""Sending the same again would fail in the same way."""


def died_facts(session: Session, _now: datetime, message: MessageDied) -> OutboxFacts | None:
    """The message that could not be sent, unless it was sent again meanwhile."""
    return _facts_in(session, message.outbox_id, OutboxState.DEAD)


def unknown_facts(session: Session, _now: datetime, message: OutcomeUnknown) -> OutboxFacts | None:
    """The message that nobody knows the fate of, until somebody says."""
    return _facts_in(session, message.outbox_id, OutboxState.HELD)


def it_arrived(session: Session, member: Member, outbox_id: int) -> OutboxFacts:
    """The caretaker has seen it; raises NotYours for everybody else. Said twice, it changes nothing."""
    row = _cared_for(session, member, outbox_id)
    if row.state == OutboxState.HELD:
        row.state, row.last_error = OutboxState.SENT, None
    return _facts(row)


def send_again(session: Session, member: Member, outbox_id: int) -> OutboxFacts:
    """The caretaker wants it sent once more; raises NotYours for everybody else. Said twice, it is sent once."""
    row = _cared_for(session, member, outbox_id)
    if row.state == OutboxState.HELD or (row.state == OutboxState.DEAD and _facts(row).can_be_sent_again):
        row.state, row.attempts, row.retry_at = OutboxState.PENDING, 0, None
    return _facts(row)


def next_forgetting(session: Session) -> datetime | None:
    """When payloads are to be forgotten next: about once a day, many at a time."""
    oldest = session.scalar(_OLDEST_SEEN)
    return oldest + KEPT_AT_MOST if oldest else None


def forget_payloads(session: Session, now: datetime) -> int:
    """Slack sends nothing again after an hour or so: what was seen longer ago needs no remembering. How many."""
    old = delete(SeenPayload).where(SeenPayload.seen_at < now - KEPT_AT_LEAST).returning(SeenPayload.id)
    return len(session.scalars(old).all())


def _cared_for(session: Session, member: Member, outbox_id: int) -> OutboxMessage:
    row = session.scalar(select(OutboxMessage).filter_by(id=outbox_id, caretaker_id=member.id).with_for_update())
    if row is None:
        raise NotYours()
    return row


def _facts_in(session: Session, outbox_id: int, state: OutboxState) -> OutboxFacts | None:
    row = session.get_one(OutboxMessage, outbox_id)
    return _facts(row) if row.state == state else None


def _facts(row: OutboxMessage) -> OutboxFacts:
    error = row.last_error or ""
    return OutboxFacts(
        outbox_id=row.id,
        kind=row.kind,
        channel=Channel(row.recipient) if row.recipient[0] in "CG" else None,
        state=row.state,
        error=error,
        can_be_sent_again=error not in HOPELESS,
    )
