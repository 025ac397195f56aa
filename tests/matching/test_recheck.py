"""The proof without the sieve: it holds for what is right, and a sieve that drops couples can't get past it."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from msgspec.structs import replace

from bot.matching import candidates, optimum, quick, sieve
from bot.matching.choose import Proof
from bot.matching.columns import Columns
from bot.matching.errors import PinBreaksRule
from bot.matching.field import Field
from bot.matching.kinds import KINDS
from bot.matching.problem import Problem, Rules
from bot.matching.recheck import holds
from bot.matching.solve import every_pair, solve

from .companies import company, learner, problem, teacher
from .strategies import problems
from .test_best_choice import dense_value, value_of

compiled_once = pytest.mark.xdist_group("compiled")  # see test_candidates


@given(problems() | problems(unknown_levels=True) | problems(pins=True))
def test_what_is_proven_holds_without_the_sieve(small: Problem):
    try:
        assert solve(small, again=True).proven_optimal
    except PinBreaksRule:
        return


@pytest.mark.parametrize("share", [0.3, 0.5])
def test_a_company_holds_from_few_candidates(share: float):
    answer = solve(company(300, 1, share), most=2, again=True)
    assert answer.proven_optimal and answer.seconds["recheck"] > 0


TAMPERED: dict[str, tuple[int, Callable[[Proof], Proof]]] = {
    "a tie that wasn't held": (3, lambda proof: replace(proof, on_price=5)),
    "somebody left out": (3, lambda proof: replace(proof, home=np.array([2, 0, 1]), on_price=4)),
    "more than there is room": (3, lambda proof: replace(proof, home=np.zeros_like(proof.home))),
    "a free place at a price": (3, lambda proof: replace(proof, price=proof.price + 1)),
    "a pair that may not be": (3, lambda proof: replace(proof, without=proof.home[:1], on_price=5)),
    "a place that is given away": (4, lambda proof: replace(proof, price=np.array([-1, -1]))),
    "a place dearer than being left out": (4, lambda proof: replace(proof, price=np.array([2**40, 2**40]))),
}


@pytest.mark.parametrize(("learners", "tampered"), TAMPERED.values(), ids=TAMPERED)
def test_a_proof_that_is_none_does_not_hold(learners: int, tampered: Callable[[Proof], Proof]):
    """Of two mentors with two places each, all as good as the other."""
    people = [teacher(id, "x", mentor_capacity=2) for id in ("one", "other")]
    field = Field(Columns(problem(*people, *(learner(f"l{n}", "x") for n in range(learners)))))
    choice = field.choose()
    assert holds(field, choice)
    proof = tampered(choice.proofs[0])
    assert not holds(field, replace(choice, home=proof.home, proofs=(proof,)))


def test_another_choice_than_the_proven_one_does_not_hold():
    field = Field(Columns(company(40, 1)))
    choice = field.choose()
    assert not holds(field, replace(choice, home=np.roll(choice.home, 1)))
    assert not holds(field, replace(choice, proven=False))


def test_branches_are_looked_at_too():
    people = [teacher(id, "TikTok", learns=("TikTok",), level=None) for id in ("one", "two")]
    field = Field(Columns(problem(*people, rules=Rules(allow_unknown_levels=True))))
    choice = field.choose()
    assert len(choice.proofs) > 1 and holds(field, choice)
    *others, last = choice.proofs
    assert not holds(field, replace(choice, proofs=(*others, replace(last, price=last.price - 1))))


def _kinds_without_languages():
    """As if a rule looked at a column that the sieve isn't told of: it asks about one couple for all of a kind."""
    return [(tuple(n for n in names if n != "languages_kind"), *rest) for names, *rest in KINDS]


@compiled_once
@pytest.mark.parametrize("from_", [0, 2**60], ids=["compiled", "numpy"])
def test_a_sieve_that_drops_couples_is_noticed(monkeypatch: pytest.MonkeyPatch, from_: int):
    whole = company(300, 1)
    people = [replace(p, languages=(("en",), ("de",), ())[at % 3]) for at, p in enumerate(whole.people)]
    round_ = replace(whole, people=tuple(people))
    best, every = dense_value(round_), list(every_pair(round_))
    for module in (sieve, quick):
        monkeypatch.setattr(module, "KINDS", _kinds_without_languages())
    monkeypatch.setattr(candidates, "QUICK_FROM", from_)
    monkeypatch.setattr(optimum, "MANY_ARCS", from_)
    misled = solve(round_, again=True)
    assert value_of(misled) < best and not misled.proven_optimal
    assert list(every_pair(round_)) == every
