"""The outbox, and the payloads of Slack that were already dealt with."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.models.base import Base, Scoped, same_workspace, scoped
from bot.models.sealed import Sealed
from bot.terms import OutboxState


class OutboxMessage(Base, Scoped):
    """One message to one conversation. `due_at` and `expires_at` are calendar time, the rest machine time."""

    __tablename__ = "outbox"
    __table_args__ = scoped(
        UniqueConstraint("workspace_id", "dedup_key"),
        UniqueConstraint("wire_key"),
        Index("ix_outbox_due", "state", "due_at", "id"),
        Index("ix_outbox_recipient", "workspace_id", "recipient", "due_at"),
        same_workspace("caretaker_id", "members", owner=False),
    )

    kind: Mapped[str]
    # None: forgotten, long after it was sent
    params = Sealed[dict[str, Any] | None]("wire_key", "kind", "recipient", nullable=True, guards=True)
    recipient: Mapped[str]  # U… a member's DM, C…/G… a channel, U…+U… a group DM
    caretaker_id: Mapped[int | None]  # asked when the outcome is unknown, told when it can't be sent
    unasked: Mapped[bool] = mapped_column(default=False)  # counts in its reader's weekly budget
    dedup_key: Mapped[str]
    wire_key: Mapped[str]
    state: Mapped[OutboxState] = mapped_column(default=OutboxState.PENDING)
    due_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    retry_at: Mapped[datetime | None]  # pending: not to be sent before; unknown: not to be looked up before
    traceable: Mapped[bool] = mapped_column(default=False)  # whether it can be looked up; said when it is claimed
    lease_owner: Mapped[str | None]
    lease_until: Mapped[datetime | None]
    posted_at: Mapped[datetime | None]  # machine time of the last claim: also tells one attempt from the next
    slack_channel: Mapped[str | None]
    slack_ts: Mapped[str | None]
    last_error: Mapped[str | None]
    correlation_id: Mapped[str | None]  # of the payload or tick that wrote it: the same in the log


class Pace(Base, Scoped):
    """When a conversation may be written to next, in machine time: all replicas share one pace."""

    __tablename__ = "paces"
    __table_args__ = scoped(UniqueConstraint("workspace_id", "recipient"))

    recipient: Mapped[str]
    next_allowed_at: Mapped[datetime]


class SeenPayload(Base, Scoped):
    """A payload that was dealt with: Slack may send it again, and it must change nothing then."""

    __tablename__ = "seen_payloads"
    __table_args__ = scoped(UniqueConstraint("workspace_id", "key"))

    key: Mapped[str]
    seen_at: Mapped[datetime] = mapped_column(index=True)
