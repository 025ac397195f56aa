"""A member's places: the programs that they are in, and what each looks like to them."""

from collections.abc import Sequence
from datetime import datetime

from msgspec.structs import replace
from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from bot.errors import NotYours, UserError
from bot.features.enrollment.facts import Place
from bot.features.enrollment.messages import Joined, PauseEnded
from bot.features.enrollment.rematch import who_may_look_at_once
from bot.features.people.service import work_week
from bot.features.programs.service import OpenProgram
from bot.features.skills.service import Choice, chosen_by, listed
from bot.models import Enrollment, EnrollmentState, Member, Program, ProgramState, Side, SkillState, many

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
    [found] = places(session, now, [enrollment])
    return found


def places(session: Session, now: datetime, enrollments: Sequence[Enrollment]) -> list[Place]:
    """Several, in as many statements as one."""
    programs = many(session, Program, (one.program_id for one in enrollments))
    members = many(session, Member, (one.member_id for one in enrollments))
    picked = chosen_by(session, [one.id for one in enrollments])
    return [
        as_seen(now, one, programs[one.program_id], members[one.member_id], picked[one.id]) for one in enrollments
    ]


def as_seen(
    now: datetime, enrollment: Enrollment, program: Program | OpenProgram, member: Member, picked: Sequence[Choice]
) -> Place:
    """The same from rows that were read already; `picked` as `chosen_by` gives them."""
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


def programs_of(session: Session, enrollments: Sequence[Enrollment]) -> list[str]:
    """What the programs are called that these are places in."""
    programs = many(session, Program, (one.program_id for one in enrollments))
    return [programs[one.program_id].name for one in enrollments]


def joined_facts(session: Session, now: datetime, messages: Sequence[Joined]) -> Sequence[Place | None]:
    """Each member's place, if they still have it."""
    enrollments = many(session, Enrollment, (message.enrollment_id for message in messages))
    here = [one for one in enrollments.values() if one.state != EnrollmentState.LEFT]
    programs = many(session, Program, (one.program_id for one in here))
    free = who_may_look_at_once(session, [(programs[one.program_id], one) for one in here])
    found = {
        each.enrollment_id: replace(each, fill_in=each.enrollment_id if each.enrollment_id in free else None)
        for each in places(session, now, here)
    }
    return [found.get(message.enrollment_id) for message in messages]


def pause_ended_facts(session: Session, now: datetime, message: PauseEnded) -> Place | None:
    """The member's place, unless they paused again or left meanwhile, or the program is over."""
    enrollment = session.get(Enrollment, message.enrollment_id)
    if enrollment is None or enrollment.state != EnrollmentState.ACTIVE:
        return None
    is_open = session.get_one(Program, enrollment.program_id).state == ProgramState.OPEN
    return place(session, now, enrollment) if is_open else None
