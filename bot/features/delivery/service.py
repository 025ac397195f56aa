"""The two questions of the outbox: what could not be sent, and what may not have arrived."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, delete, func, select
from sqlalchemy.orm import Session

from bot.errors import NotYours
from bot.features.delivery.facts import NotReachedFacts, OutboxFacts
from bot.features.programs.service import owned
from bot.mentions import Channel, Mention
from bot.models import Enrollment, Member, OutboxMessage, OutboxState, ProgramOwner, Round, SeenPayload
from bot.models.sealed import opened_or_empty
from bot.models.types import UtcDateTime
from bot.outbox.endings import TELLINGS, UNREADABLE
from bot.outbox.messages import MessageDied, OutcomeUnknown, PeopleNotReached

KEPT_AT_LEAST, KEPT_AT_MOST = timedelta(days=2), timedelta(days=3)
_OLDEST_SEEN = select(func.min(SeenPayload.seen_at))

SHOWN = 20
LOOK_BACK = timedelta(days=1)
"""A message that died within the hour came due before: its attempts take two hours, nights and weekends aside."""
_THEIR_IDS = (
    select(Member.id)
    .join(
        OutboxMessage,
        (OutboxMessage.workspace_id == Member.workspace_id) & (OutboxMessage.recipient == Member.slack_id),
    )
    .join(Enrollment, Enrollment.member_id == Member.id)
    .join(ProgramOwner, ProgramOwner.program_id == Enrollment.program_id)
    .where(
        ProgramOwner.member_id == bindparam("owner_id"),
        OutboxMessage.state == OutboxState.DEAD,
        OutboxMessage.last_error.not_in(("expired", UNREADABLE)),
        OutboxMessage.caretaker_id.is_(None),
        OutboxMessage.kind.not_in(TELLINGS),
        OutboxMessage.due_at >= bindparam("since", type_=UtcDateTime),
    )
)
_NOT_REACHED = select(Member).where(Member.id.in_(_THEIR_IDS)).order_by(Member.id)

HOPELESS = {
    "expired",
    "not_rendered",
    "unreadable",
    "user_disabled",
    "user_not_found",
    "cannot_dm_bot",
    "invalid_blocks",
}
"""Sending the same again would fail in the same way."""


def died_facts(session: Session, _now: datetime, message: MessageDied) -> OutboxFacts | None:
    """The message that could not be sent, unless it was sent again meanwhile."""
    return _facts_in(session, message.outbox_id, OutboxState.DEAD)


def unknown_facts(session: Session, _now: datetime, message: OutcomeUnknown) -> OutboxFacts | None:
    """The message that nobody knows the fate of, until somebody says."""
    return _facts_in(session, message.outbox_id, OutboxState.HELD)


def not_reached_facts(session: Session, _now: datetime, message: PeopleNotReached) -> NotReachedFacts | None:
    """Whom nothing that nobody looks after has reached since then, of those in the owner's programs."""
    values = {"owner_id": message.owner_id, "since": datetime.fromisoformat(message.since) - LOOK_BACK}
    people = session.scalars(_NOT_REACHED, values).all()
    shown = tuple(Mention(person.slack_id, person.name) for person in people[:SHOWN])
    return NotReachedFacts(shown, len(people) - len(shown)) if people else None


def it_arrived(session: Session, member: Member, outbox_id: int) -> OutboxFacts:
    """The caretaker has seen it; raises NotYours for everybody else. Said twice, it changes nothing."""
    row = _cared_for(session, member, outbox_id)
    if row.state == OutboxState.HELD:
        row.state, row.last_error = OutboxState.SENT, None
    return _facts(row)


def send_again(session: Session, now: datetime, member: Member, outbox_id: int) -> OutboxFacts:
    """The caretaker wants it sent once more; raises NotYours for everybody else. Said twice, it is sent once."""
    row = _cared_for(session, member, outbox_id)
    if row.state == OutboxState.HELD or (row.state == OutboxState.DEAD and _facts(row).can_be_sent_again):
        row.state, row.attempts, row.retry_at = OutboxState.PENDING, 0, None
        if row.expires_at and row.expires_at <= now:
            row.state, row.last_error = OutboxState.DEAD, "expired"
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
    _require_still_running(session, member, opened_or_empty(row, "params") or {})
    return row


def _require_still_running(session: Session, member: Member, about: Mapping[str, Any]) -> None:
    """What is of a program is looked after by who runs it: a button outlives that. Raises NotYours."""
    if round_id := about.get("round_id"):
        owned(session, member, session.get_one(Round, round_id).program_id)
    elif program_id := about.get("program_id"):
        owned(session, member, program_id)


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
