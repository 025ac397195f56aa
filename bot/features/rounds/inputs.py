"""What the matcher is asked in a round. It is kept with the round, so that the round can be run again.

It holds ids and what people chose, no names, no addresses, no Slack ids: `12` is an enrollment; `m34` is a member
who has no place in the program but stands in somebody's management chain, `l56` somebody of the organization's
list whom we haven't met.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session

from bot.features.enrollment.confided import IN_FULL, is_readable
from bot.features.pairings.couples import live_elsewhere
from bot.features.people.lines import Node, ReportingLines
from bot.features.people.service import work_week
from bot.features.programs.weights import weights_of
from bot.matching import codec, terms
from bot.matching.problem import Couple, PastPair, Person, Problem, Rules, Taken, Teach, WeekHours
from bot.models import (
    LIVE,
    Enrollment,
    EnrollmentSkill,
    EnrollmentState,
    Member,
    MemberKind,
    Pairing,
    Program,
    Side,
    Skill,
    SkillState,
)
from bot.worktime import monday_of

ROLLING_WEEKS = 26  # how far a program without an end looks ahead for common hours
LONGEST_WEEKS = 520

Seats = Sequence[tuple[Enrollment, Member]]
Names = dict[tuple[int, Side], list[str]]


def problem_of(
    session: Session, now: datetime, program: Program, seed: int, involving: frozenset[str] | None = None
) -> Problem:
    """Who is in, by which rules, and what was before, as it is now."""
    seats = seats_of(session, program)
    pairings = session.scalars(select(Pairing).filter_by(program_id=program.id).order_by(Pairing.id)).all()
    ids = _ids(session, program)
    lines = ReportingLines.of(session, program.workspace_id)
    skills = _skills(session, program)
    first_monday, weeks = weeks_of(program, now.date())
    return Problem(
        people=tuple(_person(enrollment, member, skills, lines, ids) for enrollment, member in seats),
        first_monday=first_monday,
        weeks=weeks,
        rules=_rules(program),
        past_pairs=tuple(_past(pairing) for pairing in pairings),
        forbids=_forbids(live_elsewhere(session, program), ids),
        managers=_managers([member for _, member in seats], lines, ids),
        taken=_taken([pairing for pairing in pairings if pairing.state in LIVE]),
        seed=seed,
        involving=involving,
    )


def stored(problem: Problem) -> dict[str, Any]:
    """The problem as a round keeps it."""
    return json.loads(codec.problem_to_json(problem))


def restored(inputs: Mapping[str, Any]) -> Problem:
    """The problem of a round that was kept; raises BadProblem where it was kept by another version of this code."""
    return codec.problem_from_json(
        json.dumps({"involving": None, **inputs})
    )  # rounds from before there were fill-ins


def counted(session: Session, program: Program) -> tuple[int, int]:
    """How many can be paired, and how many of them are in no pair: without reading a row of thousands."""
    couple = (Pairing.mentor_id == Enrollment.id) | (Pairing.mentee_id == Enrollment.id)
    is_busy = exists().where(couple, Pairing.state.in_(LIVE))
    here = select(func.count()).select_from(Enrollment).join(Member, Member.id == Enrollment.member_id)
    here = here.where(*_here(program))
    return session.scalar(here) or 0, session.scalar(here.where(~is_busy)) or 0


def _here(program: Program) -> tuple[ColumnElement[bool], ...]:
    """In the program, not paused, still in Slack, and a person."""
    return (
        Enrollment.program_id == program.id,
        Enrollment.state == EnrollmentState.ACTIVE,
        Member.deactivated_at.is_(None),
        Member.kind == MemberKind.PERSON,
    )


def seats_of(session: Session, program: Program) -> Seats:
    """Everybody who can be paired. Not who can't be asked whom they'd rather avoid: one row must not stop all."""
    return [seat for seat in _seats(session, *_here(program)) if is_readable(seat[0])]


def unread_seats(session: Session, program: Program, read: Collection[int]) -> Seats:
    """Whoever could be paired if what they told could be read. `read`: the enrollments that were."""
    everybody = session.scalars(select(Enrollment.id).join(Member).where(*_here(program)))
    others = [id_ for id_ in everybody if id_ not in read]
    return [seat for seat in _seats(session, Enrollment.id.in_(others)) if not is_readable(seat[0])]


def _seats(session: Session, *where: ColumnElement[bool]) -> Seats:
    seats = select(Enrollment, Member).join(Member, Member.id == Enrollment.member_id).where(*where)
    return session.execute(seats.order_by(Enrollment.id).options(*IN_FULL)).all()


def weeks_of(program: Program, today: date) -> tuple[date, int]:
    """The Monday of the first week in which pairs of this round can meet, and how many weeks there are."""
    first = monday_of(max(today, program.starts_on))
    if program.ends_on is None:
        return first, ROLLING_WEEKS
    return first, min(max((program.ends_on - first).days // 7 + 1, 1), LONGEST_WEEKS)


def _person(
    enrollment: Enrollment, member: Member, skills: Names, lines: ReportingLines, ids: Mapping[int, str]
) -> Person:
    manager = lines.manager_of.get(member.id)
    return Person(
        id=str(enrollment.id),
        level=member.level,
        manager=_id(manager, ids) if manager else None,
        team=member.team,
        department=member.department,
        location=member.location,
        hours=_hours(member),
        languages=tuple(member.languages),
        teaches=tuple(Teach(name) for name in skills[enrollment.id, Side.TEACH]),
        learns=tuple(skills[enrollment.id, Side.LEARN]),
        interests=tuple(enrollment.interests),
        format=terms.Format(enrollment.format.value),
        style=terms.Style(enrollment.style.value),
        mentor_capacity=enrollment.capacity,
        avoid=tuple(_id(member_id, ids) for member_id in enrollment.avoid),
        waiting_rounds=enrollment.waiting_rounds,
    )


def _hours(member: Member) -> WeekHours:
    week = work_week(member)
    return WeekHours(week.zone.key, week.days, week.starts, week.ends)


def _rules(program: Program) -> Rules:
    """Unknown levels are allowed: the owner decides on each such pair by itself (matching.md, rule 2).

    Past pairs never expire, and one that was only offered counts: nobody is asked twice about the same colleague.
    """
    return Rules(
        level_gap=program.level_gap,
        allow_same_team=program.same_team,
        minimum_overlap=program.overlap_minutes,
        allow_unknown_levels=True,
        weights=weights_of(program),
    )


def _past(pairing: Pairing) -> PastPair:
    ended_on = pairing.ended_at.date() if pairing.ended_at else None
    return PastPair(str(pairing.mentor_id), str(pairing.mentee_id), ended_on)


def _forbids(couples: Iterable[frozenset[int]], ids: Mapping[int, str]) -> tuple[Couple, ...]:
    """Who swaps with somebody in another program isn't suggested to them here as well. In a fixed order."""
    here = sorted(sorted(couple) for couple in couples if couple <= ids.keys())
    return tuple(Couple(ids[one], ids[other]) for one, other in here)


