"""Whom and which pairs an owner can choose from while changing a round, by what they type."""

from collections.abc import Iterator

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, aliased

from bot.features.rounds.change_facts import PairOption, PersonOption
from bot.features.rounds.service import owned_round
from bot.features.rounds.wishes import Pair
from bot.models import Enrollment, EnrollmentSkill, EnrollmentState, Member, RoundPair, Side

MOST = 100


def people(session: Session, acting: Member, round_id: int, side: Side, typed: str) -> list[PersonOption]:
    """Those of the round who show something, or would like to learn something; raises NotYours."""
    round_, program = owned_round(session, acting, round_id)
    wishes_for_it = exists().where(EnrollmentSkill.enrollment_id == Enrollment.id, EnrollmentSkill.side == side)
    rows = session.execute(
        select(Enrollment.id, Member.name, Member.team)
        .join(Member, Member.id == Enrollment.member_id)
        .where(
            Enrollment.program_id == program.id,
            Enrollment.state == EnrollmentState.ACTIVE,
            Enrollment.joined_at <= round_.created_at,
            Member.deactivated_at.is_(None),
            wishes_for_it,
        )
        .order_by(Member.name, Enrollment.id)
    )
    options = (PersonOption(enrollment_id, name, team) for enrollment_id, name, team in rows)
    return sorted((one for one in options if _fits(typed, one.person)), key=lambda one: _rank(typed, one.person))[
        :MOST
    ]


def pairs(session: Session, acting: Member, round_id: int, except_pair: Pair, typed: str) -> list[PairOption]:
    """The round's other pairs; raises NotYours."""
    round_, _ = owned_round(session, acting, round_id)
    options = (one for one in _pairs(session, round_.id) if (one.mentor_id, one.mentee_id) != except_pair)
    return [one for one in options if _fits(typed, f"{one.mentor} {one.mentee}")][:MOST]


def _pairs(session: Session, round_id: int) -> Iterator[PairOption]:
    teaches, learns, mentor, mentee = aliased(Enrollment), aliased(Enrollment), aliased(Member), aliased(Member)
    rows = session.execute(
        select(RoundPair.mentor_id, RoundPair.mentee_id, mentor.name, mentee.name)
        .join(teaches, teaches.id == RoundPair.mentor_id)
        .join(learns, learns.id == RoundPair.mentee_id)
        .join(mentor, mentor.id == teaches.member_id)
        .join(mentee, mentee.id == learns.member_id)
        .where(RoundPair.round_id == round_id)
        .order_by(mentor.name, RoundPair.id)
    )
    return (PairOption(*row) for row in rows)


def _fits(typed: str, name: str) -> bool:
    """Each typed word begins a word of it."""
    words = name.casefold().split()
    return all(any(word.startswith(one) for word in words) for one in typed.casefold().split())


def _rank(typed: str, name: str) -> tuple[bool, str]:
    return not name.casefold().startswith(typed.casefold().strip()), name.casefold()
