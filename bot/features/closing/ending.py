"""An owner closes a program before its end, or puts a draft away; and takes either back."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from bot import audit
from bot.errors import UserError
from bot.features.closing.service import close
from bot.features.programs.life import move_end
from bot.features.programs.service import owned, today_of
from bot.models import Deed, Member, Program, ProgramState


def close_now(session: Session, now: datetime, acting: Member, program_id: int) -> Program:
    """Close a program today, as if this were its last day; nobody is told of a draft. Raises UserError."""
    program = _locked(session, acting, program_id)
    match program.state:
        case ProgramState.CLOSED:
            raise UserError("error-program-closed-already")
        case ProgramState.DRAFT:
            program.state, program.closed_at = ProgramState.CLOSED, now
        case ProgramState.OPEN:
            program.planned_end_on, program.ends_on = program.ends_on, today_of(acting, now)
            program.closed_by_id = acting.id
            close(session, now, program)
    audit.record(session, now, acting, Deed.PROGRAM_CLOSED, program.id)
    return program


def reopen(session: Session, now: datetime, acting: Member, program_id: int) -> Program | None:
    """Open a closed program again as it was; None where its planned end has come: it needs another one first.

    Raises NotYours or UserError.
    """
    program = _locked(session, acting, program_id)
    if program.state != ProgramState.CLOSED:
        raise UserError("error-program-not-closed")
    today = today_of(acting, now)
    if not program.endings:
        program.state, program.closed_at = ProgramState.DRAFT, None
    elif program.closed_by_id is None or not _is_ahead(program.planned_end_on, today):
        return None
    else:
        move_end(program, program.planned_end_on, now, today)
    audit.record(session, now, acting, Deed.PROGRAM_REOPENED, program.id)
    return program


def _is_ahead(planned_end_on: date | None, today: date) -> bool:
    return planned_end_on is None or planned_end_on > today


def _locked(session: Session, acting: Member, program_id: int) -> Program:
    program = owned(session, acting, program_id)
    session.refresh(program, with_for_update=True)
    return program
