"""What is said about help requests, in each one's working hours, while it still holds."""

from datetime import datetime

from msgspec.structs import replace
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.features.help_requests import neutral
from bot.features.help_requests.facts import AskedFacts, RequestFacts
from bot.features.help_requests.messages import (
    HelpAsked,
    HelpDone,
    HelpReminder,
    HelpTakenBack,
    HelpTakenOn,
    HelpUnanswered,
)
from bot.features.pairings.couples import couple
from bot.features.pairings.lapsing import NOT_READ
from bot.features.people.service import mention, work_week
from bot.models import HELP_WAITS, HelpRequest, HelpState, Member, OutboxMessage
from bot.models.sealed import opened_or_empty
from bot.outbox import queue

Told = HelpAsked | HelpTakenOn | HelpReminder | HelpUnanswered | HelpTakenBack | HelpDone


def tell(
    session: Session, now: datetime, message: Told, to: Member, *, caretaker: Member | None = None, again: str = ""
) -> None:
    """When its reader works, and once; but for each `again` another time."""
    queue.add(
        session,
        message,
        to=to,
        workspace_id=to.workspace_id,
        key=f"{type(message).__name__}:{message.request_id}{again}",
        due_at=work_week(to).next_working(now),
        caretaker=caretaker,
    )


def help_asked_facts(session: Session, _now: datetime, message: HelpAsked) -> AskedFacts | None:
    """What the neutral person reads: nothing but what the member agreed to, and only while it holds."""
    request = session.get_one(HelpRequest, message.request_id)
    return (
        asked_facts(session, request)
        if request.state in HELP_WAITS and is_still_neutral(session, request)
        else None
    )


def taken_on_facts(session: Session, _now: datetime, message: HelpTakenOn) -> RequestFacts | None:
    """Who asked reads it, unless it is done already."""
    return _for_member(session, message.request_id, HelpState.TAKEN_ON)


def reminder_facts(session: Session, now: datetime, message: HelpReminder) -> AskedFacts | None:
    """The neutral person reads the same once more, while it waits."""
    return help_asked_facts(session, now, HelpAsked(message.request_id))


def unanswered_facts(session: Session, _now: datetime, message: HelpUnanswered) -> RequestFacts | None:
    """Who asked reads it, unless there was an answer meanwhile or they took it back."""
    return _for_member(session, message.request_id, *HELP_WAITS)


def taken_back_facts(session: Session, _now: datetime, message: HelpTakenBack) -> RequestFacts | None:
    """The neutral person reads it if they have read that they were asked."""
    request = session.get_one(HelpRequest, message.request_id)
    unread = select(OutboxMessage.id).where(
        OutboxMessage.workspace_id == request.workspace_id,
        OutboxMessage.dedup_key == f"{HelpAsked.__name__}:{request.id}",
        OutboxMessage.state.in_(NOT_READ),
    )
    if session.scalar(unread):
        return None
    return request_facts(session, request, session.get_one(Member, request.contact_id))


def help_done_facts(session: Session, _now: datetime, message: HelpDone) -> RequestFacts | None:
    """Who asked reads how it ended."""
    return _for_member(session, message.request_id, HelpState.DONE)


def is_still_neutral(session: Session, request: HelpRequest) -> bool:
    """Whether the chosen person would do today: they are here, and in neither one's reporting line."""
    return neutral.is_neutral(
        session, couple(session, request.workspace_id, request.pairing_id), request.contact_id
    )


def _for_member(session: Session, request_id: int, *states: HelpState) -> RequestFacts | None:
    request = session.get_one(HelpRequest, request_id)
    member = session.get_one(Member, request.member_id)
    return own_facts(session, request, member) if request.state in states else None


def waits_for(session: Session, contact: Member) -> list[HelpRequest]:
    """All that waits for a person who is still neutral, the oldest first: nobody else reads of it any more."""
    theirs = select(HelpRequest).where(HelpRequest.contact_id == contact.id, HelpRequest.state.in_(HELP_WAITS))
    requests = session.scalars(theirs.order_by(HelpRequest.id)).all()
    return [one for one in requests if is_still_neutral(session, one)]


def how_many_wait(session: Session, contact: Member) -> int:
    """How many people wait for a neutral person."""
    return len(waits_for(session, contact))


def request_facts(session: Session, request: HelpRequest, reader: Member) -> RequestFacts:
    """A help request as one of the two, who asked or who is asked, reads it."""
    both = couple(session, request.workspace_id, request.pairing_id)
    return RequestFacts(
        request_id=request.id,
        pairing_id=request.pairing_id,
        contact=mention(session.get_one(Member, request.contact_id)),
        member=mention(session.get_one(Member, request.member_id)),
        partner=mention(both.partner_of(request.member_id)),
        program=both.program.name,
        note=opened_or_empty(request, "note"),
        asked_on=work_week(reader).local(request.asked_at).date(),
        state=request.state,
        outcome=request.outcome,
    )


def own_facts(session: Session, request: HelpRequest, member: Member) -> RequestFacts:
    """The same for who asked: also whether the one they chose still would do."""
    waits = request.state in HELP_WAITS
    facts = request_facts(session, request, member)
    return replace(facts, will_do=not waits or is_still_neutral(session, request))


def asked_facts(session: Session, request: HelpRequest) -> AskedFacts:
    """The same for its neutral person, who may have others waiting."""
    contact = session.get_one(Member, request.contact_id)
    others = [one for one in waits_for(session, contact) if one != request]
    return AskedFacts(request_facts(session, request, contact), len(others))
