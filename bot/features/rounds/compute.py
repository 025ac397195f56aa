"""Works out proposed rounds: outside of any transaction, in a process of the matcher's own."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, undefer

from bot.clock import Clock
from bot.db import Database
from bot.features.rounds import fill_ins
from bot.features.rounds.inputs import restored
from bot.features.rounds.messages import RoundFailed, RoundProposed
from bot.features.rounds.service import advance
from bot.logs import correlated
from bot.matching import child
from bot.matching.answer import Answer, Helps, Pair, Unmatched
from bot.matching.errors import BadProblem, MatcherFailed, Refused
from bot.matching.problem import Person, Problem
from bot.matching.terms import Change, Reason
from bot.models import Member, Round, RoundKind, RoundPair, RoundState, RoundUnmatched
from bot.outbox import queue
from bot.outbox.queue import Notice

_ANY_WAITING = select(Round.id).where(Round.state == RoundState.COMPUTING).limit(1)
_OLDEST_WAITING = (
    select(Round)
    .where(Round.state == RoundState.COMPUTING)
    .order_by(Round.id)
    .limit(1)
    .options(undefer(Round.inputs))
)

log = structlog.get_logger()


@dataclass
class RoundMatcher:
    """The tick that works rounds out. Any number may run: only the first to finish a round writes it down."""

    database: Database
    clock: Clock
    match: Callable[[Problem], Answer] = child.match

    def run_once(self) -> int:
        """Work out one round, if one waits; how many were. One that fails is not tried again."""
        with self.database.reading() as session:
            waiting = session.scalar(_ANY_WAITING)
            round_ = session.scalar(_OLDEST_WAITING) if waiting else None
        if round_ is None:
            return 0
        with correlated():
            self._settle(round_)
        return 1

    def _settle(self, round_: Round) -> None:
        try:
            self._work_out(round_)
        except (Refused, MatcherFailed, OSError, IntegrityError) as failure:
            log.error("round_failed", round_id=round_.id, error=type(failure).__name__, detail=_detail(failure))
            with self.database.transaction() as session:
                fail(session, self.clock(), round_)

    def _work_out(self, round_: Round) -> None:
        problem = restored(round_.inputs)
        answer = self.match(problem)
        with self.database.transaction() as session:
            write_down(session, self.clock(), round_, problem, answer)


def write_down(session: Session, now: datetime, round_: Round, problem: Problem, answer: Answer) -> None:
    """Keep what the matcher answered, and tell the owner who asked; nothing if it was discarded meanwhile.

    A fill-in needs no owner: its pairs are asked at once.
    """
    stored = session.get_one(Round, round_.id)
    proposed: dict[str, Any] = {"state": RoundState.PROPOSED, "score": answer.score}
    if stored.kind == RoundKind.FILL_IN:
        proposed |= {"state": RoundState.APPROVED, "decided_at": now}
    if not advance(session, stored, round_.version, (RoundState.COMPUTING,), **proposed):
        return
    row = {"workspace_id": stored.workspace_id, "round_id": stored.id}
    _insert(session, RoundPair, [row | _pair(pair) for pair in answer.pairs])
    _insert(session, RoundUnmatched, [row | _unmatched(someone) for someone in answer.unmatched])
    _insert(session, RoundUnmatched, [row | _unlisted(person) for person in _with_nothing_listed(problem)])
    if stored.kind == RoundKind.FILL_IN:
        fill_ins.settle(session, now, stored, _asked(problem))
    else:
        _tell_owner(session, now, stored, RoundProposed(stored.id))


def fail(session: Session, now: datetime, round_: Round) -> None:
    """Give a round up, and tell who asked for it."""
    stored = session.get_one(Round, round_.id)
    if not advance(
        session, stored, round_.version, (RoundState.COMPUTING,), state=RoundState.FAILED, decided_at=now
    ):
        return
    if stored.kind == RoundKind.FILL_IN:
        fill_ins.failed(session, now, stored, [int(person) for person in round_.inputs["involving"]])
    else:
        _tell_owner(session, now, stored, RoundFailed(stored.id))


def _asked(problem: Problem) -> set[int]:
    """The enrollments that a fill-in is about."""
    return {int(person) for person in problem.involving or ()}


def _detail(failure: Exception) -> str:
    """What the log may know: a problem's own words may be people's, so only where in it something is wrong."""
    if isinstance(failure, BadProblem):
        return failure.path
    return str(failure) if isinstance(failure, MatcherFailed) else ""


def _pair(pair: Pair) -> dict[str, Any]:
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


def _unmatched(someone: Unmatched) -> dict[str, Any]:
    return {
        "enrollment_id": int(someone.person),
        "why": {"reason": someone.reason.value, **asdict(someone.helps)},
    }


def _with_nothing_listed(problem: Problem) -> list[Person]:
    """Free people of whom the matcher knows no skill: all that they said waits for an owner's yes."""
    busy = problem.taken.mentees | problem.taken.mentors.keys()
    about = [one for one in problem.people if problem.involving is None or one.id in problem.involving]
    return [one for one in about if not (one.teaches or one.learns) and one.id not in busy]


def _unlisted(person: Person) -> dict[str, Any]:
    helps = Helps(Change.LIST_SKILLS)
    return {"enrollment_id": int(person.id), "why": {"reason": Reason.NOT_LISTED.value, **asdict(helps)}}


def _insert(session: Session, model: type[RoundPair | RoundUnmatched], rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        session.execute(insert(model), rows)


def _tell_owner(session: Session, now: datetime, round_: Round, message: Notice) -> None:
    """At once: they asked for it, and are waiting."""
    owner = session.get_one(Member, round_.proposed_by_id)
    queue.add(
        session,
        message,
        to=owner,
        workspace_id=round_.workspace_id,
        key=f"round-{round_.id}:{type(message).__name__}",
        due_at=now,
        caretaker=owner,
    )
