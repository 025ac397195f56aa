"""Pairings that end: by one of the two, by leaving the program or Slack; without reasons or blame."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.errors import UserError
from bot.features.pairings.couples import Couple, couple_of, couples_of, lock, tell
from bot.features.pairings.messages import PairingEnded
from bot.features.pairings.offers import withdraw_from_offers
from bot.models import EndReason, Enrollment, EnrollmentState, Member, PairingState


def end(session: Session, now: datetime, member: Member, pairing_id: int) -> Couple:
    """One of the two ends it, with no reason asked; the other is told kindly. Raises UserError."""
    both = couple_of(session, member, pairing_id)
    lock(session, both.pairing)
    if both.pairing.state != PairingState.ACTIVE:
        raise UserError("pairing-over")
    _end(session, now, both, member, EndReason.ASKED)
    return both


def _end(session: Session, now: datetime, both: Couple, by: Member, reason: EndReason) -> None:
    pairing = both.pairing
    pairing.state, pairing.ended_at = PairingState.ENDED, now
    pairing.ended_reason, pairing.ended_by_id = reason, by.id
    for member in both.members:
        member.next_nudge_at = None
    partner = both.partner_of(by.id)
    tell(session, now, both, partner, PairingEnded(pairing.id, partner.id), "ended")


def step_back(session: Session, now: datetime, member: Member, enrollment: Enrollment, reason: EndReason) -> None:
    """Somebody leaves a program: active pairings end, and open offers are quietly answered with no."""
    withdraw_from_offers(session, now, member, enrollment)
    for both in couples_of(session, member, PairingState.ACTIVE):
        if enrollment.id in (both.mentor.enrollment.id, both.mentee.enrollment.id):
            lock(session, both.pairing)
            if both.pairing.state == PairingState.ACTIVE:  # the other one may have ended it at this moment
                _end(session, now, both, member, reason)
    enrollment.state, enrollment.left_at = EnrollmentState.LEFT, now
    enrollment.paused_until = enrollment.resumes_at = enrollment.fill_in_asked_at = None


def gone(session: Session, now: datetime, member: Member, reason: EndReason) -> None:
    """This member is gone from Slack, or a guest now: their pairings end, and their partners are free again."""
    rows = select(Enrollment).where(Enrollment.member_id == member.id, Enrollment.state != EnrollmentState.LEFT)
    for enrollment in session.scalars(rows).all():
        step_back(session, now, member, enrollment, reason)
