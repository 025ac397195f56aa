"""What a program sets out to reach, and how sure people feel in what they learn, before and after."""

from datetime import datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped

from bot.models.base import Base, Scoped, same_workspace, scoped
from bot.terms import Measure


class Objective(Base, Scoped):
    """One measure of a program with its target, such as 60 percent."""

    __tablename__ = "objectives"
    __table_args__ = scoped(
        UniqueConstraint("program_id", "measure", "skill_id"),
        same_workspace("program_id", "programs"),
        same_workspace("skill_id", "skills", owner=False),
    )

    program_id: Mapped[int]
    measure: Mapped[Measure]
    skill_id: Mapped[int | None]  # of confidence alone; None: in all that people learn
    target: Mapped[float]


class Confidence(Base, Scoped):
    """How sure a member feels in a skill that they learn, 1 to 5. Never shown one by one to anybody else."""

    __tablename__ = "confidences"
    __table_args__ = scoped(
        UniqueConstraint("enrollment_id", "skill_id"),
        CheckConstraint("before BETWEEN 1 AND 5", name="before"),
        CheckConstraint("after BETWEEN 1 AND 5", name="after"),
        same_workspace("enrollment_id", "enrollments"),
        same_workspace("skill_id", "skills"),
    )

    enrollment_id: Mapped[int]
    skill_id: Mapped[int]
    before: Mapped[int]
    after: Mapped[int | None]
    counted_at: Mapped[datetime | None]  # when it was published with others, or withheld for good


class PublishedConfidence(Base, Scoped):
    """Averages of the same people before and after, each answer in at most one row. Frozen."""

    __tablename__ = "published_confidences"
    __table_args__ = scoped(
        UniqueConstraint("program_id", "published_at", "skill_id"),
        same_workspace("program_id", "programs"),
        same_workspace("skill_id", "skills", owner=False),
    )

    program_id: Mapped[int]
    published_at: Mapped[datetime]
    skill_id: Mapped[int | None]  # None: several skills together, each with too few people
    respondents: Mapped[int]
    before: Mapped[float]
    after: Mapped[float]
