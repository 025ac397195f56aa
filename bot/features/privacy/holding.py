"""What is kept about a member: the main points, and the asking for all of it as a copy."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from bot.features.enrollment.confided import is_readable
from bot.features.enrollment.service import places_of
from bot.features.people.service import mention
from bot.features.privacy.copying import copy
from bot.features.privacy.facts import Copy, Held, HeldPlace
from bot.features.privacy.messages import OwnCopyAsked
from bot.features.privacy.traces import reaches
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
    Program,
    Pulse,
    Side,
    many,
)
from bot.models.sealed import opened_or_empty
from bot.outbox import queue


def held(session: Session, member: Member) -> Held:
    """The main points, as a member reads them."""
    enrollments = session.scalars(select(Enrollment).filter_by(member_id=member.id).order_by(Enrollment.id)).all()
    here = places_of(session, member)
    manager = session.get(Member, member.manager_id) if member.manager_id else None
    pairings = _pairings(enrollments)
    mine = reaches(OutboxMessage.recipient, member.slack_id)
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
            is_readable=is_readable(one),
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
