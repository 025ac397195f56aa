"""An owner closes a program before its end, puts a draft away, and takes either back."""

from datetime import UTC, date, datetime, timedelta

import pytest
from msgspec.structs import replace
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.errors import NotYours, UserError
from bot.features.closing import ending, telling
from bot.features.closing.messages import ProgramClosed
from bot.features.enrollment.joining import joinable
from bot.features.programs import announcing, editing
from bot.features.programs import service as programs
from bot.features.programs.life import stage_of
from bot.features.reports import closing_weeks as reports
from bot.features.rounds import service as rounds
from bot.models import AuditEntry, ClosedWeek, Deed, Member, OutboxMessage, OutboxState, PairingState, ProgramState
from bot.terms import Stage
from tests.factories import NOW, Factory
from tests.features.closing.test_closing import ENDS, settle, stage, told
from tests.features.closing.test_closing import Stage as Scene
from tests.features.test_people_and_programs import ANSWERS

__all__ = ["stage"]
NOON = datetime(2027, 2, 3, 12, tzinfo=UTC)
TODAY = NOON.date()


def kinds(session: Session, scene: Scene) -> list[str]:
    return [kind for kind, _ in told(session, scene.ana)]


def test_a_program_closed_early_ends_its_swaps_as_its_own_end_does(session: Session, stage: Scene) -> None:
    program = ending.close_now(session, NOON, stage.owner, stage.program.id)
    settle(session, NOON)
    session.expire_all()
    assert (program.state, program.ends_on, program.planned_end_on) == (ProgramState.CLOSED, TODAY, ENDS)
    assert stage.pairing.state == PairingState.COMPLETED
    facts = telling.closed_facts(session, NOON, ProgramClosed(stage.ana.id, TODAY.isoformat()))
    assert facts is not None and facts.early
    for _ in range(3):
        reports.close_weeks(session, datetime(2027, 2, 8, 12, tzinfo=UTC))
    last = session.scalars(select(ClosedWeek).order_by(ClosedWeek.iso_week.desc())).first()
    assert last is not None and (last.iso_week, last.counts["pairs"]) == ("2027-W05", 1)
    with pytest.raises(UserError, match="error-program-closed-already"):
        ending.close_now(session, NOON, stage.owner, program.id)
    assert session.scalars(select(AuditEntry.deed)).all() == [Deed.PROGRAM_CLOSED]


@pytest.mark.parametrize("planned", [ENDS, None])
def test_a_slip_is_taken_back_and_who_has_read_nothing_reads_nothing(
    session: Session, stage: Scene, planned: date | None
) -> None:
    stage.program.ends_on = planned
    ending.close_now(session, NOON, stage.owner, stage.program.id)
    settle(session, NOON)
    reopened = ending.reopen(session, NOON + timedelta(minutes=5), stage.owner, stage.program.id)
    settle(session, NOON + timedelta(minutes=5))
    session.expire_all()
    assert reopened is not None
    assert (reopened.state, reopened.ends_on, reopened.closed_at) == (ProgramState.OPEN, planned, None)
    assert (reopened.closed_by_id, reopened.planned_end_on) == (None, None)
    assert stage.pairing.state == PairingState.ACTIVE
    assert kinds(session, stage) == ["ProgramClosed"]  # never sent: it is no longer so
    assert telling.closed_facts(session, NOON, ProgramClosed(stage.ana.id, TODAY.isoformat())) is None


def test_who_has_read_of_each_end_hears_of_each_turn(session: Session, stage: Scene) -> None:
    """Closed, opened and closed again on one day: nobody is left with the wrong word."""
    for hours in (0, 1):
        at = NOON + timedelta(hours=hours)
        ending.close_now(session, at, stage.owner, stage.program.id)
        settle(session, at)
        session.execute(update(OutboxMessage).values(state=OutboxState.SENT))
        ending.reopen(session, at + timedelta(minutes=5), stage.owner, stage.program.id)
        settle(session, at + timedelta(minutes=5))
        session.execute(update(OutboxMessage).values(state=OutboxState.SENT))
    assert kinds(session, stage) == ["ProgramClosed", "ProgramProlonged"] * 2


def test_closed_before_the_swaps_were_taken_up_they_are_not_lost(session: Session, stage: Scene) -> None:
    ending.close_now(session, NOON, stage.owner, stage.program.id)
    settle(session, NOON)
    ending.reopen(session, NOON, stage.owner, stage.program.id)
    day = NOON + timedelta(days=1)
    ending.close_now(session, day, stage.owner, stage.program.id)
    ending.reopen(session, day, stage.owner, stage.program.id)
    settle(session, day)
    session.expire_all()
    assert stage.pairing.state == PairingState.ACTIVE


def test_after_its_planned_end_it_needs_another_one(session: Session, stage: Scene) -> None:
    ending.close_now(session, NOON, stage.owner, stage.program.id)
    settle(session, NOON)
    late = datetime(2027, 3, 31, 12, tzinfo=UTC)
    assert ending.reopen(session, late, stage.owner, stage.program.id) is None
    assert stage.program.state == ProgramState.CLOSED


def test_a_draft_is_its_owners_alone(session: Session) -> None:
    make = Factory(session)
    owner, other = make.member("Olive", is_admin=True), make.member("Ana")
    program = editing.create(session, NOW, owner, replace(ANSWERS, ends_on=ENDS))
    assert stage_of(session, program) == Stage.DRAFT
    assert joinable(session, other) == []
    with pytest.raises(UserError, match="error-program-not-yet"):
        programs.open_program(session, program.workspace_id, program.id)
    with pytest.raises(UserError, match="error-program-draft"):
        programs.require_owner(session, owner)
    with pytest.raises(UserError, match="error-program-not-yet"):
        rounds.propose(session, NOW, owner, program.id)
    assert reports.next_close(session) is None
    announcing.announce(session, NOW, owner, program.id)
    assert stage_of(session, program) == Stage.OPEN
    assert [each.program_id for each in joinable(session, other)] == [program.id]
    make.round(program, owner)
    assert stage_of(session, program) == Stage.RUNNING


def test_a_draft_is_put_away_and_taken_up_without_a_word(session: Session) -> None:
    make = Factory(session)
    owner = make.member("Olive", is_admin=True)
    program = editing.create(session, NOW, owner, replace(ANSWERS, ends_on=ENDS))
    for again in (True, False):
        ending.close_now(session, NOW, owner, program.id)
        settle(session, NOW)
        assert (program.state, reports.next_close(session)) == (ProgramState.CLOSED, None)
        if again:
            assert ending.reopen(session, NOW, owner, program.id) is program
        else:
            editing.change(session, NOW, owner, program.id, replace(ANSWERS, ends_on=date(2027, 5, 31)))
        assert program.state == ProgramState.DRAFT
    assert session.scalars(select(OutboxMessage)).all() == []


def test_a_draft_whose_last_day_is_over_is_not_announced(session: Session) -> None:
    owner = Factory(session).member("Olive", is_admin=True)
    program = editing.create(session, NOW, owner, replace(ANSWERS, ends_on=ENDS))
    with pytest.raises(UserError, match="program-announced-after-end"):
        announcing.announce(session, datetime(2027, 4, 2, tzinfo=UTC), owner, program.id)
    assert program.state == ProgramState.DRAFT


def test_only_owners_close_and_open(session: Session, stage: Scene) -> None:
    ana = session.get_one(Member, stage.ana.member_id)
    for deed in (ending.close_now, ending.reopen):
        with pytest.raises(NotYours):
            deed(session, NOON, ana, stage.program.id)
