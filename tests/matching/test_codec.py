"""Problem and answer survive JSON; what is wrong is named by its path; the bot's side stays light."""

import json
import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given

from bot.matching import child, codec
from bot.matching.errors import BadProblem, MatcherFailed, PinBreaksRule
from bot.matching.problem import Couple, PastPair, Person, Problem, Rules, Taken, Teach, WeekHours, Weights
from bot.matching.solve import solve
from bot.matching.terms import Rule

from .companies import MONDAY, company, learner, problem, teacher
from .strategies import problems


@given(problems())
def test_problem_and_answer_survive_json(small: Problem):
    assert codec.problem_from_json(codec.problem_to_json(small)) == small
    answer = solve(small)
    assert codec.answer_from_json(codec.answer_to_json(answer)) == answer


def full_json() -> dict[str, Any]:
    hours = WeekHours("Europe/Lisbon", frozenset({0, 1}), 540, 1020)
    ana = Person("ana", level=2, hours=hours, teaches=(Teach("TikTok", 3),), manager="boss")
    full = problem(
        ana, past_pairs=(PastPair("ana", "ben", MONDAY),), taken=Taken({"ana": 1}), managers={"boss": None}
    )
    return json.loads(codec.problem_to_json(full))


@pytest.mark.parametrize(
    ("where", "value", "message"),
    [
        (["people", 0, "level"], "two", "people[0].level: must be a whole number, not 'two'"),
        (["people", 0, "level"], 11, "people[0].level: must be from 1 to 10, not 11"),
        (["people", 0, "available"], 1, "people[0].available: must be true or false, not 1"),
        (["people", 0, "mentor_capacity"], True, "people[0].mentor_capacity: must be a whole number, not True"),
        (
            ["people", 0, "hours", "timezone"],
            "Mars/Base",
            "people[0].hours.timezone: 'Mars/Base' is no IANA time zone",
        ),
        (["people", 0, "hours", "days"], [0, 7], "people[0].hours.days: must be from 0 to 6, not 7"),
        (
            ["people", 0, "teaches", 0, "confidence"],
            4,
            "people[0].teaches[0].confidence: must be from 1 to 3, not 4",
        ),
        (["people", 0, "format"], "email", "people[0].format: must be one of in_person, call, written, any"),
        (["people", 0, "learns"], "TikTok", "people[0].learns: must be a list, not 'TikTok'"),
        (["people", 0, "age"], 30, "people[0].age: is no known field"),
        (["rules", "weights", "skill_fit"], 90_000, "rules.weights: together must be at most 100000, not 145000"),
        (["rules", "level_gap"], 0, "rules.level_gap: must be from 1 to 9, not 0"),
        (
            ["past_pairs", 0, "ended_on"],
            "soon",
            "past_pairs[0].ended_on: must be a date like 2027-01-04, not 'soon'",
        ),
        (["taken", "mentors", "ana"], 1.5, "taken.mentors['ana']: must be a whole number, not 1.5"),
        (["managers", "boss"], 7, "managers['boss']: must be text, not 7"),
        (["first_monday"], "2027-01-05", "first_monday: 2027-01-05 is not a Monday"),
        (["weeks"], 0, "weeks: must be from 1 to 520, not 0"),
        (["pins"], [{"mentor": "ana", "mentee": "zed"}], "pins[0]: 'zed' is not among the people"),
    ],
)
def test_what_is_wrong_is_named_by_its_path(where: list[str | int], value: object, message: str):
    given_json: Any = full_json()
    at = given_json
    for key in where[:-1]:
        at = at[key]
    at[where[-1]] = value
    with pytest.raises(BadProblem) as refused:
        codec.problem_from_json(json.dumps(given_json))
    assert str(refused.value).startswith(message)


@pytest.mark.parametrize("name", ["people", "rules", "seed", "managers"])
def test_what_is_missing_is_named(name: str):
    given_json = full_json()
    del given_json[name]
    with pytest.raises(BadProblem, match=f"^{name}: is missing$"):
        codec.problem_from_json(json.dumps(given_json))


def test_the_same_person_twice_is_refused():
    with pytest.raises(BadProblem, match=r"people\[1\].id: 'ana' is there twice"):
        problem(Person("ana"), Person("ana"))


def test_weights_may_not_be_negative():
    with pytest.raises(BadProblem, match="hours: must not be negative"):
        Rules(weights=Weights(hours=-1))


def test_the_child_process_gives_the_same_answer():
    round_ = company(60, 5)
    answer, here = child.match(round_), solve(round_)
    assert (answer.pairs, answer.unmatched, answer.score) == (here.pairs, here.unmatched, here.score)
    assert answer.proven_optimal


def test_the_child_refuses_a_pin_by_name():
    pinned = problem(teacher("ana", "TikTok"), learner("ben", "TikTok", level=1), pins=(Couple("ana", "ben"),))
    with pytest.raises(PinBreaksRule) as refused:
        child.match(pinned)
    assert (refused.value.mentor, refused.value.mentee, refused.value.rule) == ("ana", "ben", Rule.LEVEL)


@pytest.mark.parametrize("text", ["nonsense", "[]", '{"people": 3}', "\udcff"])
def test_bad_input_ends_with_code_2_and_one_clear_line(text: str):
    done = subprocess.run(
        [sys.executable, "-m", "bot.matching"], input=text.encode("utf-8", "surrogateescape"), capture_output=True
    )
    assert done.returncode == 2
    assert len(done.stderr.decode().splitlines()) == 1
    assert isinstance(codec.refusal_from_json(done.stdout.decode()), BadProblem)


def test_a_child_that_takes_too_long_is_ended():
    with pytest.raises(MatcherFailed, match="took longer than"):
        child.match(company(60, 5), seconds=0.01)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps a bound on address space")
def test_a_process_that_needs_too_much_memory_fails_with_a_clear_word():
    with pytest.raises(MatcherFailed, match="60 megabytes"):
        child.match(company(60, 5), megabytes=60)


def test_the_bots_side_loads_neither_numpy_nor_ortools():
    light = "import sys, bot.matching.child, bot.matching.changes; print({'numpy', 'ortools'} & sys.modules.keys())"
    assert subprocess.check_output([sys.executable, "-c", light], text=True) == "set()\n"
