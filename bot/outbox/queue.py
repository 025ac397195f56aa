"""Put a message into the outbox, inside the caller's transaction."""

import dataclasses
import secrets
from datetime import datetime
from typing import Any, ClassVar, Protocol

from sqlalchemy.orm import Session

from bot.models import Member, OutboxMessage, insert_once


class Notice(Protocol):
    """A past fact that somebody is told of: a frozen dataclass of ids. Its class name is the message's kind."""

    __dataclass_fields__: ClassVar[dict[str, Any]]


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
) -> None:
    """Queue `message` for a member's DM, a channel id, or the group DM of two.

    `key` says what this message is about: a second one with the same key is not added. `caretaker` is asked when
    nobody can know whether it arrived, and told when it can't be sent.
    """
    insert_once(
        session,
        OutboxMessage,
        workspace_id=workspace_id,
        kind=type(message).__name__,
        params=dataclasses.asdict(message),
        recipient=address(to),
        caretaker_id=caretaker and caretaker.id,
        dedup_key=key,
        wire_key=secrets.token_hex(16),
        due_at=due_at,
        expires_at=expires_at,
    )


def address(to: Member | str | tuple[Member, Member]) -> str:
    """How a conversation is written on an outbox row: Slack ids, those of a group DM sorted and joined by `+`."""
    match to:
        case str():
            return to
        case Member():
            return to.slack_id
        case (first, second):
            return "+".join(sorted((first.slack_id, second.slack_id)))
