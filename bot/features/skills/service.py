"""The workspace's catalog of skills: found by typing, grown by people's own words."""

import unicodedata
from collections.abc import Sequence

from rapidfuzz import fuzz, process
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.errors import UserError
from bot.models import Enrollment, EnrollmentSkill, Side, Skill, insert_once

LONGEST_NAME = 60
OFFERED = 20
ALIKE = 70  # of 100


def key_of(name: str) -> str:
    """How names of skills are compared (matching.md): NFKC, case folded, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


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


def named(session: Session, workspace_id: int, name: str) -> Skill:
    """The skill with this name, added to the catalog in these words if nobody has named it yet."""
    clean = " ".join(unicodedata.normalize("NFKC", name).split())
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
