"""The choice of pairs against every choice there is."""

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from scipy.optimize import linear_sum_assignment

from bot.matching import network, optimum
from bot.matching.answer import Answer
from bot.matching.columns import Columns
from bot.matching.errors import PinBreaksRule
from bot.matching.field import Field
from bot.matching.problem import Couple, Problem, Rules
from bot.matching.solve import solve
from bot.matching.terms import Rule

from .companies import company, learner, problem, teacher
from .oracle import Oracle, broken_rules, overlap, score_parts
from .strategies import problems


def pairs_of(answer: Answer) -> set[tuple[str, str]]:
    return {(pair.mentor, pair.mentee) for pair in answer.pairs}


def value_of(answer: Answer) -> tuple[int, int, int]:
    return len(answer.pairs), answer.waiting_matched, answer.score


@given(problems())
def test_the_answer_is_the_first_of_the_best_of_all_choices(small: Problem):
    oracle, answer = Oracle(small), solve(small)
    assert answer.proven_optimal
    assert value_of(answer) == oracle.best_value()
    assert pairs_of(answer) == oracle.first_of_the_best()


@given(problems(unknown_levels=True))
def test_with_unknown_levels_no_two_people_are_paired_both_ways(small: Problem):
    answer = solve(small)
    assert not {(one, other) for one, other in pairs_of(answer) if (other, one) in pairs_of(answer)}
    assert answer.proven_optimal
    assert value_of(answer) == Oracle(small).best_value()


@given(problems())
def test_every_pair_keeps_the_rules_and_its_parts_are_those_of_the_table(small: Problem):
    people = {person.id: person for person in small.people}
    for pair in solve(small).pairs:
        mentor, mentee = people[pair.mentor], people[pair.mentee]
        assert broken_rules(small, mentor, mentee) == set()
        parts = pair.parts
        found = [
            parts.skill_fit,
            parts.gives_back,
            parts.hours,
            parts.interests,
            parts.format,
            parts.style,
            parts.distance,
        ]
        assert found == score_parts(small, mentor, mentee)
        assert pair.score == sum(found)
        assert pair.overlap_minutes == overlap(small, mentor, mentee)


@given(problems(pins=True))
def test_pins_are_made_or_refused_by_the_rule_they_break(small: Problem):
    people = {person.id: person for person in small.people}
    try:
        answer = solve(small)
    except PinBreaksRule as refused:
        broken = broken_rules(small, people[refused.mentor], people[refused.mentee])
        if refused.rule in (Rule.MENTOR_FULL, Rule.MENTEE_TAKEN, Rule.BOTH_WAYS):
            assert not broken and not list(Oracle(small).choices())
        else:
            assert refused.rule == min(broken, key=list(Rule).index)
        return
    pins = {(pin.mentor, pin.mentee) for pin in small.pins}
    assert pins == {(pair.mentor, pair.mentee) for pair in answer.pairs if pair.pinned}
    assert value_of(answer) == Oracle(small).best_value()


