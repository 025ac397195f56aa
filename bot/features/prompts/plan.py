"""Once a month somebody is asked what they could show, where people of their program want what is missing."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from msgspec import Struct
from sqlalchemy import bindparam, func, literal, select
from sqlalchemy.orm import Session

from bot.clock import LONG_AGO
from bot.features.checkins.unanswered import left_in_peace
from bot.features.people.budget import free_slots
from bot.features.people.service import work_week
from bot.features.prompts.gaps import Demand, Seat, demand, gaps, seats_of, takes_part
from bot.features.prompts.messages import SkillPrompted
from bot.features.prompts.rhythm import AGAIN, SETTLED, month_of, next_month, prompt_at
from bot.models import (
    Enrollment,
    Member,
    Program,
    SkillPrompt,
    insert_all_once,
)
from bot.models.types import UtcDateTime
from bot.outbox import queue
from bot.worktime import DAY

BATCH = 100
MOST_ASKED = 4
LATE = DAY
"""A prompt planned longer ago than this waits for a new day: its member was away, or the bot was."""
LOOK_AGAIN = 7 * DAY
"""When nothing is missing that they could show."""
REMEMBERED = timedelta(days=92)
"""What somebody was asked about this lately isn't asked again."""


class Question(Struct, frozen=True):
    """What somebody is to be asked about in which of their places; `owner`: who looks for it, if anybody does."""

    member: Member
    enrollment: Enrollment
    skills: Sequence[int]
    owner: Member | None = None


def plan_prompts(session: Session, now: datetime) -> int:
    """Ask whoever's month has come, and plan the next; a batch of one workspace in a fixed number of statements.

    `next_prompt_at` is empty while it is still to be planned. How many members were looked at.
    """
    members = _due(session, now)
    seats = seats_of(session, members)
    here = [one for one in members if one.id in seats]  # who paused this moment is looked at when they are back
    asked = _asked_lately(session, now, here)
    ready = [one for one in here if _is_time(one, seats[one.id], now)]
    resting = left_in_peace(session, now, ready)
    questions = _questions(session, [one for one in ready if one.id not in resting], seats, asked)
    send(session, now, questions)
    reached = {question.member.id for question in questions}
    for member in here:
        member.next_prompt_at = _next(member, seats[member.id], now, asked[member.id], member.id in reached)
    return len(members)


def send(session: Session, now: datetime, questions: Sequence[Question]) -> int:
    """Ask these members of one workspace; how many are asked.

    Once a month of their own calendar: the key decides. In their working hours, inside their weekly budget.
    """
    members = {one.member.id: one.member for one in questions}
    slots = free_slots(session, {one: max(now, one.away_until or now) for one in members.values()})
    rows = [_row(one, slots[one.member.id]) for one in questions]
    ids = insert_all_once(session, SkillPrompt, rows)
    prompts = session.scalars(select(SkillPrompt).where(SkillPrompt.id.in_(ids))).all() if ids else ()
    queue.add_all(session, [_envelope(prompt, members[prompt.member_id]) for prompt in prompts])
    return len(prompts)


def asked_this_month(session: Session, now: datetime, members: Collection[Member]) -> set[int]:
    """Ids of the members who can't be asked again this month, nor in the next where their turn comes only then."""
    months = {member.id: month_of(work_week(member), now) for member in members}
    rows = session.execute(
        select(SkillPrompt.member_id, SkillPrompt.month).where(
            SkillPrompt.member_id.in_(months), SkillPrompt.month.in_(set(months.values()))
        )
    )
    return {member_id for member_id, month in rows if months[member_id] == month}


# Asked of one member after the other, in the order of an index: a batch never looks at everybody.
_WANTS_PROMPTS = (
    Member.prompts_off.is_(False)
    & select(Enrollment.id)
    .join(Program, Program.id == Enrollment.program_id)
    .where(Enrollment.member_id == Member.id, takes_part())
    .correlate(Member)
    .exists()
)
_PLANNED_OR_OVERDUE = func.coalesce(Member.next_prompt_at, literal(LONG_AGO, UtcDateTime))
NEXT_PROMPT = select(func.min(_PLANNED_OR_OVERDUE)).where(_WANTS_PROMPTS)
"""When the next prompt of anybody comes due; long ago where one is still to be planned."""
_BATCH = select(Member).where(_WANTS_PROMPTS).limit(BATCH).with_for_update(of=Member, skip_locked=True)
_DUE = _BATCH.where(Member.next_prompt_at <= bindparam("now", type_=UtcDateTime)).order_by(
    Member.next_prompt_at, Member.id
)
_UNPLANNED = _BATCH.where(Member.next_prompt_at.is_(None)).order_by(Member.id)


