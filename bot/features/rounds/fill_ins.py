"""Fill-ins: somebody without a partner asks, the matcher looks for them alone, and both are asked at once.

The owner has approved the program's rules, so no yes of theirs is needed; a pair with an unknown level is never
made without one. All who ask in a program while it looks are looked for together, after that.
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import exists, func, select, update
from sqlalchemy.orm import Session

from bot.errors import UserError
from bot.features.enrollment.confided import can_be_paired
from bot.features.enrollment.rematch import may_look, with_room
from bot.features.enrollment.service import own
from bot.features.people.service import work_week
from bot.features.rounds.approve import make_pairs, without_pair
from bot.features.rounds.inputs import problem_of, stored
from bot.features.rounds.messages import FillInFailed, LeftUnmatched
from bot.features.rounds.service import OPEN, next_number
from bot.features.rounds.unmatched_facts import FillInAsked
from bot.features.rounds.wishes import Wish, fulfilled, with_wishes
from bot.models import (
    Enrollment,
    EnrollmentState,
    Member,
    Pairing,
    PairingState,
    Program,
    ProgramState,
    Round,
    RoundKind,
    RoundState,
    RoundUnmatched,
    WishKind,
    insert_once,
)
from bot.models.sealed import opens
from bot.outbox import queue

A_WHILE = timedelta(hours=1)
"""Who was looked for in vain isn't looked for again sooner: nothing has changed meanwhile."""
STILL_THERE = timedelta(minutes=10)
"""Who asked less than this ago reads the answer at once, at whatever hour; else in their working hours."""

_IS_OFFERED = exists().where(
    (Pairing.mentor_id == Enrollment.id) | (Pairing.mentee_id == Enrollment.id),
    Pairing.state == PairingState.OFFERED,
)
_ROUND_IS_OPEN = exists().where(Round.program_id == Enrollment.program_id, Round.state.in_(OPEN))
_ASKED = (
    select(Enrollment)
    .join(Program, Program.id == Enrollment.program_id)
    .where(
        Enrollment.fill_in_asked_at.is_not(None),
        Enrollment.state == EnrollmentState.ACTIVE,
        Program.state == ProgramState.OPEN,
        ~_IS_OFFERED,
        ~_ROUND_IS_OPEN,
    )
    .order_by(Enrollment.fill_in_asked_at, Enrollment.id)
)
NEXT_FILL_IN = _ASKED.with_only_columns(func.min(Enrollment.fill_in_asked_at)).order_by(None)
"""When the first of those asked for whom the bot can look now; nobody else is waited for here."""


def look(session: Session, now: datetime, member: Member, enrollment_id: int) -> FillInAsked:
    """Somebody asks for a partner now; asking twice is asking once. Raises NotYours or UserError."""
    enrollment = own(session, member, enrollment_id)
    session.refresh(enrollment, with_for_update=True)
    program = session.get_one(Program, enrollment.program_id)
    if enrollment.fill_in_asked_at is None:
        _require_room(session, now, program, enrollment)
        enrollment.fill_in_asked_at = now
    round_ = session.scalar(select(Round).where(Round.program_id == program.id, Round.state.in_(OPEN)))
    return FillInAsked(
        program.name,
        after_round=round_ is not None and round_.kind == RoundKind.ROUND,
        after_offers_at=session.scalar(
            select(func.max(Pairing.lapses_at)).where(
                (Pairing.mentor_id == enrollment.id) | (Pairing.mentee_id == enrollment.id),
                Pairing.state == PairingState.OFFERED,
            )
        ),
    )


def _require_room(session: Session, now: datetime, program: Program, enrollment: Enrollment) -> None:
    if program.state != ProgramState.OPEN:
        raise UserError("error-program-closed")
    if not program.fill_ins:
        raise UserError("fill-in-not-here")
    if enrollment.state == EnrollmentState.PAUSED:
        raise UserError("fill-in-while-away")
    if may_look(session, program, enrollment) is None:
        raise UserError("fill-in-has-partner")
    if not can_be_paired(session, enrollment):
        raise UserError("wishes-unreadable")
    in_vain = (
        select(RoundUnmatched.id)
        .join(Round, Round.id == RoundUnmatched.round_id)
        .where(
            RoundUnmatched.enrollment_id == enrollment.id,
            Round.kind == RoundKind.FILL_IN,
            Round.decided_at > now - A_WHILE,
        )
    )
    if session.scalar(in_vain.limit(1)):
        raise UserError("fill-in-just-looked")


