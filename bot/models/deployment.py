"""Which database this is, so that one that was put back from a copy is noticed (bot/quarantine.py)."""

from datetime import datetime

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.models.base import Base


class Deployment(Base):
    """One row."""

    __tablename__ = "deployment"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, default=1)
    place: Mapped[str | None]  # PostgreSQL: where its tables were when a bot last started
    beats: Mapped[int] = mapped_column(default=0)  # SQLite: counted on while a bot runs, and noted beside the file
    quarantined_at: Mapped[datetime | None]
    purged_at: Mapped[datetime | None]  # when nothing was left that is old enough to be forgotten
