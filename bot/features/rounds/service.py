"""Rounds: proposed without anybody hearing of it, looked at, and decided by one owner, once."""

from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from bot import audit
from bot.errors import NotYours, UserError
from bot.features.people.service import mention
from bot.features.programs.service import not_open, owned
from bot.features.rounds.facts import Desk, Waiting
from bot.features.rounds.inputs import counted
from bot.features.skills.service import waiting_count
from bot.models import (
    Deed,
    Member,
    Program,
    ProgramState,
    Round,
    RoundKind,
    RoundPair,
    RoundState,
    insert_once,
)
from bot.models.sealed import bound_to

OPEN = (RoundState.COMPUTING, RoundState.PROPOSED)
FEWEST_PEOPLE = 2


def desk(session: Session, acting: Member, program_id: int) -> Desk:
    """A program of this owner as it stands before a round; raises NotYours or UserError."""
    program = _open_program(session, acting, program_id)
    people, free = counted(session, program)
    waiting = waiting_count(session, program.workspace_id)
    return Desk(program.id, program.name, people=people, free=free, waiting_skills=waiting)


def open_round(session: Session, acting: Member, program_id: int) -> Round | None:
    """The program's round that its owners haven't decided yet, if there is one; raises NotYours."""
    program = owned(session, acting, program_id)
    mine = select(Round).where(Round.program_id == program.id, Round.state.in_(OPEN))
    return session.scalar(mine.where(Round.kind == RoundKind.ROUND))


def propose(session: Session, now: datetime, acting: Member, program_id: int) -> Round:
    """Start a round, or give the one that is open. Nobody is told.

    People are read, and the matcher works, in the background (`compute.py`): an ack can't wait for thousands.
    Raises NotYours or UserError.
    """
    program = _open_program(session, acting, program_id)
    # Ties are broken by the round's number: another order each time, and yet the same for the same people.
    number = next_number(session, program)
    people, _ = counted(session, program)
    if people < FEWEST_PEOPLE:
        raise UserError("round-too-few")
    is_new = insert_once(
        session,
        Round,
        workspace_id=program.workspace_id,
        program_id=program.id,
        number=number,
        seed=number,
        inputs={},
        proposed_by_id=acting.id,
        created_at=now,
    )
    round_ = session.scalars(select(Round).where(Round.program_id == program.id, Round.state.in_(OPEN))).one()
    if round_.kind == RoundKind.FILL_IN:
        raise UserError("round-while-filling-in")  # a matter of seconds; its pairs must be known first
    if is_new:
        audit.record(session, now, acting, Deed.ROUND_PROPOSED, program.id, round=round_.id)
    return round_


def waiting(session: Session, acting: Member, round_: Round) -> Waiting:
    """A round that is being worked out, for one of the program's owners; raises NotYours."""
    program = owned(session, acting, round_.program_id)
    asked_by = session.get_one(Member, round_.asked_again_by_id or round_.proposed_by_id)
    return Waiting(
        round_.id,
        round_.version,
        program.name,
        asked_by=mention(asked_by),
        by_reader=asked_by.id == acting.id,
        asked_at=round_.created_at,
        again=round_.score is not None,
    )


def owned_round(session: Session, acting: Member, round_id: int) -> tuple[Round, Program]:
    """A round, for an owner of its program; raises NotYours for everybody else."""
    round_ = session.scalar(select(Round).filter_by(workspace_id=acting.workspace_id, id=round_id))
    if round_ is None:
        raise NotYours()
    return round_, owned(session, acting, round_.program_id)


def include(
    session: Session, now: datetime, acting: Member, round_id: int, version: int, pair_id: int, included: bool
) -> Round:
    """Take a flagged pair in, or leave it out, by its owner's own word; raises NotYours or UserError.

    The round's version moves on, so that nobody approves what they haven't seen.
    """
    round_, _ = owned_round(session, acting, round_id)
    if not advance(session, round_, version, (RoundState.PROPOSED,)):
        raise decided_already(session, round_)
    pair = session.scalar(select(RoundPair).filter_by(round_id=round_.id, id=pair_id, flagged=True))
    if pair is None:
        raise NotYours()
    pair.included = included
    deed = Deed.PAIR_TAKEN_IN if included else Deed.PAIR_LEFT_OUT
    audit.record(session, now, acting, deed, round_.program_id, round=round_.id, pair=pair.id)
    return round_


def discard(session: Session, now: datetime, acting: Member, round_id: int, version: int) -> Program:
    """Drop a round that nobody heard of, or stop it while it is worked out; raises NotYours or UserError."""
    round_, program = owned_round(session, acting, round_id)
    decide(session, now, acting, round_, version, RoundState.DISCARDED, OPEN)
    audit.record(session, now, acting, Deed.ROUND_DISCARDED, program.id, round=round_.id)
    return program


def decide(
    session: Session,
    now: datetime,
    acting: Member,
    round_: Round,
    version: int,
    outcome: RoundState,
    allowed: tuple[RoundState, ...] = (RoundState.PROPOSED,),
) -> None:
    """One owner decides, once, on what they saw; raises UserError with a kind word where another was first."""
    if not advance(session, round_, version, allowed, state=outcome, decided_at=now, decided_by_id=acting.id):
        raise decided_already(session, round_)


def advance(session: Session, round_: Round, version: int, allowed: tuple[RoundState, ...], **values: Any) -> bool:
    """Change a round if it is still as it was seen; whether it was."""
    changed = session.scalar(
        update(Round)
        .where(Round.id == round_.id, Round.version == version, Round.state.in_(allowed))
        .values(version=version + 1, **bound_to(round_, values))
        .returning(Round.id)
    )
    session.refresh(round_)
    return changed is not None


def decided_already(session: Session, round_: Round) -> UserError:
    """What to tell an owner who wants to decide on a round that has moved on."""
    by = session.get(Member, round_.decided_by_id) if round_.decided_by_id else None
    if round_.state == RoundState.DISCARDED and by is None:
        return UserError("error-program-closed")  # its end came first
    return UserError(f"round-is-{round_.state.value}", by=by.name if by else "")


def _open_program(session: Session, acting: Member, program_id: int) -> Program:
    program = owned(session, acting, program_id)
    if program.state != ProgramState.OPEN:
        raise not_open(program.state)
    return program


def next_number(session: Session, program: Program) -> int:
    """Of the program's next round, fill-ins counted: it is their seed."""
    return (session.scalar(select(func.max(Round.number)).filter_by(program_id=program.id)) or 0) + 1
