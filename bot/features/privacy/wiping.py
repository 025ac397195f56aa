"""After an erasure: what a round was asked about them; after it and each purge, old pages of SQLite's files."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import structlog
from msgspec import Struct
from sqlalchemy import bindparam, delete, or_, select
from sqlalchemy.orm import Session, undefer

from bot.clock import Clock
from bot.db import Database
from bot.models import Deployment, Enrollment, Erasure, Round, RoundPair, RoundState, RoundUnmatched, Unreadable
from bot.models.sealed import empty

OPEN = (RoundState.COMPUTING, RoundState.PROPOSED)
_WAITING = select(Erasure).where(Erasure.wiped_at.is_(None)).order_by(Erasure.id).limit(1)
_PURGED = select(Deployment.purged_at).where(Deployment.id == 1)
_PLACES = select(Enrollment.id, Enrollment.program_id).where(Enrollment.member_id == bindparam("member_id"))

log = structlog.get_logger()


class Wiper(Struct, frozen=True):
    """A tick. What it does may be done again, by anybody."""

    database: Database
    clock: Clock

    def run_once(self) -> int:
        """Wipe what one erasure has left; how many were. One that can't be wiped yet is tried at the next beat."""
        with self.database.reading() as session:
            erasure = session.scalar(_WAITING)
            if erasure is None:
                return 0
            places = dict(session.execute(_PLACES, {"member_id": erasure.member_id}).all())
            rounds = _rounds_with(session, set(places.values()), places.keys())
        with self.database.transaction() as session:
            busy = [round_id for round_id, inputs in rounds if not _put_away(session, round_id, inputs, places)]
        if busy or not self.database.forget_deleted():
            return 0
        with self.database.transaction() as session:
            session.get_one(Erasure, erasure.id).wiped_at = self.clock()
        log.info("erasure_wiped", erasure_id=erasure.id)
        return 1


@dataclass
class Sweeper:
    """A tick. Once all that is old enough was forgotten, none of it stays in SQLite's log of old pages either.

    It remembers nothing: a process that has just begun does it once more, which costs next to nothing.
    """

    database: Database
    swept: datetime | None = field(default=None, init=False)

    def run_once(self) -> int:
        """1 if it was swept; while somebody reads just then, it is tried at the next beat."""
        with self.database.reading() as session:
            purged_at = session.scalar(_PURGED)
        if purged_at in (None, self.swept) or not self.database.forget_deleted():
            return 0
        self.swept = purged_at
        return 1


def _rounds_with(
    session: Session, programs: Collection[int], people: Collection[int]
) -> list[tuple[int, dict[str, Any] | None]]:
    """Rounds of which somebody was asked about; what of their inputs stays, None where that isn't known yet."""
    rows = session.scalars(
        select(Round).where(Round.program_id.in_(programs)).options(undefer(Round.inputs)).order_by(Round.id)
    )
    gone = {str(one) for one in people}
    found: list[tuple[int, dict[str, Any] | None]] = []
    for round_ in rows:
        inputs = _inputs(round_)
        if not inputs and round_.state == RoundState.COMPUTING:
            found.append((round_.id, None))
        elif inputs is None:
            found.append((round_.id, {}))
        elif any(one["id"] in gone for one in inputs.get("people", ())):
            found.append((round_.id, _without(inputs, gone) if round_.state in OPEN else {}))
    return found


def _inputs(round_: Round) -> dict[str, Any] | None:
    """None where they can't be read: then nobody can say that this member isn't in them."""
    try:
        return round_.inputs
    except Unreadable:
        return None


def _without(inputs: dict[str, Any], gone: Collection[str]) -> dict[str, Any]:
    """A round that is still open goes on without them; a decided one can't be run again anyhow."""
    return {**inputs, "people": [one for one in inputs["people"] if one["id"] not in gone]}


def _put_away(session: Session, round_id: int, inputs: dict[str, Any] | None, people: Collection[int]) -> bool:
    """Whether it could be; not while the matcher is at it, also again: it would write them down afterwards."""
    round_ = session.get_one(Round, round_id, with_for_update=True)
    if inputs is None or round_.state == RoundState.COMPUTING:
        return False
    round_.inputs = inputs
    left = (RoundUnmatched.round_id == round_id, RoundUnmatched.enrollment_id.in_(people))
    session.execute(delete(RoundUnmatched).where(*left))
    theirs = or_(RoundPair.mentor_id.in_(people), RoundPair.mentee_id.in_(people))
    for pair in session.scalars(select(RoundPair).where(RoundPair.round_id == round_id, theirs)):
        empty(pair)
    return True
