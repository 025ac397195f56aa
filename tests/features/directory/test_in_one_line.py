"""An org change that brings a pair into one reporting line: its owners hear of it, once; the two don't."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

import roster
from bot.features.directory import service
from bot.features.directory.messages import PairInOneLine
from bot.models import Member, OutboxMessage, Pairing, PairingState, ProgramOwner
from tests.factories import NOW, Factory

FILE = "email,name,manager_email\nana@acme.com,Ana,ben@acme.com\nben@acme.com,Ben,\n"


@pytest.fixture
def pair(session: Session) -> Pairing:
    make = Factory(session)
    program = make.program()
    ana, ben = make.member("Ana", email="ana@acme.com"), make.member("Ben", email="ben@acme.com")
    return make.pairing(make.enroll(program, ana), make.enroll(program, ben))


def take_over(session: Session, pair: Pairing, text: str = FILE) -> None:
    service.take_over(session, NOW, pair.workspace_id, roster.read(text).people, whole=False)


def told(session: Session) -> list[str]:
    rows = select(OutboxMessage.recipient).filter_by(kind="PairInOneLine").order_by(OutboxMessage.id)
    return list(session.scalars(rows))


def owner(session: Session) -> Member:
    return session.scalars(select(Member).filter_by(name="Olive Owner")).one()


def facts(session: Session, pair: Pairing) -> object:
    return service.in_one_line_facts(session, NOW, PairInOneLine(pair.id, owner(session).id))


def test_its_owner_hears_of_it_once(session: Session, pair: Pairing) -> None:
    take_over(session, pair)
    take_over(session, pair)
    service.tell_of_lines(session, NOW, pair.workspace_id)
    assert told(session) == [owner(session).slack_id]
    assert facts(session, pair) is not None
    assert pair.state == PairingState.ACTIVE


def test_nobody_hears_where_no_line_joins_them(session: Session, pair: Pairing) -> None:
    take_over(session, pair, FILE.replace("ben@acme.com\n", "cat@acme.com\n", 1))
    assert told(session) == [] and facts(session, pair) is None


def test_a_pairing_that_is_over_concerns_nobody(session: Session, pair: Pairing) -> None:
    take_over(session, pair)
    pair.state = PairingState.ENDED
    session.flush()
    assert facts(session, pair) is None


def test_who_runs_the_program_no_more_reads_nothing(session: Session, pair: Pairing) -> None:
    take_over(session, pair)
    session.delete(session.scalars(select(ProgramOwner).filter_by(program_id=pair.program_id)).one())
    session.flush()
    assert facts(session, pair) is None


def test_an_owner_who_is_one_of_the_two_reads_nothing_of_it(session: Session, pair: Pairing) -> None:
    ben = session.scalars(select(Member).filter_by(name="Ben")).one()
    session.add(ProgramOwner(workspace_id=pair.workspace_id, program_id=pair.program_id, member_id=ben.id))
    take_over(session, pair)
    assert told(session) == [owner(session).slack_id]
