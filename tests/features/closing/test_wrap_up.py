"""The wrap-up: by an owner's click, once, with nothing in it that could be about a handful of people."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.errors import NotYours, UserError
from bot.features.closing import ending, wrap_up
from bot.features.closing.messages import WrappedUp
from bot.models import AuditEntry, ClosedWeek, Deed, Member, Objective, OutboxMessage, OutboxState, Program
from bot.terms import Measure
from tests.factories import Factory

NOW = datetime(2027, 2, 3, 12, tzinfo=UTC)
COUNTS = {
    "enrolled": 20,
    "introduced": 8,
    "pairs": 8,
    "met": 6,
    "period_is_over": True,
    "meetings": 7,
    "minutes": 840,
    "skills_so_far": 4,
    "taught": 6,
}


@pytest.fixture
def make(session: Session) -> Factory:
    return Factory(session)


@pytest.fixture
def owner(make: Factory) -> Member:
    return make.member("Olive Owner", is_admin=True)


@pytest.fixture
def program(session: Session, make: Factory, owner: Member) -> Program:
    """Closed in week 5, with objectives; no week of it counted yet."""
    program = make.program(owner, announce_channel="C1")
    for measure, target in ((Measure.TAUGHT, 5), (Measure.MEETING_RATE, 60), (Measure.USEFUL, 4)):
        keys = {"workspace_id": owner.workspace_id, "program_id": program.id}
        session.add(Objective(measure=measure, target=target, **keys))
    return ending.close_now(session, NOW, owner, program.id)


def count(session: Session, program: Program, **counts: Any) -> None:
    keys = {"workspace_id": program.workspace_id, "program_id": program.id}
    session.add(ClosedWeek(iso_week="2027-W05", counts=COUNTS | counts, closed_at=NOW, **keys))
    session.flush()


def test_it_waits_for_the_last_week_and_is_posted_once(session: Session, owner: Member, program: Program) -> None:
    with pytest.raises(UserError, match="wrap-up-too-early"):
        wrap_up.post(session, NOW, owner, program.id)
    count(session, program)
    assert session.scalars(select(OutboxMessage).filter_by(kind="WrappedUp")).all() == []
    wrap_up.preview(session, owner, program.id)
    assert session.scalars(select(OutboxMessage).filter_by(kind="WrappedUp")).all() == []
    wrap_up.post(session, NOW, owner, program.id)
    with pytest.raises(UserError, match="wrap-up-posted"):
        wrap_up.post(session, NOW, owner, program.id)
    session.execute(update(OutboxMessage).values(state=OutboxState.DEAD))  # the bot isn't in the channel
    wrap_up.post(session, datetime(2027, 2, 4, tzinfo=UTC), owner, program.id)
    rows = session.scalars(select(OutboxMessage).filter_by(kind="WrappedUp")).all()
    assert [row.recipient for row in rows] == ["C1", "C1"]
    assert session.scalars(select(AuditEntry.deed).order_by(AuditEntry.id)).all()[-1] == Deed.WRAPPED_UP


def test_what_it_says_is_what_the_preview_said(session: Session, owner: Member, program: Program) -> None:
    count(session, program)
    facts = wrap_up.preview(session, owner, program.id)
    assert (facts.people, facts.pairs, facts.meetings, facts.hours, facts.skills) == (20, 8, 7, 14, 4)
    assert [(each.measure, each.now) for each in facts.standings] == [
        (Measure.TAUGHT, 6),
        (Measure.MEETING_RATE, 75),
    ]
    assert wrap_up.wrapped_up_facts(session, NOW, WrappedUp(program.id)) == facts
    ending.reopen(session, NOW, owner, program.id)
    assert wrap_up.wrapped_up_facts(session, NOW, WrappedUp(program.id)) is None
    with pytest.raises(UserError, match="wrap-up-not-closed"):
        wrap_up.preview(session, owner, program.id)


def test_nothing_in_it_is_about_a_handful(session: Session, owner: Member, program: Program) -> None:
    count(session, program, enrolled=8, introduced=4, taught=4)
    facts = wrap_up.preview(session, owner, program.id)
    assert (facts.people, facts.pairs, facts.meetings, facts.hours, facts.skills) == (8, None, None, None, None)
    assert facts.standings == ()
    program.fewest = 10
    assert wrap_up.preview(session, owner, program.id).people is None


def test_a_few_learners_of_many_pairs_are_not_counted_aloud(
    session: Session, owner: Member, program: Program
) -> None:
    count(session, program, taught=4)
    assert [each.measure for each in wrap_up.preview(session, owner, program.id).standings] == [
        Measure.MEETING_RATE
    ]


def test_only_owners(session: Session, make: Factory, program: Program) -> None:
    count(session, program)
    other = make.member(is_admin=True)
    for deed in (
        lambda: wrap_up.preview(session, other, program.id),
        lambda: wrap_up.post(session, NOW, other, program.id),
    ):
        with pytest.raises(NotYours):
            deed()
