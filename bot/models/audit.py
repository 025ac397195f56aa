"""What owners did: a log that only grows, each entry sealed together with the one before."""

from datetime import datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.models.base import Base, Scoped, same_workspace, scoped
from bot.terms import Deed


class AuditEntry(Base, Scoped):
    """One deed, by ids alone. `seal` is computed of this entry and the seal before it (bot/audit.py)."""

    __tablename__ = "audit"
    __table_args__ = scoped(
        UniqueConstraint("workspace_id", "number"),
        same_workspace("actor_id", "members", owner=False),
        same_workspace("program_id", "programs", owner=False),
    )

    number: Mapped[int]  # of the workspace's entries, from 1
    at: Mapped[datetime]
    actor_id: Mapped[int | None]  # None: who runs the bot did it, at the command line
    deed: Mapped[Deed]
    program_id: Mapped[int | None] = mapped_column(index=True)  # None: it concerns all of the workspace
    subjects: Mapped[dict[str, Any]]  # ids by what they are ids of: {"round": 3}
    seal: Mapped[str]
