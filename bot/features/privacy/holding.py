"""What is kept about a member: the main points, and all of it as a copy."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Table, func, or_, select
from sqlalchemy.orm import Session

from bot.features.enrollment.service import places_of
from bot.features.people.service import mention
from bot.features.privacy.facts import Copy, Held, HeldPlace
from bot.features.privacy.messages import OwnCopyAsked
from bot.features.programs.service import owned_programs
from bot.features.skills.service import chosen_by, listed
from bot.models import (
    Base,
    CheckIn,
    Enrollment,
    HelpRequest,
    ListedPerson,
    Meeting,
    Member,
    OutboxMessage,
    Pairing,
    PairingState,
    Program,
    Pulse,
    Side,
    Skill,
    Unreadable,
    many,
)
from bot.models.sealed import Sealed, opened_or_empty, sealed_in
from bot.outbox import queue

LEFT_OUT = {
    "round_pairs": "what owners look at before anybody is asked; it speaks of two people",
    "erasures": "nobody who is here was erased",
}
"""Tables that name a member and aren't in their copy, with why."""
HIDDEN = {
    "pairings": {"ended_reason", "ended_by_id", "couple", "lapses_at", "remind_at"},  # whose doing it was
    "handed_lists": {"outcome"},  # other people's levels and addresses
    "outbox": {"params", "wire_key", "lease_owner", "lease_until", "correlation_id", "caretaker_id"},
}
"""Columns of one's own rows that would tell of somebody else, or are the machine's."""
TOLD = {"pairings": ("skills", "gives_back", "interests"), "round_unmatched": ("reason", "change", "word")}
"""Of `why`, what its reader is shown: the rest speaks of somebody else as well."""
UNMET = (PairingState.DECLINED, PairingState.LAPSED)


def held(session: Session, member: Member) -> Held:
    """The main points, as a member reads them."""
    enrollments = session.scalars(select(Enrollment).filter_by(member_id=member.id).order_by(Enrollment.id)).all()
    here = places_of(session, member)
    manager = session.get(Member, member.manager_id) if member.manager_id else None
    pairings = _pairings(enrollments)
    mine = OutboxMessage.recipient == member.slack_id
    return Held(
        name=member.name,
        email=member.email,
        timezone=member.timezone,
        level=member.level,
        manager=mention(manager) if manager else None,
        where=tuple(part for part in (member.team, member.department, member.location) if part),
        listed=_count(session, ListedPerson, *_of_address(member)) > 0,
        places=_places(session, enrollments),
        swaps=_count(session, Pairing, pairings, Pairing.introduced_at.is_not(None)),
        meetings=_count(session, Meeting, Meeting.pairing_id.in_(select(Pairing.id).where(pairings))),
        check_ins=_count(session, CheckIn, CheckIn.member_id == member.id),
        pulses=_count(session, Pulse, Pulse.member_id == member.id),
        help_requests=_count(session, HelpRequest, HelpRequest.member_id == member.id),
        messages=_count(session, OutboxMessage, OutboxMessage.workspace_id == member.workspace_id, mine),
        runs=tuple(program.name for program in owned_programs(session, member, closed=True)),
        enrollment_id=here[0].id if here else None,
        joined_id=here[0].program_id if here else None,
    )


def _pairings(enrollments: Sequence[Enrollment]) -> ColumnElement[bool]:
    mine = [one.id for one in enrollments]
    return or_(Pairing.mentor_id.in_(mine), Pairing.mentee_id.in_(mine))


def _of_address(member: Member) -> tuple[ColumnElement[bool], ...]:
    return ListedPerson.workspace_id == member.workspace_id, ListedPerson.email == (member.email or "")


def _count(session: Session, model: type[Base], *where: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count()).select_from(model).where(*where)) or 0


def _places(session: Session, enrollments: Sequence[Enrollment]) -> tuple[HeldPlace, ...]:
    programs = many(session, Program, (one.program_id for one in enrollments))
    picked = chosen_by(session, [one.id for one in enrollments])
    return tuple(
        HeldPlace(
            program=programs[one.program_id].name,
            teaches=tuple(skill.name for skill in listed(picked[one.id], Side.TEACH)),
            learns=tuple(skill.name for skill in listed(picked[one.id], Side.LEARN)),
            interests=tuple(opened_or_empty(one, "interests")),
            avoid=len(opened_or_empty(one, "avoid")),
        )
        for one in enrollments
    )


