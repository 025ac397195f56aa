"""Help requests: to a neutral person of the member's choice, with exactly what they have seen and agreed to."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.errors import NotYours
from bot.features.checkins.answer import answer
from bot.features.help_requests import neutral
from bot.features.help_requests.facts import AskedFacts, HelpFacts, RequestFacts
from bot.features.help_requests.messages import HelpAsked, HelpDone, HelpTakenBack, HelpTakenOn
from bot.features.help_requests.telling import asked_facts, own_facts, request_facts, tell, waits_for
from bot.features.pairings.couples import couple_of
from bot.features.people.service import mention, work_week
from bot.models import HELP_WAITS, Answer, HelpOutcome, HelpRequest, HelpState, Member, PairingState

WORKING_DAYS = 3
"""After so many whole ones a neutral person who hasn't answered is reminded, once."""


def help_facts(session: Session, member: Member, pairing_id: int) -> HelpFacts:
    """What would be passed on, and to whom it can be; raises NotYours, or UserError where nobody is neutral."""
    both = couple_of(session, member, pairing_id)
    if both.pairing.introduced_at is None:
        raise NotYours()
    return HelpFacts(
        pairing_id=both.pairing.id,
        neutrals=neutral.people(session, both),
        member=mention(member),
        partner=mention(both.partner_of(member.id)),
        program=both.program.name,
    )


def waiting_request(session: Session, member: Member, pairing_id: int) -> RequestFacts | None:
    """What the member has asked for about this pairing and nobody has taken care of yet: the newest."""
    mine = select(HelpRequest).where(
        HelpRequest.pairing_id == pairing_id, HelpRequest.member_id == member.id, HelpRequest.state.in_(HELP_WAITS)
    )
    request = session.scalar(mine.order_by(HelpRequest.id.desc()).limit(1))
    return request and own_facts(session, request, member)


def ask_for_help(
    session: Session,
    now: datetime,
    member: Member,
    pairing_id: int,
    contact_id: int,
    note: str | None,
    nudge_id: int | None = None,
) -> RequestFacts | None:
    """Pass it on to the person whom the member has chosen; None, and nothing done, if that one won't do now.

    Asked again while it waits, it stays as it is. With `nudge_id` it is also the member's answer to that nudge.
    """
    facts = help_facts(session, member, pairing_id)
    if contact_id not in {one.member_id for one in facts.neutrals}:
        return None
    session.refresh(member, with_for_update=True)  # a form that is sent twice asks once
    waits = waiting_request(session, member, pairing_id)
    if waits:
        return waits
    contact = session.get_one(Member, contact_id)
    request = HelpRequest(
        workspace_id=member.workspace_id,
        pairing_id=facts.pairing_id,
        member_id=member.id,
        contact_id=contact_id,
        asked_at=now,
        remind_at=reminder_at(contact, now),
    )
    session.add(request)
    session.flush()
    request.note = note
    tell(session, now, HelpAsked(request.id), contact, caretaker=member)
    if nudge_id and couple_of(session, member, pairing_id).pairing.state == PairingState.ACTIVE:
        answer(session, now, member, nudge_id, pairing_id, Answer.HELP)
    return request_facts(session, request, member)


def take_back(session: Session, now: datetime, member: Member, request_id: int) -> RequestFacts:
    """Who asked doesn't need it any more; the neutral person is told, if they have read of it at all."""
    request = _mine(session, request_id, member_id=member.id)
    if request.state in HELP_WAITS:
        request.state, request.done_at, request.remind_at = HelpState.TAKEN_BACK, now, None
        tell(session, now, HelpTakenBack(request.id), session.get_one(Member, request.contact_id))
    return request_facts(session, request, member)


def take_on(session: Session, now: datetime, contact: Member, request_id: int) -> AskedFacts:
    """The neutral person will get in touch; who asked is told, once. Raises NotYours for everybody else."""
    request = _mine(session, request_id, contact_id=contact.id)
    if request.state == HelpState.OPEN:
        request.state, request.reminded_at, request.remind_at = HelpState.TAKEN_ON, None, reminder_at(contact, now)
        tell(session, now, HelpTakenOn(request.id), session.get_one(Member, request.member_id))
    return asked_facts(session, request)


def mark_done(
    session: Session, now: datetime, contact: Member, request_id: int, outcome: HelpOutcome
) -> AskedFacts:
    """The neutral person has taken care of it; who asked is told how it ended, once. Raises NotYours."""
    request = _mine(session, request_id, contact_id=contact.id)
    if request.state in HELP_WAITS:
        request.state, request.outcome, request.done_at, request.remind_at = HelpState.DONE, outcome, now, None
        tell(session, now, HelpDone(request.id), session.get_one(Member, request.member_id))
    return asked_facts(session, request)


def waiting_for(session: Session, contact: Member) -> Sequence[RequestFacts]:
    """All that waits for a neutral person, the oldest first."""
    return [request_facts(session, one, contact) for one in waits_for(session, contact)]


def reminder_at(contact: Member, now: datetime) -> datetime:
    """When they work next, after three whole working days of their own."""
    week = work_week(contact)
    return week.next_working(week.after_working_days(now, WORKING_DAYS))


def _mine(session: Session, request_id: int, **whose: int) -> HelpRequest:
    request = session.scalar(select(HelpRequest).filter_by(id=request_id, **whose).with_for_update())
    if request is None:
        raise NotYours()
    return request
