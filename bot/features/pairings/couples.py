"""A pairing with its two people: what nearly everything about a pairing needs to know."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from msgspec import Struct
from sqlalchemy import Select, bindparam, or_, select, union
from sqlalchemy.orm import Session, aliased

from bot.errors import NotYours
from bot.features.people.service import work_week
from bot.models import LIVE, Enrollment, EnrollmentState, Member, Pairing, PairingState, Program
from bot.outbox import queue

CoupleRows = Select[Pairing, Program, Enrollment, Enrollment, Member, Member]

_MENTOR, _MENTEE = aliased(Enrollment), aliased(Enrollment)
_MENTOR_MEMBER, _MENTEE_MEMBER = aliased(Member), aliased(Member)
_COUPLES = (
    select(Pairing, Program, _MENTOR, _MENTEE, _MENTOR_MEMBER, _MENTEE_MEMBER)
    .join(Program, Program.id == Pairing.program_id)
    .join(_MENTOR, _MENTOR.id == Pairing.mentor_id)
    .join(_MENTEE, _MENTEE.id == Pairing.mentee_id)
    .join(_MENTOR_MEMBER, _MENTOR_MEMBER.id == _MENTOR.member_id)
    .join(_MENTEE_MEMBER, _MENTEE_MEMBER.id == _MENTEE.member_id)
)
_COUPLE = _COUPLES.where(Pairing.workspace_id == bindparam("workspace_id"), Pairing.id == bindparam("pairing_id"))
_OF_MEMBER = (
    _COUPLES.where(or_(_MENTOR.member_id == bindparam("member_id"), _MENTEE.member_id == bindparam("member_id")))
    .where(Pairing.state.in_(bindparam("states", expanding=True)))
    .order_by(Pairing.id)
)


class Seat(Struct, frozen=True):
    """One of the two: the member and their enrollment."""

    member: Member
    enrollment: Enrollment

    @property
    def is_away(self) -> bool:
        """Whether they can't be expected to answer: paused, left, or gone from Slack."""
        return self.enrollment.state != EnrollmentState.ACTIVE or self.member.deactivated_at is not None


class Couple(Struct, frozen=True):
    """A pairing of a program, and both of its seats."""

    pairing: Pairing
    program: Program
    mentor: Seat
    mentee: Seat

    @property
    def members(self) -> tuple[Member, Member]:
        return self.mentor.member, self.mentee.member

    @property
    def seats(self) -> tuple[Seat, Seat]:
        return self.mentor, self.mentee

    def seat_of(self, member_id: int) -> Seat:
        return self.mentor if self.mentor.member.id == member_id else self.mentee

    def partner_of(self, member_id: int) -> Member:
        """The other one."""
        return self.mentee.member if self.mentor.member.id == member_id else self.mentor.member


def couple(session: Session, workspace_id: int, pairing_id: int) -> Couple:
    """The pairing with this id in this workspace; raises NotYours where there is none."""
    found = _all(session, _COUPLE, {"workspace_id": workspace_id, "pairing_id": pairing_id})
    if not found:
        raise NotYours()
    return found[0]


def couple_of(session: Session, member: Member, pairing_id: int) -> Couple:
    """The pairing with this id, for one of its two; raises NotYours for everybody else."""
    found = couple(session, member.workspace_id, pairing_id)
    if member.id not in (found.mentor.member.id, found.mentee.member.id):
        raise NotYours()
    return found


def couples_of(session: Session, member: Member, *states: PairingState) -> Sequence[Couple]:
    """The member's pairings in these states (default: active), the oldest first."""
    return _all(session, _OF_MEMBER, {"member_id": member.id, "states": states or (PairingState.ACTIVE,)})


def active_couples_of(session: Session, member_ids: Collection[int]) -> Sequence[Couple]:
    """The active pairings in which any of these members sits, the oldest first; one statement."""
    active = select(Pairing.id).where(Pairing.state == PairingState.ACTIVE)
    sits = select(Enrollment.id).where(Enrollment.member_id.in_(member_ids))
    # Each side by its own index: for an "or" PostgreSQL reads every pairing there is.
    theirs = union(active.where(Pairing.mentor_id.in_(sits)), active.where(Pairing.mentee_id.in_(sits)))
    return _all(session, _COUPLES.where(Pairing.id.in_(theirs)).order_by(Pairing.id))


def couples_with(session: Session, pairing_ids: Sequence[int]) -> Sequence[Couple]:
    """The pairings with these ids, the oldest first; one statement."""
    return _all(session, _COUPLES.where(Pairing.id.in_(pairing_ids)).order_by(Pairing.id))


def couples_of_program(session: Session, program: Program, *states: PairingState) -> Sequence[Couple]:
    """A program's pairings in these states (default: all), the oldest first."""
    query = _COUPLES.where(Pairing.program_id == program.id).order_by(Pairing.id)
    return _all(session, query.where(Pairing.state.in_(states)) if states else query)


def couples_of_workspace(session: Session, workspace_id: int, *states: PairingState) -> Sequence[Couple]:
    """All pairings in these states, over all programs, the oldest first; one statement."""
    query = _COUPLES.where(Pairing.workspace_id == workspace_id, Pairing.state.in_(states))
    return _all(session, query.order_by(Pairing.id))


def lock(session: Session, pairing: Pairing) -> None:
    """Two clicks at once are taken one after the other (SQLite does that by itself)."""
    session.refresh(pairing, with_for_update=True)


def tell(session: Session, now: datetime, both: Couple, member: Member, message: Any, what: str) -> None:
    """A notice about this pairing to one of the two, in their working hours; once each."""
    queue.add(
        session,
        message,
        to=member,
        workspace_id=member.workspace_id,
        key=f"{what}:{both.pairing.id}:{member.id}",
        due_at=work_week(member).next_working(now),
    )


def live_elsewhere(session: Session, program: Program) -> set[frozenset[int]]:
    """The couples, as two member ids, who are asked or paired in another program: one swap is enough for two."""
    live = (
        select(_MENTOR.member_id, _MENTEE.member_id)
        .join(Pairing, Pairing.mentor_id == _MENTOR.id)
        .join(_MENTEE, _MENTEE.id == Pairing.mentee_id)
        .where(
            Pairing.workspace_id == program.workspace_id,
            Pairing.program_id != program.id,
            Pairing.state.in_(LIVE),
        )
    )
    return {frozenset((mentor_id, mentee_id)) for mentor_id, mentee_id in session.execute(live)}


def _all(session: Session, query: CoupleRows, values: Mapping[str, Any] | None = None) -> list[Couple]:
    return [
        Couple(pairing, program, Seat(mentor_member, mentor), Seat(mentee_member, mentee))
        for pairing, program, mentor, mentee, mentor_member, mentee_member in session.execute(query, values)
    ]