def _taken(live: Sequence[Pairing]) -> Taken:
    return Taken(
        mentors=dict(Counter(str(pairing.mentor_id) for pairing in live)),
        mentees=frozenset(str(pairing.mentee_id) for pairing in live),
    )


def _managers(members: Sequence[Member], lines: ReportingLines, ids: Mapping[int, str]) -> dict[str, str | None]:
    """The manager of everybody in these members' chains, as far up as it is known."""
    above = dict.fromkeys(node for member in members for node in lines.above(member.id))
    over = {node: lines.manager_of.get(node) for node in above}
    return {_id(node, ids): _id(manager, ids) if manager else None for node, manager in over.items()}


def _id(node: Node, ids: Mapping[int, str]) -> str:
    return ids.get(node) or (f"m{node}" if node > 0 else f"l{-node}")


def _ids(session: Session, program: Program) -> dict[int, str]:
    """By member id, also of those who paused or left: they may stand in a management chain."""
    rows = session.execute(select(Enrollment.member_id, Enrollment.id).filter_by(program_id=program.id))
    return {member_id: str(enrollment_id) for member_id, enrollment_id in rows}


def _skills(session: Session, program: Program) -> Names:
    """Listed skills only: nobody is paired over words that no owner has said yes to."""
    rows = session.execute(
        select(EnrollmentSkill.enrollment_id, EnrollmentSkill.side, Skill.name)
        .join(Skill, Skill.id == EnrollmentSkill.skill_id)
        .join(Enrollment, Enrollment.id == EnrollmentSkill.enrollment_id)
        .where(Enrollment.program_id == program.id, Skill.state == SkillState.LISTED)
        .order_by(EnrollmentSkill.enrollment_id, EnrollmentSkill.rank)
    )
    found: Names = defaultdict(list)
    for enrollment_id, side, name in rows:
        found[enrollment_id, side].append(name)
    return found
