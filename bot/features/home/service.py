"""App Home: where a member stands, put together from what the features know."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, cast

from msgspec.structs import replace
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.db import Unit
from bot.features.checkins.hello import hello
from bot.features.checkins.record import record
from bot.features.checkins.waiting import meetings_to_confirm
from bot.features.closing.telling import over
from bot.features.enrollment.confided import can_be_paired
from bot.features.enrollment.rematch import who_may_look_at_once
from bot.features.enrollment.service import PLACES, place, places_of
from bot.features.help_requests.telling import how_many_wait
from bot.features.home.facts import HelpFacts, HomeFacts, HomePlace, Joinable, OpenOffer, OwnedProgram
from bot.features.pairings.couples import Couple, couples_of
from bot.features.pairings.telling import Asked, offers, pairing_facts
from bot.features.people.service import GRANTS, may_create_programs
from bot.features.programs.service import OPEN_PROGRAMS, OWNED_PROGRAMS, open_programs, owned_programs
from bot.features.reports.counts import enrolled_and_paired
from bot.features.rounds.service import desk
from bot.features.rounds.unmatched import last_unmatched
from bot.features.skills.service import may_curate, waiting_count
from bot.models import (
    Enrollment,
    EnrollmentState,
    Member,
    MemberKind,
    PairingAnswer,
    PairingState,
    Program,
    ProgramState,
)
from bot.outbox import queue
from bot.outbox.messages import HomeChanged
from bot.prepared import Prepared, Row

SHOWN_AFTER_END = timedelta(days=90)

# The help is asked for more often than anything else: one statement.
_HELP = Prepared(
    select(
        PLACES.with_only_columns(func.max(Enrollment.id)).scalar_subquery(),
        PLACES.with_only_columns(func.count()).scalar_subquery(),
        PLACES.where(Enrollment.state == EnrollmentState.PAUSED).exists(),
        OPEN_PROGRAMS.with_only_columns(func.max(Program.id)).scalar_subquery(),
        OWNED_PROGRAMS.exists(),
        GRANTS.exists(),
    )
)


def help_facts(unit: Unit, who: Mapping[str, Any], *, is_admin: bool) -> HelpFacts:
    """The newest place, the newest program to join, and what `who` (ids, Slack id, e-mail) may do."""
    place_id, places, paused, joinable_id, owns, is_named = cast(Row, unit.row(_HELP, who))
    return HelpFacts(
        enrollment_id=place_id,
        several=places > 1,
        joinable_id=joinable_id,
        paused=paused,
        owns=owns,
        may_create=is_admin or is_named,
    )


def opened(session: Session, now: datetime, member: Member, is_published: bool) -> None:
    """A member looks at App Home; `is_published`: Slack has one to show, which may be of long ago."""
    member.home_opened_at = now
    if not is_published:
        member.home_digest = None
    queue.refresh_home(session, member, now)


def home_facts(session: Session, now: datetime, message: HomeChanged) -> HomeFacts | None:
    """A member's Home as it is now; None for who is gone, and for guests, who have no place here."""
    member = session.get_one(Member, message.member_id)
    if member.deactivated_at or member.kind != MemberKind.PERSON:
        return None
    enrollments = places_of(session, member)
    couples = couples_of(session, member, PairingState.OFFERED, PairingState.ACTIVE)
    swaps = [both for both in couples if both.pairing.state == PairingState.ACTIVE]
    return HomeFacts(
        places=tuple(_place(session, now, member, enrollment, couples) for enrollment in enrollments),
        to_confirm=tuple(meetings_to_confirm(session, member, swaps)),
        hello=hello(session, now, member, enrollments, swaps) if enrollments else None,
        prompts_off=member.prompts_off,
        over=tuple(over(session, member, now - SHOWN_AFTER_END)),
        record=record(session, member),
        joinable=_joinable(session, member, enrollments),
        owned=tuple(_owned(session, member, program) for program in _owned_programs(session, now, member)),
        skills_waiting=waiting_count(session, member.workspace_id) if may_curate(session, member) else None,
        quiet_words=how_many_wait(session, member),
        may_create=may_create_programs(session, member),
    )


def _place(
    session: Session, now: datetime, member: Member, enrollment: Enrollment, couples: Sequence[Couple]
) -> HomePlace:
    here = [both for both in couples if enrollment.id in (both.mentor.enrollment.id, both.mentee.enrollment.id)]
    swaps = [both for both in here if both.pairing.state == PairingState.ACTIVE]
    offers = _offers(session, member, [both for both in here if both not in swaps])
    mine = bool(swaps or offers)
    return HomePlace(
        place=replace(place(session, now, enrollment), fill_in=None if mine else _may_look(session, enrollment)),
        offers=offers,
        swaps=tuple(pairing_facts(session, both, member) for both in swaps),
        unmatched=None if mine else last_unmatched(session, enrollment),
        is_readable=can_be_paired(session, enrollment),
    )


def _may_look(session: Session, enrollment: Enrollment) -> int | None:
    """The enrollment's id where its member waits for a partner and may ask for one now."""
    program = session.get_one(Program, enrollment.program_id)
    return next(iter(who_may_look_at_once(session, [(program, enrollment)])), None)


def _offers(session: Session, member: Member, offered: Sequence[Couple]) -> tuple[OpenOffer, ...]:
    """Open ones; who has said no, or withdrew by pausing, isn't shown them any more."""
    said = select(PairingAnswer.pairing_id, PairingAnswer.accepted).where(
        PairingAnswer.member_id == member.id,
        PairingAnswer.pairing_id.in_([both.pairing.id for both in offered]),
    )
    answers = dict(session.execute(said).all()) if offered else {}
    still = [
        Asked(both, member, both.pairing.lapses_at)
        for both in offered
        if both.pairing.lapses_at and answers.get(both.pairing.id) is not False
    ]
    shown = offers(session, still) if still else ()
    return tuple(OpenOffer(one, answers.get(one.pairing_id, False)) for one in shown)


def _joinable(session: Session, member: Member, enrollments: Sequence[Enrollment]) -> tuple[Joinable, ...]:
    inside = {enrollment.program_id for enrollment in enrollments}
    programs = open_programs(session, member.workspace_id)
    return tuple(Joinable(program.id, program.name) for program in programs if program.id not in inside)


def _owned_programs(session: Session, now: datetime, member: Member) -> Sequence[Program]:
    """The open ones, and those whose end isn't long past: their report is still asked for."""
    since = now - SHOWN_AFTER_END
    programs = owned_programs(session, member, closed=True)
    return [program for program in programs if program.closed_at is None or program.closed_at > since]


def _owned(session: Session, member: Member, program: Program) -> OwnedProgram:
    enrolled, pairs = enrolled_and_paired(session, program)
    if program.state != ProgramState.OPEN:
        is_draft = program.state == ProgramState.DRAFT
        return OwnedProgram(program.id, program.name, enrolled, 0, 0, closed=not is_draft, draft=is_draft)
    return OwnedProgram(program.id, program.name, enrolled, pairs, desk(session, member, program.id).free)
