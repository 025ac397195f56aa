"""Is a channel ready for a program? Three questions before its launch, counted once, and only in company.

An owner never sees how many have answered, or what, before the week is over: then averages of enough people are
published, blurred once like those of reports, and the answers behind them are deleted. Owners' own answers aren't
taken, so that nobody among those who ask knows a part of the average.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random, SystemRandom
from statistics import fmean

from msgspec import Struct
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from bot import audit
from bot.discretion import FEWEST, OF_ALL, blurred
from bot.errors import NotYours, UserError
from bot.features.enrollment.wishes import supply_and_demand
from bot.features.people.service import work_week
from bot.features.programs.life import stage_of
from bot.features.programs.service import owned, owners
from bot.features.readiness.facts import QuestionFacts, ReadinessFacts
from bot.features.readiness.messages import ReadinessAsked, ReadinessCounted
from bot.models import Deed, Member, Program, ProgramState, ReadinessAnswer, ReadinessPulse, insert_once
from bot.outbox import queue
from bot.terms import Stage

OPEN_FOR = timedelta(weeks=1)
BETWEEN = timedelta(weeks=4)
MOST_MISSING = 5
CHANCE = SystemRandom()
SCORES = range(1, 6)
NEXT_COUNT = select(func.min(ReadinessPulse.closes_at)).where(ReadinessPulse.counted_at.is_(None))
"""When the next pulse is over."""


class ReadinessAnswers(Struct, frozen=True):
    """1 to 5 each."""

    takes_part: int
    speaks: int
    knows: int


def ask(session: Session, now: datetime, acting: Member, program_id: int) -> QuestionFacts:
    """Post the questions in the program's channel, before its first round. Raises NotYours or UserError."""
    program = owned(session, acting, program_id)
    session.refresh(program, with_for_update=True)
    if stage_of(session, program) not in (Stage.DRAFT, Stage.OPEN):
        raise UserError("readiness-too-late")
    last = session.scalar(select(func.max(ReadinessPulse.asked_at)).filter_by(program_id=program.id))
    if last and now < last + BETWEEN:
        raise UserError("readiness-asked-lately")
    keys = {"workspace_id": program.workspace_id, "program_id": program.id, "asked_by_id": acting.id}
    pulse = ReadinessPulse(asked_at=now, closes_at=now + OPEN_FOR, promised=_fewest(program), **keys)
    session.add(pulse)
    session.flush()
    queue.add(
        session,
        ReadinessAsked(pulse.id),
        to=program.announce_channel,
        workspace_id=program.workspace_id,
        key=f"readiness:{pulse.id}",
        due_at=now,
        caretaker=acting,
    )
    audit.record(session, now, acting, Deed.READINESS_ASKED, program.id)
    return _question(program, pulse)


def question(session: Session, now: datetime, member: Member, pulse_id: int) -> QuestionFacts:
    """The form, with what this member has said; raises NotYours, or UserError when it is over, and for owners."""
    pulse, program = _open_pulse(session, now, member, pulse_id)
    mine = session.scalar(select(ReadinessAnswer).filter_by(pulse_id=pulse.id, member_id=member.id))
    return _question(program, pulse, mine)


def answer(session: Session, now: datetime, member: Member, pulse_id: int, said: ReadinessAnswers) -> None:
    """Keep or correct what a member says, until the week is over. Raises NotYours or UserError."""
    pulse, _ = _open_pulse(session, now, member, pulse_id)
    scores = {"takes_part": said.takes_part, "speaks": said.speaks, "knows": said.knows}
    if not all(score in SCORES for score in scores.values()):
        raise NotYours()
    keys = {"pulse_id": pulse.id, "member_id": member.id}
    if insert_once(session, ReadinessAnswer, workspace_id=member.workspace_id, **keys, **scores) is None:
        row = session.scalars(select(ReadinessAnswer).filter_by(**keys)).one()
        row.takes_part, row.speaks, row.knows = said.takes_part, said.speaks, said.knows
        session.flush()


