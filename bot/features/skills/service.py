"""The workspace's catalog of skills: found by typing, grown by people's own words."""

import unicodedata
from collections.abc import Sequence
from pathlib import Path

from rapidfuzz import fuzz, process
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.errors import UserError
from bot.models import Enrollment, EnrollmentSkill, Side, Skill, insert_once

CATALOG = Path(__file__).parent / "catalog.txt"
NEW = "new:"  # before own words, where an id of the catalog would be
LONGEST_NAME = 60
OFFERED = 20
ALIKE = 70  # of 100


def key_of(name: str) -> str:
    """How names of skills are compared (matching.md): NFKC, case folded, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _clean(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).split())


def suggest(session: Session, workspace_id: int, typed: str) -> Sequence[Skill]:
    """Skills that fit what was typed, the best first; all in order of name for nothing typed."""
    skills = session.scalars(select(Skill).filter_by(workspace_id=workspace_id).order_by(Skill.key)).all()
    key = key_of(typed)
    if not key:
        return skills[:OFFERED]
    starts = [skill for skill in skills if skill.key.startswith(key)]
    near = process.extract(
        key, [skill.key for skill in skills], scorer=fuzz.WRatio, score_cutoff=ALIKE, limit=OFFERED
    )
    return list(dict.fromkeys([*starts, *(skills[index] for _, _, index in near)]))[:OFFERED]


def own_words(typed: str, found: Sequence[Skill]) -> str | None:
    """What was typed, where it can be a name and the catalog doesn't have it yet."""
    clean = _clean(typed)
    known = key_of(clean) in {skill.key for skill in found}
    return clean if clean and len(clean) <= LONGEST_NAME and not known else None


def picked(session: Session, workspace_id: int, values: Sequence[str]) -> Sequence[Skill]:
    """The skills that were picked in a type-ahead: ids of the catalog, or own words, which join it."""
    known = by_ids(session, workspace_id, [int(value) for value in values if not value.startswith(NEW)])
    skills = {str(skill.id): skill for skill in known}
    for value in values:
        if value.startswith(NEW):
            skills[value] = named(session, workspace_id, value.removeprefix(NEW))
    return [skills[value] for value in values if value in skills]


def seed(session: Session, workspace_id: int) -> None:
    """Give a new workspace a few skills to start from; one that has any keeps its own."""
    if session.scalar(select(Skill.id).filter_by(workspace_id=workspace_id).limit(1)) is None:
        for name in CATALOG.read_text(encoding="utf-8").splitlines():
            named(session, workspace_id, name)


def named(session: Session, workspace_id: int, name: str) -> Skill:
    """The skill with this name, added to the catalog in these words if nobody has named it yet."""
    clean = _clean(name)
    if not clean or len(clean) > LONGEST_NAME:
        raise UserError("skill-name-length", limit=LONGEST_NAME)
    insert_once(session, Skill, workspace_id=workspace_id, name=clean, key=key_of(clean))
    return session.scalars(select(Skill).filter_by(workspace_id=workspace_id, key=key_of(clean))).one()


def by_ids(session: Session, workspace_id: int, ids: Sequence[int]) -> Sequence[Skill]:
    """The workspace's skills with these ids, in this order; ids of other workspaces are left out."""
    found = session.scalars(select(Skill).where(Skill.workspace_id == workspace_id, Skill.id.in_(ids)))
    skills = {skill.id: skill for skill in found}
    return [skills[skill_id] for skill_id in ids if skill_id in skills]


def of_enrollment(session: Session, enrollment: Enrollment, side: Side) -> Sequence[Skill]:
    """What an enrollment teaches or wants to learn, in order of rank."""
    return session.scalars(
        select(Skill)
        .join(EnrollmentSkill, EnrollmentSkill.skill_id == Skill.id)
        .where(EnrollmentSkill.enrollment_id == enrollment.id, EnrollmentSkill.side == side)
        .order_by(EnrollmentSkill.rank)
    ).all()
