"""A proposed round as its owners look at it, a page at a time, and what its members are told."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.features.people.service import mention
from bot.features.rounds.facts import (
    ChangeLine,
    Failure,
    LastRound,
    PairLine,
    Review,
    Summary,
    UnmatchedLine,
)
from bot.features.rounds.fairness import uneven_in
from bot.features.rounds.messages import RoundFailed, RoundProposed
from bot.features.rounds.replay import number_of
from bot.features.rounds.service import decided_already, owned_round
from bot.features.rounds.unmatched import People, there_by_now, why_of, words_of
from bot.features.rounds.wishes import Pair, Seen
from bot.features.skills.service import called_now, names_now
from bot.matching.answer import Parts
from bot.models import (
    Enrollment,
    Member,
    Program,
    Round,
    RoundKind,
    RoundPair,
    RoundState,
    RoundUnmatched,
)
from bot.models.sealed import opened_or_empty

A_PAGE = 15
PARTS = Parts.__struct_fields__
"""Of a score, in the order in which they are told."""


def review(session: Session, acting: Member, round_id: int, page: int) -> Review:
    """One page for an owner; raises NotYours, or UserError where the round isn't open for review."""
    round_, program = owned_round(session, acting, round_id)
    if round_.state != RoundState.PROPOSED:
        raise decided_already(session, round_)
    facts = summary(session, round_, program)
    pages = max(-(-(facts.pairs + facts.unmatched) // A_PAGE), 1)
    page = min(max(page, 0), pages - 1)
    pairs = _pairs(session, round_, page * A_PAGE)
    unmatched = _unmatched(session, round_, max(page * A_PAGE - facts.pairs, 0), A_PAGE - len(pairs))
    people = members_of(session, [*(row.enrollment_id for row in unmatched), *_helpers(unmatched)])
    names = names_now(session, round_.workspace_id, words_of(unmatched))
    there = there_by_now(session, unmatched)
    return Review(
        facts,
        page,
        pages,
        pairs=lines_of(session, round_, pairs),
        unmatched=tuple(
            UnmatchedLine(mention(people[row.enrollment_id]), why_of(row, people, names, there))
            for row in unmatched
        ),
        uneven=uneven_in(session, round_) if page == 0 else (),
        changes=changes_in(session, round_) if page == 0 else (),
    )


def summary(session: Session, round_: Round, program: Program) -> Summary:
    """A round at a glance."""
    rows = session.execute(
        select(RoundPair.mentor_id, RoundPair.mentee_id, RoundPair.included).filter_by(round_id=round_.id)
    ).all()
    unmatched = select(func.count()).select_from(RoundUnmatched).filter_by(round_id=round_.id)
    seen = Seen.of(round_)
    worked = seen.worked
    return Summary(
        round_id=round_.id,
        version=round_.version,
        number=number_of(session, round_),
        program=program.name,
        asks_first=program.asks_first,
        pairs=len(rows),
        people=len({person for *couple, included in rows if included for person in couple}),
        undecided=sum(not included for *_, included in rows),
        unmatched=session.scalar(unmatched) or 0,
        score=round_.score or 0,
        last=_last_round(session, round_),
        pending=len(seen.pending),
        changed=worked.now - worked.plain if worked and worked.wishes else None,
        moved=worked.now - worked.before if worked and worked.before else None,
        is_readable=seen.is_readable,
    )


def _last_round(session: Session, round_: Round) -> LastRound | None:
    """The newest that was approved before this one."""
    last = session.scalar(
        select(Round)
        .where(
            Round.program_id == round_.program_id,
            Round.kind == RoundKind.ROUND,
            Round.state == RoundState.APPROVED,
            Round.number < round_.number,
        )
        .order_by(Round.number.desc())
        .limit(1)
    )
    if last is None:
        return None
    pairs, unmatched = (
        session.scalar(select(func.count()).select_from(kind).filter_by(round_id=last.id)) or 0
        for kind in (RoundPair, RoundUnmatched)
    )
    return LastRound(pairs, unmatched, (last.score or 0) // pairs if pairs else 0)


def changes_in(session: Session, round_: Round) -> tuple[ChangeLine, ...]:
    """What owners asked for, in the order in which they did."""
    seen = Seen.of(round_)
    wishes, worked = seen.wishes, seen.worked
    people = members_of(session, [person for wish in wishes for person in wish.people])
    owners = select(Member).where(Member.id.in_({wish.by for wish in wishes}))
    by = {owner.id: mention(owner) for owner in session.scalars(owners)} if wishes else {}
    costs = dict(zip(worked.wishes, worked.costs, strict=True)) if worked else {}
    return tuple(
        ChangeLine(
            number,
            wish.kind,
            tuple(mention(people[person]) for person in wish.people),
            by[wish.by],
            worked_in=wish in costs,
            cost=costs.get(wish),
        )
        for number, wish in enumerate(wishes)
        if wish.by in by and people.keys() >= set(wish.people)  # whoever was erased since is in no pair either
    )


def proposed_facts(session: Session, _now: datetime, message: RoundProposed) -> Summary | None:
    """The round, while it waits for its owners."""
    round_ = session.get(Round, message.round_id)
    if round_ is None or round_.state != RoundState.PROPOSED:
        return None
    return summary(session, round_, session.get_one(Program, round_.program_id))


def failed_facts(session: Session, _now: datetime, message: RoundFailed) -> Failure:
    """The program whose round couldn't be worked out."""
    round_ = session.get_one(Round, message.round_id)
    return Failure(session.get_one(Program, round_.program_id).name)


def _pairs(session: Session, round_: Round, first: int) -> Sequence[RoundPair]:
    """Those that need a word of their own come first, then the best."""
    return session.scalars(
        select(RoundPair)
        .filter_by(round_id=round_.id)
        .order_by(RoundPair.flagged.desc(), RoundPair.score.desc(), RoundPair.id)
        .offset(first)
        .limit(A_PAGE)
    ).all()


def _unmatched(session: Session, round_: Round, first: int, count: int) -> Sequence[RoundUnmatched]:
    rows = select(RoundUnmatched).filter_by(round_id=round_.id).order_by(RoundUnmatched.id)
    return session.scalars(rows.offset(first).limit(count)).all() if count else ()


def _ids(pairs: Sequence[RoundPair]) -> list[int]:
    return [enrollment_id for pair in pairs for enrollment_id in (pair.mentor_id, pair.mentee_id)]


def _helpers(unmatched: Sequence[RoundUnmatched]) -> list[int]:
    return [int(row.why["person"]) for row in unmatched if row.why["person"]]


def _skills(pairs: Sequence[RoundPair]) -> list[str]:
    """As they were called when the round was worked out."""
    return [
        name for pair in pairs for side in ("skills", "gives_back") for name in opened_or_empty(pair, "why")[side]
    ]


def members_of(session: Session, enrollment_ids: Iterable[int]) -> People:
    """By enrollment id."""
    rows = session.execute(
        select(Enrollment.id, Member)
        .join(Member, Member.id == Enrollment.member_id)
        .where(Enrollment.id.in_(set(enrollment_ids)))
    )
    return dict(rows.all())


def lines_of(session: Session, round_: Round, pairs: Sequence[RoundPair]) -> tuple[PairLine, ...]:
    """Pairs of a round as its owners read them."""
    people = members_of(session, _ids(pairs))
    names = names_now(session, round_.workspace_id, _skills(pairs))
    seen = Seen.of(round_)
    pinned = {pin for wish in seen.fulfilled for pin in wish.pins}
    waiting = {person for wish in seen.pending for person in wish.people}
    return tuple(_pair_line(pair, people, names, pinned, waiting) for pair in pairs)


def _pair_line(
    pair: RoundPair, people: People, names: Mapping[str, str], pinned: Collection[Pair], waiting: Collection[int]
) -> PairLine:
    why: dict[str, Any] = opened_or_empty(pair, "why")
    both = [people[pair.mentor_id], people[pair.mentee_id]]
    mentor, mentee = (mention(member) for member in both)
    return PairLine(
        id=pair.id,
        mentor_id=pair.mentor_id,
        mentee_id=pair.mentee_id,
        mentor=mentor,
        mentee=mentee,
        score=pair.score,
        parts={part: why["parts"][part] for part in PARTS if part in why["parts"]},
        skills=called_now(why["skills"], names),
        gives_back=called_now(why["gives_back"], names),
        interests=tuple(why["interests"]),
        overlap_minutes=why["overlap_minutes"],
        flagged=pair.flagged,
        included=pair.included,
        unknown=tuple(mention(member) for member in both if member.level is None),
        wanted=(pair.mentor_id, pair.mentee_id) in pinned,
        waits=bool({pair.mentor_id, pair.mentee_id} & set(waiting)),
    )
