"""Whether a channel is ready for a program: a pulse before its launch, and answers that go when it is counted."""

from datetime import datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.discretion import FEWEST
from bot.models.base import Base, Scoped, same_workspace, scoped


class ReadinessPulse(Base, Scoped):
    """Three questions to a program's channel. Averages are there once it is counted, and only of enough people."""

    __tablename__ = "readiness_pulses"
    __table_args__ = scoped(
        same_workspace("program_id", "programs"), same_workspace("asked_by_id", "members", owner=False)
    )

    program_id: Mapped[int] = mapped_column(index=True)
    asked_by_id: Mapped[int]
    asked_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    promised: Mapped[int] = mapped_column(default=FEWEST)  # an average is of as many people, as its question said
    counted_at: Mapped[datetime | None]
    respondents: Mapped[int | None]
    takes_part: Mapped[float | None]
    speaks: Mapped[float | None]
    knows: Mapped[float | None]


class ReadinessAnswer(Base, Scoped):
    """One member's answers, 1 to 5; deleted as soon as the pulse is counted."""

    __tablename__ = "readiness_answers"
    __table_args__ = scoped(
        UniqueConstraint("pulse_id", "member_id"),
        CheckConstraint("takes_part BETWEEN 1 AND 5", name="takes_part"),
        CheckConstraint("speaks BETWEEN 1 AND 5", name="speaks"),
        CheckConstraint("knows BETWEEN 1 AND 5", name="knows"),
        same_workspace("pulse_id", "readiness_pulses"),
        same_workspace("member_id", "members"),
    )

    pulse_id: Mapped[int]
    member_id: Mapped[int]
    takes_part: Mapped[int]  # would I take part?
    speaks: Mapped[int]  # can I speak freely with senior colleagues?
    knows: Mapped[int]  # do I know something that they could use?
