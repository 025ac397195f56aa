"""An owner approves a round: each pair is checked once more, then the two are asked; the unmatched are told."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from msgspec import Struct
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot import audit
from bot.errors import UserError
from bot.features.pairings.couples import Seat, live_elsewhere
from bot.features.pairings.offers import Match, offer
from bot.features.people.budget import free_slots
from bot.features.people.lines import ReportingLines
from bot.features.people.service import mention
from bot.features.rounds.facts import Approval
from bot.features.rounds.inputs import Seats, seats_of, unread_seats
from bot.features.rounds.messages import LeftUnmatched
from bot.features.rounds.service import decide, owned_round
from bot.features.rounds.unread import UNREAD
from bot.features.rounds.wishes import fulfilled, pending, require_readable
from bot.matching.terms import Change, Reason
from bot.mentions import Mention
from bot.models import (
    LIVE,
    Deed,
    Enrollment,
    Member,
    Pairing,
    Program,
    ProgramState,
    Round,
    RoundPair,
    RoundState,
    RoundUnmatched,
)
from bot.models.sealed import opened_or_empty
from bot.outbox import queue

NO_CHANGE: dict[str, Any] = {
    "change": Change.NOTHING.value,
    "word": None,
    "number": None,
    "level": None,
    "person": None,
}


def approve(session: Session, now: datetime, acting: Member, round_id: int, version: int) -> Approval:
    """Make the pairs of a round, as the owner saw it; raises NotYours or UserError.

    Who paused, left or was paired since the proposal is skipped: nobody is matched while away.
    """
    round_, program = owned_round(session, acting, round_id)
    if program.state != ProgramState.OPEN:
        raise UserError("error-program-closed")
    require_readable(round_)
    if round_.version == version and pending(round_):
        raise UserError("round-changes-wait")
    decide(session, now, acting, round_, version, RoundState.APPROVED)
    outcome = make_pairs(session, now, program, round_)
    unmatched = _console(session, now, round_, outcome.left_out, outcome.today)
    audit.record(session, now, acting, Deed.ROUND_APPROVED, program.id, round=round_.id)
    return Approval(
        program=program.name,
        asks_first=program.asks_first,
        pairs=len(outcome.made),
        people=len(_people(outcome.made)),
        skipped=tuple(_couple(session, pair) for pair in outcome.left_out if pair.included),
        unmatched=unmatched,
    )


class Outcome(Struct, frozen=True):
    """What a round came to: pairs that are asked now, and pairs that are not."""

    made: Sequence[RoundPair]
    left_out: Sequence[RoundPair]
    today: "Today"


def make_pairs(
    session: Session, now: datetime, program: Program, round_: Round, asked_by: Collection[int] = ()
) -> Outcome:
    """Ask the pairs of a round that are included and still possible; the one way in which pairings come to be.

    `asked_by`: the enrollments that had asked for it themselves.
    """
    pairs = session.scalars(select(RoundPair).filter_by(round_id=round_.id).order_by(RoundPair.id)).all()
    today = Today.of(session, program)
    made = [pair for pair in pairs if pair.included and today.takes(pair)]
    offer(session, now, program, round_.id, [today.match(pair) for pair in made], asked_by)
    _count_rounds(session, today.matched, 0)
    return Outcome(made, [pair for pair in pairs if pair not in made], today)


@dataclass
class Today:
    """Who can be paired now, and with whom; it knows of the pairs that it has taken."""

    seats: dict[int, tuple[Enrollment, Member]]
    unread: dict[int, tuple[Enrollment, Member]]  # who would have a seat, if what they told could be read
    lines: ReportingLines
    couples: set[frozenset[int]]
    elsewhere: set[frozenset[int]]  # member ids of couples in another program
    mentors: Counter[int]
    mentees: set[int]
    matched: set[int] = field(default_factory=set[int])

    @classmethod
    def of(cls, session: Session, program: Program) -> "Today":
        seats = _locked_seats(session, program)
        pairings = session.scalars(select(Pairing).filter_by(program_id=program.id)).all()
        live = [pairing for pairing in pairings if pairing.state in LIVE]
        by_id = {enrollment.id: (enrollment, member) for enrollment, member in seats}
        return cls(
            seats=by_id,
            unread={one.id: (one, member) for one, member in unread_seats(session, program, by_id.keys())},
            lines=ReportingLines.of(session, program.workspace_id),
            couples={frozenset((pairing.mentor_id, pairing.mentee_id)) for pairing in pairings},
            elsewhere=live_elsewhere(session, program),
            mentors=Counter(pairing.mentor_id for pairing in live),
            mentees={pairing.mentee_id for pairing in live},
        )

    def match(self, pair: RoundPair) -> Match:
        (mentor, teaches), (mentee, learns) = self.seats[pair.mentor_id], self.seats[pair.mentee_id]
        return Match(Seat(teaches, mentor), Seat(learns, mentee), opened_or_empty(pair, "why"))

    def takes(self, pair: RoundPair) -> bool:
        """Whether this pair may still exist; if so it counts from now on."""
        if not self._is_possible(pair.mentor_id, pair.mentee_id):
            return False
        self.couples.add(frozenset((pair.mentor_id, pair.mentee_id)))
        self.mentors[pair.mentor_id] += 1
        self.mentees.add(pair.mentee_id)
        self.matched |= {pair.mentor_id, pair.mentee_id}
        return True

    def _is_possible(self, mentor_id: int, mentee_id: int) -> bool:
        if mentor_id not in self.seats or mentee_id not in self.seats:
            return False
        (mentor, one), (mentee, other) = self.seats[mentor_id], self.seats[mentee_id]
        return (
            self.mentors[mentor_id] < mentor.capacity
            and mentee_id not in self.mentees
            and frozenset((mentor_id, mentee_id)) not in self.couples
            and frozenset((one.id, other.id)) not in self.elsewhere
            and one.id not in mentee.avoid
            and other.id not in mentor.avoid
            and not self.lines.are_in_one(one.id, other.id)
        )

    def is_waiting(self, enrollment_id: int) -> bool:
        """Here, and in no pair."""
        busy = enrollment_id in self.mentees or self.mentors[enrollment_id] > 0
        return (enrollment_id in self.seats or enrollment_id in self.unread) and not busy

    def member(self, enrollment_id: int) -> Member:
        """Of whom there is a seat, or would be."""
        return (self.seats.get(enrollment_id) or self.unread[enrollment_id])[1]


def _locked_seats(session: Session, program: Program) -> Seats:
    """Locked until the end of the transaction, so that nobody pauses between the check and the question.

    The members too: another program of theirs, approved at the same moment, waits and then sees these couples.
    """
    mine = select(Enrollment.id).filter_by(program_id=program.id).order_by(Enrollment.id)
    session.execute(mine.with_for_update(key_share=True))
    people = select(Enrollment.member_id).filter_by(program_id=program.id)
    locked = select(Member.id).where(Member.id.in_(people)).order_by(Member.id)
    session.execute(locked.with_for_update(key_share=True))
    return seats_of(session, program)


def _console(session: Session, now: datetime, round_: Round, left_out: Sequence[RoundPair], today: Today) -> int:
    """Tell everybody who is in no pair, once; how many they are. Waiting gives precedence in the next round.

    Whom an owner left out hears nothing, as if there had been no round, but has waited as well.
    """
    rows = {row.enrollment_id: row for row in session.scalars(select(RoundUnmatched).filter_by(round_id=round_.id))}
    waiting = sorted(key for key in rows.keys() | _people(left_out) if today.is_waiting(key))
    reasons = [rows.get(key) or without_pair(session, round_, key, left_out, today) for key in waiting]
    readers = {row.id: today.member(row.enrollment_id) for row in reasons}
    slots = free_slots(session, dict.fromkeys(readers.values(), now))
    queue.add_all(session, [_envelope(row, readers[row.id], slots[readers[row.id].id]) for row in reasons])
    skipped = {person for wish in fulfilled(round_) for person in wish.left_out if today.is_waiting(person)}
    _count_rounds(session, {*waiting, *skipped}, Enrollment.waiting_rounds + 1)
    return len(waiting)


def without_pair(
    session: Session, round_: Round, enrollment_id: int, left_out: Sequence[RoundPair], today: Today
) -> RoundUnmatched:
    """Somebody whose pair was left out. Whether the other one paused or left is nobody's business."""
    why = {"reason": Reason.NO_ONE_SUITABLE.value, **NO_CHANGE}
    flagged = any(pair.flagged and enrollment_id in (pair.mentor_id, pair.mentee_id) for pair in left_out)
    if enrollment_id in today.unread:
        why = UNREAD
    elif flagged and today.member(enrollment_id).level is None:
        why |= {"reason": Reason.OWN_LEVEL_UNKNOWN.value, "change": Change.STATE_LEVEL.value}
    row = RoundUnmatched(workspace_id=round_.workspace_id, round_id=round_.id, enrollment_id=enrollment_id, why=why)
    session.add(row)
    session.flush()
    return row


def _envelope(row: RoundUnmatched, member: Member, at: datetime) -> queue.Envelope:
    return queue.Envelope(
        message=LeftUnmatched(row.id),
        to=member,
        workspace_id=row.workspace_id,
        key=f"unmatched:{row.id}",
        due_at=at,
        unasked=True,
    )


def _count_rounds(session: Session, enrollment_ids: set[int], rounds: Any) -> None:
    if enrollment_ids:
        session.execute(
            update(Enrollment)
            .where(Enrollment.id.in_(enrollment_ids))
            .values(waiting_rounds=rounds)
            .execution_options(synchronize_session="fetch")
        )


def _people(pairs: Sequence[RoundPair]) -> set[int]:
    return {enrollment_id for pair in pairs for enrollment_id in (pair.mentor_id, pair.mentee_id)}


def _couple(session: Session, pair: RoundPair) -> tuple[Mention, Mention]:
    mentor, mentee = (
        mention(session.get_one(Member, session.get_one(Enrollment, enrollment_id).member_id))
        for enrollment_id in (pair.mentor_id, pair.mentee_id)
    )
    return mentor, mentee
