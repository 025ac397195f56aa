"""What the matcher answered, or that it couldn't, written down with the round, and its owner told."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from msgspec.structs import asdict
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.features.rounds import fill_ins, unread
from bot.features.rounds.messages import RoundFailed, RoundNotChanged, RoundProposed
from bot.features.rounds.service import advance
from bot.features.rounds.wishes import Costs, Pair, Worked, numbers_of, wishes_of, worked_of
from bot.matching.answer import Answer, Helps
from bot.matching.answer import Pair as AnswerPair
from bot.matching.errors import PinBreaksRule
from bot.matching.problem import Person, Problem
from bot.matching.terms import Change, Reason
from bot.models import (
    Member,
    Round,
    RoundKind,
    RoundPair,
    RoundState,
    RoundUnmatched,
    Unreadable,
    insert_all,
)
from bot.outbox import queue
from bot.outbox.queue import Notice


def write_down(
    session: Session,
    now: datetime,
    round_: Round,
    inputs: Mapping[str, Any],
    problem: Problem,
    answer: Answer,
    costs: Costs,
) -> None:
    """Keep what the matcher was asked and answered, in place of what the round had, and tell the owner who asked.

    Nothing if it was discarded or stopped meanwhile. A fill-in needs no owner: its pairs are asked at once.
    """
    stored = session.get_one(Round, round_.id)
    proposed: dict[str, Any] = {"state": RoundState.PROPOSED, "score": answer.score, "supply": _supply(answer)}
    proposed["worked_in"] = _worked(stored, answer, costs).stored()
    if not round_.inputs:
        proposed["inputs"] = dict(inputs)
    if stored.kind == RoundKind.FILL_IN:
        proposed |= {"state": RoundState.APPROVED, "decided_at": now}
    if not advance(session, stored, round_.version, (RoundState.COMPUTING,), **proposed):
        return
    row = {"workspace_id": stored.workspace_id, "round_id": stored.id}
    taken_in = _clear(session, stored)
    insert_all(session, RoundPair, [row | _as_decided(pair_row(pair), taken_in) for pair in answer.pairs])
    insert_all(session, RoundUnmatched, [row | one for one in _unmatched(session, stored, problem, answer)])
    insert_all(session, RoundUnmatched, [row | _unlisted(person) for person in _with_nothing_listed(problem)])
    if stored.kind == RoundKind.FILL_IN:
        fill_ins.settle(session, now, stored, _asked(problem))
    else:
        _tell_owner(session, now, stored, RoundProposed(stored.id))


def _worked(round_: Round, answer: Answer, costs: Costs) -> Worked:
    before, now = worked_of(round_), numbers_of(answer)
    plain = before.plain if before else now
    return Worked(wishes_of(round_), costs, now, plain, before.now if before else None)


def _clear(session: Session, round_: Round) -> set[Pair]:
    """Make room for pairs that are found again; which of them an owner had taken in."""
    if round_.asked_again_by_id is None:
        return set()
    rows = select(RoundPair.mentor_id, RoundPair.mentee_id).filter_by(
        round_id=round_.id, flagged=True, included=True
    )
    taken_in = {(mentor, mentee) for mentor, mentee in session.execute(rows)}
    for kind in (RoundPair, RoundUnmatched):
        session.execute(delete(kind).where(kind.round_id == round_.id))
    return taken_in


def _as_decided(row: dict[str, Any], taken_in: Collection[Pair]) -> dict[str, Any]:
    """What an owner said of a pair still holds when it is found again."""
    return row | {"included": row["included"] or (row["mentor_id"], row["mentee_id"]) in taken_in}


def fail(session: Session, now: datetime, round_: Round, failure: Exception) -> None:
    """Give a round up, and tell who asked for it. One that has pairs already stays as it was."""
    stored = session.get_one(Round, round_.id)
    has_pairs = stored.score is not None
    outcome = {"state": RoundState.PROPOSED} if has_pairs else {"state": RoundState.FAILED, "decided_at": now}
    if not advance(session, stored, round_.version, (RoundState.COMPUTING,), **outcome):
        return
    if stored.kind == RoundKind.FILL_IN:
        fill_ins.failed(session, now, stored, _involved(round_))
    else:
        _tell_owner(session, now, stored, _not_changed(stored, failure) if has_pairs else RoundFailed(stored.id))


def _involved(round_: Round) -> list[int]:
    """Nobody where that can't be read: whoever still waits is taken up by the next fill-in."""
    try:
        return [int(person) for person in round_.inputs.get("involving", ())]
    except Unreadable:
        return []


def _not_changed(round_: Round, failure: Exception) -> RoundNotChanged:
    if isinstance(failure, PinBreaksRule):
        return RoundNotChanged(round_.id, failure.rule.value, int(failure.mentor), int(failure.mentee))
    return RoundNotChanged(round_.id)


def _asked(problem: Problem) -> set[int]:
    """The enrollments that a fill-in is about."""
    return {int(person) for person in problem.involving or ()}


def pair_row(pair: AnswerPair) -> dict[str, Any]:
    """A pair of an answer as a round keeps it."""
    return {
        "mentor_id": int(pair.mentor),
        "mentee_id": int(pair.mentee),
        "score": pair.score,
        "why": {
            "score": pair.score,
            "parts": asdict(pair.parts),
            "skills": list(pair.skills),
            "gives_back": list(pair.gives_back_skills),
            "interests": list(pair.shared_interests),
            "overlap_minutes": pair.overlap_minutes,
        },
        "flagged": pair.flagged_unknown_level,
        "included": not pair.flagged_unknown_level,
    }


def _unmatched(session: Session, round_: Round, problem: Problem, answer: Answer) -> list[dict[str, Any]]:
    """Whom the matcher found nobody for, and of whom it wasn't told, since what they said can't be read."""
    seats = unread.unread_in(session, round_, problem)
    words, people = unread.words_of(session, seats), {person.id: person for person in problem.people}
    found = [(int(one.person), unread.why(one, people[one.person], words)) for one in answer.unmatched]
    lost = [(enrollment_id, unread.UNREAD) for enrollment_id in unread.waiting(seats, problem)]
    return [{"enrollment_id": enrollment_id, "why": why} for enrollment_id, why in found + lost]


def _with_nothing_listed(problem: Problem) -> list[Person]:
    """Free people of whom the matcher knows no skill: all that they said waits for an owner's yes."""
    busy = problem.taken.mentees | problem.taken.mentors.keys()
    about = [one for one in problem.people if problem.involving is None or one.id in problem.involving]
    here = [one for one in about if one.available and one.id not in busy]
    return [one for one in here if not (one.teaches or one.learns)]


def _unlisted(person: Person) -> dict[str, Any]:
    helps = Helps(Change.LIST_SKILLS)
    return {"enrollment_id": int(person.id), "why": {"reason": Reason.NOT_LISTED.value, **asdict(helps)}}


def _supply(answer: Answer) -> list[list[Any]]:
    return [[one.skill, one.places, one.wanted, one.learned] for one in answer.skills]


def _tell_owner(session: Session, now: datetime, round_: Round, message: Notice) -> None:
    """At once: they asked for it, and are waiting."""
    owner = session.get_one(Member, round_.asked_again_by_id or round_.proposed_by_id)
    queue.add(
        session,
        message,
        to=owner,
        workspace_id=round_.workspace_id,
        key=f"round-{round_.id}.{round_.version}:{type(message).__name__}",
        due_at=now,
        caretaker=owner,
    )
