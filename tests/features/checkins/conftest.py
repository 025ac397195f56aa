"""One swap of two people, introduced on Monday 4 January 2027, in a program with a two-week cadence."""

from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.models import Enrollment, Member, OutboxMessage, Pairing, Program
from tests.factories import Factory


@dataclass
class Pair:
    """Ana shows Ben; both work nine to five, in Lisbon and in Berlin."""

    make: Factory
    program: Program
    owner: Member
    ana: Member
    ben: Member
    anas: Enrollment
    bens: Enrollment
    pairing: Pairing


@pytest.fixture
def make(session: Session) -> Factory:
    return Factory(session)


@pytest.fixture
def pair(make: Factory) -> Pair:
    owner = make.member("Olive")
    program = make.program(owner)
    ana, ben = make.member("Ana", tz="Europe/Lisbon"), make.member("Ben", tz="Europe/Berlin")
    anas = make.enroll(program, ana, teaches=["TikTok"], learns=["Budgeting"])
    bens = make.enroll(program, ben, teaches=["Budgeting"], learns=["TikTok"])
    return Pair(make, program, owner, ana, ben, anas, bens, make.pairing(anas, bens))


class Outbox:
    """What is queued, by kind."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def rows(self, kind: type[Any]) -> list[OutboxMessage]:
        query = select(OutboxMessage).filter_by(kind=kind.__name__).order_by(OutboxMessage.id)
        return list(self._session.scalars(query))

    def to(self, kind: type[Any]) -> list[str]:
        """The Slack ids of those who get one."""
        return [row.recipient for row in self.rows(kind)]


@pytest.fixture
def outbox(session: Session) -> Outbox:
    return Outbox(session)
