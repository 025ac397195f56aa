"""Calls for help: to a neutral person, with exactly what the member has seen and agreed to, and to nobody else."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.errors import NotYours, UserError
from bot.features.checkins.answer import answer
from bot.features.checkins.facts import HelpFacts, RequestFacts
from bot.features.checkins.messages import HelpAsked, HelpDone
from bot.features.pairings.couples import Couple, couple, couple_of
from bot.features.people.lines import ReportingLines
from bot.features.people.service import mention, work_week
from bot.features.programs.service import owners
from bot.models import Answer, HelpRequest, HelpState, Member, MemberKind, PairingState, Program
from bot.outbox import queue


def help_facts(session: Session, member: Member, pairing_id: int) -> HelpFacts:
    """What would be passed on, and to whom; raises NotYours, or UserError where there is nobody neutral."""
    both = couple_of(session, member, pairing_id)
    if both.pairing.introduced_at is None:
        raise NotYours()
    contact = _contact(session, both, member)
    return HelpFacts(
        pairing_id=both.pairing.id,
        contact_id=contact.id,
        contact=mention(contact),
        member=mention(member),
        partner=mention(both.partner_of(member.id)),
        program=both.program.name,
    )


def ask_for_help(
    session: Session,
    now: datetime,
    member: Member,
    pairing_id: int,
    contact_id: int,
    note: str | None,
    nudge_id: int | None = None,
) -> RequestFacts | None:
    """Pass it on to the person whom the member has agreed to; None, and nothing done, if that one won't do now.

    With `nudge_id` it is also the member's answer to that nudge.
    """
    facts = help_facts(session, member, pairing_id)
    if facts.contact_id != contact_id:
        return None
    request = HelpRequest(
        workspace_id=member.workspace_id,
        pairing_id=facts.pairing_id,
        member_id=member.id,
        contact_id=contact_id,
        note=note,
        asked_at=now,
    )
    session.add(request)
    session.flush()
    _tell(session, now, HelpAsked(request.id), request, contact_id, caretaker=member)
    if nudge_id and couple_of(session, member, pairing_id).pairing.state == PairingState.ACTIVE:
        answer(session, now, member, nudge_id, pairing_id, Answer.HELP)
    return request_facts(session, request)


def mark_done(session: Session, now: datetime, member: Member, request_id: int) -> RequestFacts:
    """The contact has taken care of it; who asked is told, once. Raises NotYours for everybody else."""
    request = session.scalar(select(HelpRequest).filter_by(id=request_id, contact_id=member.id).with_for_update())
    if request is None:
        raise NotYours()
    if request.state == HelpState.OPEN:
        request.state, request.done_at = HelpState.DONE, now
        _tell(session, now, HelpDone(request.id), request, request.member_id)
    return request_facts(session, request)


def help_asked_facts(session: Session, _now: datetime, message: HelpAsked) -> RequestFacts:
    """What the contact reads: nothing but what the member agreed to."""
    return request_facts(session, session.get_one(HelpRequest, message.request_id))


def help_done_facts(session: Session, _now: datetime, message: HelpDone) -> RequestFacts:
    """What the member reads when it was taken care of."""
    return request_facts(session, session.get_one(HelpRequest, message.request_id))


def request_facts(session: Session, request: HelpRequest) -> RequestFacts:
    """A call for help that was passed on, as the contact and the member see it."""
    both = couple(session, request.workspace_id, request.pairing_id)
    return RequestFacts(
        request_id=request.id,
        contact=mention(session.get_one(Member, request.contact_id)),
        member=mention(session.get_one(Member, request.member_id)),
        partner=mention(both.partner_of(request.member_id)),
        program=both.program.name,
        note=request.note,
        done=request.state == HelpState.DONE,
    )


def _contact(session: Session, both: Couple, member: Member) -> Member:
    """The first neutral one: the program's contact, else an owner; nobody in either one's reporting line."""
    lines = ReportingLines.of(session, member.workspace_id)
    pair = {one.id for one in both.members}
    not_neutral = pair.union(*(lines.above(one) for one in pair))
    for candidate in _candidates(session, both.program):
        here = candidate.deactivated_at is None and candidate.kind == MemberKind.PERSON
        if here and candidate.id not in not_neutral and pair.isdisjoint(lines.above(candidate.id)):
            return candidate
    raise UserError("help-nobody")


def _candidates(session: Session, program: Program) -> Sequence[Member]:
    contact = session.get(Member, program.contact_id) if program.contact_id else None
    return [*([contact] if contact else []), *owners(session, program)]


def _tell(
    session: Session,
    now: datetime,
    message: HelpAsked | HelpDone,
    request: HelpRequest,
    to_id: int,
    caretaker: Member | None = None,
) -> None:
    to = session.get_one(Member, to_id)
    queue.add(
        session,
        message,
        to=to,
        workspace_id=request.workspace_id,
        key=f"{type(message).__name__}:{request.id}",
        due_at=work_week(to).next_working(now),
        caretaker=caretaker,
    )
