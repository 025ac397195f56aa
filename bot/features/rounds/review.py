"""A proposed round as its owners look at it, a page at a time, and what its members are told."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.features.enrollment.rematch import may_look
from bot.features.people.service import mention
from bot.features.rounds.facts import (
    Consolation,
    Failure,
    FillInFailure,
    PairLine,
    Review,
    Summary,
    UnmatchedLine,
    Why,
)
from bot.features.rounds.fairness import uneven_in
from bot.features.rounds.messages import FillInFailed, LeftUnmatched, RoundFailed, RoundProposed
from bot.features.rounds.service import decided_already, owned_round
from bot.features.skills.service import called_now, names_now, of_enrollment
from bot.matching.terms import Change, Reason
from bot.models import (
    LIVE,
    Enrollment,
    EnrollmentState,
    Member,
    Pairing,
    Program,
    ProgramState,
    Round,
    RoundKind,
    RoundPair,
    RoundState,
    RoundUnmatched,
    Side,
)

A_PAGE = 15
OF_SKILLS = (Change.LEARN_ALSO, Change.TEACH_ALSO, Change.NEW_MENTOR)
"""Changes whose word is a skill; others' is a language."""

People = dict[int, Member]  # by enrollment id


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
    people = _members(session, [*_ids(pairs), *(row.enrollment_id for row in unmatched), *_helpers(unmatched)])
    names = names_now(session, round_.workspace_id, [*_skills(pairs), *_words(unmatched)])
    return Review(
        facts,
        page,
        pages,
        pairs=tuple(_pair_line(pair, people, names) for pair in pairs),
        unmatched=tuple(
            UnmatchedLine(mention(people[row.enrollment_id]), _why(row, people, names)) for row in unmatched
        ),
        uneven=uneven_in(session, round_) if page == 0 else (),
    )


