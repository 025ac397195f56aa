"""The organization's list of people: taken over from a file, and what it says of somebody when we meet them.

The newest word counts. A new or changed line is taken over into the member's row; what people change there
afterwards stays until their line changes again. Their hours and languages are their own: a list fills in what they
left open. Nobody is enrolled by it.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import select
from sqlalchemy.orm import Session

import roster
from bot.features.people.erased import forgotten, take_turn
from bot.models import ListedPerson, Member, insert_all_once

OFFICIAL = ("level", "team", "department", "location")
HOURS = ("work_days", "work_starts", "work_ends")
KEPT = ("name", *OFFICIAL, "manager_email", "languages", *HOURS)
"""What of a line is kept. Wishes aren't: what they'd like to show or learn, people say themselves."""
LAST_MINUTE = 24 * 60 - 1
UNTOUCHED_HOURS = ([0, 1, 2, 3, 4], 9 * 60, 17 * 60)
"""Working days and hours of a member who has never said any."""


class Change(Struct, frozen=True):
    """One line of the list that says something else now: of each such column, what it said and what it says."""

    email: str
    columns: tuple[tuple[str, tuple[Any, Any]], ...]


class Outcome(Struct, frozen=True):
    """What a file changes in the list. `missing`: on the list, but not in the file; all are e-mail addresses.

    `forgotten`: how many of the file were left out, since they wanted to be forgotten.
    """

    new: Sequence[str]
    changed: Sequence[Change]
    same: int
    missing: Sequence[str]
    forgotten: int = 0


def compare(session: Session, workspace_id: int, people: Sequence[roster.Person]) -> Outcome:
    """What `take_over` would change; writes nothing."""
    wanted = _remembered(session, workspace_id, people)
    outcome = against(session.scalars(select(ListedPerson).filter_by(workspace_id=workspace_id)).all(), wanted)
    return replace(outcome, forgotten=len(people) - len(wanted))


def against(listed: Iterable[ListedPerson], people: Sequence[roster.Person]) -> Outcome:
    """What these people change in such a list."""
    rows = {row.email: row for row in listed}
    changes = [_change(rows[person.email], person) for person in people if person.email in rows]
    changed = [change for change in changes if change.columns]
    emails = {person.email for person in people}
    return Outcome(
        new=[person.email for person in people if person.email not in rows],
        changed=changed,
        same=len(changes) - len(changed),
        missing=sorted(rows.keys() - emails),
    )


def take_over(session: Session, workspace_id: int, people: Sequence[roster.Person], whole: bool) -> Outcome:
    """Bring the list, and the members on it, up to these people; `whole`: who isn't among them leaves it."""
    take_turn(session, workspace_id)
    rows = {row.email: row for row in session.scalars(select(ListedPerson).filter_by(workspace_id=workspace_id))}
    wanted = _remembered(session, workspace_id, people)
    outcome = replace(against(rows.values(), wanted), forgotten=len(people) - len(wanted))
    said = {person.email: _kept(person) for person in wanted}
    fresh = {email: said[email] for email in outcome.new}
    news = {change.email: {name: now for name, (_, now) in change.columns} for change in outcome.changed}
    added = [{"workspace_id": workspace_id, "email": email, **line} for email, line in fresh.items()]
    insert_all_once(session, ListedPerson, added)
    for email, line in news.items():
        for name, value in line.items():
            setattr(rows[email], name, value)  # written together at the flush
    for email in outcome.missing if whole else ():
        session.delete(rows[email])
    _tell_members(session, workspace_id, fresh | news)
    session.flush()
    return outcome


def meet(session: Session, member: Member) -> None:
    """What the list says of somebody whom we meet for the first time, or whose address we learn."""
    row = member.email and session.scalar(
        select(ListedPerson).filter_by(workspace_id=member.workspace_id, email=member.email)
    )
    if row:
        manager = row.manager_email and session.scalar(
            select(Member).filter_by(workspace_id=member.workspace_id, email=row.manager_email)
        )
        _apply(member, {name: getattr(row, name) for name in KEPT}, {manager.email: manager.id} if manager else {})


def _remembered(session: Session, workspace_id: int, people: Sequence[roster.Person]) -> Sequence[roster.Person]:
    """All but those who wanted to be forgotten; nobody reports to them either."""
    named = {person.email for person in people} | {person.manager for person in people if person.manager}
    gone = forgotten(session, workspace_id, named)
    if not gone:
        return people
    wanted = [person for person in people if person.email not in gone]
    return [replace(one, manager=None) if one.manager in gone else one for one in wanted]


def _tell_members(session: Session, workspace_id: int, news: Mapping[str, Mapping[str, Any]]) -> None:
    everybody = select(Member).where(Member.workspace_id == workspace_id, Member.email.is_not(None))
    members = {member.email: member for member in session.scalars(everybody)}
    ids = {email: member.id for email, member in members.items()}
    for email in news.keys() & members.keys():
        _apply(members[email], news[email], ids)


def _apply(member: Member, line: Mapping[str, Any], ids: Mapping[str | None, int]) -> None:
    """What a line says, or says anew. An empty cell says nothing."""
    for name in OFFICIAL:
        if line.get(name) is not None:
            setattr(member, name, line[name])
    if line.get("manager_email"):
        # Of a manager whom we haven't met the list itself knows: see lines.py.
        member.manager_id = ids.get(line["manager_email"])
    if line.get("languages") and not member.languages:
        member.languages = line["languages"]
    if (member.work_days, member.work_starts, member.work_ends) == UNTOUCHED_HOURS:
        hours = [(name, line[name]) for name in HOURS if line.get(name) is not None]
        for name, value in hours:
            setattr(member, name, value)
        member.next_nudge_at = None if hours else member.next_nudge_at


def _change(row: ListedPerson, person: roster.Person) -> Change:
    said = {name: (getattr(row, name), value) for name, value in _kept(person).items()}
    return Change(row.email, tuple((name, both) for name, both in said.items() if both[0] != both[1]))


def _kept(person: roster.Person) -> dict[str, Any]:
    # A night shift can't be said in the profile either: then nothing is known of their hours.
    hours = person.hours if person.hours and person.hours.start < person.hours.end else None
    return {
        **{name: getattr(person, name) for name in ("name", *OFFICIAL)},
        "manager_email": person.manager,
        "languages": list(person.languages),
        "work_days": sorted(hours.days) if hours else None,
        "work_starts": hours.start if hours else None,
        "work_ends": min(hours.end, LAST_MINUTE) if hours else None,
    }
