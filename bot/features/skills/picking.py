"""How members find skills by typing, and what comes of what they picked. Nobody sees another one's own words."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from msgspec import Struct
from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from bot.errors import UserError
from bot.features.skills.facts import Suggestion, Suggestions
from bot.features.skills.finding import best
from bot.features.skills.names import LONGEST_NAME, clean, key_of, letters_of, typos_between
from bot.features.skills.service import Picked
from bot.models import Enrollment, EnrollmentSkill, Member, Skill, SkillState, insert_once

NEW = "new:"  # before own words, where an id of the catalog would be
OFFERED = 20
COLLECTED = timedelta(hours=1)
"""How long new words wait before owners hear of them, so that they hear of several at once."""

_FINDABLE = Skill.state.in_((SkillState.LISTED, SkillState.MERGED))
_PICKED = (
    select(EnrollmentSkill.skill_id)
    .join(Enrollment, Enrollment.id == EnrollmentSkill.enrollment_id)
    .where(Enrollment.member_id == bindparam("member_id"))
)
_OWN = (Skill.proposed_by_id == bindparam("member_id")) | Skill.id.in_(_PICKED)
_HERE = Skill.workspace_id == bindparam("workspace_id")
_SEEN = _FINDABLE | ((Skill.state == SkillState.PROPOSED) & _OWN)
_NAMES = (
    select(Skill.id, Skill.name, Skill.category, Skill.state, Skill.merged_into_id)
    .where(_HERE, _SEEN)
    .order_by(Skill.key)
)
_HELD = (
    select(Skill.id, Skill.name, Skill.state, Skill.merged_into_id)
    .where(Skill.id.in_(bindparam("ids", expanding=True)))
    .order_by(Skill.id)
    .with_for_update(read=True, of=Skill)
)
"""Locked against owners."""
_HELD_AS_SEEN = _HELD.where(_HERE, _SEEN, Skill.merged_into_id.is_(None))


class _Name(Struct, frozen=True):
    """A name of the catalog, and the skill that it finds: itself, or the one that it was merged into."""

    id: int
    name: str
    skill: Suggestion


def suggest(session: Session, member: Member, typed: str) -> Suggestions:
    """Skills that fit what was typed, the best first; all of them for nothing typed."""
    names = _names(session, member)
    if not clean(typed):
        return Suggestions(_once(each.skill for each in names if each.id == each.skill.id))
    names.sort(key=lambda each: each.id != each.skill.id)  # a skill's own name before its other ones
    found = [names[place].skill for place in best(typed, [each.name for each in names])]
    own_words = clean(typed)
    is_new = not _near(names, typed) and letters_of(own_words) and len(own_words) <= LONGEST_NAME
    return Suggestions(_once(found)[:OFFERED], own_words if is_new else None)


def suggest_listed(session: Session, member: Member, typed: str) -> Suggestions:
    """The same for owners, who change what is listed: nothing that waits, nothing to add."""
    return Suggestions([skill for skill in suggest(session, member, typed).found if not skill.waiting])


def pick(session: Session, now: datetime, member: Member, picked: Sequence[tuple[str, str]]) -> list[Picked]:
    """The skills for (field, value): an id of the catalog, or own words, which are proposed unless they are known.

    No owner changes them before the end of the transaction. Raises UserError at the field.
    """
    known = _known(session, member, [value for _, value in picked])
    return _found(session, now, member, picked) if known is None else known


def _known(session: Session, member: Member, values: Sequence[str]) -> list[Picked] | None:
    """Where only skills that may be picked were picked by their ids, as nearly everybody does; one statement."""
    if any(value.startswith(NEW) for value in values):
        return None
    ids = [int(value) for value in values]
    who = {"workspace_id": member.workspace_id, "member_id": member.id}
    rows = session.connection().execute(_HELD_AS_SEEN, who | {"ids": ids})  # plain columns: no need of the ORM
    skills = {id_: Picked(id_, name, state) for id_, name, state, _ in rows}
    return [skills[skill_id] for skill_id in ids] if len(skills) == len(set(ids)) else None


def _found(session: Session, now: datetime, member: Member, picked: Sequence[tuple[str, str]]) -> list[Picked]:
    """The same with all names at hand: for own words, and for what has been merged or is gone."""
    names = _names(session, member)
    ids: list[int] = []
    for field, value in picked:
        if value.startswith(NEW):
            words = clean(value.removeprefix(NEW))
            ids.append(_by_words(session, now, member, names, field, words))
            # Known from here on: the next field may have nearly the same words.
            names.append(_Name(ids[-1], words, Suggestion(ids[-1], words, None, waiting=True)))
        else:
            ids.append(_by_id(names, field, int(value)))
    return _held(session, [field for field, _ in picked], ids)


def _names(session: Session, member: Member) -> list[_Name]:
    rows = session.execute(_NAMES, {"workspace_id": member.workspace_id, "member_id": member.id}).all()
    skills = {
        skill_id: Suggestion(skill_id, name, category, waiting=state == SkillState.PROPOSED)
        for skill_id, name, category, state, into in rows
        if into is None
    }
    return [_Name(skill_id, name, skills[into or skill_id]) for skill_id, name, _, _, into in rows]


def _near(names: Sequence[_Name], typed: str) -> list[_Name]:
    """Names that differ by a few typos at most, the nearest first."""
    found = [(typos, each) for each in names if (typos := typos_between(typed, each.name)) is not None]
    return [each for _, each in sorted(found, key=lambda pair: pair[0])]


def _once(skills: Iterable[Suggestion]) -> list[Suggestion]:
    return list(dict.fromkeys(skills))


def _by_id(names: Sequence[_Name], field: str, skill_id: int) -> int:
    found = next((each.skill.id for each in names if each.id == skill_id), None)
    if found is None:
        raise UserError("skill-gone", field=field)
    return found


def _by_words(
    session: Session, now: datetime, member: Member, names: Sequence[_Name], field: str, words: str
) -> int:
    if not letters_of(words) or len(words) > LONGEST_NAME:
        raise UserError("skill-name-length", field=field, limit=LONGEST_NAME)
    near = _near(names, words)
    if near and letters_of(near[0].name) == letters_of(words):
        return near[0].skill.id
    if near:
        raise UserError("skill-near", field=field, skill=near[0].skill.name)
    return _shared(session, member, field, words) or _propose(session, now, member, words)


def _shared(session: Session, member: Member, field: str, words: str) -> int | None:
    """The same words as somebody has proposed them already; raises UserError where an owner left them out."""
    unlisted = select(Skill.id, Skill.name, Skill.state).where(~_FINDABLE)
    rows = session.execute(unlisted.where(Skill.workspace_id == member.workspace_id))
    same = {state: skill_id for skill_id, name, state in rows if letters_of(name) == letters_of(words)}
    if SkillState.LEFT_OUT in same and SkillState.PROPOSED not in same:
        raise UserError("skill-left-out-before", field=field, skill=words)
    return same.get(SkillState.PROPOSED)


def _propose(session: Session, now: datetime, member: Member, words: str) -> int:
    keys = {"workspace_id": member.workspace_id, "key": key_of(words)}
    proposal = {"state": SkillState.PROPOSED, "proposed_by_id": member.id, "proposed_at": now}
    insert_once(session, Skill, name=words, ask_owners_at=now + COLLECTED, **keys, **proposal)
    return session.scalars(select(Skill.id).filter_by(**keys)).one()


def _held(session: Session, fields: Sequence[str], ids: Sequence[int]) -> list[Picked]:
    """The skills, locked against owners. Who merged or left one out just now was faster: that counts.

    So was who had proposed it, and is forgotten: words that were only theirs are gone with them.
    """
    rows = {row.id: row for row in session.execute(_HELD, {"ids": ids})}
    found: list[Picked] = []
    for field, skill_id in zip(fields, ids, strict=True):
        row = rows.get(skill_id)
        if row is None or row.state == SkillState.LEFT_OUT:
            raise UserError("skill-gone", field=field)
        into = row.merged_into_id
        found.extend(_held(session, [field], [into]) if into else [Picked(row.id, row.name, row.state)])
    return found
