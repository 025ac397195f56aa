"""Owners change a proposed round; nobody hears of it, nobody overwrites anybody, and nothing is lost."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import select

from bot.errors import NotYours, UserError
from bot.features.rounds import changing, fill_ins, finding, service, weighing
from bot.features.rounds.compute import RoundMatcher
from bot.features.rounds.messages import RoundNotChanged
from bot.matching.answer import Answer
from bot.matching.errors import MatcherFailed
from bot.matching.problem import Problem
from bot.matching.solve import solve
from bot.models import (
    Enrollment,
    Member,
    OutboxMessage,
    Pairing,
    ProgramOwner,
    RoundPair,
    RoundState,
    Side,
)
from tests.factories import NOW, Factory
from tests.features.rounds.company import (
    member_of,
    proposed,
    sent_to,
    unmatched_of,
)
from tests.features.rounds.desk import Desk, best, crossed
from tests.features.rounds.desk import desk as desk


def test_a_pair_that_shall_not_be_is_not_when_the_pairs_are_found_again(desk: Desk) -> None:
    acme = desk.acme
    assert desk.pairs() == best(acme)
    desk.do(changing.part, (acme.ana.id, acme.cleo.id))
    page = desk.page()
    assert desk.pairs() == best(acme), "nothing moves before the owner says so"
    assert (page.summary.pending, page.changes[0].worked_in, page.pairs[0].waits) == (1, False, True)
    desk.find_again()
    page = desk.page()
    assert desk.pairs() == crossed(acme)
    assert (page.summary.pending, page.changes[0].worked_in) == (0, True)
    cost = page.changes[0].cost
    assert cost and cost == page.summary.changed == page.summary.moved
    assert (cost.pairs, cost.waiting) == (0, 0)
    assert cost.score < 0


def test_who_is_left_out_hears_nothing_and_has_waited(desk: Desk) -> None:
    acme = desk.acme
    desk.do(changing.leave_out, (acme.ana.id, acme.cleo.id), acme.cleo.id)
    desk.find_again()
    assert {mentee for _, mentee in desk.pairs()} == {acme.dan.id}
    with desk.database.reading() as session:
        assert acme.cleo.id not in unmatched_of(session, desk.now())
    desk.approve()
    with desk.database.reading() as session:
        assert sent_to(session, member_of(session, acme.cleo)) == []
        assert session.get_one(Enrollment, acme.cleo.id).waiting_rounds == 1


def test_mentors_are_swapped_for_what_was_said_before(desk: Desk) -> None:
    acme = desk.acme
    one, other = sorted(best(acme))
    before = desk.page().summary.score
    preview = desk.do(weighing.swap_preview, 0, one, other, lambda problem, _seconds: solve(problem))
    assert {(line.mentor_id, line.mentee_id) for line in preview.after} == crossed(acme)
    desk.do(changing.swap, one, other)
    desk.find_again()
    assert desk.pairs() == crossed(acme)
    assert desk.page().summary.score - before == preview.cost.score < 0


def test_a_pin_holds_whatever_it_costs_and_is_taken_back(desk: Desk) -> None:
    acme = desk.acme
    pin = (acme.ben.id, acme.cleo.id)
    preview = desk.do(weighing.pin_preview, 0, pin, lambda problem, _seconds: solve(problem))
    assert [(line.mentor_id, line.mentee_id) for line in preview.after] == [pin]
    desk.do(changing.pin, pin)
    desk.find_again()
    assert desk.pairs() == crossed(acme)
    assert {line.wanted for line in desk.page().pairs} == {True, False}
    desk.do(changing.take_back, 0)
    assert (desk.page().changes, desk.page().summary.pending) == ((), 1)
    desk.find_again()
    assert desk.pairs() == best(acme)
    assert desk.page().summary.changed is None


def test_what_is_taken_back_at_once_leaves_nothing_to_do(desk: Desk) -> None:
    pair = sorted(best(desk.acme))[0]
    desk.do(changing.keep, pair)
    desk.do(changing.take_back, 0)
    assert desk.page().summary.pending == 0
    desk.do(changing.find_again)
    assert desk.now().state == RoundState.PROPOSED


def test_a_change_that_is_wanted_twice_is_wanted_once(desk: Desk) -> None:
    pair = sorted(best(desk.acme))[0]
    for _ in range(2):
        desk.do(changing.keep, pair)
    assert len(desk.page().changes) == 1
    with pytest.raises(UserError, match="round-change-contradicts") as refused:
        desk.do(changing.part, pair)
    assert refused.value.params == {"kind": "pin", "one": "Ana", "two": "Cleo", "three": "", "four": ""}


def test_a_round_takes_only_so_many_changes(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changing, "MOST_WISHES", 1)
    one, other = sorted(best(desk.acme))
    desk.do(changing.keep, one)
    with pytest.raises(UserError, match="round-changes-most"):
        desk.do(changing.keep, other)


def test_nobody_approves_pairs_that_are_to_be_changed(desk: Desk) -> None:
    desk.do(changing.part, sorted(best(desk.acme))[0])
    with pytest.raises(UserError, match="round-changes-wait"):
        desk.approve()
    with desk.database.reading() as session:
        assert session.scalars(select(Pairing)).all() == []


def test_of_two_owners_at_once_one_changes_and_the_other_hears_of_it(desk: Desk) -> None:
    version, oscar = desk.now().version, desk.second_owner()
    one, other = sorted(best(desk.acme))

    def changes(by: int, pair: tuple[int, int]) -> str:
        try:
            desk.do(changing.keep, pair, version=version, by=by)
        except UserError as error:
            return error.key
        return "done"

    with ThreadPoolExecutor(2) as threads:
        outcomes = list(threads.map(changes, (desk.acme.owner.id, oscar), (one, other)))
    assert sorted(outcomes) == ["done", "round-is-proposed"]
    assert len(desk.page().changes) == 1


@pytest.mark.parametrize(
    "change, about",
    [
        (changing.keep, "pair"),
        (changing.part, "pair"),
        (changing.pin, "pair"),
        (changing.swap, "pairs"),
        (changing.take_back, "number"),
        (changing.find_again, ""),
        (changing.stop_finding, ""),
        (weighing.swap_draft, "page pair"),
        (weighing.pin_draft, "page"),
        (weighing.swap_preview, "page pairs"),
        (weighing.pin_preview, "page pair"),
    ],
)
def test_only_the_programs_owners_change_a_round(desk: Desk, change: Callable[..., Any], about: str) -> None:
    one, other = sorted(best(desk.acme))
    given = {"pair": (one,), "pairs": (one, other), "number": (0,), "page": (0,)}
    arguments = [value for word in about.split() for value in given[word]]
    former = desk.second_owner()
    with desk.database.transaction() as session:
        session.query(ProgramOwner).filter_by(member_id=former).delete()
        make = Factory(session)
        make.workspace("T2")
        elsewhere = make.member("Olive Owner", slack_id=desk.acme.owner.slack_id).id
        ana = member_of(session, desk.acme.ana).id
    for stranger in (former, elsewhere, ana):
        with pytest.raises(NotYours):
            desk.do(change, *arguments, by=stranger)
    assert desk.now().version == 2


def test_only_the_programs_owners_search_its_people(desk: Desk) -> None:
    acme = desk.acme
    with desk.database.transaction() as session:
        owner, ana = session.get_one(Member, acme.owner.id), member_of(session, acme.ana)
        found = finding.people(session, owner, desk.round_id, Side.LEARN, "cl")
        assert [one.person for one in found] == ["Cleo"]
        (other,) = finding.pairs(session, owner, desk.round_id, (acme.ana.id, acme.cleo.id), "")
        assert (other.mentor, other.mentee) == ("Ben", "Dan")
        make = Factory(session)
        make.workspace("T2")
        elsewhere = make.member("Olive Owner", slack_id=owner.slack_id)
        for stranger in (ana, elsewhere):
            with pytest.raises(NotYours):
                finding.people(session, stranger, desk.round_id, Side.TEACH, "")
            with pytest.raises(NotYours):
                finding.pairs(session, stranger, desk.round_id, (0, 0), "")


def test_people_of_other_programs_are_nobody_to_pair_here(desk: Desk) -> None:
    with desk.database.transaction() as session:
        make = Factory(session)
        make.workspace("T2")
        zoe = make.member("Zoe")
        other = make.enroll(make.program(zoe), zoe, teaches=("Python",)).id
    for pair in ((other, desk.acme.cleo.id), (desk.acme.ana.id, other)):
        with pytest.raises(NotYours):
            desk.do(changing.pin, pair)
        with pytest.raises(NotYours):
            desk.do(changing.keep, pair)


def test_a_round_whose_pairs_cannot_be_found_again_stays_as_it_was(desk: Desk) -> None:
    def dies(_problem: Problem) -> Answer:
        raise MatcherFailed("it died")

    desk.do(changing.part, sorted(best(desk.acme))[0])
    desk.find_again(dies)
    assert (desk.now().state, desk.pairs()) == (RoundState.PROPOSED, best(desk.acme))
    assert desk.page().summary.pending == 1
    with desk.database.reading() as session:
        assert sent_to(session, desk.acme.owner)[-1] == RoundNotChanged.__name__
        told = weighing.not_changed_facts(session, NOW, RoundNotChanged(desk.round_id))
    assert told and told.rule is None
    desk.find_again()
    assert desk.pairs() == crossed(desk.acme)


def test_a_cost_that_cannot_be_known_costs_nobody_the_pairs(desk: Desk) -> None:
    def dies_without_wishes(problem: Problem) -> Answer:
        if not problem.forbids:
            raise MatcherFailed("it died")
        return solve(problem)

    desk.do(changing.part, min(best(desk.acme)))
    desk.find_again(dies_without_wishes)
    assert desk.pairs() == crossed(desk.acme)
    assert [(line.worked_in, line.cost) for line in desk.page().changes] == [(True, None)]


def test_a_fill_in_keeps_apart_whom_the_last_round_kept_apart(desk: Desk) -> None:
    acme = desk.acme
    pair = (acme.ana.id, acme.cleo.id)
    desk.do(changing.part, pair)
    desk.do(changing.leave_out, pair, acme.ana.id)
    desk.do(changing.keep, (acme.ben.id, acme.dan.id))
    desk.find_again()
    desk.approve()
    with desk.database.transaction() as session:
        fill_ins.look(session, NOW, member_of(session, acme.cleo), acme.cleo.id)
        fill_ins.start_fill_ins(session, NOW)
    assert RoundMatcher(desk.database, lambda: NOW, solve).run_once() == 1
    with desk.database.reading() as session:
        assert [pairing.mentor_id for pairing in session.scalars(select(Pairing))] == [acme.ben.id]
        assert sent_to(session, member_of(session, acme.cleo))[-1] == "LeftUnmatched"


def test_finding_is_stopped_and_the_pairs_stay(desk: Desk) -> None:
    desk.do(changing.part, sorted(best(desk.acme))[0])

    def stopped_meanwhile(problem: Problem) -> Answer:
        if desk.now().state == RoundState.COMPUTING:
            desk.do(changing.stop_finding)
        return solve(problem)

    desk.find_again(stopped_meanwhile)
    assert (desk.now().state, desk.pairs()) == (RoundState.PROPOSED, best(desk.acme))
    assert desk.page().summary.pending == 1


def test_the_owner_who_asked_again_is_told(desk: Desk) -> None:
    oscar = desk.second_owner()
    desk.do(changing.part, sorted(best(desk.acme))[0])
    desk.do(changing.find_again, by=oscar)
    RoundMatcher(desk.database, lambda: NOW, solve).run_once()
    with desk.database.reading() as session:
        messages = session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)).all()
    assert [message.recipient for message in messages] == [desk.acme.owner.slack_id, "UOSCAR"]


def test_a_pair_that_was_taken_in_stays_taken_in(desk: Desk) -> None:
    acme = desk.acme
    with desk.database.transaction() as session:
        member_of(session, acme.ben).level = None
        owner = session.get_one(Member, acme.owner.id)
        service.discard(session, NOW, owner, desk.round_id, desk.now().version)
    desk.round_id = proposed(desk.database, acme).id
    with desk.database.reading() as session:
        flagged = session.scalars(select(RoundPair).filter_by(flagged=True)).one()
    desk.do(lambda session, acting, *about: service.include(session, NOW, acting, *about), flagged.id, True)
    desk.do(changing.keep, sorted(best(acme))[0])
    desk.find_again()
    assert [line.included for line in desk.page().pairs if line.flagged] == [True]


def test_nobody_in_a_pair_learns_of_a_change(desk: Desk) -> None:
    acme = desk.acme
    one, _ = sorted(best(acme))
    desk.do(changing.part, one)
    desk.find_again()
    desk.approve()
    with desk.database.reading() as session:
        for pairing in session.scalars(select(Pairing)):
            assert set(pairing.why) == {"score", "parts", "skills", "gives_back", "interests", "overlap_minutes"}
        kinds = {message.kind for message in session.scalars(select(OutboxMessage))}
    assert kinds == {"RoundProposed", "PairingOffered"}
