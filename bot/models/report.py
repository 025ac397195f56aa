"""What reports show: numbers of closed weeks, frozen when the week closed."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.models.base import Base, Scoped, same_workspace, scoped
from bot.terms import GroupBy


class ClosedWeek(Base, Scoped):
    """The counts of one closed ISO week of a program. Written once, never changed."""

    __tablename__ = "closed_weeks"
    __table_args__ = scoped(UniqueConstraint("program_id", "iso_week"), same_workspace("program_id", "programs"))

    program_id: Mapped[int]
    iso_week: Mapped[str]
    counts: Mapped[dict[str, Any]]
    groups: Mapped[list[Any] | None] = mapped_column(JSON(none_as_null=True))  # of people; those large enough
    grouped_by: Mapped[GroupBy | None]  # by which the groups are told apart
    closed_at: Mapped[datetime]


class PublishedAnswers(Base, Scoped):
    """Averages of the pulse over whole weeks that no other row covers, from enough people, blurred. Frozen."""

    __tablename__ = "published_answers"
    __table_args__ = scoped(UniqueConstraint("program_id", "first_week"), same_workspace("program_id", "programs"))

    program_id: Mapped[int]
    first_week: Mapped[str]
    weeks: Mapped[list[str]]
    respondents: Mapped[int]
    useful: Mapped[float]
    voice: Mapped[float]
    counted: Mapped[float]
    cells: Mapped[list[Any] | None] = mapped_column(JSON(none_as_null=True))  # averages of groups of these people
    grouped_by: Mapped[GroupBy | None]
    published_at: Mapped[datetime]


class WeeklyReport(Base, Scoped):
    """An owner who wants a program's report every week. Once a program and owner."""

    __tablename__ = "weekly_reports"
    __table_args__ = scoped(
        UniqueConstraint("program_id", "member_id"),
        same_workspace("program_id", "programs"),
        same_workspace("member_id", "members"),
    )

    program_id: Mapped[int]
    member_id: Mapped[int] = mapped_column(index=True)
