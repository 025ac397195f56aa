"""The facts that messages about a program's end need when they are sent; None where they are no longer wanted."""

from datetime import date, datetime

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from bot.features.checkins.periods import closes_at
from bot.features.closing.facts import ClosedFacts, EndFacts, OverFacts, OwnerFacts
from bot.features.closing.messages import EndNears, OwnProgramClosed, ProgramClosed, ProgramProlonged
from bot.features.confidence.service import may_look_back
from bot.features.enrollment.joining import joinable
from bot.features.people.service import mention
from bot.mentions import Channel, Mention
from bot.models import (
    Enrollment,
    EnrollmentState,
    Meeting,
    MeetingState,
    Member,
    Pairing,
    PairingState,
    Program,
    ProgramState,
)
from bot.worktime import iso_week


def end_nears_facts(session: Session, _now: datetime, message: EndNears) -> EndFacts | None:
    """With whom they swap, unless the end was moved, or they paused or are in no swap any more."""
    enrollment, program = _place(session, message.enrollment_id)
    if not _is_current(program, ProgramState.OPEN, message.ends_on) or enrollment.state != EnrollmentState.ACTIVE:
        return None
    partners = _partners(session, enrollment, Pairing.state == PairingState.ACTIVE)
    return EndFacts(program.name, program.ends_on, partners) if partners else None


def prolonged_facts(session: Session, _now: datetime, message: ProgramProlonged) -> EndFacts | None:
    """Until when it goes on, and with whom they swap; nobody where they wait for the next round."""
    enrollment, program = _place(session, message.enrollment_id)
    if not _is_current(program, ProgramState.OPEN, message.ends_on) or enrollment.state == EnrollmentState.LEFT:
        return None
    partners = _partners(session, enrollment, Pairing.state == PairingState.ACTIVE)
    is_in = enrollment.state == EnrollmentState.ACTIVE
    return EndFacts(program.name, program.ends_on, partners, is_in)


def closed_facts(session: Session, _now: datetime, message: ProgramClosed) -> ClosedFacts | None:
    """With whom they swapped to the end, and where else they may go; unless it was opened again."""
    enrollment, program = _place(session, message.enrollment_id)
    if not _is_current(program, ProgramState.CLOSED, message.ends_on) or enrollment.state == EnrollmentState.LEFT:
        return None
    others = [one for one in joinable(session, session.get_one(Member, enrollment.member_id)) if not one.enrolled]
    return ClosedFacts(
        program.name,
        date.fromisoformat(message.ends_on),
        _to_the_end(session, enrollment, program),
        tuple((one.program_id, one.program) for one in others),
        early=program.closed_by_id is not None,
        look_back=next(iter(may_look_back(session, [enrollment])), None),
    )


def over(session: Session, member: Member, since: datetime) -> list[OverFacts]:
    """The programs that came to their end since then with the member in them, the latest first."""
    rows = session.execute(
        select(Enrollment, Program)
        .join(Program, Program.id == Enrollment.program_id)
        .where(
            Enrollment.member_id == member.id,
            Enrollment.state != EnrollmentState.LEFT,
            Program.state == ProgramState.CLOSED,
            Program.closed_at > since,
        )
        .order_by(Program.closed_at.desc(), Program.id)
    )
    return [
        OverFacts(program.name, program.ends_on, _to_the_end(session, enrollment, program))
        for enrollment, program in rows
        if program.ends_on
    ]


def own_closed_facts(session: Session, _now: datetime, message: OwnProgramClosed) -> OwnerFacts | None:
    """The program in numbers, unless it was opened again."""
    program = session.get_one(Program, message.program_id)
    if not _is_current(program, ProgramState.CLOSED, message.ends_on):
        return None
    people = select(func.count()).where(Enrollment.program_id == program.id)  # who left took part, too
    pairs = select(func.count()).where(Pairing.program_id == program.id, Pairing.introduced_at.is_not(None))
    meetings, minutes = session.execute(
        select(func.count(Meeting.id), func.coalesce(func.sum(Meeting.minutes), 0))
        .join(Pairing, Pairing.id == Meeting.pairing_id)
        .where(Pairing.program_id == program.id, Meeting.state != MeetingState.DISPUTED)
    ).one()
    return OwnerFacts(
        program_id=program.id,
        program=program.name,
        people=session.scalar(people) or 0,
        pairs=session.scalar(pairs) or 0,
        meetings=meetings,
        hours=round(2 * minutes / 60, 1),
        report_at=closes_at(iso_week(date.fromisoformat(message.ends_on))),
        report_channel=Channel(program.report_channel) if program.report_channel else None,
    )


def _place(session: Session, enrollment_id: int) -> tuple[Enrollment, Program]:
    enrollment = session.get_one(Enrollment, enrollment_id)
    return enrollment, session.get_one(Program, enrollment.program_id)


def _is_current(program: Program, state: ProgramState, ends_on: str) -> bool:
    """Whether it still is as it was when the message was written."""
    return program.state == state and (program.ends_on.isoformat() if program.ends_on else "") == ends_on


def _to_the_end(session: Session, enrollment: Enrollment, program: Program) -> tuple[Mention, ...]:
    """With whom they swapped until the program closed."""
    completed = (Pairing.state == PairingState.COMPLETED) & (Pairing.ended_at == program.closed_at)
    return _partners(session, enrollment, completed)


def _partners(session: Session, enrollment: Enrollment, which: ColumnElement[bool]) -> tuple[Mention, ...]:
    mine = or_(Pairing.mentor_id == enrollment.id, Pairing.mentee_id == enrollment.id)
    rows = session.execute(select(Pairing.mentor_id, Pairing.mentee_id).where(mine, which).order_by(Pairing.id))
    ids = [mentee if mentor == enrollment.id else mentor for mentor, mentee in rows]
    members = dict(
        session.execute(
            select(Enrollment.id, Member)
            .join(Member, Member.id == Enrollment.member_id)
            .where(Enrollment.id.in_(ids))
        ).all()
    )
    return tuple(mention(members[enrollment_id]) for enrollment_id in ids)
