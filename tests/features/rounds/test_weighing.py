"""A rule that is against a pair is named to its owner, but never what somebody said in private."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.errors import UserError
from bot.features.rounds import changing, service, weighing
from bot.features.rounds.messages import RoundNotChanged
from bot.matching.answer import Answer
from bot.matching.errors import MatcherFailed
from bot.matching.problem import Problem
from bot.matching.solve import solve
from bot.models import (
    Enrollment,
    EnrollmentSkill,
    Member,
    OutboxMessage,
    RoundState,
    Side,
    Skill,
)
from tests.factories import NOW
from tests.features.rounds.company import (
    Company,
    member_of,
    proposed,
)
from tests.features.rounds.desk import Desk, best, crossed, hire
from tests.features.rounds.desk import desk as desk


def avoid(session: Session, acme: Company) -> None:
    session.get_one(Enrollment, acme.cleo.id).avoid = [member_of(session, acme.ben).id]


def other_hours(session: Session, acme: Company) -> None:
    cleo = member_of(session, acme.cleo)
    cleo.work_days, cleo.work_starts, cleo.work_ends = [5], 0, 60


def other_language(session: Session, acme: Company) -> None:
    member_of(session, acme.cleo).languages = ["Finnish"]
    member_of(session, acme.ben).languages = ["Welsh"]


def one_team(session: Session, acme: Company) -> None:
    member_of(session, acme.cleo).team = member_of(session, acme.ben).team


def one_line(session: Session, acme: Company) -> None:
    member_of(session, acme.ben).manager_id = member_of(session, acme.cleo).id


def chain(session: Session, acme: Company) -> None:
    """Through a colleague who is in no program."""
    between = hire(session, acme, "Between", manager_id=member_of(session, acme.cleo).id)
    member_of(session, acme.ben).manager_id = between.id


@pytest.mark.parametrize(
    "arrange, key",
    [
        (avoid, "round-cannot-private"),
        (other_hours, "round-cannot-private"),
        (other_language, "round-cannot-private"),
        (one_team, "round-cannot-same_team"),
        (one_line, "round-cannot-reporting_line"),
        (chain, "round-cannot-reporting_line"),
    ],
)
def test_a_rule_is_named_but_never_what_is_private(
    desk: Desk, arrange: Callable[[Session, Company], None], key: str
) -> None:
    """Who avoids whom reads like hours and languages that don't fit."""
    acme = desk.acme
    with desk.database.transaction() as session:
        arrange(session, acme)
        owner = session.get_one(Member, acme.owner.id)
        service.discard(session, NOW, owner, desk.round_id, desk.now().version)
    desk.round_id = proposed(desk.database, acme).id
    pin = (acme.ben.id, acme.cleo.id)
    with pytest.raises(UserError, match=key):
        desk.do(weighing.pin_preview, 0, pin, lambda problem, _seconds: solve(problem))
    desk.do(changing.pin, pin)  # as who forges a form
    desk.find_again()
    assert desk.now().state == RoundState.PROPOSED
    with desk.database.reading() as session:
        message = session.scalars(select(OutboxMessage).filter_by(kind="RoundNotChanged")).one()
        told = weighing.not_changed_facts(session, NOW, RoundNotChanged(**message.params))
    assert told and f"round-cannot-{told.rule}" == key


def test_a_slow_matcher_changes_nothing(desk: Desk) -> None:
    def slow(_problem: Problem, _seconds: float) -> Answer:
        raise MatcherFailed("too slow")

    with pytest.raises(UserError, match="round-weighing-slow"):
        desk.do(weighing.swap_preview, 0, *sorted(best(desk.acme)), slow)


def test_the_matcher_is_asked_about_the_few_people_and_who_is_above_them(desk: Desk) -> None:
    """An owner waits for it: what thousands of others are and were takes seconds to hand over."""
    acme, asked = desk.acme, list[Problem]()
    with desk.database.transaction() as session:
        chain(session, acme)
        member_of(session, acme.dan).manager_id = member_of(session, acme.ana).id
        owner = session.get_one(Member, acme.owner.id)
        service.discard(session, NOW, owner, desk.round_id, desk.now().version)
    desk.round_id = proposed(desk.database, acme).id
    with pytest.raises(UserError, match="round-cannot-reporting_line"):
        pin = (acme.ben.id, acme.cleo.id)
        desk.do(weighing.pin_preview, 0, pin, lambda problem, _seconds: (asked.append(problem), solve(problem))[1])
    (problem,) = asked
    assert {person.id for person in problem.people} == {str(person) for person in pin}
    assert list(problem.managers) == [str(acme.ben.id), problem.managers[str(acme.ben.id)]]


def test_a_swap_that_ends_a_pair_the_other_way_round_is_not_told_as_cheap(desk: Desk) -> None:
    """Ben's level isn't known, so Cleo may show him something, too; then he can't show her anything."""
    acme, version = desk.acme, desk.now().version
    with desk.database.transaction() as session:
        session.get_one(Member, acme.ben.member_id).level = None
        [budgeting] = session.scalars(select(Skill.id).filter_by(name="Budgeting"))
        about = {"enrollment_id": acme.ben.id, "skill_id": budgeting, "side": Side.LEARN, "rank": 1}
        session.add(EnrollmentSkill(workspace_id=acme.ben.workspace_id, **about))
        service.discard(session, NOW, session.get_one(Member, acme.owner.id), desk.round_id, version)
    desk.round_id = proposed(desk.database, acme).id
    one, other = sorted(best(acme))
    assert desk.pairs() == {one, other, (acme.cleo.id, acme.ben.id)}
    told = desk.do(weighing.swap_preview, 0, one, other, lambda problem, _seconds: solve(problem))
    assert told.cost is None
    desk.do(changing.swap, one, other)
    desk.find_again()
    assert desk.pairs() == crossed(acme), "one pair fewer"
