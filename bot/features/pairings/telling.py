"""The facts that messages about pairings need when they are sent; None where they are no longer wanted."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.features.enrollment.rematch import may_look
from bot.features.enrollment.service import places_of
from bot.features.pairings.couples import Couple, Seat, couple
from bot.features.pairings.facts import (
    Card,
    EndedFacts,
    IntroductionFacts,
    OfferFacts,
    PairingFacts,
    Unpaired,
    Why,
)
from bot.features.pairings.messages import (
    OfferClosed,
    OfferReminder,
    PairingEnded,
    PairingOffered,
    PairIntroduced,
)
from bot.features.people.service import mention, work_week
from bot.features.skills.service import called_now, names_now, of_enrollment
from bot.models import EndReason, Member, Pairing, PairingAnswer, PairingState, Program, Side


def offered_facts(session: Session, now: datetime, message: PairingOffered) -> OfferFacts | None:
    """The question, while it is open and its reader is there."""
    return _open_offer(session, now, message.pairing_id, message.member_id)


def reminder_facts(session: Session, now: datetime, message: OfferReminder) -> OfferFacts | None:
    """The question once more, unless it was answered meanwhile."""
    return _open_offer(session, now, message.pairing_id, message.member_id)


def _open_offer(session: Session, now: datetime, pairing_id: int, member_id: int) -> OfferFacts | None:
    member = session.get_one(Member, member_id)
    both = couple(session, member.workspace_id, pairing_id)
    lapses_at = both.pairing.lapses_at
    asked = both.pairing.state == PairingState.OFFERED and not both.seat_of(member_id).is_away
    answered = session.scalar(select(PairingAnswer.id).filter_by(pairing_id=pairing_id, member_id=member_id))
    if not asked or answered or lapses_at is None or lapses_at <= now:
        return None
    return offer_facts(session, both, member, lapses_at)


def offer_facts(session: Session, both: Couple, member: Member, answer_by: datetime) -> OfferFacts:
    """An offer as one of the two sees it."""
    facts = pairing_facts(session, both, member)
    return OfferFacts(
        pairing_id=both.pairing.id,
        program=both.program.name,
        partner=card(session, _other_seat(both, member)),
        you_show=facts.you_show,
        they_show=facts.they_show,
        interests=facts.interests,
        answer_by=answer_by,
    )


def closed_facts(session: Session, _now: datetime, message: OfferClosed) -> EndedFacts:
    """That a suggestion came to nothing; the same facts whoever didn't answer."""
    member = session.get_one(Member, message.member_id)
    both = couple(session, member.workspace_id, message.pairing_id)
    return EndedFacts(
        both.program.name,
        mention(both.partner_of(member.id)),
        partner_is_away=False,
        fill_in=may_look_after(session, both, member),
    )


def introduced_facts(session: Session, _now: datetime, message: PairIntroduced) -> IntroductionFacts | None:
    """The two, unless it ended before they were introduced. Who pauses after both said yes is still introduced."""
    pairing = _pairing(session, message.pairing_id)
    if pairing is None or pairing.pairing.state != PairingState.ACTIVE:
        return None
    answered = session.scalar(select(PairingAnswer.id).filter_by(pairing_id=message.pairing_id).limit(1))
    return IntroductionFacts(
        pairing_id=pairing.pairing.id,
        program=pairing.program.name,
        asked=answered is not None,
        mentor=card(session, pairing.mentor),
        mentee=card(session, pairing.mentee),
        why=why_of(session, pairing),
    )


def ended_facts(session: Session, _now: datetime, message: PairingEnded) -> EndedFacts | None:
    """Who is told; nobody, where they are gone themselves."""
    member = session.get_one(Member, message.member_id)
    if member.deactivated_at:
        return None
    both = couple(session, member.workspace_id, message.pairing_id)
    gone = both.pairing.ended_reason == EndReason.DEACTIVATED
    return EndedFacts(
        both.program.name,
        mention(both.partner_of(member.id)),
        partner_is_away=gone,
        fill_in=may_look_after(session, both, member),
    )


def may_look_after(session: Session, both: Couple, member: Member) -> int | None:
    """The enrollment of one of the two, where they may ask for somebody else now."""
    return may_look(session, both.program, both.seat_of(member.id).enrollment)


def unpaired(session: Session, member: Member, couples: Sequence[Couple]) -> list[Unpaired]:
    """The member's programs in which they are in none of these couples."""
    paired = {both.seat_of(member.id).enrollment.id for both in couples}
    places = [place for place in places_of(session, member) if place.id not in paired]
    programs = [(session.get_one(Program, place.program_id), place) for place in places]
    return [Unpaired(program.name, may_look(session, program, place)) for program, place in programs]


def pairing_facts(session: Session, both: Couple, member: Member) -> PairingFacts:
    """A pairing as one of the two sees it: what they show, and what they are shown."""
    why = why_of(session, both)
    teaches = both.mentor.member.id == member.id
    return PairingFacts(
        pairing_id=both.pairing.id,
        program=both.program.name,
        partner=mention(both.partner_of(member.id)),
        you_show=why.learns if teaches else why.gives_back,
        they_show=why.gives_back if teaches else why.learns,
        interests=why.interests,
        since_on=_since(both, member),
    )


def _since(both: Couple, member: Member) -> date | None:
    introduced_at = both.pairing.introduced_at
    return work_week(member).local(introduced_at).date() if introduced_at else None


def card(session: Session, seat: Seat) -> Card:
    """One of the two, as the other may see them. The level stays out: it isn't what counts here."""
    return Card(
        who=mention(seat.member),
        teaches=tuple(skill.name for skill in of_enrollment(session, seat.enrollment, Side.TEACH)),
        learns=tuple(skill.name for skill in of_enrollment(session, seat.enrollment, Side.LEARN)),
        team=seat.member.team,
        location=seat.member.location,
    )


def why_of(session: Session, both: Couple) -> Why:
    """What the matcher found, as it was kept with the pairing; skills by the names that they have now."""
    why = both.pairing.why
    names = names_now(session, both.pairing.workspace_id, [*why["skills"], *why["gives_back"]])
    return Why(
        learns=called_now(why["skills"], names),
        gives_back=called_now(why["gives_back"], names),
        interests=tuple(why["interests"]),
        overlap_minutes=why["overlap_minutes"],
    )


def _other_seat(both: Couple, member: Member) -> Seat:
    return both.mentee if both.mentor.member.id == member.id else both.mentor


def _pairing(session: Session, pairing_id: int) -> Couple | None:
    row = session.get(Pairing, pairing_id)
    return couple(session, row.workspace_id, row.id) if row else None
