"""A round on its owner's desk, to be changed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy.orm import Session

from bot.db import Database
from bot.features.rounds import changing
from bot.features.rounds.approve import approve
from bot.features.rounds.compute import RoundMatcher
from bot.features.rounds.facts import Approval, Review
from bot.features.rounds.review import review
from bot.matching.answer import Answer
from bot.matching.problem import Problem
from bot.matching.solve import solve
from bot.models import Enrollment, EnrollmentSkill, Member, ProgramOwner, Round, Side
from tests.factories import NOW
from tests.features.rounds.company import Company, company, pairs_of, proposed


@dataclass
class Desk:
    """A round on its owner's desk. Ana and Ben could each show Cleo and Dan something."""

    database: Database
    acme: Company
    round_id: int

    def now(self) -> Round:
        with self.database.reading() as session:
            return session.get_one(Round, self.round_id)

    def do(self, change: Callable[..., Any], *about: Any, version: int | None = None, by: int | None = None) -> Any:
        """As the owner, or another member, who sees the round as it is, or as it was in this version."""
        version = self.now().version if version is None else version
        with self.database.transaction() as session:
            acting = session.get_one(Member, by or self.acme.owner.id)
            return change(session, acting, self.round_id, version, *about)

    def find_again(self, match: Callable[[Problem], Answer] = solve) -> None:
        self.do(changing.find_again)
        assert RoundMatcher(self.database, lambda: NOW, match).run_once() == 1

    def approve(self) -> Approval:
        return self.do(lambda session, owner, id, version: approve(session, NOW, owner, id, version))

    def pairs(self) -> set[tuple[int, int]]:
        with self.database.reading() as session:
            return pairs_of(session, self.now())

    def page(self) -> Review:
        with self.database.reading() as session:
            return review(session, session.get_one(Member, self.acme.owner.id), self.round_id, 0)

    def second_owner(self) -> int:
        with self.database.transaction() as session:
            oscar = hire(session, self.acme, "Oscar")
            here = {"workspace_id": oscar.workspace_id, "program_id": self.acme.program.id}
            session.add(ProgramOwner(member_id=oscar.id, **here))
            return oscar.id


@pytest.fixture
def desk(database: Database) -> Desk:
    with database.transaction() as session:
        acme = company(session)
        add_skill(session, acme, acme.ana, Side.TEACH, "Python")
        add_skill(session, acme, acme.ben, Side.TEACH, "TikTok")
        add_skill(session, acme, acme.cleo, Side.LEARN, "Python")
        add_skill(session, acme, acme.dan, Side.LEARN, "TikTok")
    return Desk(database, acme, proposed(database, acme).id)


def hire(session: Session, acme: Company, name: str, **values: Any) -> Member:
    where = {"workspace_id": acme.owner.workspace_id, "timezone": "UTC", "refreshed_at": NOW}
    member = Member(slack_id=f"U{name.upper()}", name=name, **where, **values)
    session.add(member)
    session.flush()
    return member


def add_skill(session: Session, acme: Company, one: Enrollment, side: Side, name: str) -> None:
    skill = acme.make.skill(name, one.workspace_id)
    about = {"enrollment_id": one.id, "skill_id": skill.id, "side": side, "rank": 2}
    session.add(EnrollmentSkill(workspace_id=one.workspace_id, **about))


def best(acme: Company) -> set[tuple[int, int]]:
    return {(acme.ana.id, acme.cleo.id), (acme.ben.id, acme.dan.id)}


def crossed(acme: Company) -> set[tuple[int, int]]:
    return {(acme.ben.id, acme.cleo.id), (acme.ana.id, acme.dan.id)}