def ask_for_copy(session: Session, now: datetime, member: Member) -> None:
    """All of it comes as files, to the member alone; asked twice within a minute, it comes once."""
    queue.add(
        session,
        OwnCopyAsked(member.id),
        to=member,
        workspace_id=member.workspace_id,
        key=f"copy:{member.id}:{now:%Y-%m-%dT%H:%M}",
        due_at=now,
        caretaker=member,
    )


def copy_facts(session: Session, now: datetime, message: OwnCopyAsked) -> Copy | None:
    """Everything, as it is now; nothing for who was erased meanwhile."""
    member = session.get_one(Member, message.member_id)
    return None if member.erased_at else Copy(copy(session, member), now.date())


def copy(session: Session, member: Member) -> dict[str, list[dict[str, Any]]]:
    """By table, a member's rows: those that belong to them or to a place of theirs, and what they are known by.

    Nothing that somebody else said or did: answers of a partner, who ended a swap, who said "not this time".
    """
    enrollments = session.scalars(select(Enrollment.id).filter_by(member_id=member.id)).all()
    found = {
        table.name: [_row(table, row) for row in session.execute(select(table).where(mine)).mappings()]
        for table in Base.metadata.sorted_tables
        if table.name not in LEFT_OUT and (mine := _mine(table, member, enrollments)) is not None
    }
    names = _names(session, found)
    return {table: [{**row, **names(row)} for row in rows] for table, rows in found.items() if rows}


def _mine(table: Table, member: Member, enrollments: Sequence[int]) -> ColumnElement[bool] | None:
    """Which rows of a table are a member's; None where it has none of anybody's."""
    column, here = table.c, member.workspace_id
    seats = select(Pairing.id).where(or_(Pairing.mentor_id.in_(enrollments), Pairing.mentee_id.in_(enrollments)))
    special: Mapping[str, Callable[[], ColumnElement[bool]]] = {
        "members": lambda: column.id == member.id,
        "listed_people": lambda: (column.workspace_id == here) & (column.email == (member.email or "")),
        "owner_grants": lambda: (column.workspace_id == here) & column.who.in_((member.slack_id, member.email)),
        "outbox": lambda: (column.workspace_id == here) & (column.recipient == member.slack_id),
        "pairings": lambda: column.id.in_(seats),
        "meetings": lambda: column.pairing_id.in_(seats),
        "handed_lists": lambda: column.owner_id == member.id,
        "audit": lambda: column.actor_id == member.id,
        "skills": lambda: column.proposed_by_id == member.id,
        "programs": lambda: column.contact_id == member.id,
    }
    if table.name in special:
        return special[table.name]()
    if "member_id" in column:
        return column.member_id == member.id
    return column.enrollment_id.in_(enrollments) if "enrollment_id" in column else None


def _row(table: Table, row: Mapping[Any, Any]) -> dict[str, Any]:
    hidden = HIDDEN.get(table.name, set())
    shown = {str(name): value for name, value in row.items() if str(name) not in hidden}
    shown |= {seal.name: _opened(seal, row) for seal in sealed_in(table) if seal.name in shown}
    if table.name in TOLD:
        shown["why"] = {name: (shown["why"] or {}).get(name) for name in TOLD[table.name]}
    if table.name == "pairings" and shown["state"] in UNMET:
        shown |= {"state": "not introduced", "ended_at": None}  # nobody learns whose "not this time" it was
    return shown


def _opened(seal: Sealed[Any], row: Mapping[Any, Any]) -> Any:
    """What can't be read any more is left empty: all the rest is theirs to have."""
    try:
        return seal.opened_in(row)
    except Unreadable:
        return None


def _names(
    session: Session, found: Mapping[str, Sequence[Mapping[str, Any]]]
) -> Callable[[Mapping[str, Any]], dict[str, str]]:
    """What a row's numbers stand for, where that is a program or a skill."""
    rows = [row for table in found.values() for row in table]
    programs = many(session, Program, {row["program_id"] for row in rows if row.get("program_id")})
    skills = many(session, Skill, {row["skill_id"] for row in rows if row.get("skill_id")})

    def names(row: Mapping[str, Any]) -> dict[str, str]:
        program, skill = programs.get(row.get("program_id", 0)), skills.get(row.get("skill_id", 0))
        return ({"program": program.name} if program else {}) | ({"skill": skill.name} if skill else {})

    return names
