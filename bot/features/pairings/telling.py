"""The facts that messages about pairings need when they are sent; None where they are no longer wanted."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session, undefer

from bot.features.confidence import service as confidence
from bot.features.enrollment.rematch import may_look, who_may_look
from bot.features.pairings.couples import Couple, Seat, couple, couples_with
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
from bot.features.skills.service import Choice, called_now, chosen_by, listed, names_now_in
from bot.models import EndReason, Enrollment, Member, Pairing, PairingAnswer, PairingState, Program, Side, many
from bot.models.sealed import opened_or_empty

_WRITTEN = (
    select(Pairing).where(Pairing.id.in_(bindparam("pairing_ids", expanding=True))).options(undefer(Pairing.why))
)


class Asked(NamedTuple):
    """An open offer, as one of the two sees it."""

    both: Couple
    member: Member
    answer_by: datetime


def offered_facts(
    session: Session, now: datetime, messages: Sequence[PairingOffered | OfferReminder]
) -> Sequence[OfferFacts | None]:
    """The question, or the same once more, while it is open and its reader is there."""
    members = many(session, Member, (message.member_id for message in messages))
    couples = {both.pairing.id: both for both in couples_with(session, [one.pairing_id for one in messages])}
    answered = _who_answered(session, couples)
    still_open = [
        Asked(both, member, until)
        for both, member in ((couples[one.pairing_id], members[one.member_id]) for one in messages)
        if (until := _open_until(both, member, now)) and (both.pairing.id, member.id) not in answered
    ]
    shown = zip(still_open, offers(session, still_open), strict=True)
    found = {(one.both.pairing.id, one.member.id): facts for one, facts in shown}
    return [found.get((one.pairing_id, one.member_id)) for one in messages]


def _open_until(both: Couple, member: Member, now: datetime) -> datetime | None:
    lapses_at = both.pairing.lapses_at
    is_asked = both.pairing.state == PairingState.OFFERED and not both.seat_of(member.id).is_away
    return lapses_at if is_asked and lapses_at and lapses_at > now else None


def _who_answered(session: Session, pairing_ids: Collection[int]) -> set[tuple[int, int]]:
    """Pairings, and the members that have answered them."""
    answers = select(PairingAnswer.pairing_id, PairingAnswer.member_id)
    rows = session.execute(answers.where(PairingAnswer.pairing_id.in_(pairing_ids)))
    return {(pairing_id, member_id) for pairing_id, member_id in rows}


def offers(session: Session, asked: Sequence[Asked]) -> list[OfferFacts]:
    """Offers, each as one of the two sees it; two statements."""
    reasons = _whys(session, [one.both for one in asked])
    cards = _cards(session, [_other_seat(one.both, one.member) for one in asked])
    return [
        _offer(one, reasons[one.both.pairing.id], cards[_other_seat(one.both, one.member).enrollment.id])
        for one in asked
    ]


def _offer(asked: Asked, why: Why, partner: Card) -> OfferFacts:
    facts = _pairing_facts(asked.both, asked.member, why)
    return OfferFacts(
        pairing_id=facts.pairing_id,
        program=facts.program,
        partner=partner,
        you_show=facts.you_show,
        they_show=facts.they_show,
        interests=facts.interests,
        answer_by=asked.answer_by,
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
        is_in=not both.seat_of(member.id).is_away,
    )


def introduced_facts(session: Session, _now: datetime, message: PairIntroduced) -> IntroductionFacts | None:
    """The two, unless it ended before they were introduced. Who pauses after both said yes is still introduced."""
    pairing = _pairing(session, message.pairing_id)
    if pairing is None or pairing.pairing.state != PairingState.ACTIVE:
        return None
    cards = _cards(session, pairing.seats)
    return IntroductionFacts(
        pairing_id=pairing.pairing.id,
        program=pairing.program.name,
        asked=bool(_who_answered(session, [pairing.pairing.id])),
        mentor=cards[pairing.mentor.enrollment.id],
        mentee=cards[pairing.mentee.enrollment.id],
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
        look_back=may_look_back(session, both, member),
        is_in=not both.seat_of(member.id).is_away,
    )


def after_ending(session: Session, both: Couple, member: Member) -> tuple[int | None, int | None, bool]:
    """What comes next for who has ended a swap themselves: `fill_in`, `look_back` and `is_in` of EndedFacts."""
    is_in = not both.seat_of(member.id).is_away
    return may_look_after(session, both, member), may_look_back(session, both, member), is_in


def may_look_after(session: Session, both: Couple, member: Member) -> int | None:
    """The enrollment of one of the two, where they may ask for somebody else now."""
    return may_look(session, both.program, both.seat_of(member.id).enrollment)


def may_look_back(session: Session, both: Couple, member: Member) -> int | None:
    """The same, where they may say how sure they feel by now in what they learned."""
    return next(iter(confidence.may_look_back(session, [both.seat_of(member.id).enrollment])), None)


def unpaired(session: Session, places: Sequence[Enrollment], couples: Sequence[Couple]) -> list[Unpaired]:
    """The programs of a member's places in which they are in none of these couples."""
    paired = {seat.enrollment.id for both in couples for seat in both.seats}
    alone = [place for place in places if place.id not in paired]
    programs = many(session, Program, (place.program_id for place in alone))
    free = who_may_look(session, [(programs[place.program_id], place) for place in alone])
    return [
        Unpaired(programs[place.program_id].name, place.id if place.id in free else None, place.paused_until)
        for place in alone
    ]