def start_fill_ins(session: Session, now: datetime) -> int:
    """Have the matcher look for all who asked in one program; whoever has found a partner meanwhile is left out."""
    first = session.scalar(_ASKED.limit(1))
    if first is None:
        return 0
    program = session.get_one(Program, first.program_id, with_for_update=True)
    asked = session.scalars(_ASKED.where(Program.id == program.id)).all()
    free = with_room(session, [one.id for one in asked]) if program.fill_ins else set[int]()
    _forget(session, {one.id for one in asked} - free)
    if wanted := [one for one in asked if one.id in free]:
        _start(session, now, program, wanted)
    return 1


def _start(session: Session, now: datetime, program: Program, wanted: Sequence[Enrollment]) -> None:
    number = next_number(session, program)
    involving = frozenset(str(one.id) for one in wanted)
    problem = problem_of(session, now, program, seed=number, involving=involving)
    last = _last_round(session, program)
    can_look = last is None or opens(last, "worked_in")
    problem = with_wishes(problem, _kept_apart(last) if last and can_look else [])
    insert_once(
        session,
        Round,
        workspace_id=program.workspace_id,
        program_id=program.id,
        number=number,
        kind=RoundKind.FILL_IN,
        seed=number,
        inputs=stored(problem),
        proposed_by_id=wanted[0].member_id,
        created_at=now,
    )
    if not can_look:  # a pair that its owners didn't want might come of it
        _give_up(session, now, program, number, wanted)


def _give_up(session: Session, now: datetime, program: Program, number: int, wanted: Sequence[Enrollment]) -> None:
    round_ = session.scalars(select(Round).filter_by(program_id=program.id, number=number)).one()
    round_.state, round_.decided_at = RoundState.FAILED, now
    failed(session, now, round_, [one.id for one in wanted])


def _last_round(session: Session, program: Program) -> Round | None:
    mine = select(Round).filter_by(program_id=program.id, kind=RoundKind.ROUND, state=RoundState.APPROVED)
    return session.scalar(mine.order_by(Round.number.desc()).limit(1))


def _kept_apart(last: Round) -> list[Wish]:
    """The pairs that owners didn't want in the last round: until the next one they aren't made here either."""
    return [wish for wish in fulfilled(last) if wish.kind == WishKind.FORBID]


def settle(session: Session, now: datetime, round_: Round, asked: Collection[int]) -> None:
    """Ask the pairs that a fill-in found, as an approval would; tell those who asked in vain why. Nobody waits more
    for it: what counts for precedence are rounds."""
    program = session.get_one(Program, round_.program_id)
    outcome = make_pairs(session, now, program, round_, asked)
    rows = {row.enrollment_id: row for row in session.scalars(select(RoundUnmatched).filter_by(round_id=round_.id))}
    here = {key: seat for key, seat in outcome.today.seats.items() if key in asked}
    for key in sorted(here.keys() - outcome.today.matched):
        row = rows.get(key) or without_pair(session, round_, key, outcome.left_out, outcome.today)
        _answer(session, now, here[key], LeftUnmatched(row.id), f"unmatched:{row.id}")
    _forget(session, asked)


def failed(session: Session, now: datetime, round_: Round, asked: Collection[int]) -> None:
    """The matcher couldn't finish: those who asked are told, and may ask again."""
    rows = session.execute(
        select(Enrollment, Member)
        .join(Member, Member.id == Enrollment.member_id)
        .where(Enrollment.id.in_(asked), Enrollment.state == EnrollmentState.ACTIVE)
    )
    for enrollment, member in rows.all():
        message = FillInFailed(round_.id, enrollment.id)
        _answer(session, now, (enrollment, member), message, f"fill-in-failed:{round_.id}:{enrollment.id}")
    _forget(session, asked)


def _answer(
    session: Session,
    now: datetime,
    seat: tuple[Enrollment, Member],
    message: LeftUnmatched | FillInFailed,
    key: str,
) -> None:
    enrollment, member = seat
    asked_at = enrollment.fill_in_asked_at or now
    queue.add(
        session,
        message,
        to=member,
        workspace_id=member.workspace_id,
        key=key,
        due_at=now if now - asked_at < STILL_THERE else work_week(member).next_working(now),
    )


def _forget(session: Session, enrollment_ids: Collection[int]) -> None:
    if enrollment_ids:
        session.execute(update(Enrollment).where(Enrollment.id.in_(enrollment_ids)).values(fill_in_asked_at=None))