def summary(session: Session, round_: Round, program: Program) -> Summary:
    """A round at a glance."""
    rows = session.execute(
        select(RoundPair.mentor_id, RoundPair.mentee_id, RoundPair.included).filter_by(round_id=round_.id)
    ).all()
    unmatched = select(func.count()).select_from(RoundUnmatched).filter_by(round_id=round_.id)
    # As owners count: their rounds, without the fill-ins between them.
    own = (Round.program_id == program.id, Round.kind == RoundKind.ROUND, Round.number <= round_.number)
    numbers = select(func.count()).select_from(Round).where(*own)
    return Summary(
        round_id=round_.id,
        version=round_.version,
        number=session.scalar(numbers) or round_.number,
        program=program.name,
        asks_first=program.asks_first,
        pairs=len(rows),
        people=len({person for *couple, included in rows if included for person in couple}),
        undecided=sum(not included for *_, included in rows),
        unmatched=session.scalar(unmatched) or 0,
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


def unmatched_facts(session: Session, _now: datetime, message: LeftUnmatched) -> Consolation | None:
    """Why nobody was found, unless the member paused, left, or has a partner by now, or the program is over."""
    row = session.get_one(RoundUnmatched, message.round_unmatched_id)
    enrollment = session.get_one(Enrollment, row.enrollment_id)
    is_open = session.get_one(Program, enrollment.program_id).state == ProgramState.OPEN
    if not is_open or enrollment.state != EnrollmentState.ACTIVE or _is_settled(session, row, enrollment):
        return None
    return _consolation(session, row, enrollment)


def last_unmatched(session: Session, enrollment: Enrollment) -> Consolation | None:
    """Why the last approved round found nobody for them; None where they had a suggestion since then."""
    row = session.scalar(
        select(RoundUnmatched)
        .join(Round, Round.id == RoundUnmatched.round_id)
        .where(RoundUnmatched.enrollment_id == enrollment.id, Round.state == RoundState.APPROVED)
        .order_by(RoundUnmatched.round_id.desc())
        .limit(1)
    )
    if row is None or enrollment.state != EnrollmentState.ACTIVE or _was_suggested_since(session, row):
        return None
    return _consolation(session, row, enrollment)


def _is_settled(session: Session, row: RoundUnmatched, enrollment: Enrollment) -> bool:
    """Whether they have somebody by now; who asked for a fill-in may have had one on their other side before."""
    if session.get_one(Round, row.round_id).kind == RoundKind.FILL_IN:
        return _was_suggested_since(session, row)
    return _has_partner(session, enrollment)


def fill_in_failed_facts(session: Session, _now: datetime, message: FillInFailed) -> FillInFailure:
    """The program for which nobody could be looked for, and whether one may ask again."""
    enrollment = session.get_one(Enrollment, message.enrollment_id)
    program = session.get_one(Program, enrollment.program_id)
    return FillInFailure(program.name, may_look(session, program, enrollment))


def _was_suggested_since(session: Session, row: RoundUnmatched) -> bool:
    since = select(Pairing.id).where(
        (Pairing.mentor_id == row.enrollment_id) | (Pairing.mentee_id == row.enrollment_id),
        Pairing.round_id > row.round_id,
    )
    return session.scalar(since.limit(1)) is not None


def _consolation(session: Session, row: RoundUnmatched, enrollment: Enrollment) -> Consolation:
    why = _why(row, {}, names_now(session, row.workspace_id, _words([row])))
    side = Side.TEACH if why.reason in (Reason.NO_ONE_WANTS, Reason.ALL_TAUGHT) else Side.LEARN
    program = session.get_one(Program, enrollment.program_id)
    return Consolation(
        program=program.name,
        reason=why.reason,
        change=why.change,
        word=why.word,
        wishes=tuple(skill.name for skill in of_enrollment(session, enrollment, side)),
        asked=session.get_one(Round, row.round_id).kind == RoundKind.FILL_IN,
        fill_in=may_look(session, program, enrollment),
    )


def _has_partner(session: Session, enrollment: Enrollment) -> bool:
    live = select(Pairing.id).where(
        (Pairing.mentor_id == enrollment.id) | (Pairing.mentee_id == enrollment.id), Pairing.state.in_(LIVE)
    )
    return session.scalar(live.limit(1)) is not None


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
    return [name for pair in pairs for side in ("skills", "gives_back") for name in pair.why[side]]


def _words(unmatched: Sequence[RoundUnmatched]) -> list[str]:
    return [row.why["word"] for row in unmatched if row.why["change"] in OF_SKILLS]


def _members(session: Session, enrollment_ids: Iterable[int]) -> People:
    rows = session.execute(
        select(Enrollment.id, Member)
        .join(Member, Member.id == Enrollment.member_id)
        .where(Enrollment.id.in_(set(enrollment_ids)))
    )
    return dict(rows.all())


def _pair_line(pair: RoundPair, people: People, names: Mapping[str, str]) -> PairLine:
    why: dict[str, Any] = pair.why
    both = [people[pair.mentor_id], people[pair.mentee_id]]
    mentor, mentee = (mention(member) for member in both)
    return PairLine(
        id=pair.id,
        mentor=mentor,
        mentee=mentee,
        score=pair.score,
        parts=why["parts"],
        skills=called_now(why["skills"], names),
        gives_back=called_now(why["gives_back"], names),
        interests=tuple(why["interests"]),
        overlap_minutes=why["overlap_minutes"],
        flagged=pair.flagged,
        included=pair.included,
        unknown=tuple(mention(member) for member in both if member.level is None),
    )


def _why(row: RoundUnmatched, people: People, names: Mapping[str, str]) -> Why:
    why: dict[str, Any] = row.why
    helper = people.get(int(why["person"])) if why["person"] else None
    person = mention(helper) if helper else None
    word, change = why["word"], Change(why["change"])
    word = names[word] if change in OF_SKILLS else word
    return Why(Reason(why["reason"]), change, word, why["number"], why["level"], person)
