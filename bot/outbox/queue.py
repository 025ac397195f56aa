"""Put a message into the outbox, inside the caller's transaction."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.logs import correlation_id
from bot.models import Member, OutboxMessage, OutboxState, insert_all_once
from bot.outbox.messages import HomeChanged

_NEXT_DUE = select(func.min(OutboxMessage.due_at)).where(OutboxMessage.state == OutboxState.PENDING)


Notice = Struct
"""A past fact that somebody is told of: ids, and no value within a value. Its class name is the message's kind."""


class Envelope(Struct, frozen=True, kw_only=True):
    """`message` for a member's DM, a channel id, or the group DM of two.

    `key` says what it is about: a second one with the same key is not added. `caretaker` is asked when nobody can
    know whether it arrived, and told when it can't be sent. `unasked`: neither its reader nor a colleague's click
    asked for it, so it counts in its reader's weekly budget.
    """

    message: Notice
    to: Member | str | tuple[Member, Member]
    workspace_id: int
    key: str
    due_at: datetime
    expires_at: datetime | None = None
    caretaker: Member | None = None
    unasked: bool = False


def add(
    session: Session,
    message: Notice,
    *,
    to: Member | str | tuple[Member, Member],
    workspace_id: int,
    key: str,
    due_at: datetime,
    expires_at: datetime | None = None,
    caretaker: Member | None = None,
    unasked: bool = False,
) -> None:
    """Queue one envelope."""
    envelope = Envelope(
        message=message,
        to=to,
        workspace_id=workspace_id,
        key=key,
        due_at=due_at,
        expires_at=expires_at,
        caretaker=caretaker,
        unasked=unasked,
    )
    add_all(session, [envelope])


def add_all(session: Session, envelopes: Sequence[Envelope]) -> None:
    """Queue a batch of envelopes in one statement. App Home follows what its member is told.

    Whoever was erased is told nothing more.
    """
    wanted = [envelope for envelope in envelopes if not any(one.erased_at for one in _members(envelope.to))]
    told = [(member, envelope.due_at) for envelope in wanted for member in _members(envelope.to)]
    homes = [_home(member, due_at) for member, due_at in told if member.home_opened_at]
    insert_all_once(session, OutboxMessage, [_row(envelope) for envelope in (*wanted, *homes)])


def refresh_home(session: Session, member: Member, now: datetime) -> None:
    """Publish the member's App Home anew, if it looks different now. Who has never opened it needs none."""
    if member.home_opened_at:
        insert_all_once(session, OutboxMessage, [_row(_home(member, now))])


def _home(member: Member, due_at: datetime) -> Envelope:
    key = f"home:{member.id}:{secrets.token_hex(8)}"  # each is looked at; what looks the same isn't published
    return Envelope(
        message=HomeChanged(member.id), to=member, workspace_id=member.workspace_id, key=key, due_at=due_at
    )


def _members(to: Member | str | tuple[Member, Member]) -> Sequence[Member]:
    match to:
        case str():
            return ()
        case Member():
            return (to,)
        case (_, _):
            return to


def _row(envelope: Envelope) -> dict[str, Any]:
    return {
        "workspace_id": envelope.workspace_id,
        "kind": type(envelope.message).__name__,
        "params": asdict(envelope.message),
        "recipient": address(envelope.to),
        "caretaker_id": envelope.caretaker and envelope.caretaker.id,
        "unasked": envelope.unasked,
        "dedup_key": envelope.key,
        "wire_key": secrets.token_hex(16),
        "due_at": envelope.due_at,
        "expires_at": envelope.expires_at,
        "correlation_id": correlation_id(),
    }


def next_due(session: Session) -> datetime | None:
    """The calendar instant at which the next message comes due."""
    return session.scalar(_NEXT_DUE)


def address(to: Member | str | tuple[Member, Member]) -> str:
    """How a conversation is written on an outbox row: Slack ids, those of a group DM sorted and joined by `+`."""
    match to:
        case str():
            return to
        case Member():
            return to.slack_id
        case (first, second):
            return "+".join(sorted((first.slack_id, second.slack_id)))
