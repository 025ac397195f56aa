"""Answers to a nudge: each for one pairing, each changeable, and only by who was asked."""

from collections.abc import Sequence
from datetime import datetime

from msgspec.structs import replace
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.errors import NotYours, UserError
from bot.features.checkins.asking import Asking
from bot.features.checkins.facts import NudgeFacts
from bot.features.checkins.plan import facts_of
from bot.features.enrollment.pausing import turn_nudges
from bot.features.pairings import endings
from bot.features.pairings.couples import Couple, couple_of, couples_of
from bot.models import Answer, CheckIn, Member, Nudge, PairingState, insert_once


def answer(
    session: Session, now: datetime, member: Member, nudge_id: int, pairing_id: int, said: Answer
) -> NudgeFacts:
    """Keep what a member says about one pairing in the week of their nudge, the last word; the nudge as it is now.

    Raises NotYours for somebody else's nudge or pairing, UserError for a pairing that has ended.
    """
    nudge, couples = own_nudge(session, member, nudge_id), couples_of(session, member)
    if pairing_id not in [both.pairing.id for both in couples]:
        require_active(couple_of(session, member, pairing_id))
    keys = {"pairing_id": pairing_id, "member_id": member.id, "iso_week": nudge.iso_week}
    values = {"workspace_id": member.workspace_id, "answer": said, "answered_at": now}
    if insert_once(session, CheckIn, **keys, **values) is None:
        row = session.scalars(select(CheckIn).filter_by(**keys).with_for_update()).one()
        row.answer, row.answered_at = said, now
        session.flush()
    return _facts(session, now, nudge, member, couples)


def end(session: Session, now: datetime, member: Member, nudge_id: int, pairing_id: int) -> NudgeFacts:
    """End a swap from the nudge; the nudge as it is now, without it. Raises NotYours or UserError."""
    nudge = own_nudge(session, member, nudge_id)
    endings.end(session, now, member, pairing_id)
    return _facts(session, now, nudge, member, couples_of(session, member))


def turn_off(session: Session, member: Member, nudge_id: int) -> int:
    """No more nudges in any of the member's programs; the nudge's id. `turn_on` undoes it."""
    nudge = own_nudge(session, member, nudge_id)
    turn_nudges(session, member, on=False)
    return nudge.id


def turn_on(session: Session, member: Member, nudge_id: int) -> int:
    """Nudges again; the nudge's id."""
    nudge = own_nudge(session, member, nudge_id)
    turn_nudges(session, member, on=True)
    return nudge.id


def own_nudge(session: Session, member: Member, nudge_id: int) -> Nudge:
    """The nudge with this id, for whom it went to; raises NotYours for everybody else."""
    nudge = session.scalar(select(Nudge).filter_by(id=nudge_id, member_id=member.id))
    if nudge is None:
        raise NotYours()
    return nudge


def require_active(both: Couple) -> Couple:
    """The pairing, while it goes on; raises UserError with a kind word where it has ended."""
    if both.pairing.state != PairingState.ACTIVE:
        raise UserError("checkin-pairing-ended")
    return both


def _facts(session: Session, now: datetime, nudge: Nudge, member: Member, couples: Sequence[Couple]) -> NudgeFacts:
    """Of the active pairings the nudge still shows those to ask about, and those answered in its week."""
    facts = facts_of(session, {nudge: couples})[nudge.id]
    asked = {both.pairing.id for both in Asking.among(session, now, couples).about(member, now)}
    return replace(facts, rows=tuple(row for row in facts.rows if row.answer or row.pairing_id in asked))
