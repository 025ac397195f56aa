"""A member's place in a program: nobody has one but by their own click."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import Select, bindparam, delete, func, select
from sqlalchemy.orm import Session, undefer

from bot.errors import NotYours, UserError
from bot.features.enrollment.facts import Joinable, Place
from bot.features.enrollment.messages import Joined, PauseEnded
from bot.features.enrollment.rematch import who_may_look_at_once
from bot.features.people.service import work_week
from bot.features.programs.service import open_program, open_programs
from bot.features.skills.picking import pick
from bot.features.skills.service import Choice, chosen_by, listed
from bot.models import (
    Enrollment,
    EnrollmentSkill,
    EnrollmentState,
    Member,
    Program,
    ProgramState,
    Side,
    Skill,
    SkillState,
    insert_all_once,
    insert_once,
    many,
)
from bot.models.sealed import give_up, opened_or_empty, opens
from bot.outbox import queue
from bot.worktime import instant

LONGEST_PAUSE = timedelta(days=366)
BATCH = 200
PLACES = (
    select(Enrollment)
    .join(Program, Program.id == Enrollment.program_id)
    .where(
        Enrollment.member_id == bindparam("member_id"),
        Enrollment.state != EnrollmentState.LEFT,
        Program.state == ProgramState.OPEN,
    )
)
"""What a member is in: enrollments in open programs that they haven't left."""

_PLACES_NEWEST_FIRST = PLACES.order_by(Enrollment.id.desc())
_LAST_CLOSED = (
    select(Program.name)
    .join(Enrollment, Enrollment.program_id == Program.id)
    .where(
        Enrollment.member_id == bindparam("member_id"),
        Enrollment.state != EnrollmentState.LEFT,
        Program.state == ProgramState.CLOSED,
    )
    .order_by(Program.closed_at.desc())
    .limit(1)
)
NEXT_PAUSE_END = select(func.min(Enrollment.resumes_at)).where(Enrollment.state == EnrollmentState.PAUSED)
"""When the next pause ends."""


@dataclass(frozen=True)
class JoinAnswers:
    """What a member said in the join form. Skills as the type-ahead gives them: ids, or own words.

    `learns` has an empty word for a field that was left empty.
    """

    direction: str
    teaches: Sequence[str]
    learns: Sequence[str]
    level: int
    manager: Member | None

    def check(self, member: Member) -> None:
        """Raises UserError at the field that can't be as it is."""
        if self.direction != Side.LEARN and not self.teaches:
            raise UserError("join-teaches-missing", field="teaches")
        if self.direction != Side.TEACH and not any(self.learns):
            raise UserError("join-learns-missing", field="learns_1")
        if not 1 <= self.level <= 10:
            raise UserError("join-level-unknown", field="level")
        if self.manager and self.manager.id == member.id:
            raise UserError("join-manager-is-you", field="manager")


def join(session: Session, now: datetime, program_id: int, member: Member, answers: JoinAnswers) -> Enrollment:
    """Enroll a member, or take over what they say now; raises UserError. They are welcomed once a joining."""
    answers.check(member)
    program = open_program(session, member.workspace_id, program_id)
    wishes = _wishes(session, now, member, answers)
    enrollment, is_new = _take_place(session, now, program, member)
    _set_skills(session, enrollment, wishes)
    member.level, member.manager_id = answers.level, answers.manager and answers.manager.id
    session.flush()
    if is_new:
        queue.add(
            session,
            Joined(enrollment.id),
            to=member,
            workspace_id=member.workspace_id,
            key=f"joined:{enrollment.id}:{enrollment.joined_at.isoformat()}",
            due_at=now,
        )
    return enrollment


def joinable(session: Session, member: Member) -> Sequence[Joinable]:
    """The open programs, the newest first, but those that the member is in already at the end."""
    mine = {place.program_id for place in places_of(session, member)}
    programs = [
        Joinable(program.id, program.name, program.id in mine)
        for program in open_programs(session, member.workspace_id)
    ]
    return sorted(programs, key=lambda each: each.enrolled)


def _take_place(session: Session, now: datetime, program: Program, member: Member) -> tuple[Enrollment, bool]:
    """The member's enrollment, and whether they weren't in until now. Who left takes theirs up again."""
    keys = {"program_id": program.id, "member_id": member.id}
    new = insert_once(session, Enrollment, workspace_id=program.workspace_id, joined_at=now, **keys)
    enrollment = session.scalars(select(Enrollment).filter_by(**keys).with_for_update()).one()
    if enrollment.state == EnrollmentState.LEFT:
        enrollment.state, enrollment.joined_at, enrollment.left_at = EnrollmentState.ACTIVE, now, None
        return enrollment, True
    if new is not None:
        _carry_over(session, member, enrollment)
    return enrollment, new is not None


