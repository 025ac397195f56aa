"""Readiness: asked before the launch, answered in confidence, counted once in company, then forgotten."""

from collections.abc import Sequence
from datetime import timedelta
from random import Random

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.errors import NotYours, UserError
from bot.features.readiness import service
from bot.features.readiness.messages import ReadinessAsked, ReadinessCounted
from bot.features.readiness.service import ReadinessAnswers
from bot.models import (
    AuditEntry,
    Deed,
    Member,
    OutboxMessage,
    Program,
    ProgramOwner,
    ProgramState,
    ReadinessAnswer,
    ReadinessPulse,
)
from tests.factories import NOW, Factory

OVER = NOW + service.OPEN_FOR


class Still(Random):
    """No blur: so that a test can say which number it is."""

    def expovariate(self, lambd: float = 1.0) -> float:
        return 0.0


@pytest.fixture
def make(session: Session) -> Factory:
    return Factory(session)


@pytest.fixture
def owner(make: Factory) -> Member:
    return make.member("Olive Owner", is_admin=True)


@pytest.fixture
def program(make: Factory, owner: Member) -> Program:
    return make.program(owner, state=ProgramState.DRAFT, announce_channel="C1")


def asked(session: Session, make: Factory, owner: Member, program: Program, scores: Sequence[int]) -> int:
    pulse_id = service.ask(session, NOW, owner, program.id).pulse_id
    for score in scores:
        service.answer(session, NOW, make.member(), pulse_id, ReadinessAnswers(score, 1, 5))
    return pulse_id


def test_nothing_is_seen_before_it_is_counted_and_then_only_averages(
    session: Session, make: Factory, owner: Member, program: Program
) -> None:
    pulse_id = asked(session, make, owner, program, [1, 2, 3, 4, 5, 3])
    assert service.count_readiness(session, OVER - timedelta(seconds=1), Still()) == 0
    pulse = session.get_one(ReadinessPulse, pulse_id)
    assert (pulse.respondents, pulse.takes_part) == (None, None)
    assert session.scalar(service.NEXT_COUNT) == OVER
    assert service.count_readiness(session, OVER, Still()) == 1
    facts = service.counted_facts(session, OVER, ReadinessCounted(pulse_id))
    assert facts is not None
    assert (facts.respondents, facts.takes_part, facts.speaks, facts.knows) == (6, 3.0, 1.0, 5.0)
    assert session.scalar(select(func.count(ReadinessAnswer.id))) == 0
    kinds = session.scalars(select(OutboxMessage.kind).order_by(OutboxMessage.id)).all()
    assert list(kinds) == ["ReadinessAsked", "ReadinessCounted"]  # and nobody is written to
    assert session.scalars(select(AuditEntry.deed)).all() == [Deed.READINESS_ASKED]


@pytest.mark.parametrize(("answers", "fewest"), [(4, 5), (4, 3), (9, 10)])
def test_too_few_are_never_shown_and_forgotten_all_the_same(
    session: Session, make: Factory, owner: Member, program: Program, answers: int, fewest: int
) -> None:
    program.fewest = fewest
    pulse_id = asked(session, make, owner, program, [3] * answers)
    service.count_readiness(session, OVER, Still())
    facts = service.counted_facts(session, OVER, ReadinessCounted(pulse_id))
    assert facts is not None and (facts.respondents, facts.takes_part, facts.speaks) == (None, None, None)
    assert session.scalar(select(func.count(ReadinessAnswer.id))) == 0


def test_what_was_promised_when_it_was_asked_holds_whatever_owners_set_since(
    session: Session, make: Factory, owner: Member, program: Program
) -> None:
    program.fewest = 8
    pulse_id = asked(session, make, owner, program, [3] * 6)
    program.fewest = 5
    assert service.question(session, NOW, make.member(), pulse_id).fewest == 8
    service.count_readiness(session, OVER, Still())
    facts = service.counted_facts(session, OVER, ReadinessCounted(pulse_id))
    assert facts and (facts.respondents, facts.fewest) == (None, 8)


def test_owners_do_not_count_not_even_who_becomes_one(
    session: Session, make: Factory, owner: Member, program: Program
) -> None:
    pulse_id = asked(session, make, owner, program, [3] * 4)
    with pytest.raises(UserError, match="readiness-yours"):
        service.answer(session, NOW, owner, pulse_id, ReadinessAnswers(3, 3, 3))
    second = make.member()
    service.answer(session, NOW, second, pulse_id, ReadinessAnswers(3, 3, 3))
    keys = {"workspace_id": program.workspace_id, "program_id": program.id}
    session.add(ProgramOwner(member_id=second.id, **keys))
    session.flush()
    service.count_readiness(session, OVER, Still())
    assert session.get_one(ReadinessPulse, pulse_id).respondents is None


def test_a_slip_is_mended_until_it_is_over(
    session: Session, make: Factory, owner: Member, program: Program
) -> None:
    pulse_id, ana = asked(session, make, owner, program, []), make.member()
    for score in (1, 4):
        service.answer(session, NOW, ana, pulse_id, ReadinessAnswers(score, 2, 3))
    assert service.question(session, NOW, ana, pulse_id).takes_part == 4
    with pytest.raises(NotYours):
        service.answer(session, NOW, ana, pulse_id, ReadinessAnswers(6, 2, 3))
    with pytest.raises(UserError, match="readiness-over"):
        service.answer(session, OVER, ana, pulse_id, ReadinessAnswers(1, 2, 3))
    assert service.asked_facts(session, OVER, ReadinessAsked(pulse_id)) is None


def test_it_is_asked_before_the_first_round_and_not_too_often(
    session: Session, make: Factory, owner: Member, program: Program
) -> None:
    service.ask(session, NOW, owner, program.id)
    with pytest.raises(UserError, match="readiness-asked-lately"):
        service.ask(session, OVER, owner, program.id)
    with pytest.raises(NotYours):
        service.ask(session, NOW, make.member(is_admin=True), program.id)
    program.state = ProgramState.OPEN
    service.ask(session, NOW + service.BETWEEN, owner, program.id)
    make.round(program, owner)
    with pytest.raises(UserError, match="readiness-too-late"):
        service.ask(session, NOW + 3 * service.BETWEEN, owner, program.id)
