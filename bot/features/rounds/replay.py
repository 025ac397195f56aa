"""Past rounds run once more, from the inputs and the seed that were kept with them: the same pairs come out.

Nobody but the owner who asked hears of it, and nothing is changed.
"""

from datetime import datetime

from sqlalchemy import Text, func, select, type_coerce, update
from sqlalchemy.orm import Session

from bot.errors import NotYours
from bot.features.people.service import work_week
from bot.features.programs.service import owned
from bot.features.rounds.inputs import restored
from bot.features.rounds.messages import RoundReplayed
from bot.features.rounds.past_facts import PastRound, PastRounds, Replayed
from bot.features.rounds.service import owned_round
from bot.features.rounds.wishes import fulfilled, with_wishes
from bot.matching.answer import Answer
from bot.matching.problem import Problem
from bot.models import Enrollment, Member, Program, Replay, Round, RoundKind, RoundPair, RoundState
from bot.outbox import queue

DECIDED = (RoundState.APPROVED, RoundState.DISCARDED)
MOST = 20
SHORTEST = 128
"""Characters: what a round was asked about anybody is longer when it is sealed; what was put away is shorter."""

_OF_OWNERS = select(Round).where(Round.kind == RoundKind.ROUND, Round.score.is_not(None), Round.state.in_(DECIDED))
_LENGTH = func.length(type_coerce(Round.inputs, Text))


def past_rounds(session: Session, acting: Member, program_id: int) -> PastRounds:
    """The newest rounds that were decided, for an owner of the program; raises NotYours."""
    program = owned(session, acting, program_id)
    mine = _OF_OWNERS.where(Round.program_id == program.id).order_by(Round.number.desc()).limit(MOST)
    week = work_week(acting)
    put_away = set(session.scalars(mine.with_only_columns(Round.id).where(_LENGTH < SHORTEST)))
    return PastRounds(
        program.name,
        tuple(
            PastRound(
                id=round_.id,
                number=number_of(session, round_),
                approved=round_.state == RoundState.APPROVED,
                decided_on=week.local(round_.decided_at or round_.created_at).date(),
                pairs=(pairs := _count(session, round_)),
                average=(round_.score or 0) // pairs if pairs else 0,
                asked=round_.replay_asked_by_id is not None,
                gone=round_.id in put_away,
            )
            for round_ in session.scalars(mine)
        ),
    )


def number_of(session: Session, round_: Round) -> int:
    """As owners count: their rounds, without the fill-ins between them."""
    own = (Round.program_id == round_.program_id, Round.kind == RoundKind.ROUND, Round.number <= round_.number)
    return session.scalar(select(func.count()).select_from(Round).where(*own)) or round_.number


def _count(session: Session, round_: Round) -> int:
    return session.scalar(select(func.count()).select_from(RoundPair).filter_by(round_id=round_.id)) or 0


def ask(session: Session, acting: Member, round_id: int) -> Program:
    """Have a decided round run once more, in the background; asking twice is asking once. Raises NotYours."""
    round_, program = owned_round(session, acting, round_id)
    if round_.kind != RoundKind.ROUND or round_.state not in DECIDED or round_.score is None:
        raise NotYours()
    asked = update(Round).where(Round.id == round_.id, Round.replay_asked_by_id.is_(None))
    session.execute(asked.values(replay_asked_by_id=acting.id))
    return program


def is_gone(session: Session, round_: Round) -> bool:
    """Whether somebody who was in it was erased since, or its inputs were."""
    people = {int(one["id"]) for one in round_.inputs.get("people", ())}
    pairs = select(RoundPair.mentor_id, RoundPair.mentee_id).filter_by(round_id=round_.id)
    paired = {enrollment_id for pair in session.execute(pairs) for enrollment_id in pair}
    here = select(Enrollment.id).join(Member, Member.id == Enrollment.member_id)
    mine = here.where(Enrollment.program_id == round_.program_id, Member.erased_at.is_(None))
    return not people or not people | paired <= set(session.scalars(mine))


def asked_then(round_: Round) -> Problem:
    """What the matcher was asked in this round; raises BadProblem where another version of this code kept it."""
    return with_wishes(restored(round_.inputs), fulfilled(round_))


def outcome_of(session: Session, round_: Round, answer: Answer) -> Replay:
    """Whether the answer is the one that the round has."""
    rows = select(RoundPair.mentor_id, RoundPair.mentee_id, RoundPair.score).filter_by(round_id=round_.id)
    then = {(mentor, mentee, score) for mentor, mentee, score in session.execute(rows)}
    now = {(int(pair.mentor), int(pair.mentee), pair.score) for pair in answer.pairs}
    return Replay.SAME if then == now and round_.score == answer.score else Replay.OTHER


def tell(session: Session, now: datetime, round_: Round, outcome: Replay) -> None:
    """The owner who asked reads what came of it, once."""
    asked_by = round_.replay_asked_by_id
    waiting = update(Round).where(Round.id == round_.id, Round.replay_asked_by_id == asked_by)
    if session.scalar(waiting.values(replay_asked_by_id=None).returning(Round.id)) is None:
        return
    owner = session.get_one(Member, asked_by)
    queue.add(
        session,
        RoundReplayed(round_.id, outcome.value),
        to=owner,
        workspace_id=round_.workspace_id,
        key=f"replayed:{round_.id}:{now.isoformat()}",
        due_at=now,
        caretaker=owner,
    )


def replayed_facts(session: Session, _now: datetime, message: RoundReplayed) -> Replayed:
    """The round that was run once more."""
    round_ = session.get_one(Round, message.round_id)
    program = session.get_one(Program, round_.program_id)
    return Replayed(program.name, number_of(session, round_), Replay(message.outcome))