def _carry_over(session: Session, member: Member, enrollment: Enrollment) -> None:
    """Whom they would rather not be paired with; where that can't be read elsewhere, it isn't known here either."""
    if not all(opens(place, "avoid") for place in session.scalars(_avoiding(member))):
        give_up(enrollment, "avoid")
    elif avoid := avoided_by(session, member):
        enrollment.avoid = avoid


def avoided_by(session: Session, member: Member) -> list[int]:
    """Whom this member would rather not be paired with, in whichever program: they say it once (member ids)."""
    mine = session.scalars(_avoiding(member))
    return sorted({other_id for place in mine for other_id in opened_or_empty(place, "avoid")})


def _avoiding(member: Member) -> Select[Enrollment]:
    return select(Enrollment).where(Enrollment.member_id == member.id).options(undefer(Enrollment.avoid))


def _wishes(session: Session, now: datetime, member: Member, answers: JoinAnswers) -> dict[Side, list[Skill]]:
    """The skills on the sides that the member chose; raises UserError at the field."""
    teaches = [("teaches", value) for value in answers.teaches if answers.direction != Side.LEARN]
    learns = [(f"learns_{rank}", value) for rank, value in enumerate(answers.learns, 1) if value]
    if answers.direction == Side.TEACH:
        learns = []
    skills = pick(session, now, member, [*teaches, *learns])
    shown, wanted = list(dict.fromkeys(skills[: len(teaches)])), skills[len(teaches) :]
    if len(set(wanted)) < len(wanted):
        raise UserError("join-learns-twice", field="learns_1")
    if set(shown) & set(wanted):
        raise UserError("join-teaches-and-learns", field="learns_1")
    return {Side.TEACH: shown, Side.LEARN: wanted}


def _set_skills(session: Session, enrollment: Enrollment, wishes: dict[Side, list[Skill]]) -> None:
    session.execute(delete(EnrollmentSkill).where(EnrollmentSkill.enrollment_id == enrollment.id))
    keys = {"workspace_id": enrollment.workspace_id, "enrollment_id": enrollment.id}
    rows = [
        {**keys, "skill_id": skill.id, "side": side, "rank": rank}
        for side, skills in wishes.items()
        for rank, skill in enumerate(skills, 1)
    ]
    insert_all_once(session, EnrollmentSkill, rows)


def pause(session: Session, now: datetime, enrollment: Enrollment, member: Member, until: date) -> None:
    """Away until the morning of `until` in the member's time zone; raises UserError for a day that won't do."""
    session.refresh(member, with_for_update={"key_share": True})  # they may be moving to another zone right now
    week = work_week(member)
    today = week.local(now).date()
    if until <= today:
        raise UserError("pause-in-the-past", field="until")
    if until > today + LONGEST_PAUSE:
        raise UserError("pause-too-long", field="until")
    enrollment.state, enrollment.paused_until = EnrollmentState.PAUSED, until
    enrollment.fill_in_asked_at = None
    enrollment.resumes_at = instant(until, 0, week.zone)


def come_back(session: Session, member: Member) -> Sequence[Enrollment]:
    """End the member's pauses; the enrollments that this changed. What they had turned off stays off."""
    paused = [one for one in places_of(session, member) if one.state == EnrollmentState.PAUSED]
    for enrollment in paused:
        _make_active(enrollment)
    return paused


def resume(session: Session, member: Member) -> Sequence[Enrollment]:
    """End the member's pauses, turn their nudges and prompts on again; the enrollments that this changed."""
    member.prompts_off = False
    changed = [
        enrollment
        for enrollment in places_of(session, member)
        if enrollment.state == EnrollmentState.PAUSED or enrollment.nudges_off
    ]
    for enrollment in changed:
        _make_active(enrollment)
        enrollment.nudges_off = False
    return changed


def turn_nudges(session: Session, member: Member, *, on: bool) -> None:
    """Weekly hellos in all of the member's programs, or none."""
    for enrollment in places_of(session, member):
        enrollment.nudges_off = not on


