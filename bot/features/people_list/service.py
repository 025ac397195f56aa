"""The organization's list of people, handed in by an owner in Slack: looked at, then taken over with their yes."""

import hashlib
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

import roster
from bot.errors import NotYours, UserError
from bot.features.directory import service as directory
from bot.features.people import listing
from bot.features.people.changes import in_words
from bot.features.people.service import may_create_programs
from bot.features.people_list.facts import ListFacts
from bot.features.people_list.messages import BadRows, ListRead
from bot.features.programs.service import owned_programs
from bot.models import HandedList, ListState, Member
from bot.models.sealed import opened_or_empty
from bot.outbox import queue

SHOWN = 10
"""So many changed lines, people who aren't in Slack, and bad rows are told of one by one."""
MOST_PROBLEMS = 10_000
KEPT = timedelta(days=7)
Outcome = dict[str, int | list[str] | None]
"""As ListFacts has it."""
WORKED_ON = (ListState.HANDED_IN, ListState.APPROVED)


def require_owner(session: Session, member: Member) -> None:
    """Who runs a program, or may create one, may hand in a list; raises UserError for everybody else."""
    if not (owned_programs(session, member) or may_create_programs(session, member)):
        raise UserError("error-owners-only")


def hand_in(session: Session, now: datetime, member: Member, file_id: str, whole: bool) -> None:
    """The tick looks at it; nothing of it is taken over yet."""
    require_owner(session, member)
    handed = HandedList(
        workspace_id=member.workspace_id,
        owner_id=member.id,
        file_id=file_id,
        whole=whole,
        handed_in_at=now,
    )
    session.add(handed)
    session.flush()


def approve(session: Session, member: Member, list_id: int) -> ListFacts:
    """Take it over, as it was shown; the tick does it."""
    return _answered(session, member, list_id, ListState.APPROVED)


def leave(session: Session, member: Member, list_id: int) -> ListFacts:
    """Nothing of it is taken over."""
    return _answered(session, member, list_id, ListState.LEFT)


def look_at(
    session: Session, now: datetime, handed: HandedList, content: bytes, here: Collection[str] | None
) -> None:
    """What it would change, or every bad row, for who handed it in. `here`: addresses in Slack; None: not known."""
    handed.digest = digest_of(content)
    found = read(content)
    if isinstance(found, list):
        outcome: Outcome = {"problems": found[:MOST_PROBLEMS], "problems_count": len(found)}
        _settle(session, now, handed, ListState.UNSOUND, outcome)
        if len(found) > SHOWN:
            _tell(session, now, handed, BadRows(handed.id))
        return
    changes = listing.compare(session, handed.workspace_id, found.people)
    absent = None if here is None else [one.email for one in found.people if one.email not in here]
    _settle(session, now, handed, ListState.SOUND, _outcome(found, changes, absent))


def take_over(session: Session, now: datetime, handed: HandedList, content: bytes) -> None:
    """All of it, if it is still what was looked at, and its owner may still do so; nobody is enrolled by it."""
    owner = session.get_one(Member, handed.owner_id)
    require_owner(session, owner)
    found = read(content)
    if isinstance(found, list) or digest_of(content) != handed.digest:
        fail(session, now, handed)
        return
    changes = directory.take_over(session, now, handed.workspace_id, found.people, handed.whole, owner)
    _settle(session, now, handed, ListState.TAKEN_OVER, _outcome(found, changes, None))


def fail(session: Session, now: datetime, handed: HandedList) -> None:
    """It can't be read, or isn't what was shown: nothing was taken over."""
    _settle(session, now, handed, ListState.FAILED, {})


def list_facts(session: Session, _now: datetime, message: ListRead | BadRows) -> ListFacts | None:
    """How it stands; None where it was forgotten by now."""
    handed = session.get(HandedList, message.list_id)
    return handed and facts_of(handed)


def facts_of(handed: HandedList) -> ListFacts:
    """A list as its owner reads it."""
    outcome: dict[str, Any] = opened_or_empty(handed, "outcome") or {}
    told: dict[str, Any] = {
        name: tuple(cast(list[str], value)) if isinstance(value, list) else value for name, value in outcome.items()
    }
    return ListFacts(list_id=handed.id, state=handed.state, whole=handed.whole, **told)


def next_forgetting(session: Session) -> datetime | None:
    """When the oldest list is old enough to be forgotten."""
    oldest = session.scalar(select(func.min(HandedList.handed_in_at)))
    return oldest and oldest + KEPT


def forget(session: Session, now: datetime) -> int:
    """What is known of lists that were handed in a week ago; how many."""
    old = select(HandedList.id).where(HandedList.handed_in_at <= now - KEPT)
    ids = session.scalars(old).all()
    session.execute(delete(HandedList).where(HandedList.id.in_(ids)))
    return len(ids)


def read(content: bytes) -> roster.Roster | list[str]:
    """The people, or every bad row with its line."""
    try:
        found = roster.read(roster.decoded(content))
    except roster.BadFile as problem:
        return [str(problem)]
    return [str(problem) for problem in found.problems] or found


def digest_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _answered(session: Session, member: Member, list_id: int, state: ListState) -> ListFacts:
    """Only who handed it in says so, and only once."""
    mine = select(HandedList).filter_by(id=list_id, owner_id=member.id).with_for_update()
    handed = session.scalar(mine)
    if handed is None:
        raise NotYours()
    require_owner(session, member)
    if handed.state == ListState.SOUND:
        handed.state = state
    return facts_of(handed)


def _settle(session: Session, now: datetime, handed: HandedList, state: ListState, outcome: Outcome) -> None:
    handed.state, handed.outcome = state, outcome
    _tell(session, now, handed, ListRead(handed.id))


def _tell(session: Session, now: datetime, handed: HandedList, message: ListRead | BadRows) -> None:
    owner = session.get_one(Member, handed.owner_id)
    key = f"{type(message).__name__}:{handed.id}:{handed.state}"
    queue.add(session, message, to=owner, workspace_id=owner.workspace_id, key=key, due_at=now)


def _outcome(found: roster.Roster, changes: listing.Outcome, absent: list[str] | None) -> Outcome:
    return {
        "people": len(found.people),
        "new": len(changes.new),
        "same": changes.same,
        "missing": len(changes.missing),
        "ignored": list(found.ignored),
        "changed": [in_words(change) for change in changes.changed[:SHOWN]],
        "changed_count": len(changes.changed),
        "absent": (absent or [])[:SHOWN],
        "absent_count": None if absent is None else len(absent),
    }