def count_readiness(session: Session, now: datetime, chance: Random = CHANCE) -> int:
    """Count one pulse whose week is over, and forget its answers; how many pulses."""
    due = select(ReadinessPulse).where(ReadinessPulse.counted_at.is_(None), ReadinessPulse.closes_at <= now)
    pulse = session.scalar(due.order_by(ReadinessPulse.id).limit(1).with_for_update(skip_locked=True))
    if pulse is None:
        return 0
    program, asker = session.get_one(Program, pulse.program_id), session.get_one(Member, pulse.asked_by_id)
    runs = {owner.id for owner in owners(session, program)}
    rows = session.scalars(select(ReadinessAnswer).filter_by(pulse_id=pulse.id)).all()
    _publish(pulse, [row for row in rows if row.member_id not in runs], chance)
    session.execute(delete(ReadinessAnswer).where(ReadinessAnswer.pulse_id == pulse.id))
    pulse.counted_at = now
    queue.add(
        session,
        ReadinessCounted(pulse.id),
        to=asker,
        workspace_id=program.workspace_id,
        key=f"readiness-counted:{pulse.id}",
        due_at=work_week(asker).next_working(now),
    )
    return 1


def asked_facts(session: Session, now: datetime, message: ReadinessAsked) -> QuestionFacts | None:
    """The question, while it is open."""
    pulse = session.get_one(ReadinessPulse, message.pulse_id)
    program = session.get_one(Program, pulse.program_id)
    is_open = now < pulse.closes_at and program.state != ProgramState.CLOSED
    return _question(program, pulse) if is_open else None


def counted_facts(session: Session, _now: datetime, message: ReadinessCounted) -> ReadinessFacts | None:
    """What came of it, while who asked runs the program."""
    pulse = session.get_one(ReadinessPulse, message.pulse_id)
    program = session.get_one(Program, pulse.program_id)
    if pulse.asked_by_id not in {owner.id for owner in owners(session, program) if owner.deactivated_at is None}:
        return None
    missing = [one for one in supply_and_demand(session, program) if one.demand > one.supply]
    return ReadinessFacts(
        program=program.name,
        fewest=pulse.promised,
        respondents=pulse.respondents,
        takes_part=pulse.takes_part,
        speaks=pulse.speaks,
        knows=pulse.knows,
        missing=tuple(missing[:MOST_MISSING]),
    )


def _publish(pulse: ReadinessPulse, rows: Sequence[ReadinessAnswer], chance: Random) -> None:
    """By the number that everybody read who answered, whatever the owners have set since."""
    people = len(rows)
    if people < pulse.promised:
        return
    pulse.respondents = people
    pulse.takes_part = blurred(fmean(row.takes_part for row in rows), people, OF_ALL, chance)
    pulse.speaks = blurred(fmean(row.speaks for row in rows), people, OF_ALL, chance)
    pulse.knows = blurred(fmean(row.knows for row in rows), people, OF_ALL, chance)


def _open_pulse(session: Session, now: datetime, member: Member, pulse_id: int) -> tuple[ReadinessPulse, Program]:
    pulse = session.scalar(select(ReadinessPulse).filter_by(id=pulse_id, workspace_id=member.workspace_id))
    if pulse is None:
        raise NotYours()
    program = session.get_one(Program, pulse.program_id)
    if now >= pulse.closes_at or pulse.counted_at or program.state == ProgramState.CLOSED:
        raise UserError("readiness-over")
    if member.id in {owner.id for owner in owners(session, program)}:
        raise UserError("readiness-yours")
    return pulse, program


def _question(program: Program, pulse: ReadinessPulse, mine: ReadinessAnswer | None = None) -> QuestionFacts:
    said = (mine.takes_part, mine.speaks, mine.knows) if mine else (None, None, None)
    return QuestionFacts(pulse.id, program.name, pulse.closes_at, pulse.promised, *said)


def _fewest(program: Program) -> int:
    return max(FEWEST, program.fewest)
