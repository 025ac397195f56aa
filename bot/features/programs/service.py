"""Programs: created by those who may, run by their owners."""

from collections.abc import Sequence
from datetime import date, datetime

from msgspec import Struct
from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from bot.discretion import FEWEST
from bot.errors import NotYours, UserError
from bot.features.people.service import (
    may_create_programs,
    mention,
    work_week,
)
from bot.features.programs.facts import ProgramFacts
from bot.features.programs.life import stage_of
from bot.mentions import Channel
from bot.models import (
    Enrollment,
    EnrollmentState,
    Member,
    Program,
    ProgramOwner,
    ProgramState,
)
from bot.models.sealed import opened_or_empty
from bot.prepared import Prepared

OPEN_PROGRAMS = select(Program).where(
    Program.workspace_id == bindparam("workspace_id"), Program.state == ProgramState.OPEN
)
"""What the members of a workspace may join."""

OWNED_PROGRAMS = (
    select(Program)
    .join(ProgramOwner, ProgramOwner.program_id == Program.id)
    .where(ProgramOwner.member_id == bindparam("member_id"), Program.state == ProgramState.OPEN)
)
"""The open programs that a member runs."""

_OPEN_NEWEST_FIRST = OPEN_PROGRAMS.order_by(Program.id.desc())
_OWNED_NEWEST_FIRST = OWNED_PROGRAMS.order_by(Program.id.desc())
_STATE = select(Program.state).where(
    Program.workspace_id == bindparam("workspace_id"), Program.id == bindparam("program_id")
)
_OPEN_PROGRAM = OPEN_PROGRAMS.where(Program.id == bindparam("program_id"))
_JOINED = Prepared(
    _OPEN_PROGRAM.with_only_columns(
        Program.id, Program.workspace_id, Program.name, Program.starts_on, Program.asks_first
    )
)


class OpenProgram(Struct, frozen=True):
    """What joining must know of a program."""

    id: int
    workspace_id: int
    name: str
    starts_on: date
    asks_first: bool


def today_of(member: Member, now: datetime) -> date:
    """The day that it is for this member."""
    return work_week(member).local(now).date()


def owned(session: Session, member: Member, program_id: int) -> Program:
    """The program, for one of its owners; raises NotYours for everybody else."""
    program = session.scalar(
        select(Program)
        .join(ProgramOwner, ProgramOwner.program_id == Program.id)
        .where(
            Program.workspace_id == member.workspace_id,
            Program.id == program_id,
            ProgramOwner.member_id == member.id,
        )
    )
    if program is None:
        raise NotYours()
    return program


def owned_programs(session: Session, member: Member, *, closed: bool = False) -> Sequence[Program]:
    """The open programs that this member runs, the newest first; with `closed` all, those that are over last."""
    if not closed:
        return session.scalars(_OWNED_NEWEST_FIRST, {"member_id": member.id}).all()
    runs = select(ProgramOwner.program_id).where(ProgramOwner.member_id == member.id)
    programs = session.scalars(select(Program).where(Program.id.in_(runs)).order_by(Program.id.desc()))
    return sorted(programs, key=lambda program: program.state == ProgramState.CLOSED)


def require_owner(session: Session, member: Member, *, closed: bool = False) -> Sequence[Program]:
    """The programs that this member runs; raises UserError with a friendly no where there are none."""
    programs = owned_programs(session, member, closed=closed)
    if not programs and (others := owned_programs(session, member, closed=True)):
        has_draft = any(program.state == ProgramState.DRAFT for program in others)
        raise UserError("error-program-draft" if has_draft else "error-no-program-open")
    if not programs:
        raise UserError("error-no-program-yet" if may_create_programs(session, member) else "error-owners-only")
    return programs


def owners(session: Session, program: Program) -> Sequence[Member]:
    """Who runs a program, in the order in which they came to it."""
    return session.scalars(
        select(Member)
        .join(ProgramOwner, ProgramOwner.member_id == Member.id)
        .where(ProgramOwner.program_id == program.id)
        .order_by(ProgramOwner.id)
    ).all()


def open_programs(session: Session, workspace_id: int) -> Sequence[Program]:
    """What members may join, the newest first."""
    return session.scalars(_OPEN_NEWEST_FIRST, {"workspace_id": workspace_id}).all()


def open_program(session: Session, workspace_id: int, program_id: int) -> Program:
    """A program that members may join; raises UserError where it is a draft or over, or was never here."""
    program = session.scalar(_OPEN_PROGRAM, {"workspace_id": workspace_id, "program_id": program_id})
    if program is None:
        raise not_open(session.scalar(_STATE, {"workspace_id": workspace_id, "program_id": program_id}))
    return program


def joined_program(session: Session, workspace_id: int, program_id: int) -> OpenProgram:
    """The same for who joins it, without the ORM."""
    keys = {"workspace_id": workspace_id, "program_id": program_id}
    found = _JOINED.row(session.connection(), keys)
    if found is None:
        raise not_open(session.scalar(_STATE, keys))
    return OpenProgram(*found)


def not_open(state: ProgramState | None) -> UserError:
    """What to say of a program that isn't open: not yet, or not any more."""
    return UserError("error-program-not-yet" if state == ProgramState.DRAFT else "error-program-closed")


def facts(session: Session, now: datetime, program: Program) -> ProgramFacts:
    """A program as texts need it."""
    enrolled = select(func.count()).where(
        Enrollment.program_id == program.id, Enrollment.state != EnrollmentState.LEFT
    )
    return ProgramFacts(
        id=program.id,
        name=program.name,
        aim=opened_or_empty(program, "aim"),
        stage=stage_of(session, program),
        news=program.news,
        starts_on=program.starts_on,
        starts_later=program.starts_on > now.date(),
        ends_on=program.ends_on,
        announce_channel=Channel(program.announce_channel),
        report_channel=Channel(program.report_channel) if program.report_channel else None,
        owners=tuple(mention(owner) for owner in owners(session, program)),
        announced=program.announced_at is not None,
        asks_first=program.asks_first,
        enrolled=session.scalar(enrolled) or 0,
        fewest=max(FEWEST, program.fewest),
    )