@given(problems(), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(small: Problem, rng: random.Random):
    people = list(small.people)
    rng.shuffle(people)
    one, other = solve(small), solve(replace(small, people=tuple(people)))
    assert (one.pairs, one.unmatched, one.skills) == (other.pairs, other.unmatched, other.skills)


def test_ties_follow_the_seed():
    people = [teacher(f"t{n}", "TikTok") for n in range(6)] + [learner(f"l{n}", "TikTok") for n in range(6)]
    answers = {frozenset(pairs_of(solve(problem(*people, seed=seed)))) for seed in range(20)}
    assert len(answers) > 10


def test_matching_one_more_beats_any_score_and_any_wait():
    perfect = teacher("both", "TikTok", "Excel", languages=("English",))
    picky = learner("picky", "TikTok", waiting_rounds=0)
    easy = learner("easy", "Excel", "TikTok", waiting_rounds=4)
    only = teacher("only", "Excel")
    answer = solve(problem(perfect, only, picky, easy))
    assert pairs_of(answer) == {("both", "picky"), ("only", "easy")}


def test_who_waited_comes_before_who_scores_more():
    mentor = teacher("mentor", "TikTok", interests=("chess",), location="Lisbon")
    liked = learner("liked", "TikTok", interests=("chess",), location="Berlin")
    waited = learner("waited", "Excel", "TikTok", waiting_rounds=1)
    assert pairs_of(solve(problem(mentor, liked, waited))) == {("mentor", "waited")}


def test_all_equal_scores_are_settled_quickly_and_the_same_way():
    people = [teacher(f"t{n}", "TikTok", mentor_capacity=2) for n in range(40)]
    people += [learner(f"l{n}", "TikTok") for n in range(90)]
    answer = solve(problem(*people))
    assert len(answer.pairs) == 80 and answer.proven_optimal
    assert answer.pairs == solve(problem(*reversed(people))).pairs


def test_a_mentor_takes_no_more_than_their_places():
    people = [teacher("mentor", "TikTok", mentor_capacity=3), *(learner(f"l{n}", "TikTok") for n in range(5))]
    assert len(solve(problem(*people)).pairs) == 3


@pytest.mark.parametrize(("size", "share"), [(120, 0.5), (300, 0.3), (300, 0.7)])
@pytest.mark.parametrize("seed", range(3))
def test_the_same_value_as_scipys_assignment(size: int, share: float, seed: int):
    given_problem = company(size, seed, share)
    answer = solve(given_problem)
    assert answer.proven_optimal
    assert value_of(answer) == dense_value(given_problem)


def dense_value(given_problem: Problem) -> tuple[int, int, int]:
    """A dense assignment, with mentors once per place; in floating point, but exact at this size."""
    field = Field(Columns(given_problem))
    waiting = field.columns.waiting[field.mentees]
    copies = np.repeat(np.arange(len(field.mentors)), field.columns.places[field.mentors])
    mentees = len(field.mentees)
    score = np.full((mentees, len(field.mentors)), -1, dtype=np.int64)
    for pairs in field.candidates.every_pair():
        score[pairs.mentee, pairs.mentor] = pairs.score
    worth = 10**8 * (1 + waiting.sum()) + 10**8 * waiting
    gain = np.where(score[:, copies] >= 0, score[:, copies] + worth[:, None], 0.0)
    rows, columns = linear_sum_assignment(gain, maximize=True)
    used = gain[rows, columns] > 0
    chosen = score[rows[used], copies[columns[used]]]
    return int(used.sum()), int(waiting[rows[used]].sum()), int(chosen.sum())


@pytest.mark.parametrize("seed", range(5))
def test_nothing_but_the_best_choice_can_be_proven(seed: int):
    field = Field(Columns(company(40, seed)))
    pairs = field.candidates.best()
    waiting = field.columns.waiting[field.mentees]
    flow = network.build(pairs.mentee, pairs.mentor, pairs.score, field.places, waiting)
    best = optimum.cheapest_choice(flow)
    assert network.proves(flow, best, optimum.prices(flow, best))
    nobody = np.flatnonzero(flow.mentor == len(flow.places) - 1)
    for mentee, arc in enumerate(best):
        worse = best.copy()
        worse[mentee] = nobody[mentee]
        if arc != nobody[mentee]:
            assert not network.proves(flow, worse, optimum.prices(flow, worse))
            assert not network.proves(flow, worse, optimum.prices(flow, best))


def test_a_negative_price_proves_nothing():
    """Two mentors and nobody; the cheaper mentor is passed over, and a price below zero would hide it."""
    one = network.build(np.array([0, 0]), np.array([0, 1]), np.array([5, 9]), np.array([1, 1]), np.array([False]))
    assert not network.proves(one, np.array([0]), np.array([-10, 0, 0]))


def test_a_pin_counts_against_the_places_of_its_mentor():
    people = [teacher("mentor", "TikTok"), learner("one", "TikTok"), learner("other", "TikTok", waiting_rounds=3)]
    answer = solve(problem(*people, pins=(Couple("mentor", "one"),)))
    assert pairs_of(answer) == {("mentor", "one")}


@pytest.mark.parametrize(
    ("pins", "rule"),
    [
        ((Couple("mentor", "one"), Couple("mentor", "other")), Rule.MENTOR_FULL),
        ((Couple("mentor", "one"), Couple("second", "one")), Rule.MENTEE_TAKEN),
        ((Couple("one", "mentor"),), Rule.NO_SKILL),
        ((Couple("second", "same level"),), Rule.LEVEL),
        ((Couple("one", "one"),), Rule.SAME_PERSON),
    ],
)
def test_a_pin_that_may_not_be_names_its_rule(pins: tuple[Couple, ...], rule: Rule):
    people = [teacher("mentor", "TikTok"), teacher("second", "TikTok"), learner("same level", "TikTok", level=1)]
    people += [learner("one", "TikTok"), learner("other", "TikTok")]
    with pytest.raises(PinBreaksRule) as refused:
        solve(problem(*people, pins=pins))
    assert refused.value.rule is rule


@pytest.mark.parametrize("seed", range(8))
def test_of_two_pins_for_one_place_the_later_one_is_refused_whatever_the_seed(seed: int):
    people = [teacher("mentor", "TikTok"), learner("one", "TikTok"), learner("other", "TikTok")]
    pins = (Couple("mentor", "one"), Couple("mentor", "other"))
    with pytest.raises(PinBreaksRule) as refused:
        solve(problem(*people, pins=pins, seed=seed))
    assert refused.value.mentee == "other"


def test_pins_both_ways_are_refused():
    people = [teacher(id, "TikTok", learns=("TikTok",), level=None) for id in ("one", "other")]
    both = (Couple("one", "other"), Couple("other", "one"))
    with pytest.raises(PinBreaksRule) as refused:
        solve(problem(*people, pins=both, rules=Rules(allow_unknown_levels=True)))
    assert refused.value.rule is Rule.BOTH_WAYS


def test_a_pinned_pair_is_not_made_the_other_way_round_as_well():
    people = [teacher(id, "TikTok", learns=("TikTok",), level=None) for id in ("one", "other")]
    pinned = problem(*people, pins=(Couple("one", "other"),), rules=Rules(allow_unknown_levels=True))
    assert pairs_of(solve(pinned)) == {("one", "other")}


def test_nobody_at_all_is_an_empty_answer():
    answer = solve(problem())
    assert (answer.pairs, answer.unmatched, answer.score, answer.proven_optimal) == ((), (), 0, True)


def test_a_fill_in_pairs_nobody_but_whom_it_is_about():
    """The others are left as they are, though they could be paired with each other; the best one is found."""
    whole = problem(teacher("t1", "x"), teacher("t2", "x"), learner("asks", "x"), learner("other", "x"))
    about = replace(whole, involving=frozenset({"asks"}))
    assert len(solve(whole).pairs) == 2
    answer = solve(about)
    assert [pair.mentee for pair in answer.pairs] == ["asks"]
    assert answer.unmatched == () and answer.proven_optimal
