"""Few pairs are held at first; what is found for the rest must be all that matters, and the answer the same."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.matching import candidates, optimum, recheck, sieve
from bot.matching.arrays import bits
from bot.matching.columns import Columns
from bot.matching.errors import PinBreaksRule
from bot.matching.field import Field
from bot.matching.problem import Person, Problem, Rules, Weights
from bot.matching.quick import Quick
from bot.matching.rules import keep_allowed
from bot.matching.score import scores
from bot.matching.solve import every_pair, solve

from .companies import company, learner, problem, teacher
from .oracle import Oracle
from .strategies import problems
from .test_best_choice import dense_value, pairs_of, value_of

FEW = st.sampled_from([1, 2])
WEIGHTS = [Weights(), Weights(0, 0, 0, 90_000, 0, 0, 0), Weights(0, 99_999, 1, 0, 0, 0, 0)]


@given(problems(), FEW)
def test_the_first_of_the_best_choices_is_found_from_few_candidates(small: Problem, most: int):
    answer = solve(small, most=most)
    assert answer.proven_optimal
    assert pairs_of(answer) == Oracle(small).first_of_the_best()


@given(problems(unknown_levels=True), FEW)
def test_nobody_is_paired_both_ways_from_few_candidates(small: Problem, most: int):
    answer = solve(small, most=most)
    assert answer.proven_optimal
    assert value_of(answer) == Oracle(small).best_value()


@pytest.mark.parametrize("most", [1, 4])
@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("share", [0.3, 0.5])
def test_the_same_answer_from_few_candidates_as_from_all(share: float, seed: int, most: int):
    round_ = company(300, seed, share)
    few, every = solve(round_, most=most), solve(round_, most=300)
    assert value_of(few) == value_of(every) == dense_value(round_)
    assert few.proven_optimal and few.pairs == every.pairs and few.unmatched == every.unmatched


@pytest.mark.parametrize("seed", range(3))
def test_ties_are_settled_among_all_pairs_not_only_those_held(seed: int):
    """Skills alone, without ranks or confidence: hundreds of choices are equally good."""
    whole = company(200, seed)
    plain = [Person(p.id, p.level, teaches=p.teaches[:1], learns=p.learns[:1]) for p in whole.people]
    tied = replace(whole, people=tuple(plain))
    assert solve(tied, most=1).pairs == solve(tied, most=200).pairs


@given(problems(unknown_levels=True) | problems(pins=True))
def test_the_sieve_lets_every_possible_pair_through_and_bounds_its_score(small: Problem):
    check_sieve(small)


@pytest.mark.parametrize("weights", WEIGHTS)
def test_the_sieve_is_close(weights: Weights):
    """Not only a bound: what it says of a pair that may be is the score and less than 2 more."""
    closest = check_sieve(replace(company(150, 1), rules=Rules(weights=weights)))
    assert closest.min() > 0 and closest.max() < 2


def test_the_sieve_looks_up_what_it_can_not_expand(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sieve, "MOST_EXPANDED", 0)
    check_sieve(company(120, 3))


def check_sieve(round_: Problem) -> np.ndarray:
    columns = Columns(round_)
    mentees, mentors = np.flatnonzero(columns.seeking), np.flatnonzero(columns.teaching)
    if not (len(mentees) and len(mentors)):
        return np.zeros(0)
    most = sieve.Sieve(columns, mentors, mentees).most(np.arange(len(mentees)))
    mentor, mentee = keep_allowed(columns, np.tile(mentors, len(mentees)), np.repeat(mentees, len(mentors)))
    bound = most[np.searchsorted(mentees, mentee), np.searchsorted(mentors, mentor)]
    over = bound - scores(columns, mentor, mentee)
    assert np.all(bound >= 0) and np.all(over >= 0)
    return over


def test_every_pair_is_found_in_blocks(monkeypatch: pytest.MonkeyPatch):
    round_ = company(80, 2)
    at_once = list(every_pair(round_))
    monkeypatch.setattr(recheck, "COUPLES_AT_ONCE", 100)
    assert list(every_pair(round_)) == at_once
    columns = Columns(round_)
    everybody = np.arange(len(columns.people))
    mentor, _ = keep_allowed(columns, np.tile(everybody, 80), np.repeat(everybody, 80))
    assert len(at_once) == len(mentor) == len({pair[:2] for pair in at_once})


def test_a_crowd_of_equals_is_spread_over_the_mentors():
    """All score the same: if everybody's few candidates were the same mentors, most would be left out at first."""
    people = [teacher(f"t{n}", "x") for n in range(60)] + [learner(f"l{n}", "x") for n in range(60)]
    pairs = Field(Columns(problem(*people)), most=2).candidates.best()
    assert len(pairs.mentee) < 60 * 20 and len(np.unique(pairs.mentor)) == 60


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Even the smallest round is sieved by the compiled loops."""
    monkeypatch.setattr(candidates, "QUICK_FROM", 0)
    monkeypatch.setattr(optimum, "MANY_ARCS", 0)


ROUNDS = problems() | problems(unknown_levels=True) | problems(pins=True)
compiled_once = pytest.mark.xdist_group("compiled")  # by one worker, which then has it for all of these
COMPILING = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@compiled_once
@COMPILING
@given(ROUNDS, FEW)
def test_the_compiled_sieve_leads_to_the_same_answer(compiled: None, small: Problem, most: int):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(candidates, "QUICK_FROM", 2**60)
        patch.setattr(optimum, "MANY_ARCS", 2**60)
        expected = solved_or_refused(small, most)
    assert solved_or_refused(small, most) == expected


def solved_or_refused(small: Problem, most: int):
    try:
        answer = solve(small, most=most)
    except PinBreaksRule as refused:
        return refused.rule
    return answer.pairs, answer.unmatched, answer.proven_optimal


@compiled_once
@COMPILING
@given(ROUNDS)
def test_the_compiled_sieve_knows_exactly_who_may_be_a_pair(compiled: None, small: Problem):
    try:
        field = Field(Columns(small))
    except PinBreaksRule:
        return
    if len(field.mentees) and len(field.mentors):
        check_compiled(field)


@compiled_once
@pytest.mark.parametrize("share", [0.3, 0.5])
def test_the_compiled_sieve_in_a_company(compiled: None, share: float, monkeypatch: pytest.MonkeyPatch):
    round_ = company(300, 1, share)
    teams = [replace(person, team=f"Team {at % 4}") for at, person in enumerate(round_.people)]
    check_compiled(Field(Columns(replace(round_, people=tuple(teams)))))
    quick = solve(round_, most=2)
    monkeypatch.setattr(candidates, "QUICK_FROM", 2**60)
    monkeypatch.setattr(optimum, "MANY_ARCS", 2**60)
    slow = solve(round_, most=300)
    assert quick.proven_optimal and (quick.pairs, quick.unmatched) == (slow.pairs, slow.unmatched)


def check_compiled(field: Field) -> None:
    """It lets through who may be a pair by all the rules, nobody else, and bounds their scores closely."""
    columns, mentors, mentees = field.columns, field.mentors, field.mentees
    shape = len(mentees), len(mentors)
    one, other = keep_allowed(columns, np.tile(mentors, shape[0]), np.repeat(mentees, shape[1]))
    pins = np.array(field.pins, dtype=np.int64).reshape(-1, 2)
    free = ~columns.among(np.unique(columns.couple(pins[:, 0], pins[:, 1])), one, other)
    expected = np.zeros(shape, dtype=bool)
    expected[np.searchsorted(mentees, other[free]), np.searchsorted(mentors, one[free])] = True
    assert np.array_equal(bits(field.candidates.possible(), shape[1]), expected)
    for sifted in Quick(columns, mentors, mentees, np.zeros(0, dtype=np.int64)).best(10_000):
        over = sifted.most - scores(columns, mentors[sifted.mentor], mentees[sifted.mentee])
        assert np.all(over > 0) and np.all(over < 2)
