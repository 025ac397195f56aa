"""A small program with people who can be paired, and ways to look at what a round did."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db import Database
from bot.features.rounds import service
from bot.features.rounds.compute import RoundMatcher
from bot.matching.solve import solve
from bot.models import Enrollment, Member, OutboxMessage, Program, Round, RoundPair, RoundUnmatched
from tests.factories import NOW, Factory


@dataclass
class Company:
    """Ana and Ben (juniors) could show TikTok and Python; Cleo and Dan (seniors) would like to learn them."""

    make: Factory
    owner: Member
    program: Program
    ana: Enrollment
    ben: Enrollment
    cleo: Enrollment
    dan: Enrollment


def company(session: Session, **program: object) -> Company:
    make = Factory(session)
    owner = make.member("Olive Owner")
    where = make.program(owner, **program)
    teams = iter(("red", "green", "blue", "gold"))

    def join(name: str, level: int | None, **skills: tuple[str, ...]) -> Enrollment:
        return make.enroll(where, make.member(name, level=level, team=next(teams)), **skills)

    return Company(
        make,
        owner,
        where,
        ana=join("Ana", 2, teaches=("TikTok",), learns=("Budgeting",)),
        ben=join("Ben", 2, teaches=("Python",)),
        cleo=join("Cleo", 8, teaches=("Budgeting",), learns=("TikTok",)),
        dan=join("Dan", 8, learns=("Python",)),
    )


def proposed(database: Database, acme: Company, now: datetime = NOW) -> Round:
    """A round that was worked out by the real matcher, in its own process."""
    with database.transaction() as session:
        round_ = service.propose(session, now, session.get_one(Member, acme.owner.id), acme.program.id)
    assert RoundMatcher(database, lambda: now, solve).run_once() == 1
    with database.reading() as session:
        return session.get_one(Round, round_.id)


def pairs_of(session: Session, round_: Round) -> set[tuple[int, int]]:
    rows = session.execute(select(RoundPair.mentor_id, RoundPair.mentee_id).filter_by(round_id=round_.id))
    return {(mentor, mentee) for mentor, mentee in rows}


def unmatched_of(session: Session, round_: Round) -> dict[int, str]:
    """The reason by enrollment id."""
    rows = session.scalars(select(RoundUnmatched).filter_by(round_id=round_.id))
    return {row.enrollment_id: row.why["reason"] for row in rows}


def sent_to(session: Session, member: Member) -> list[str]:
    """The kinds of messages that wait for a member."""
    rows = select(OutboxMessage.kind).filter_by(recipient=member.slack_id).order_by(OutboxMessage.id)
    return list(session.scalars(rows))


def member_of(session: Session, enrollment: Enrollment) -> Member:
    return session.get_one(Member, enrollment.member_id)
