"""Whose wishes can't be read: they are in no pair, and what is said of others must be true all the same."""

from collections.abc import Mapping
from typing import Any

from msgspec.structs import asdict
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.features.rounds.inputs import Seats, unread_seats
from bot.matching.answer import Helps, Unmatched
from bot.matching.problem import Person, Problem
from bot.matching.terms import Change, Reason
from bot.models import EnrollmentSkill, Program, Round, Side, Skill, SkillState

UNREAD = {"reason": Reason.UNREADABLE.value, **asdict(Helps(Change.TELL_AGAIN))}
"""Why somebody is in no pair, as a round keeps it, where what they told can't be read."""

Words = Mapping[Side, frozenset[str]]


def unread_in(session: Session, round_: Round, problem: Problem) -> Seats:
    """Whoever isn't in the problem, since what they said can't be read."""
    program = session.get_one(Program, round_.program_id)
    return unread_seats(session, program, {int(person.id) for person in problem.people})


def waiting(seats: Seats, problem: Problem) -> list[int]:
    """Who of them has nobody, and is told so by this round. A fill-in refuses them."""
    if problem.involving is not None:
        return []
    busy = {int(person) for person in problem.taken.mentees | problem.taken.mentors.keys()}
    return [seat.id for seat, _ in seats if seat.id not in busy]


def words_of(session: Session, seats: Seats) -> Words:
    """What they show and would like to learn, all together."""
    if not seats:
        return dict.fromkeys(Side, frozenset())
    mine = EnrollmentSkill.enrollment_id.in_([seat.id for seat, _ in seats])
    skills = select(EnrollmentSkill.side, Skill.name).join(Skill, Skill.id == EnrollmentSkill.skill_id)
    found = session.execute(skills.where(mine, Skill.state == SkillState.LISTED)).all()
    return {side: frozenset(name for one, name in found if one == side) for side in Side}


def why(someone: Unmatched, person: Person, unread: Words) -> dict[str, Any]:
    """Why the matcher found nobody for them, as a round keeps it: it knows of nobody who is unread."""
    if not _may_fit(person, unread):
        return {"reason": someone.reason.value, **asdict(someone.helps)}
    helps = Helps(Change.THEY_TELL_AGAIN) if someone.helps.change is Change.NOTHING else someone.helps
    return {"reason": Reason.THEIRS_UNREADABLE.value, **asdict(helps)}


def _may_fit(person: Person, unread: Words) -> bool:
    """Whether one of the unread has the other side of a swap with them."""
    shows = {teach.skill for teach in person.teaches}
    return bool(unread[Side.TEACH] & set(person.learns) or unread[Side.LEARN] & shows)
