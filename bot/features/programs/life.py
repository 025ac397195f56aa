"""A program's life: draft, open, running, closed. What moves it on, and what goes with its end."""

from datetime import date, datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from bot.features.programs.dates import heads_up_on
from bot.models import Program, ProgramNews, ProgramState, Round, RoundState
from bot.terms import Stage


def stage_of(session: Session, program: Program) -> Stage:
    """How far it is. That it runs is seen from its rounds, and kept nowhere twice."""
    if program.state != ProgramState.OPEN:
        return Stage(program.state.value)
    begun = select(exists().where(Round.program_id == program.id, Round.state == RoundState.APPROVED))
    return Stage.RUNNING if session.scalar(begun) else Stage.OPEN


def move_end(program: Program, ends_on: date | None, now: datetime, today: date) -> None:
    """What another end brings about. Whoever has heard of the one before hears of the new one.

    A closed program goes on with it; one that was put away as a draft is a draft again.
    """
    before, program.ends_on = program.ends_on, ends_on
    if program.state == ProgramState.DRAFT or ends_on == before:
        return
    if program.state == ProgramState.CLOSED and not program.endings:
        program.state, program.closed_at = ProgramState.DRAFT, None
        return
    told = program.ending_told_at is not None or program.news == ProgramNews.PROLONGED
    is_near = ends_on is not None and heads_up_on(ends_on) <= today
    program.ending_told_at = None
    if program.state == ProgramState.CLOSED or program.news == ProgramNews.REOPENED:
        program.state, program.news = ProgramState.OPEN, ProgramNews.REOPENED
        program.closed_by_id = program.planned_end_on = None
    elif told and (ends_on is None or (before and ends_on > before)):
        program.news = ProgramNews.PROLONGED
    else:
        program.news = None
        return
    program.ending_told_at = now if is_near else None  # these news tell the date already
