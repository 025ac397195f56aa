"""Skills of people, and who decides on the catalog."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct
from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session, aliased

from bot.errors import UserError
from bot.features.people.service import may_create_programs
from bot.features.programs.service import owned_programs
from bot.features.skills.names import key_of
from bot.models import Enrollment, EnrollmentSkill, EnrollmentState, Member, Side, Skill, SkillState

_CHOSEN = (
    select(EnrollmentSkill.enrollment_id, EnrollmentSkill.side, Skill.id, Skill.name, Skill.state)
    .join(Skill, Skill.id == EnrollmentSkill.skill_id)
    .where(EnrollmentSkill.enrollment_id.in_(bindparam("enrollment_ids", expanding=True)))
    .order_by(EnrollmentSkill.side, EnrollmentSkill.rank)
)

_INTO = aliased(Skill)
_NAMES_NOW = (
    select(Skill.workspace_id, Skill.key, func.coalesce(_INTO.name, Skill.name))
    .outerjoin(_INTO, _INTO.id == Skill.merged_into_id)
    .where(
        Skill.workspace_id.in_(bindparam("workspace_ids", expanding=True)),
        Skill.key.in_(bindparam("keys", expanding=True)),
    )
)


class Picked(Struct, frozen=True):
    """A skill that somebody has picked, as they see it."""

    id: int
    name: str
    state: SkillState


Choice = tuple[Side, Picked]
"""For which side."""


def of_enrollment(session: Session, enrollment: Enrollment, side: Side) -> Sequence[Picked]:
    """What others may know that an enrollment teaches or wants to learn, in order of rank: listed skills only."""
    return listed(chosen_by_side(session, enrollment), side)


def listed(choices: Iterable[Choice], side: Side) -> list[Picked]:
    """Of what somebody has picked, what others may know of one side."""
    return [skill for of_side, skill in choices if of_side == side and skill.state == SkillState.LISTED]


def chosen_by_side(session: Session, enrollment: Enrollment) -> Sequence[Choice]:
    """What a member has picked, in order of rank, for their own eyes: with words that wait for an owner's yes."""
    return chosen_by(session, [enrollment.id])[enrollment.id]


def chosen_by(session: Session, enrollment_ids: Sequence[int]) -> Mapping[int, Sequence[Choice]]:
    """The same of several enrollments, by their ids; one statement."""
    found: dict[int, list[Choice]] = {enrollment_id: [] for enrollment_id in enrollment_ids}
    for enrollment_id, side, id_, name, state in session.execute(_CHOSEN, {"enrollment_ids": enrollment_ids}):
        found[enrollment_id].append((side, Picked(id_, name, state)))
    return found


def ids_now(session: Session, workspace_id: int, ids: Iterable[int]) -> set[int]:
    """Skills of a form or a message that is a while old: for a merged one, the one that it was merged into."""
    now = select(func.coalesce(Skill.merged_into_id, Skill.id))
    return set(session.scalars(now.where(Skill.workspace_id == workspace_id, Skill.id.in_(set(ids)))))


def names_now(session: Session, workspace_id: int, written: Iterable[str]) -> Mapping[str, str]:
    """What skills that were written down by name are called by now, after owners renamed and merged; one statement.

    A former name stays as another name of its skill, so that it is always found.
    """
    return names_now_in(session, {workspace_id: set(written)})[workspace_id]


def names_now_in(session: Session, written: Mapping[int, Iterable[str]]) -> Mapping[int, Mapping[str, str]]:
    """The same in several workspaces, by their ids; one statement."""
    keys = {workspace_id: {name: key_of(name) for name in names} for workspace_id, names in written.items()}
    wanted = {key for each in keys.values() for key in each.values()}
    rows = session.execute(_NAMES_NOW, {"workspace_ids": sorted(keys), "keys": sorted(wanted)}) if wanted else ()
    now = {(workspace_id, key): name for workspace_id, key, name in rows}
    return {
        workspace_id: {name: now.get((workspace_id, key), name) for name, key in each.items()}
        for workspace_id, each in keys.items()
    }


def called_now(written: Iterable[str], names: Mapping[str, str]) -> tuple[str, ...]:
    """The names of today; one where two of them have become the same skill."""
    return tuple(dict.fromkeys(names[name] for name in written))


def may_curate(session: Session, member: Member) -> bool:
    """Whether a member looks after the catalog: who runs an open program, or may create one."""
    return bool(owned_programs(session, member)) or may_create_programs(session, member)


def require_curator(session: Session, member: Member) -> None:
    """Raises UserError with a friendly no."""
    if not may_curate(session, member):
        raise UserError("error-owners-only")


def waiting_count(session: Session, workspace_id: int) -> int:
    """How many skills that somebody has picked wait for an owner's yes."""
    picked = (
        select(EnrollmentSkill.skill_id)
        .join(Enrollment, Enrollment.id == EnrollmentSkill.enrollment_id)
        .where(EnrollmentSkill.workspace_id == workspace_id, Enrollment.state != EnrollmentState.LEFT)
    )
    waits = select(func.count(Skill.id)).where(
        Skill.workspace_id == workspace_id, Skill.state == SkillState.PROPOSED, Skill.id.in_(picked)
    )
    return session.scalar(waits) or 0
