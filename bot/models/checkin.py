"""Nudges, their answers, meetings, the private pulse, and calls for help."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.discretion import FEWEST
from bot.models.base import Base, Scoped, same_workspace, scoped
from bot.models.sealed import Sealed
from bot.terms import Answer, HelpOutcome, HelpState, MeetingHow, MeetingState, NudgeKind


class Nudge(Base, Scoped):
    """The weekly check-in message of one member: keyed by the ISO week, never by an instant."""

    __tablename__ = "nudges"
    __table_args__ = scoped(
        UniqueConstraint("workspace_id", "member_id", "iso_week"), same_workspace("member_id", "members")
    )

    member_id: Mapped[int]
    iso_week: Mapped[str]  # 2027-W01
    kind: Mapped[NudgeKind] = mapped_column(default=NudgeKind.CHECK_IN)
    due_at: Mapped[datetime]


class CheckIn(Base, Scoped):
    """A member's answer for one pairing and week; the last word counts."""

    __tablename__ = "check_ins"
    __table_args__ = scoped(
        UniqueConstraint("pairing_id", "member_id", "iso_week"),
        same_workspace("pairing_id", "pairings"),
        same_workspace("member_id", "members"),
    )

    pairing_id: Mapped[int]
    member_id: Mapped[int]
    iso_week: Mapped[str]
    answer: Mapped[Answer]
    answered_at: Mapped[datetime]


class Meeting(Base, Scoped):
    """A session that a pairing held, as one of them logged it. One a pairing and day."""

    __tablename__ = "meetings"
    __table_args__ = scoped(
        UniqueConstraint("pairing_id", "held_on"),
        CheckConstraint("minutes BETWEEN 5 AND 480", name="minutes"),
        same_workspace("pairing_id", "pairings"),
        same_workspace("logged_by_id", "members", owner=False),
    )

    pairing_id: Mapped[int]
    logged_by_id: Mapped[int]
    held_on: Mapped[date]
    minutes: Mapped[int]
    how: Mapped[MeetingHow]
    state: Mapped[MeetingState] = mapped_column(default=MeetingState.LOGGED)
    logged_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]  # when the other confirmed or disputed it


class MeetingSkill(Base, Scoped):
    """A skill that a meeting was about."""

    __tablename__ = "meeting_skills"
    __table_args__ = scoped(
        UniqueConstraint("meeting_id", "skill_id"),
        same_workspace("meeting_id", "meetings"),
        same_workspace("skill_id", "skills"),
    )

    meeting_id: Mapped[int]
    skill_id: Mapped[int]


class Pulse(Base, Scoped):
    """One member's private answers after a meeting, 1 to 5. Never shown one by one to anybody else."""

    __tablename__ = "pulses"
    __table_args__ = scoped(
        UniqueConstraint("meeting_id", "member_id"),
        CheckConstraint("useful BETWEEN 1 AND 5", name="useful"),
        CheckConstraint("voice BETWEEN 1 AND 5", name="voice"),
        CheckConstraint("counted BETWEEN 1 AND 5", name="counted"),
        same_workspace("meeting_id", "meetings"),
        same_workspace("member_id", "members"),
    )

    meeting_id: Mapped[int]
    member_id: Mapped[int]
    useful: Mapped[int]  # was it useful?
    voice: Mapped[int]  # could I speak freely?
    counted: Mapped[int]  # did what I know count?
    note = Sealed[str | None]("meeting_id", "member_id", nullable=True)
    answered_at: Mapped[datetime]
    promised: Mapped[int] = mapped_column(default=FEWEST)  # with how many people it is counted, as its form said


class HelpRequest(Base, Scoped):
    """A member asks a neutral third person for help; passed on with their name, by their consent."""

    __tablename__ = "help_requests"
    __table_args__ = scoped(
        same_workspace("pairing_id", "pairings"),
        same_workspace("member_id", "members"),
        same_workspace("contact_id", "members", owner=False),
    )

    pairing_id: Mapped[int]
    member_id: Mapped[int]
    contact_id: Mapped[int]
    note = Sealed[str | None]("id", "pairing_id", "member_id", nullable=True)
    state: Mapped[HelpState] = mapped_column(default=HelpState.OPEN)
    outcome: Mapped[HelpOutcome | None]
    asked_at: Mapped[datetime]
    remind_at: Mapped[datetime | None] = mapped_column(index=True)
    reminded_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
