"""Rounds of the matcher, the pairings that come of them, and what each of the two said."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.models.base import Base, Scoped, same_workspace, scoped, unique_where
from bot.models.sealed import Sealed
from bot.terms import EndReason, PairingState, RoundKind, RoundState


def no_reason() -> dict[str, Any]:
    """Why two were paired, where nobody can say any more."""
    return {"score": 0, "parts": {}, "skills": [], "gives_back": [], "interests": [], "overlap_minutes": None}


class Round(Base, Scoped):
    """One run of the matcher. `inputs` and `seed` are all that it takes to run it again."""

    __tablename__ = "rounds"
    __table_args__ = scoped(
        UniqueConstraint("program_id", "number"),
        unique_where("uq_rounds_one_open", "program_id", where="state IN ('computing', 'proposed')"),
        same_workspace("program_id", "programs"),
        same_workspace("proposed_by_id", "members", owner=False),
        same_workspace("decided_by_id", "members", owner=False),
        same_workspace("asked_again_by_id", "members", owner=False),
        same_workspace("replay_asked_by_id", "members", owner=False),
    )

    program_id: Mapped[int]
    number: Mapped[int]
    kind: Mapped[RoundKind] = mapped_column(default=RoundKind.ROUND)
    state: Mapped[RoundState] = mapped_column(default=RoundState.COMPUTING)
    version: Mapped[int] = mapped_column(default=1)
    seed: Mapped[int]
    # Large, and rarely needed; empty: not read yet, or put away
    inputs = Sealed[dict[str, Any]]("program_id", "number", empty=dict[str, Any], deferred=True)
    score: Mapped[int | None]
    # What its owners want changed (rounds/wishes.py)
    wishes = Sealed[list[Any] | None]("program_id", "number", nullable=True, guards=True)
    # The wishes that the pairs fulfil, what each costs, and the numbers before; rounds/wishes.py too
    worked_in = Sealed[dict[str, Any] | None]("program_id", "number", nullable=True, guards=True)
    supply: Mapped[list[Any] | None] = mapped_column(JSON(none_as_null=True), deferred=True)  # by skill
    asked_again_by_id: Mapped[int | None]  # the owner who asked for the pairs once more
    replay_asked_by_id: Mapped[int | None]  # the owner who wants it run once more, to see the same pairs
    proposed_by_id: Mapped[int]  # an owner; of a fill-in, the member who asked first
    created_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None]


class RoundPair(Base, Scoped):
    """A pair that a round proposes, with the parts of its score and what it rests on."""

    __tablename__ = "round_pairs"
    __table_args__ = scoped(
        UniqueConstraint("round_id", "mentor_id", "mentee_id"),
        UniqueConstraint("round_id", "mentee_id"),
        same_workspace("round_id", "rounds"),
        same_workspace("mentor_id", "enrollments"),
        same_workspace("mentee_id", "enrollments"),
    )

    round_id: Mapped[int]
    mentor_id: Mapped[int]
    mentee_id: Mapped[int]
    score: Mapped[int]
    why = Sealed[dict[str, Any]]("round_id", "mentor_id", "mentee_id", empty=no_reason)  # as in Pairing
    flagged: Mapped[bool]  # somebody's level isn't known: an owner decides on this pair by itself
    included: Mapped[bool]  # whether approval makes this pair; a flagged one only once an owner has said so


class RoundUnmatched(Base, Scoped):
    """A person whom a round could not match, with the true reason and what would help."""

    __tablename__ = "round_unmatched"
    __table_args__ = scoped(
        UniqueConstraint("round_id", "enrollment_id"),
        same_workspace("round_id", "rounds"),
        same_workspace("enrollment_id", "enrollments"),
    )

    round_id: Mapped[int]
    enrollment_id: Mapped[int]
    why: Mapped[dict[str, Any]]  # reason, change, word, number, level, person (an enrollment id)


_LIVE = "state IN ('offered', 'active')"


class Pairing(Base, Scoped):
    """One mentor with one mentee, both by their enrollment."""

    __tablename__ = "pairings"
    __table_args__ = scoped(
        CheckConstraint("mentor_id <> mentee_id", name="two_people"),
        unique_where("uq_pairings_mentee", "mentee_id", where=_LIVE),
        unique_where("uq_pairings_couple", "couple", "program_id", where=_LIVE),
        Index("ix_pairings_state", "workspace_id", "state"),
        same_workspace("program_id", "programs"),
        same_workspace("round_id", "rounds"),
        same_workspace("mentor_id", "enrollments"),
        same_workspace("mentee_id", "enrollments"),
        same_workspace("ended_by_id", "members", owner=False),
    )

    program_id: Mapped[int]
    round_id: Mapped[int]
    mentor_id: Mapped[int] = mapped_column(index=True)
    mentee_id: Mapped[int] = mapped_column(index=True)
    couple: Mapped[str]  # both enrollment ids, the smaller first: one live pairing a couple, whoever teaches
    state: Mapped[PairingState] = mapped_column(default=PairingState.OFFERED)
    # score, parts, skills, gives_back, interests, overlap_minutes; interests are people's own words
    why = Sealed[dict[str, Any]]("round_id", "mentor_id", "mentee_id", empty=no_reason, deferred=True)
    offered_at: Mapped[datetime]
    remind_at: Mapped[datetime | None] = mapped_column(index=True)
    lapses_at: Mapped[datetime | None] = mapped_column(index=True)
    introduced_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    ended_reason: Mapped[EndReason | None]
    ended_by_id: Mapped[int | None]


class PairingAnswer(Base, Scoped):
    """What one of the two said to the offer. A "no" is never shown to the other."""

    __tablename__ = "pairing_answers"
    __table_args__ = scoped(
        UniqueConstraint("pairing_id", "member_id"),
        same_workspace("pairing_id", "pairings"),
        same_workspace("member_id", "members"),
    )

    pairing_id: Mapped[int]
    member_id: Mapped[int]
    accepted: Mapped[bool]
    answered_at: Mapped[datetime]
