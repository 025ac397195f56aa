"""Programs come to their end: a word before, the end itself, and a word to everybody; or they go on after all.

Who is to hear what is a word on the program (`Program.news`), told a batch at a time. What was told is known by the
keys of the messages, so that a batch that is done again tells nobody twice.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime

from sqlalchemy import ColumnElement, Select, String, cast, exists, literal, or_, select, update
from sqlalchemy.orm import Session

from bot.features.closing.messages import EndNears, OwnProgramClosed, ProgramClosed, ProgramProlonged
from bot.features.confidence.service import REFLECTION
from bot.features.pairings.couples import couples_of_program, live_elsewhere
from bot.features.people.budget import free_slots
from bot.features.people.service import work_week
from bot.features.programs.dates import OVER_AFTER, SHORTEST_HEADS_UP, heads_up_at, heads_up_on, over_at
from bot.features.programs.service import owners
from bot.models import (
    LIVE,
    EndReason,
    Enrollment,
    EnrollmentState,
    Member,
    MemberKind,
    OutboxMessage,
    OutboxState,
    Pairing,
    PairingState,
    Program,
    ProgramNews,
    ProgramState,
    Round,
    RoundState,
)
from bot.outbox import queue
from bot.worktime import instant

BATCH = 200
AT_ONCE = datetime(2000, 1, 1, tzinfo=UTC)
MESSAGES = {
    ProgramNews.END_NEAR: EndNears,
    ProgramNews.PROLONGED: ProgramProlonged,
    ProgramNews.CLOSED: ProgramClosed,
    ProgramNews.REOPENED: ProgramProlonged,
}
TO_SWAPS_ONLY = (ProgramNews.END_NEAR, ProgramNews.PROLONGED)
HEARD = (OutboxState.SENDING, OutboxState.SENT, OutboxState.UNKNOWN, OutboxState.HELD)
"""Of a message that its reader has, or may have."""
UNASKED = (ProgramNews.END_NEAR, ProgramNews.CLOSED)
"""The others come because an owner has moved the end."""

_DATES = select(Program.id, Program.news, Program.ends_on, Program.ending_told_at).where(
    Program.news.is_not(None) | ((Program.state == ProgramState.OPEN) & Program.ends_on.is_not(None))
)


def next_date(session: Session) -> datetime | None:
    """When the next program comes to its end, or people are to hear of it; long ago where they hear of it now."""
    return min((at for _, at in _dates(session)), default=None)


def keep_dates(session: Session, now: datetime) -> int:
    """Do what is due for one program: a batch of news, the end, or the word before it; how much was done."""
    due = [program_id for program_id, at in _dates(session) if at <= now]
    locked = select(Program).where(Program.id.in_(due)).order_by(Program.id).limit(1)
    program = session.scalar(locked.with_for_update(skip_locked=True).execution_options(populate_existing=True))
    if program is None or _due_at(program.news, program.ends_on, program.ending_told_at) > now:
        return 0
    if program.news == ProgramNews.REOPENED and program.closed_at:
        _take_up(session, program)
    if program.news:
        return _tell(session, now, program, program.news) or _told_all(program)
    if program.ends_on and over_at(program.ends_on) <= now:
        close(session, now, program)
    elif program.ends_on:
        program.ending_told_at = now
        program.news = ProgramNews.END_NEAR if over_at(program.ends_on) - now >= SHORTEST_HEADS_UP else None
    return 1


def _dates(session: Session) -> list[tuple[int, datetime]]:
    """Ids of programs, each with when something of its dates is due."""
    rows = session.execute(_DATES)
    return [(program_id, _due_at(news, ends_on, told_at)) for program_id, news, ends_on, told_at in rows]


def _due_at(news: ProgramNews | None, ends_on: date | None, told_at: datetime | None) -> datetime:
    if news or ends_on is None:
        return AT_ONCE
    return over_at(ends_on) if told_at else heads_up_at(ends_on)


def close(session: Session, now: datetime, program: Program) -> None:
    """Whoever swaps did so to the end; what was only suggested, or looked at by an owner, is dropped quietly.

    It ends with the day that `ends_on` says, even where an owner closes it on that day. Rounds come first: an
    approval at this moment is waited for, so that its pairs are seen.
    """
    if program.closed_at:  # it was opened again a moment ago, and its swaps haven't been taken up yet
        _take_up(session, program)
    program.state, program.news = ProgramState.CLOSED, ProgramNews.CLOSED
    program.endings, program.wrapped_up_at = program.endings + 1, None
    ended_at = over_at(program.ends_on) if program.ends_on else now
    program.closed_at, program.confidence_due_at = ended_at, ended_at + REFLECTION
    session.execute(
        update(Round)
        .where(Round.program_id == program.id, Round.state.in_((RoundState.COMPUTING, RoundState.PROPOSED)))
        .values(state=RoundState.DISCARDED, decided_at=now, version=Round.version + 1)
    )
    ended = {"ended_at": ended_at, "ended_reason": EndReason.PROGRAM_CLOSED}
    for before, after in (
        (PairingState.OFFERED, PairingState.LAPSED),
        (PairingState.ACTIVE, PairingState.COMPLETED),
    ):
        session.execute(
            update(Pairing)
            .where(Pairing.program_id == program.id, Pairing.state == before)
            .values(state=after, remind_at=None, lapses_at=None, **ended)
        )
    session.execute(update(Enrollment).where(Enrollment.program_id == program.id).values(fill_in_asked_at=None))
    _tell_owners(session, now, program)


def _take_up(session: Session, program: Program) -> None:
    """The swaps that ended with the program go on, unless one of the two has left or is in another place by now."""
    elsewhere = live_elsewhere(session, program)
    taken = select(Pairing.mentee_id).where(Pairing.program_id == program.id, Pairing.state.in_(LIVE))
    mentees = set(session.scalars(taken))
    for both in couples_of_program(session, program, PairingState.COMPLETED):
        is_of_this_end = both.pairing.ended_at == program.closed_at
        gone = any(
            seat.enrollment.state == EnrollmentState.LEFT or seat.member.deactivated_at for seat in both.seats
        )
        meets_elsewhere = frozenset(member.id for member in both.members) in elsewhere
        if is_of_this_end and not gone and not meets_elsewhere and both.mentee.enrollment.id not in mentees:
            both.pairing.state = PairingState.ACTIVE
            both.pairing.ended_at = both.pairing.ended_reason = None
            for member in both.members:
                member.next_nudge_at = None


def _told_all(program: Program) -> int:
    if program.news == ProgramNews.REOPENED:
        program.closed_at = None  # until now it said who had heard of which end
    program.news = None
    return 1


def _tell(session: Session, now: datetime, program: Program, news: ProgramNews) -> int:
    """A batch of those who haven't been told; 0 when there is none left."""
    rows = session.execute(_not_told(program, news).limit(BATCH)).all()
    wanted = {member: _wanted_at(now, program, news, enrollment, member) for enrollment, member in rows}
    unasked = news in UNASKED
    slots = free_slots(session, wanted) if unasked else _working(wanted)
    ends_on = _iso(program)
    queue.add_all(
        session,
        [
            queue.Envelope(
                message=MESSAGES[news](enrollment.id, ends_on),
                to=member,
                workspace_id=program.workspace_id,
                key=f"{_key(program, news)}{enrollment.id}",
                due_at=slots[member.id],
                unasked=unasked,
            )
            for enrollment, member in rows
        ],
    )
    return len(rows)