def end_pauses(session: Session, now: datetime) -> int:
    """Whose pause is over is back, and told so in their working hours; a batch, how many."""
    due = (
        select(Enrollment, Member)
        .join(Member, Member.id == Enrollment.member_id)
        .where(Enrollment.state == EnrollmentState.PAUSED, Enrollment.resumes_at <= now)
        .order_by(Enrollment.resumes_at)
        .limit(BATCH)
        .with_for_update(skip_locked=True, of=Enrollment)
    )
    rows = session.execute(due).all()
    for enrollment, member in rows:
        until = enrollment.paused_until
        _make_active(enrollment)
        queue.add(
            session,
            PauseEnded(enrollment.id),
            to=member,
            workspace_id=member.workspace_id,
            key=f"pause-ended:{enrollment.id}:{until}",
            due_at=work_week(member).next_working(now),
        )
    return len(rows)


def _make_active(enrollment: Enrollment) -> None:
    enrollment.state = EnrollmentState.ACTIVE
    enrollment.paused_until = enrollment.resumes_at = None


def places_of(session: Session, member: Member) -> Sequence[Enrollment]:
    """The member's enrollments in open programs that they haven't left, the newest first."""
    return session.scalars(_PLACES_NEWEST_FIRST, {"member_id": member.id}).all()


def require_places(session: Session, member: Member) -> Sequence[Enrollment]:
    """The member's enrollments; raises UserError that says how to join, or that theirs is over, for none."""
    places = places_of(session, member)
    if places:
        return places
    program = session.scalar(_LAST_CLOSED, {"member_id": member.id})
    raise UserError("error-program-over", program=program) if program else UserError("error-not-enrolled")


def own(session: Session, member: Member, enrollment_id: int) -> Enrollment:
    """The enrollment with this id, if it is the member's and they are still in; raises NotYours."""
    enrollment = session.scalar(
        select(Enrollment).where(
            Enrollment.id == enrollment_id,
            Enrollment.member_id == member.id,
            Enrollment.state != EnrollmentState.LEFT,
        )
    )
    if enrollment is None:
        raise NotYours()
    return enrollment


def place(session: Session, now: datetime, enrollment: Enrollment) -> Place:
    """An enrollment as its member sees it."""
    [found] = _places(session, now, [enrollment])
    return found


def _places(session: Session, now: datetime, enrollments: Sequence[Enrollment]) -> list[Place]:
    """Several, in as many statements as one."""
    programs = many(session, Program, (one.program_id for one in enrollments))
    members = many(session, Member, (one.member_id for one in enrollments))
    picked = chosen_by(session, [one.id for one in enrollments])
    return [
        _place(now, one, programs[one.program_id], members[one.member_id], picked[one.id]) for one in enrollments
    ]


def _place(
    now: datetime, enrollment: Enrollment, program: Program, member: Member, picked: Sequence[Choice]
) -> Place:
    return Place(
        enrollment_id=enrollment.id,
        program_id=program.id,
        program=program.name,
        starts_on=program.starts_on if program.starts_on > work_week(member).local(now).date() else None,
        asks_first=program.asks_first,
        state=enrollment.state,
        paused_until=enrollment.paused_until,
        teaches=tuple(skill.name for skill in listed(picked, Side.TEACH)),
        learns=tuple(skill.name for skill in listed(picked, Side.LEARN)),
        waiting=tuple(skill.name for _, skill in picked if skill.state == SkillState.PROPOSED),
        next_nudge_at=member.next_nudge_at,
        nudges_off=enrollment.nudges_off,
    )


def joined_facts(session: Session, now: datetime, messages: Sequence[Joined]) -> Sequence[Place | None]:
    """Each member's place, if they still have it."""
    enrollments = many(session, Enrollment, (message.enrollment_id for message in messages))
    here = [one for one in enrollments.values() if one.state != EnrollmentState.LEFT]
    programs = many(session, Program, (one.program_id for one in here))
    free = who_may_look_at_once(session, [(programs[one.program_id], one) for one in here])
    found = {
        each.enrollment_id: replace(each, fill_in=each.enrollment_id if each.enrollment_id in free else None)
        for each in _places(session, now, here)
    }
    return [found.get(message.enrollment_id) for message in messages]


def pause_ended_facts(session: Session, now: datetime, message: PauseEnded) -> Place | None:
    """The member's place, unless they paused again or left meanwhile, or the program is over."""
    enrollment = session.get(Enrollment, message.enrollment_id)
    if enrollment is None or enrollment.state != EnrollmentState.ACTIVE:
        return None
    is_open = session.get_one(Program, enrollment.program_id).state == ProgramState.OPEN
    return place(session, now, enrollment) if is_open else None
