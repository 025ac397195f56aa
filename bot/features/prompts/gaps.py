"""What a program's people would like to learn and too few of them show, and who could."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from msgspec import Struct
from sqlalchemy import ColumnElement, and_, case, func, or_, select, true
from sqlalchemy.orm import Session

from bot.features.skills.moving import Wishes, wishes_of
from bot.models import (
    Enrollment,
    EnrollmentSkill,
    EnrollmentState,
    Member,
    MemberKind,
    Program,
    ProgramState,
    Side,
    Skill,
    SkillState,
)


class Demand(Struct, frozen=True):
    """How many take part and would like to learn a skill, or show it; and of what levels the first are.

    `highest`: the highest level that is known of them; `unknown`: of how many it isn't.
    """

    skill_id: int
    learners: int
    teachers: int
    highest: int
    unknown: int

    def suits(self, level: int | None, level_gap: int) -> bool:
        """Whether somebody who wants it could learn it from this level; where a level isn't known, it may be."""
        return level is None or self.unknown > 0 or level + level_gap <= self.highest


class Seat(Struct, frozen=True):
    """Somebody's place in an open program in which they take part now."""

    enrollment: Enrollment
    member: Member
    level_gap: int
    wishes: Wishes

    def could_show(self, demand: Demand) -> bool:
        has = demand.skill_id in (*self.wishes.get(Side.TEACH, ()), *self.wishes.get(Side.LEARN, ()))
        return not has and demand.suits(self.member.level, self.level_gap)


def takes_part() -> ColumnElement[bool]:
    """Of a join of Enrollment, Member and Program: who is there now, not paused, not gone."""
    return and_(
        Enrollment.state == EnrollmentState.ACTIVE,
        Program.state == ProgramState.OPEN,
        Member.deactivated_at.is_(None),
        Member.kind == MemberKind.PERSON,
    )


def seats_of(session: Session, members: Collection[Member]) -> Mapping[int, Sequence[Seat]]:
    """By member id, their places. Two statements."""
    rows = session.execute(
        select(Enrollment, Member, Program.level_gap)
        .join(Member, Member.id == Enrollment.member_id)
        .join(Program, Program.id == Enrollment.program_id)
        .where(Enrollment.member_id.in_([member.id for member in members]), takes_part())
        .order_by(Enrollment.id)
    ).all()
    wishes = wishes_of(session, [enrollment.id for enrollment, _, _ in rows])
    found: dict[int, list[Seat]] = defaultdict(list)
    for enrollment, member, level_gap in rows:
        found[member.id].append(Seat(enrollment, member, level_gap, wishes[enrollment.id]))
    return found


def demand(session: Session, program_ids: Collection[int]) -> Mapping[int, Mapping[int, Demand]]:
    """By program id and skill id, for listed skills. One statement; it counts in the database."""
    learns = EnrollmentSkill.side == Side.LEARN
    rows = session.execute(
        select(
            Enrollment.program_id,
            EnrollmentSkill.skill_id,
            _count(learns),
            _count(~learns),
            func.coalesce(func.max(case((learns, Member.level))), 0),
            _count(and_(learns, Member.level.is_(None))),
        )
        .join(Enrollment, Enrollment.id == EnrollmentSkill.enrollment_id)
        .join(Member, Member.id == Enrollment.member_id)
        .join(Program, Program.id == Enrollment.program_id)
        .join(Skill, Skill.id == EnrollmentSkill.skill_id)
        .where(Enrollment.program_id.in_(program_ids), takes_part(), Skill.state == SkillState.LISTED)
        .group_by(Enrollment.program_id, EnrollmentSkill.skill_id)
    )
    found: dict[int, dict[int, Demand]] = defaultdict(dict)
    for program_id, skill_id, learners, teachers, highest, unknown in rows:
        found[program_id][skill_id] = Demand(skill_id, int(learners), int(teachers), highest, int(unknown))
    return found


def gaps(demands: Mapping[int, Demand]) -> Sequence[Demand]:
    """What more people want than show, first what nobody shows, then the most wanted."""
    short = [each for each in demands.values() if each.learners > each.teachers]
    return sorted(short, key=lambda each: (each.teachers > 0, each.teachers - each.learners, each.skill_id))


def who_could_show(session: Session, program: Program, wanted: Demand) -> Sequence[tuple[Enrollment, Member]]:
    """Whoever takes part, neither shows nor learns it, is of a level that suits, and may be asked."""
    has = select(EnrollmentSkill.id).where(
        EnrollmentSkill.enrollment_id == Enrollment.id, EnrollmentSkill.skill_id == wanted.skill_id
    )
    suits = or_(Member.level.is_(None), Member.level + program.level_gap <= wanted.highest)
    return session.execute(
        select(Enrollment, Member)
        .join(Member, Member.id == Enrollment.member_id)
        .join(Program, Program.id == Enrollment.program_id)
        .where(
            Enrollment.program_id == program.id,
            takes_part(),
            Member.prompts_off.is_(False),
            ~has.exists(),
            true() if wanted.unknown else suits,
        )
        .order_by(Enrollment.id)
    ).all()


def _count(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))
