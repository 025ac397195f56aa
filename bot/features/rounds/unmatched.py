"""What those hear whom a round, or a fill-in, found nobody for."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.features.enrollment.confided import IN_FULL, is_readable
from bot.features.enrollment.rematch import may_look
from bot.features.people.service import mention
from bot.features.rounds.facts import (
    Why,
)
from bot.features.rounds.messages import FillInFailed, LeftUnmatched
from bot.features.rounds.unmatched_facts import Consolation, FillInFailure
from bot.features.skills.service import chosen_by, listed, names_now, of_enrollment
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
    RoundState,
    RoundUnmatched,
    Side,
    many,
)

OF_SKILLS = (Change.LEARN_ALSO, Change.TEACH_ALSO, Change.NEW_MENTOR)
"""Changes whose word is a skill; others' is a language."""
MAY_COME = (Reason.UNREADABLE, Reason.OWN_LEVEL_UNKNOWN, Reason.NOT_LISTED)
"""Reasons that are over as soon as something is told, or an owner says yes."""

People = dict[int, Member]  # by enrollment id


def unmatched_facts(session: Session, _now: datetime, message: LeftUnmatched) -> Consolation | None:
    """Why nobody was found, unless the member paused, left, or has a partner by now, or the program is over."""
    row = session.get_one(RoundUnmatched, message.round_unmatched_id)
    enrollment = session.get_one(Enrollment, row.enrollment_id)
    is_open = session.get_one(Program, enrollment.program_id).state == ProgramState.OPEN
    if not is_open or enrollment.state != EnrollmentState.ACTIVE or _is_settled(session, row, enrollment):
        return None
    return _consolation(session, row, enrollment)


def last_unmatched(session: Session, enrollment: Enrollment) -> Consolation | None:
    """Why the last approved round found nobody for them; None where they had a suggestion since then, where what
    was missing has come, and where what they told can't be read: the page says so itself.
    """
    row = session.scalar(
        select(RoundUnmatched)
        .join(Round, Round.id == RoundUnmatched.round_id)
        .where(RoundUnmatched.enrollment_id == enrollment.id, Round.state == RoundState.APPROVED)
        .order_by(RoundUnmatched.round_id.desc())
        .limit(1)
    )
    if row is None or enrollment.state != EnrollmentState.ACTIVE or _was_suggested_since(session, row):
        return None
    told = _consolation(session, row, enrollment)
    return None if told.reason in (Reason.UNREADABLE, Reason.KNOWN_BY_NOW) else told


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
    why = why_of(row, {}, names_now(session, row.workspace_id, words_of([row])), there_by_now(session, [row]))
    side = Side.TEACH if why.reason in (Reason.NO_ONE_WANTS, Reason.ALL_TAUGHT) else Side.LEARN
    program = session.get_one(Program, enrollment.program_id)
    return Consolation(
        program=program.name,
        reason=why.reason,
        change=why.change,
        word=why.word,
        wishes=tuple(skill.name for skill in of_enrollment(session, enrollment, side)),
        asked=session.get_one(Round, row.round_id).kind == RoundKind.FILL_IN,
        fill_in=None if why.reason is Reason.UNREADABLE else may_look(session, program, enrollment),
    )


def _has_partner(session: Session, enrollment: Enrollment) -> bool:
    live = select(Pairing.id).where(
        (Pairing.mentor_id == enrollment.id) | (Pairing.mentee_id == enrollment.id), Pairing.state.in_(LIVE)
    )
    return session.scalar(live.limit(1)) is not None


def words_of(unmatched: Sequence[RoundUnmatched]) -> list[str]:
    """The skills of which these reasons speak."""
    return [row.why["word"] for row in unmatched if row.why["change"] in OF_SKILLS]


def why_of(row: RoundUnmatched, people: People, names: Mapping[str, str], there: Collection[int]) -> Why:
    """A reason as texts need it, and as it is true now: people by their mention, skills by their names of today.

    `there`: the rows of which what was missing has come since (`there_by_now`).
    """
    if row.id in there:
        return Why(Reason.KNOWN_BY_NOW, Change.NEXT_ROUND)
    why: dict[str, Any] = row.why
    helper = people.get(int(why["person"])) if why["person"] else None
    person = mention(helper) if helper else None
    word, change = why["word"], Change(why["change"])
    word = names[word] if change in OF_SKILLS else word
    return Why(Reason(why["reason"]), change, word, why["number"], why["level"], person)


def there_by_now(session: Session, unmatched: Sequence[RoundUnmatched]) -> set[int]:
    """Ids of those rows of which what was missing when the pairs were found has come since: told, or said yes to.

    At most three statements.
    """
    missing = {row: Reason(row.why["reason"]) for row in unmatched if row.why["reason"] in MAY_COME}
    if not missing:
        return set()
    ids = [row.enrollment_id for row in missing]
    rows = session.scalars(select(Enrollment).where(Enrollment.id.in_(ids)).options(*IN_FULL))
    places = {place.id: place for place in rows}
    levels = many(session, Member, (place.member_id for place in places.values()))
    picked = chosen_by(session, ids)

    def has_come(reason: Reason, place: Enrollment) -> bool:
        match reason:
            case Reason.UNREADABLE:
                return is_readable(place)
            case Reason.OWN_LEVEL_UNKNOWN:
                return levels[place.member_id].level is not None
            case _:
                return any(listed(picked[place.id], side) for side in Side)

    return {row.id for row, reason in missing.items() if has_come(reason, places[row.enrollment_id])}
