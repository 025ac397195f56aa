"""The program form: what it shows at first, and what comes of it."""

from collections.abc import Sequence
from datetime import date, datetime

from msgspec import Struct
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot import audit
from bot.errors import UserError
from bot.features.people.service import require_colleagues, require_creator
from bot.features.programs.dates import EARLIEST_START
from bot.features.programs.facts import ProgramDraft
from bot.features.programs.life import move_end
from bot.features.programs.service import owned, owners, today_of
from bot.models import Deed, Member, Program, ProgramOwner, ProgramState
from bot.models.sealed import opened_or_empty


class ProgramAnswers(Struct, frozen=True):
    """What an owner said in the program form."""

    name: str
    aim: str | None
    announce_channel: str
    report_channel: str | None
    contact: Member | None
    co_owners: Sequence[Member]
    starts_on: date
    ends_on: date | None
    cadence_weeks: int
    level_gap: int
    same_team: bool
    asks_first: bool
    fill_ins: bool

    def check(self, today: date, before: Program | None) -> None:
        """Raises UserError at the field that can't be as it is. Dates that were there before may stay."""
        if not 1 <= self.level_gap <= 9:
            raise UserError("program-level-gap-range", field="level_gap")
        if self.ends_on and self.ends_on <= self.starts_on:
            raise UserError("program-ends-before-start", field="ends_on")
        if self.ends_on and self.ends_on < today and not (before and before.ends_on == self.ends_on):
            raise UserError("program-ends-in-the-past", field="ends_on")
        if self.starts_on < today - EARLIEST_START and not (before and before.starts_on == self.starts_on):
            raise UserError("program-starts-long-ago", field="starts_on")


def create(session: Session, now: datetime, acting: Member, answers: ProgramAnswers) -> Program:
    """A new draft, run by who creates it and the co-owners; raises UserError."""
    require_creator(session, acting)
    answers.check(today_of(acting, now), None)
    _require_free_name(session, acting.workspace_id, answers.name, except_id=None)
    program = Program(workspace_id=acting.workspace_id, state=ProgramState.DRAFT)
    _fill(program, answers)
    session.add(program)
    session.flush()
    program.aim = answers.aim
    _set_owners(session, program, [acting, *answers.co_owners])
    audit.record(session, now, acting, Deed.PROGRAM_CREATED, program.id)
    return program


def change(session: Session, now: datetime, acting: Member, program_id: int, answers: ProgramAnswers) -> Program:
    """Take over the form for a program that exists; raises UserError. A later end opens a closed one again."""
    program = owned(session, acting, program_id)
    session.refresh(program, with_for_update=True)  # it may be closing at this moment
    today = today_of(acting, now)
    answers.check(today, program)
    _require_free_name(session, acting.workspace_id, answers.name, except_id=program.id)
    move_end(program, answers.ends_on, now, today)
    _fill(program, answers)
    program.aim = answers.aim
    _set_owners(session, program, [acting, *answers.co_owners])
    audit.record(session, now, acting, Deed.PROGRAM_CHANGED, program.id)
    return program


def draft(session: Session, acting: Member, program: Program | None, today: date) -> ProgramDraft:
    """What the program form shows at first: the program as it is, or good defaults."""
    if program is None:
        return new_program(today)
    contact = session.get(Member, program.contact_id) if program.contact_id else None
    return ProgramDraft(
        id=program.id,
        name=program.name,
        aim=opened_or_empty(program, "aim") or "",
        announce_channel=program.announce_channel,
        report_channel=program.report_channel,
        contact=contact and contact.slack_id,
        co_owners=tuple(owner.slack_id for owner in owners(session, program) if owner.id != acting.id),
        starts_on=program.starts_on,
        ends_on=program.ends_on,
        cadence_weeks=program.cadence_weeks,
        level_gap=program.level_gap,
        same_team=program.same_team,
        asks_first=program.asks_first,
        fill_ins=program.fill_ins,
    )


def new_program(today: date) -> ProgramDraft:
    """The defaults of a new program: a meeting about once a month, one level apart, everybody asked first."""
    return ProgramDraft(
        id=None,
        name="",
        aim="",
        announce_channel=None,
        report_channel=None,
        contact=None,
        co_owners=(),
        starts_on=today,
        ends_on=None,
        cadence_weeks=4,
        level_gap=1,
        same_team=False,
        asks_first=True,
        fill_ins=True,
    )


def _fill(program: Program, answers: ProgramAnswers) -> None:
    program.name = answers.name
    program.announce_channel, program.report_channel = answers.announce_channel, answers.report_channel
    program.contact_id = answers.contact and answers.contact.id
    program.starts_on, program.ends_on = answers.starts_on, answers.ends_on
    program.cadence_weeks, program.level_gap = answers.cadence_weeks, answers.level_gap
    program.same_team, program.asks_first = answers.same_team, answers.asks_first
    program.fill_ins = answers.fill_ins


def _set_owners(session: Session, program: Program, members: Sequence[Member]) -> None:
    wanted = {member.id for member in members}
    rows = session.scalars(select(ProgramOwner).filter_by(program_id=program.id)).all()
    for row in rows:
        if row.member_id not in wanted:
            session.delete(row)
    there = {row.member_id for row in rows}
    require_colleagues([member for member in members if member.id not in there], "co_owners")
    for member_id in dict.fromkeys(member.id for member in members):
        if member_id not in there:
            session.add(ProgramOwner(workspace_id=program.workspace_id, program_id=program.id, member_id=member_id))
    session.flush()


def _require_free_name(session: Session, workspace_id: int, name: str, except_id: int | None) -> None:
    taken = session.scalar(select(Program.id).filter_by(workspace_id=workspace_id, name=name))
    if taken is not None and taken != except_id:
        raise UserError("program-name-taken", field="name")
