"""A program is announced in its channel: that is what opens a draft."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot import audit
from bot.errors import UserError
from bot.features.programs.facts import ProgramFacts
from bot.features.programs.messages import ProgramAnnounced
from bot.features.programs.service import facts, owned, today_of
from bot.models import Deed, Member, OutboxMessage, OutboxState, Program, ProgramState
from bot.outbox import queue

BETWEEN_ANNOUNCEMENTS = timedelta(minutes=10)


def announce(session: Session, now: datetime, acting: Member, program_id: int) -> Program:
    """Post the program in its channel, with a button to join; again only a while later. Raises UserError.

    The first time opens it: from now on people may join, whether Slack takes the post or not.
    """
    program = owned(session, acting, program_id)
    session.refresh(program, with_for_update=True)
    _require_may_open(program, now, acting)
    last = program.announced_at
    if last and now < last + BETWEEN_ANNOUNCEMENTS and not _was_refused(session, program, last):
        raise UserError("program-already-announced")
    program.state, program.announced_at = ProgramState.OPEN, now
    queue.add(
        session,
        ProgramAnnounced(program.id),
        to=program.announce_channel,
        workspace_id=program.workspace_id,
        key=_announcement_key(program, now),
        due_at=now,
        caretaker=acting,
    )
    audit.record(session, now, acting, Deed.ANNOUNCED, program.id)
    return program


def announced_facts(session: Session, now: datetime, message: ProgramAnnounced) -> ProgramFacts | None:
    """The program, while it may still be joined."""
    program = session.get(Program, message.program_id)
    return facts(session, now, program) if program and program.state == ProgramState.OPEN else None


def _require_may_open(program: Program, now: datetime, acting: Member) -> None:
    if program.state == ProgramState.CLOSED:
        raise UserError("error-program-closed")
    if program.state == ProgramState.DRAFT and program.ends_on and program.ends_on < today_of(acting, now):
        raise UserError("program-announced-after-end")


def _announcement_key(program: Program, at: datetime) -> str:
    return f"announced:{program.id}:{at.isoformat()}"


def _was_refused(session: Session, program: Program, at: datetime) -> bool:
    """Whether Slack didn't take the announcement of then: nobody has read it."""
    key = {"workspace_id": program.workspace_id, "dedup_key": _announcement_key(program, at)}
    return session.scalar(select(OutboxMessage.state).filter_by(**key)) == OutboxState.DEAD
