"""The private pulse after a meeting, and the quiet offer of help when it says that something isn't easy."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from msgspec import Struct
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.errors import UserError
from bot.features.checkins.facts import OfferFacts, PulseFacts
from bot.features.checkins.log import meeting_of
from bot.features.checkins.messages import HelpOffered
from bot.features.checkins.periods import closes_at, week_at
from bot.features.pairings.couples import Couple, couple
from bot.features.people.service import mention, work_week
from bot.models import (
    HELP_WAITS,
    HelpRequest,
    Meeting,
    Member,
    OutboxMessage,
    OutboxState,
    PairingState,
    Pulse,
    insert_once,
)
from bot.models.sealed import opened_or_empty
from bot.outbox import queue
from bot.worktime import DAY, instant

LOW = 2
BETWEEN_OFFERS = timedelta(weeks=4)


class PulseAnswers(Struct, frozen=True):
    """1 to 5 each, and words if the member likes."""

    useful: int
    voice: int
    counted: int
    note: str | None


def pulse_facts(session: Session, member: Member, meeting: Meeting, both: Couple) -> PulseFacts:
    """The form of one of the two, with what they answered before."""
    pulse = session.scalar(select(Pulse).filter_by(meeting_id=meeting.id, member_id=member.id))
    return PulseFacts(
        meeting_id=meeting.id,
        partner=mention(both.partner_of(member.id)),
        useful=pulse and pulse.useful,
        voice=pulse and pulse.voice,
        counted=pulse and pulse.counted,
        note=pulse and opened_or_empty(pulse, "note"),
        others=both.program.fewest - 1,
    )


def give_pulse(session: Session, now: datetime, member: Member, meeting_id: int, answers: PulseAnswers) -> None:
    """Keep a member's pulse. It counts in the week of its first answer, and may be corrected until that closes.

    Raises NotYours for everybody but the two, UserError when the week has closed.
    """
    meeting, both = meeting_of(session, member, meeting_id)
    keys = {"meeting_id": meeting.id, "member_id": member.id}
    scores = {"useful": answers.useful, "voice": answers.voice, "counted": answers.counted, "note": answers.note}
    rest = {"workspace_id": member.workspace_id, "answered_at": now, "promised": both.program.fewest}
    if insert_once(session, Pulse, **keys, **scores, **rest) is None:
        pulse = session.scalars(select(Pulse).filter_by(**keys).with_for_update()).one()
        _correct(pulse, now, answers)
        pulse.promised = max(pulse.promised, both.program.fewest)
    session.flush()
    if _is_uneasy(session, member.id, meeting.pairing_id):
        _offer_help(session, now, member, meeting.pairing_id)


def help_offered_facts(session: Session, _now: datetime, message: HelpOffered) -> OfferFacts | None:
    """The offer, while it is needed: nothing has ended, been asked for or taken back, and its reader is here."""
    member = session.get_one(Member, message.member_id)
    both = couple(session, member.workspace_id, message.pairing_id)
    asked = (
        select(HelpRequest.id)
        .filter_by(pairing_id=both.pairing.id, member_id=member.id)
        .where(HelpRequest.state.in_(HELP_WAITS))
    )
    if (
        both.pairing.state != PairingState.ACTIVE
        or both.seat_of(member.id).is_away
        or session.scalar(asked.limit(1))
        or not _is_uneasy(session, member.id, both.pairing.id)
    ):
        return None
    return OfferFacts(both.pairing.id, mention(both.partner_of(member.id)))


def _correct(pulse: Pulse, now: datetime, answers: PulseAnswers) -> None:
    if now >= closes_at(week_at(pulse.answered_at)):
        raise UserError("pulse-closed")
    pulse.useful, pulse.voice, pulse.counted = answers.useful, answers.voice, answers.counted
    pulse.note = answers.note


def _is_uneasy(session: Session, member_id: int, pairing_id: int) -> bool:
    """Whether the member couldn't speak freely the last time, or found the last two meetings of little use."""
    latest = _latest(session, member_id, pairing_id)
    useless = [pulse.useful <= LOW for pulse in latest]
    return bool(latest) and (latest[0].voice <= LOW or useless == [True, True])


def _latest(session: Session, member_id: int, pairing_id: int) -> Sequence[Pulse]:
    return session.scalars(
        select(Pulse)
        .join(Meeting, Meeting.id == Pulse.meeting_id)
        .where(Meeting.pairing_id == pairing_id, Pulse.member_id == member_id)
        .order_by(Meeting.held_on.desc(), Meeting.id.desc())
        .limit(2)
    ).all()


def _offer_help(session: Session, now: datetime, member: Member, pairing_id: int) -> None:
    """On the next day in their working hours, not in the moment; at most once in four weeks. Only they learn."""
    what = f"help-offered:{pairing_id}:{member.id}:"
    if _was_offered(session, now, member, what):
        return
    week = work_week(member)
    tomorrow = week.local(now).date() + DAY
    queue.add(
        session,
        HelpOffered(pairing_id, member.id),
        to=member,
        workspace_id=member.workspace_id,
        key=f"{what}{tomorrow}",
        due_at=week.next_working(instant(tomorrow, 0, week.zone)),
    )


def _was_offered(session: Session, now: datetime, member: Member, what: str) -> bool:
    recent = select(OutboxMessage.id).where(
        OutboxMessage.workspace_id == member.workspace_id,
        OutboxMessage.dedup_key.startswith(what, autoescape=True),
        OutboxMessage.due_at > now - BETWEEN_OFFERS,
        OutboxMessage.state != OutboxState.CANCELLED,
    )
    return session.scalar(recent.limit(1)) is not None