def _not_told(program: Program, news: ProgramNews) -> Select[Enrollment, Member]:
    people = (
        select(Enrollment, Member)
        .join(Member, Member.id == Enrollment.member_id)
        .where(
            Enrollment.program_id == program.id,
            Enrollment.state != EnrollmentState.LEFT,
            Member.deactivated_at.is_(None),
            Member.kind == MemberKind.PERSON,
            ~_was_written(program, _key(program, news)),
        )
        .order_by(Enrollment.id)
    )
    if news in TO_SWAPS_ONLY:
        return people.where(Enrollment.state == EnrollmentState.ACTIVE, _is_in_a_swap())
    if news == ProgramNews.REOPENED:  # who hasn't heard of the end needn't hear that it is taken back
        return people.where(_was_written(program, _closed_key(program), OutboxMessage.state.in_(HEARD)))
    return people


def _was_written(program: Program, key: str, *which: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(
        OutboxMessage.workspace_id == program.workspace_id,
        OutboxMessage.dedup_key == literal(key) + cast(Enrollment.id, String),
        *which,
    )


def _is_in_a_swap() -> ColumnElement[bool]:
    mine = or_(Pairing.mentor_id == Enrollment.id, Pairing.mentee_id == Enrollment.id)
    return exists().where(mine, Pairing.state == PairingState.ACTIVE)


def _key(program: Program, news: ProgramNews) -> str:
    """By program, news and date; from its second end on also by which it is, for one day may see two."""
    return f"{news.value}:{program.id}:{_iso(program)}:{_which(program)}"


def _which(program: Program) -> str:
    return f"{program.endings}:" if program.endings > 1 else ""


def _closed_key(program: Program) -> str:
    """By which the outbox knows who was told of the end that is taken back."""
    ended_on = (program.closed_at - OVER_AFTER).date().isoformat() if program.closed_at else ""
    return f"{ProgramNews.CLOSED.value}:{program.id}:{ended_on}:{_which(program)}"


def _iso(program: Program) -> str:
    return program.ends_on.isoformat() if program.ends_on else ""


def _wanted_at(
    now: datetime, program: Program, news: ProgramNews, enrollment: Enrollment, member: Member
) -> datetime:
    """Not before their own calendar says so, and nobody is disturbed in a break."""
    if news == ProgramNews.END_NEAR and program.ends_on:
        return max(now, instant(heads_up_on(program.ends_on), 0, work_week(member).zone))
    return max(now, enrollment.resumes_at or now)


def _working(wanted: Mapping[Member, datetime]) -> dict[int, datetime]:
    return {member.id: work_week(member).next_working(at) for member, at in wanted.items()}


def _tell_owners(session: Session, now: datetime, program: Program) -> None:
    runs = [owner for owner in owners(session, program) if owner.deactivated_at is None]
    slots = free_slots(session, dict.fromkeys(runs, now))
    queue.add_all(
        session,
        [
            queue.Envelope(
                message=OwnProgramClosed(program.id, owner.id, _iso(program)),
                to=owner,
                workspace_id=program.workspace_id,
                key=f"own-closed:{program.id}:{_iso(program)}:{_which(program)}{owner.id}",
                due_at=slots[owner.id],
                unasked=True,
            )
            for owner in runs
        ],
    )
