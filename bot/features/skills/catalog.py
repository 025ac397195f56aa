"""The skills and perspectives that every workspace starts with."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.features.skills.names import key_of
from bot.models import Skill, SkillState, insert_all_once

CATALOG = Path(__file__).parent / "catalog.txt"


class Entry(Struct, frozen=True):
    """A line of the file: a skill under the heading of its category, and other names by which it is found."""

    category: str
    name: str
    other_names: tuple[str, ...]


def entries() -> Iterator[Entry]:
    """What the file lists: `# category`, then lines of `Name | another name | …`."""
    category = ""
    for line in CATALOG.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            category = line.removeprefix("#").strip()
        elif line:
            name, *others = (part.strip() for part in line.split("|"))
            yield Entry(category, name, tuple(others))


def seed(session: Session, workspace_id: int) -> None:
    """Give a workspace the skills that it doesn't have yet, in one statement; their other names in a second one.

    What an owner merged, renamed or left out is still there under its name, and stays as they left it.
    """
    listed = list(entries())
    rows = [{"name": e.name, "key": key_of(e.name), "category": e.category} for e in listed]
    insert_all_once(session, Skill, [{"workspace_id": workspace_id} | row for row in rows])
    there = session.scalars(select(Skill).where(Skill.workspace_id == workspace_id))
    targets = {skill.key: _target(skill) for skill in there}
    others = [(name, targets[key_of(entry.name)]) for entry in listed for name in entry.other_names]
    insert_all_once(session, Skill, [_other_name(workspace_id, name, into) for name, into in others if into])


def _target(skill: Skill) -> int | None:
    """The skill that other names of this one stand for; None while it isn't listed itself."""
    return {SkillState.LISTED: skill.id, SkillState.MERGED: skill.merged_into_id}.get(skill.state)


def _other_name(workspace_id: int, name: str, into: int) -> dict[str, Any]:
    row: dict[str, Any] = {"workspace_id": workspace_id, "name": name, "key": key_of(name)}
    return row | {"state": SkillState.MERGED, "merged_into_id": into}
