"""Half-way: once, to each owner, in their hours; never late, and never of a program that isn't there any more."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.features.objectives import midway, service
from bot.features.objectives.messages import HalfWay
from bot.features.objectives.midway import half_way
from bot.models import Member, OutboxMessage, Program, ProgramOwner, ProgramState
from bot.terms import Measure
from tests.factories import NOW, Factory

START, END = date(2027, 1, 4), date(2027, 6, 30)
MID = datetime(2027, 4, 2, tzinfo=UTC)


@pytest.fixture
def make(session: Session) -> Factory:
    return Factory(session)


@pytest.fixture
def owner(make: Factory) -> Member:
    return make.member("Olive Owner", is_admin=True)


@pytest.fixture
def program(make: Factory, owner: Member) -> Program:
    return make.program(owner, ends_on=END)


def told(session: Session) -> list[tuple[str, datetime]]:
    rows = session.scalars(select(OutboxMessage).filter_by(kind="HalfWay").order_by(OutboxMessage.recipient))
    return [(row.recipient, row.due_at) for row in rows if row.unasked]


def test_when_it_is() -> None:
    assert half_way(START, END) == MID
    assert half_way(START, None) == datetime(2027, 4, 5, tzinfo=UTC)
    assert half_way(START, START + timedelta(weeks=5)) is None


def test_each_owner_hears_it_once_in_their_hours(
    session: Session, make: Factory, owner: Member, program: Program
) -> None:
    second = make.member("Otto", tz="Pacific/Auckland")
    keys = {"workspace_id": program.workspace_id, "program_id": program.id}
    session.add(ProgramOwner(member_id=second.id, **keys))
    session.flush()
    assert midway.next_half_way(session) == MID
    assert midway.tell_half_way(session, MID - timedelta(seconds=1)) == 0
    assert midway.tell_half_way(session, MID) == 1
    assert sorted(at for _, at in told(session)) == [MID, MID + timedelta(hours=9)]  # Auckland's Friday afternoon
    session.flush()
    assert midway.next_half_way(session) is None
    program.ends_on = date(2027, 12, 31)  # a later end doesn't bring it twice
    session.flush()
    assert midway.tell_half_way(session, datetime(2027, 8, 1, tzinfo=UTC)) == 0


def test_it_never_comes_late(session: Session, program: Program) -> None:
    late = MID + midway.STILL_HALF_WAY
    assert midway.tell_half_way(session, late) == 1
    assert told(session) == []
    assert program.half_way_at == late


@pytest.mark.parametrize("state", [ProgramState.DRAFT, ProgramState.CLOSED])
def test_of_a_draft_or_a_closed_one_nothing_is_said(
    session: Session, owner: Member, program: Program, state: ProgramState
) -> None:
    program.state = state
    session.flush()
    assert midway.next_half_way(session) is None
    assert midway.half_way_facts(session, MID, HalfWay(program.id, owner.id)) is None


def test_what_one_could_do(session: Session, make: Factory, owner: Member, program: Program) -> None:
    message = HalfWay(program.id, owner.id)
    facts = midway.half_way_facts(session, MID, message)
    assert facts is not None and facts.hints == ("no-round",)
    make.round(program, owner)
    facts = midway.half_way_facts(session, MID, message)
    assert facts is not None and facts.hints == ("no-objectives",)
    service.add(session, NOW, owner, program.id, Measure.USEFUL, "4", None)
    facts = midway.half_way_facts(session, MID, message)
    assert facts is not None and facts.hints == ("unknown",)
    assert midway.half_way_facts(session, MID, HalfWay(program.id, make.member().id)) is None
