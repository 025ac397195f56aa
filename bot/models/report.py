"""What reports show: numbers of closed weeks, frozen when the week closed."""

from datetime import datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from bot.models.base import Base, Scoped, same_workspace, scoped


class ClosedWeek(Base, Scoped):
    """The counts of one closed ISO week of a program. Written once, never changed."""

    __tablename__ = "closed_weeks"
    __table_args__ = scoped(UniqueConstraint("program_id", "iso_week"), same_workspace("program_id", "programs"))

    program_id: Mapped[int]
    iso_week: Mapped[str]
    counts: Mapped[dict[str, Any]]
    closed_at: Mapped[datetime]


class PublishedAnswers(Base, Scoped):
    """Averages of the pulse over whole weeks that no other row covers, from at least five people. Frozen."""

    __tablename__ = "published_answers"
    __table_args__ = scoped(UniqueConstraint("program_id", "first_week"), same_workspace("program_id", "programs"))

    program_id: Mapped[int]
    first_week: Mapped[str]
    weeks: Mapped[list[str]]
    respondents: Mapped[int]
    useful: Mapped[float]
    voice: Mapped[float]
    counted: Mapped[float]
    published_at: Mapped[datetime]
