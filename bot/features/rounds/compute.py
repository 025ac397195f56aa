"""Works out proposed rounds: outside of any transaction, in a process of the matcher's own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import structlog
from sqlalchemy import case, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import undefer

from bot.clock import Clock
from bot.db import Database
from bot.features.rounds import replay
from bot.features.rounds.facts import Numbers
from bot.features.rounds.inputs import problem_of, restored, stored
from bot.features.rounds.wishes import Costs, Wishes, numbers_of, wishes_of, with_wishes
from bot.features.rounds.writing import fail, write_down
from bot.logs import correlated
from bot.matching import child
from bot.matching.answer import Answer
from bot.matching.errors import BadProblem, MatcherFailed, Refused
from bot.matching.problem import Problem
from bot.models import Program, Replay, Round, RoundKind, RoundState, Unreadable

LONGEST_SECONDS = 60
"""For looking at what each wish costs by itself: beyond that an owner only reads what they cost together."""

_WAITING = or_(Round.state == RoundState.COMPUTING, Round.replay_asked_by_id.is_not(None))
_ANY_WAITING = select(Round.id).where(_WAITING).limit(1)
_NEXT_WAITING = (
    select(Round)
    .where(_WAITING)
    .order_by(case((Round.state == RoundState.COMPUTING, 0), else_=1), Round.id)
    .limit(1)
    .options(undefer(Round.inputs))
)

log = structlog.get_logger()


@dataclass
class RoundMatcher:
    """The tick that works rounds out, and runs past ones once more.

    Any number may run: only the first to finish a round writes it down.
    """

    database: Database
    clock: Clock
    match: Callable[[Problem], Answer] = child.match

    def run_once(self) -> int:
        """Work out one round, if one waits; how many were. One that fails is not tried again."""
        with self.database.reading() as session:
            waiting = session.scalar(_ANY_WAITING)
            round_ = session.scalar(_NEXT_WAITING) if waiting else None
        if round_ is None:
            return 0
        with correlated():
            self._settle(round_) if round_.state == RoundState.COMPUTING else self._replay(round_)
        return 1

    def _settle(self, round_: Round) -> None:
        try:
            self._work_out(round_)
        except (Refused, MatcherFailed, OSError, IntegrityError, Unreadable) as failure:
            log.error("round_failed", round_id=round_.id, error=type(failure).__name__, detail=_detail(failure))
            with self.database.transaction() as session:
                fail(session, self.clock(), round_, failure)

    def _replay(self, round_: Round) -> None:
        """Run a past round once more; nothing of it is changed."""
        try:
            with self.database.reading() as session:
                is_gone = replay.is_gone(session, round_)
        except Unreadable:
            is_gone = True
        answer = None if is_gone else self._again(round_)
        with self.database.transaction() as session:
            outcome = replay.outcome_of(session, round_, answer) if answer else Replay.FAILED
            replay.tell(session, self.clock(), round_, Replay.GONE if is_gone else outcome)

    def _again(self, round_: Round) -> Answer | None:
        try:
            return self.match(replay.asked_then(round_))
        except (Refused, MatcherFailed, OSError) as failure:
            log.error("replay_failed", round_id=round_.id, error=type(failure).__name__, detail=_detail(failure))
            return None

    def _work_out(self, round_: Round) -> None:
        inputs = round_.inputs or self._inputs(round_)
        plain, wishes = restored(inputs), wishes_of(round_)
        problem = with_wishes(plain, wishes)
        answer = self.match(problem)
        costs = self._costs(plain, wishes, answer)
        with self.database.transaction() as session:
            write_down(session, self.clock(), round_, inputs, problem, answer, costs)

    def _inputs(self, round_: Round) -> Mapping[str, Any]:
        """People as they are now; while thousands are read, nobody waits to write. Raises Unreadable for a fill-in:
        whom it was about was given up, and without that everybody would be paired, with no owner's word.
        """
        if round_.kind == RoundKind.FILL_IN:
            raise Unreadable("whom it was about was given up")
        with self.database.reading() as session:
            program = session.get_one(Program, round_.program_id)
            return stored(problem_of(session, self.clock(), program, seed=round_.seed))

    def _costs(self, plain: Problem, wishes: Wishes, answer: Answer) -> Costs:
        """What each wish makes of the answer by itself: it is compared with what comes out without it."""
        if sum(answer.seconds.values()) * len(wishes) > LONGEST_SECONDS:
            return (None,) * len(wishes)
        without = (with_wishes(plain, (*wishes[:n], *wishes[n + 1 :])) for n in range(len(wishes)))
        return tuple(self._cost(problem, answer) for problem in without)

    def _cost(self, without: Problem, answer: Answer) -> Numbers | None:
        """None where that can't be worked out: the answer is good all the same."""
        try:
            return numbers_of(answer) - numbers_of(self.match(without))
        except MatcherFailed as failure:
            log.warning("cost_not_known", error=type(failure).__name__, detail=_detail(failure))
            return None


def _detail(failure: Exception) -> str:
    """What the log may know: a problem's own words may be people's, so only where in it something is wrong."""
    if isinstance(failure, BadProblem):
        return failure.path
    return str(failure) if isinstance(failure, MatcherFailed) else ""