def pairing_facts(session: Session, both: Couple, member: Member) -> PairingFacts:
    """A pairing as one of the two sees it: what they show, and what they are shown."""
    return pairings_facts(session, [both], member)[0]


def pairings_facts(session: Session, couples: Sequence[Couple], member: Member) -> list[PairingFacts]:
    """Several of one member's, in as many statements as one."""
    if not couples:
        return []
    whys = _whys(session, couples)
    return [_pairing_facts(both, member, whys[both.pairing.id]) for both in couples]


def _pairing_facts(both: Couple, member: Member, why: Why) -> PairingFacts:
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


def _cards(session: Session, seats: Sequence[Seat]) -> Mapping[int, Card]:
    """By enrollment id, people as their partner may see them. The level stays out: it isn't what counts here."""
    picked = chosen_by(session, [seat.enrollment.id for seat in seats])
    return {seat.enrollment.id: _card(seat, picked[seat.enrollment.id]) for seat in seats}


def _card(seat: Seat, picked: Sequence[Choice]) -> Card:
    return Card(
        who=mention(seat.member),
        teaches=tuple(skill.name for skill in listed(picked, Side.TEACH)),
        learns=tuple(skill.name for skill in listed(picked, Side.LEARN)),
        team=seat.member.team,
        location=seat.member.location,
    )


def why_of(session: Session, both: Couple) -> Why:
    """What the matcher found, as it was kept with the pairing; skills by the names that they have now."""
    return _whys(session, [both])[both.pairing.id]


def _whys(session: Session, couples: Sequence[Couple]) -> Mapping[int, Why]:
    """The same of several, by the pairing's id; two statements."""
    pairings = session.scalars(_WRITTEN, {"pairing_ids": [both.pairing.id for both in couples]})
    written = [(pairing, opened_or_empty(pairing, "why")) for pairing in pairings]
    skills: dict[int, list[str]] = defaultdict(list)
    for pairing, why in written:
        skills[pairing.workspace_id] += [*why["skills"], *why["gives_back"]]
    names = names_now_in(session, skills)
    return {pairing.id: _why(why, names[pairing.workspace_id]) for pairing, why in written}


def _why(why: Mapping[str, Any], names: Mapping[str, str]) -> Why:
    return Why(
        learns=called_now(why["skills"], names),
        gives_back=called_now(why["gives_back"], names),
        interests=tuple(why["interests"]),
        overlap_minutes=why["overlap_minutes"],
    )


def _other_seat(both: Couple, member: Member) -> Seat:
    return both.mentee if both.mentor.member.id == member.id else both.mentor


def _pairing(session: Session, pairing_id: int) -> Couple | None:
    return next(iter(couples_with(session, [pairing_id])), None)