def _due(session: Session, now: datetime) -> Sequence[Member]:
    """Whose time has come, or else whose is still to be planned; those of one workspace."""
    members = session.scalars(_DUE, {"now": now}).all() or session.scalars(_UNPLANNED).all()
    return [one for one in members if one.workspace_id == members[0].workspace_id]


def _questions(
    session: Session,
    members: Sequence[Member],
    seats: Mapping[int, Sequence[Seat]],
    asked: Mapping[int, Sequence[SkillPrompt]],
) -> Sequence[Question]:
    """For each member to whom something is missing that they could show: in the place in which there is most."""
    programs = {seat.enrollment.program_id for member in members for seat in seats[member.id]}
    missing = {program_id: gaps(each) for program_id, each in demand(session, programs).items()} if programs else {}
    found: list[Question] = []
    for member in members:
        known = {skill_id for prompt in asked[member.id] for skill_id in prompt.skills}
        questions = [
            Question(member, seat.enrollment, _could_show(seat, missing.get(seat.enrollment.program_id, ()), known))
            for seat in seats[member.id]
        ]
        best = max(questions, key=lambda question: len(question.skills))
        found += [best] if best.skills else []
    return found


def _could_show(seat: Seat, missing: Sequence[Demand], known: Collection[int]) -> Sequence[int]:
    fitting = (each.skill_id for each in missing if each.skill_id not in known and seat.could_show(each))
    return list(islice(fitting, MOST_ASKED))


def _asked_lately(
    session: Session, now: datetime, members: Sequence[Member]
) -> Mapping[int, Sequence[SkillPrompt]]:
    prompts = select(SkillPrompt).where(
        SkillPrompt.member_id.in_([one.id for one in members]), SkillPrompt.due_at > now - REMEMBERED
    )
    found: dict[int, list[SkillPrompt]] = defaultdict(list)
    for prompt in session.scalars(prompts.order_by(SkillPrompt.due_at)):
        found[prompt.member_id].append(prompt)
    return found


def _is_time(member: Member, seats: Sequence[Seat], now: datetime) -> bool:
    at = member.next_prompt_at
    return at is not None and now - LATE <= at and _settled_at(seats) <= now


def _settled_at(seats: Sequence[Seat]) -> datetime:
    """Nobody is asked in their first days."""
    return min(seat.enrollment.joined_at for seat in seats) + SETTLED


def _next(
    member: Member,
    seats: Sequence[Seat],
    now: datetime,
    asked: Sequence[SkillPrompt],
    is_asked: bool,
) -> datetime:
    """When to look at this member again."""
    week = work_week(member)
    earliest = [now + DAY, _settled_at(seats)]
    if is_asked:
        earliest += [now + AGAIN, next_month(week, now)]
    elif asked:
        earliest += [asked[-1].due_at + AGAIN, next_month(week, asked[-1].due_at)]
    if _is_time(member, seats, now) and not is_asked:
        earliest.append(now + LOOK_AGAIN)
    return prompt_at(week, member.nudge_day, member.nudge_minute, max(earliest))


def _row(question: Question, slot: datetime) -> dict[str, Any]:
    return {
        "workspace_id": question.member.workspace_id,
        "member_id": question.member.id,
        "enrollment_id": question.enrollment.id,
        "month": month_of(work_week(question.member), slot),
        "skills": list(question.skills),
        "asked_by_id": question.owner and question.owner.id,
        "due_at": slot,
    }


def _envelope(prompt: SkillPrompt, member: Member) -> queue.Envelope:
    week = work_week(member)
    hours = week.window(week.local(prompt.due_at).date())
    return queue.Envelope(
        message=SkillPrompted(prompt.id),
        to=member,
        workspace_id=member.workspace_id,
        key=f"prompt:{prompt.id}",
        due_at=prompt.due_at,
        expires_at=hours and hours[1],
        unasked=True,
    )
