"""Joining a program, and changing what one said: nobody is in one but by their own click."""

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct
from sqlalchemy import bindparam, delete, select
from sqlalchemy.orm import Session

from bot.errors import UserError
from bot.features.enrollment.confided import carried_over
from bot.features.enrollment.facts import Joinable, Place
from bot.features.enrollment.messages import Joined
from bot.features.enrollment.service import as_seen, places_of
from bot.features.programs.service import OpenProgram, joined_program, open_programs
from bot.features.skills.picking import pick
from bot.features.skills.service import Choice
from bot.models import (
    Enrollment,
    EnrollmentSkill,
    EnrollmentState,
    Member,
    Side,
    insert_all_once,
    insert_once,
)
from bot.outbox import queue

_TAKEN = (
    select(Enrollment)
    .where(Enrollment.program_id == bindparam("program_id"), Enrollment.member_id == bindparam("member_id"))
    .with_for_update()
)


class JoinAnswers(Struct, frozen=True):
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


class Outcome(Struct, frozen=True):
    """What came of it. `is_new`: they weren't in until now."""

    enrollment: Enrollment
    place: Place
    is_new: bool


def join(session: Session, now: datetime, program_id: int, member: Member, answers: JoinAnswers) -> Outcome:
    """Enroll a member, or take over what they say now; raises UserError. They are welcomed once a joining."""
    answers.check(member)
    # First of all, so that it is written together with what the wrapper has changed of them.
    member.level, member.manager_id = answers.level, answers.manager and answers.manager.id
    program = joined_program(session, member.workspace_id, program_id)
    picked = _pick(session, now, member, answers)
    enrollment, is_new = _take_place(session, now, program, member)
    _add_skills(session, enrollment, picked)
    if is_new:
        queue.add(
            session,
            Joined(enrollment.id),
            to=member,
            workspace_id=member.workspace_id,
            key=f"joined:{enrollment.id}:{enrollment.joined_at.isoformat()}",
            due_at=now,
        )
    return Outcome(enrollment, as_seen(now, enrollment, program, member, picked), is_new)


def joinable(session: Session, member: Member) -> Sequence[Joinable]:
    """The open programs, the newest first, but those that the member is in already at the end."""
    mine = {place.program_id for place in places_of(session, member)}
    programs = [
        Joinable(program.id, program.name, program.id in mine)
        for program in open_programs(session, member.workspace_id)
    ]
    return sorted(programs, key=lambda each: each.enrolled)


def _take_place(session: Session, now: datetime, program: OpenProgram, member: Member) -> tuple[Enrollment, bool]:
    """The member's enrollment, without skills, and whether they weren't in until now."""
    keys = {"program_id": program.id, "member_id": member.id}
    new = insert_once(session, Enrollment, workspace_id=program.workspace_id, joined_at=now, **keys)
    if new is not None:
        return carried_over(session, member, new), True
    enrollment = session.scalars(_TAKEN, keys).one()
    session.execute(delete(EnrollmentSkill).where(EnrollmentSkill.enrollment_id == enrollment.id))
    return enrollment, _come_back(enrollment, now)


def _come_back(enrollment: Enrollment, now: datetime) -> bool:
    """Whoever had left takes their place up again; False for whom that isn't."""
    if enrollment.state != EnrollmentState.LEFT:
        return False
    enrollment.state, enrollment.joined_at, enrollment.left_at = EnrollmentState.ACTIVE, now, None
    return True


def _pick(session: Session, now: datetime, member: Member, answers: JoinAnswers) -> list[Choice]:
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
    return [*((Side.LEARN, skill) for skill in wanted), *((Side.TEACH, skill) for skill in shown)]


def _add_skills(session: Session, enrollment: Enrollment, picked: Sequence[Choice]) -> None:
    keys = {"workspace_id": enrollment.workspace_id, "enrollment_id": enrollment.id}
    rows = [
        {**keys, "skill_id": skill.id, "side": side, "rank": rank}
        for side in Side
        for rank, skill in enumerate((skill for of_side, skill in picked if of_side == side), 1)
    ]
    insert_all_once(session, EnrollmentSkill, rows)
