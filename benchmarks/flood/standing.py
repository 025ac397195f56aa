"""How people stand: all that a flood may have changed of them, without ids that depend on who came first."""

from collections import Counter, defaultdict
from collections.abc import Collection
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from bot.models import (
    CheckIn,
    Enrollment,
    EnrollmentSkill,
    Meeting,
    Member,
    OutboxMessage,
    Pairing,
    PairingAnswer,
    Pulse,
)

Standing = dict[str, dict[str, Any]]
"""By Slack id."""


def standing(session: Session, people: Collection[str] = ()) -> Standing:
    """Of these people, or of everybody."""
    found: Standing = defaultdict(dict)
    members = _of(select(Member), Member.slack_id, people)
    who = {member.id: member.slack_id for member in session.scalars(members)}
    for member in session.scalars(members):
        found[member.slack_id]["member"] = (member.timezone, member.level, member.deactivated_at)
    for place in session.scalars(_of(select(Enrollment), Enrollment.member_id, who if people else ())):
        found[who[place.member_id]] |= _place(session, place)
    for member_id, what in _said(session):
        if member_id in who:
            found[who[member_id]].setdefault("said", Counter())[what] += 1
    for row in session.scalars(select(OutboxMessage).where(OutboxMessage.kind != "HomeChanged")):
        for slack_id in set(row.recipient.split("+")) & set(who.values()):
            found[slack_id].setdefault("told", Counter())[row.kind, row.due_at] += 1
    return found


def _of(query: Select[Any], column: Any, values: Collection[Any]) -> Select[Any]:
    return query.where(column.in_(values)) if values else query


def _place(session: Session, place: Enrollment) -> dict[str, Any]:
    skills = select(EnrollmentSkill.side, EnrollmentSkill.rank, EnrollmentSkill.skill_id)
    wishes = sorted(session.execute(skills.filter_by(enrollment_id=place.id)).all())
    mine = session.scalars(select(Pairing).where(or_(Pairing.mentor_id == place.id, Pairing.mentee_id == place.id)))
    return {
        "place": (place.state, place.paused_until, place.resumes_at, place.left_at, place.nudges_off, wishes),
        "pairings": [
            (one.id, one.state, one.ended_reason, one.ended_by_id, one.lapses_at)
            for one in sorted(mine, key=lambda one: one.id)
        ],
    }


def _said(session: Session) -> list[tuple[int, tuple[Any, ...]]]:
    """What each has answered, by whom."""
    held = dict(session.execute(select(Meeting.id, Meeting.held_on)).all())
    answers = [
        (row.member_id, ("answer", row.pairing_id, row.accepted)) for row in session.scalars(select(PairingAnswer))
    ]
    check_ins = [
        (row.member_id, ("check-in", row.pairing_id, row.answer)) for row in session.scalars(select(CheckIn))
    ]
    pulses = [
        (row.member_id, ("pulse", held[row.meeting_id], row.useful, row.voice, row.counted, row.note))
        for row in session.scalars(select(Pulse))
    ]
    meetings = [
        (row.logged_by_id, ("meeting", row.pairing_id, row.held_on, row.minutes, row.state))
        for row in session.scalars(select(Meeting))
    ]
    return [*answers, *check_ins, *pulses, *meetings]
