"""Programs, the catalog of skills, and the places that members take in a program."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.discretion import FEWEST
from bot.models.base import Base, Scoped, same_workspace, scoped
from bot.models.sealed import Sealed
from bot.terms import EnrollmentState, Format, GroupBy, ProgramNews, ProgramState, Side, SkillState, Style


class Skill(Base, Scoped):
    """An entry of the workspace's catalog. `key` is the name as it is compared: folded, single spaces.

    A merged one stays as another name of the one it was merged into, so that its words find that one.
    """

    __tablename__ = "skills"
    __table_args__ = scoped(
        UniqueConstraint("workspace_id", "key"),
        same_workspace("merged_into_id", "skills", owner=False),
        same_workspace("proposed_by_id", "members", owner=False),
        same_workspace("decided_by_id", "members", owner=False),
        CheckConstraint("(state = 'merged') = (merged_into_id IS NOT NULL)", name="merged"),
    )

    name: Mapped[str]
    key: Mapped[str]
    category: Mapped[str | None]  # a key of the catalog's categories; None: nobody has said
    state: Mapped[SkillState] = mapped_column(default=SkillState.LISTED)
    merged_into_id: Mapped[int | None]
    proposed_by_id: Mapped[int | None]
    proposed_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None]
    decided_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)  # moves on with everything that an owner changes
    ask_owners_at: Mapped[datetime | None] = mapped_column(index=True)  # when they next hear that it waits


class Program(Base, Scoped):
    """One reverse-mentoring program: who runs it, where it speaks, and by which rules it pairs."""

    __tablename__ = "programs"
    __table_args__ = scoped(
        UniqueConstraint("workspace_id", "name"),
        same_workspace("contact_id", "members", owner=False),
        same_workspace("closed_by_id", "members", owner=False),
        CheckConstraint("cadence_weeks BETWEEN 1 AND 13", name="cadence"),
        CheckConstraint("level_gap BETWEEN 1 AND 9", name="level_gap"),
        CheckConstraint("fewest BETWEEN 3 AND 50", name="fewest"),
    )

    name: Mapped[str]
    state: Mapped[ProgramState] = mapped_column(default=ProgramState.OPEN)
    aim = Sealed[str | None]("id", nullable=True, deferred=True)
    announce_channel: Mapped[str]
    report_channel: Mapped[str | None]
    contact_id: Mapped[int | None]
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    cadence_weeks: Mapped[int] = mapped_column(default=4)
    level_gap: Mapped[int] = mapped_column(default=1)
    same_team: Mapped[bool] = mapped_column(default=False)
    overlap_minutes: Mapped[int] = mapped_column(default=120)
    asks_first: Mapped[bool] = mapped_column(default=True)
    fill_ins: Mapped[bool] = mapped_column(
        default=True
    )  # whoever is without a partner may ask for one between rounds
    # How much each part of a score counts, 0 to 100 by its name; None: as suggested (programs/weights.py)
    weights: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    fewest: Mapped[int] = mapped_column(default=FEWEST)  # different people behind what reports say of answers
    grouped_by: Mapped[GroupBy] = mapped_column(default=GroupBy.NOTHING)  # what reports tell apart
    announced_at: Mapped[datetime | None]
    ending_told_at: Mapped[datetime | None]  # when people were told that the end is near
    closed_at: Mapped[datetime | None]  # when its last day was over everywhere; its pairings ended then
    endings: Mapped[int] = mapped_column(default=0)  # how often it was closed with people in it
    half_way_at: Mapped[datetime | None]  # when its owners were told how it stands, once
    wrapped_up_at: Mapped[datetime | None]  # when the wrap-up of its end was posted
    confidence_due_at: Mapped[datetime | None] = mapped_column(index=True)  # when answers are counted next
    closed_by_id: Mapped[int | None]  # the owner who closed it before its end; None: its end had come
    planned_end_on: Mapped[date | None]  # of a program closed by its owner: when it should have ended
    news: Mapped[ProgramNews | None]  # what its people are being told, a batch at a time


class ProgramOwner(Base, Scoped):
    """A member who runs a program."""

    __tablename__ = "program_owners"
    __table_args__ = scoped(
        UniqueConstraint("program_id", "member_id"),
        same_workspace("program_id", "programs"),
        same_workspace("member_id", "members"),
    )

    program_id: Mapped[int]
    member_id: Mapped[int] = mapped_column(index=True)


class Enrollment(Base, Scoped):
    """A member's place in a program. One a member and program, for good: who comes back takes it up again."""

    __tablename__ = "enrollments"
    __table_args__ = scoped(
        UniqueConstraint("program_id", "member_id"),
        same_workspace("program_id", "programs"),
        same_workspace("member_id", "members"),
        CheckConstraint("capacity BETWEEN 1 AND 5", name="capacity"),
    )

    program_id: Mapped[int]
    member_id: Mapped[int] = mapped_column(index=True)
    state: Mapped[EnrollmentState] = mapped_column(default=EnrollmentState.ACTIVE)
    paused_until: Mapped[date | None]  # the first day on which the member is back, in their own time zone
    resumes_at: Mapped[datetime | None] = mapped_column(index=True)  # that day's start as an instant
    joined_at: Mapped[datetime]
    left_at: Mapped[datetime | None]
    capacity: Mapped[int] = mapped_column(default=1)
    format: Mapped[Format] = mapped_column(default=Format.ANY)
    style: Mapped[Style] = mapped_column(default=Style.ANY)
    interests = Sealed[list[str]]("program_id", "member_id", empty=list[str], deferred=True)
    # Member ids
    avoid = Sealed[list[int]]("program_id", "member_id", empty=list[int], deferred=True, guards=True)
    waiting_rounds: Mapped[int] = mapped_column(default=0)
    nudges_off: Mapped[bool] = mapped_column(default=False)
    fill_in_asked_at: Mapped[datetime | None] = mapped_column(index=True)  # waits for a fill-in


class EnrollmentSkill(Base, Scoped):
    """An offer (`teach`) or an interest (`learn`); `rank` 1 is the first choice."""

    __tablename__ = "enrollment_skills"
    __table_args__ = scoped(
        UniqueConstraint("enrollment_id", "side", "skill_id"),
        UniqueConstraint("enrollment_id", "side", "rank"),
        same_workspace("enrollment_id", "enrollments"),
        same_workspace("skill_id", "skills"),
    )

    enrollment_id: Mapped[int]
    skill_id: Mapped[int]
    side: Mapped[Side]
    rank: Mapped[int]


class SkillPrompt(Base, Scoped):
    """The question to a member what they could teach now: at most one a calendar month of their own."""

    __tablename__ = "skill_prompts"
    __table_args__ = scoped(
        UniqueConstraint("workspace_id", "member_id", "month"),
        same_workspace("member_id", "members"),
        same_workspace("enrollment_id", "enrollments"),
        same_workspace("asked_by_id", "members", owner=False),
    )

    member_id: Mapped[int]
    enrollment_id: Mapped[int]  # the place in whose program these skills are wanted
    month: Mapped[str]  # 2027-01
    skills: Mapped[list[int]]  # ids of the skills asked about
    asked_by_id: Mapped[int | None]  # the owner who sent it for a gap; None: the bot did
    due_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
