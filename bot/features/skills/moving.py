"""What people teach and learn when an owner merges a skill or leaves it out: nothing twice, no gap in the ranks."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session, aliased

from bot.models import Enrollment, EnrollmentSkill, MeetingSkill, Side, Skill

Wishes = Mapping[Side, Sequence[int]]
"""Skill ids by side, in order of rank."""


def move(session: Session, skill: Skill, into: Skill) -> Sequence[Enrollment]:
    """Whoever has `skill` has `into` instead; so have the meetings that were about it.

    Who showed one of the two and wished to learn the other: they keep it on one side.
    """
    across = _across(session, skill, into)
    moved = _rewrite(session, skill, lambda wishes: merged(wishes, skill.id, into.id))
    about_both = select(MeetingSkill.meeting_id).filter_by(skill_id=into.id)
    session.execute(
        delete(MeetingSkill).where(MeetingSkill.skill_id == skill.id, MeetingSkill.meeting_id.in_(about_both))
    )
    session.execute(update(MeetingSkill).where(MeetingSkill.skill_id == skill.id).values(skill_id=into.id))
    return [enrollment for enrollment in moved if enrollment.id in across]


def remove(session: Session, skill: Skill) -> Sequence[Enrollment]:
    """Nobody has `skill` any more; the enrollments that had it."""
    return _rewrite(session, skill, lambda wishes: without(wishes, skill.id))


def merged(wishes: Wishes, skill: int, into: int) -> Wishes:
    """One for the other; who had both keeps the better rank. Pure.

    Nobody teaches and learns the same: it stays on the side on which there is nothing else, then on the one where
    it ranks higher, then among what they teach.
    """
    both = {side: list(dict.fromkeys(into if one == skill else one for one in wishes[side])) for side in Side}
    if not all(into in both[side] for side in Side):
        return both
    kept = min(Side, key=lambda side: (len(both[side]) > 1, both[side].index(into), side != Side.TEACH))
    dropped = Side.LEARN if kept == Side.TEACH else Side.TEACH
    return both | {dropped: [one for one in both[dropped] if one != into]}


def _across(session: Session, skill: Skill, into: Skill) -> set[int]:
    one, other = aliased(EnrollmentSkill), aliased(EnrollmentSkill)
    rows = (
        select(one.enrollment_id)
        .join(other, other.enrollment_id == one.enrollment_id)
        .where(one.skill_id == skill.id, other.skill_id == into.id, one.side != other.side)
    )
    return set(session.scalars(rows))


def without(wishes: Wishes, skill: int) -> Wishes:
    return {side: [one for one in wishes[side] if one != skill] for side in Side}


def _rewrite(session: Session, skill: Skill, change: Callable[[Wishes], Wishes]) -> Sequence[Enrollment]:
    """Write the wishes of everybody who has `skill` anew, in a fixed number of statements."""
    having = select(EnrollmentSkill.enrollment_id).filter_by(skill_id=skill.id)
    enrollments = session.scalars(
        select(Enrollment).where(Enrollment.id.in_(having)).order_by(Enrollment.id).with_for_update()
    ).all()
    ids = [enrollment.id for enrollment in enrollments]
    changed = {enrollment_id: change(wishes) for enrollment_id, wishes in wishes_of(session, ids).items()}
    session.execute(delete(EnrollmentSkill).where(EnrollmentSkill.enrollment_id.in_(ids)))
    write(session, skill.workspace_id, changed)
    return enrollments


def wishes_of(session: Session, enrollment_ids: Sequence[int]) -> dict[int, Wishes]:
    """By enrollment id, what they teach and learn."""
    found: dict[int, dict[Side, list[int]]] = {one: defaultdict(list) for one in enrollment_ids}
    rows = select(EnrollmentSkill).where(EnrollmentSkill.enrollment_id.in_(enrollment_ids))
    for row in session.scalars(rows.order_by(EnrollmentSkill.rank)):
        found[row.enrollment_id][row.side].append(row.skill_id)
    return dict(found)


def write(session: Session, workspace_id: int, wishes: Mapping[int, Wishes]) -> None:
    """Rows for the wishes of enrollments that have none now."""
    rows = [
        {
            "workspace_id": workspace_id,
            "enrollment_id": enrollment_id,
            "side": side,
            "skill_id": skill_id,
            "rank": rank,
        }
        for enrollment_id, sides in wishes.items()
        for side, skill_ids in sides.items()
        for rank, skill_id in enumerate(skill_ids, 1)
    ]
    if rows:
        session.execute(insert(EnrollmentSkill), rows)
