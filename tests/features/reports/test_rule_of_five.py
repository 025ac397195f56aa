"""No report, and no difference between reports, speaks of fewer than five people's answers."""

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.discretion import FEWEST as FEWEST_PEOPLE
from bot.features.reports.answers import PulseAnswer, groups_to_publish
from bot.features.reports.facts import AnswerGroup
from bot.features.reports.weeks import block_is_over, block_of, following, unpublished
from tests.features.reports.test_reports import Still

FIRST = "2026-W50"  # a year with 53 weeks: the blocks cross its end


def pulses(*members: int, score: int = 3) -> list[PulseAnswer]:
    return [PulseAnswer(member, score, score, score, FEWEST_PEOPLE) for member in members]


def weeks_of(answers: list[list[PulseAnswer]]) -> list[str]:
    weeks = [FIRST]
    while len(weeks) < len(answers):
        weeks.append(following(weeks[-1]))
    return weeks


def publish(answers: list[list[PulseAnswer]]) -> list[list[AnswerGroup]]:
    """What each week published when it closed; `answers` week by week from FIRST."""
    weeks = weeks_of(answers)
    by_week = dict(zip(weeks, answers, strict=True))
    published: set[str] = set()
    reports: list[list[AnswerGroup]] = []
    for week in weeks:
        waiting = [each for each in block_of(week, FIRST) if each < week and each not in published]
        over = block_is_over(week, FIRST, None, week)
        groups = groups_to_publish(week, waiting, by_week, FEWEST_PEOPLE, Still(), block_is_over=over)
        published |= {each for group in groups for each in group.weeks}
        reports.append(groups)
    return reports


def people_of(group: AnswerGroup, answers: list[list[PulseAnswer]]) -> set[int]:
    weeks = weeks_of(answers)
    return {pulse.member_id for week in group.weeks for pulse in answers[weeks.index(week)]}


one_pulse = some.builds(PulseAnswer, some.integers(1, 9), *[some.integers(1, 5)] * 3, some.just(FEWEST_PEOPLE))
a_programs_answers = some.lists(some.lists(one_pulse, max_size=12), min_size=1, max_size=12)


@given(a_programs_answers)
def test_every_group_has_at_least_five_people_and_no_week_is_in_two(answers: list[list[PulseAnswer]]) -> None:
    groups = [group for groups in publish(answers) for group in groups]
    for group in groups:
        assert len(people_of(group, answers)) == group.respondents >= FEWEST_PEOPLE
    for one, other in combinations(groups, 2):
        assert not set(one.weeks) & set(other.weeks)


@given(a_programs_answers, some.data())
def test_no_difference_between_two_reports_isolates_anybody(
    answers: list[list[PulseAnswer]], data: some.DataObject
) -> None:
    reports = publish(answers)
    earlier, later = sorted(data.draw(some.tuples(*[some.integers(0, len(reports))] * 2)))
    shown = [group for groups in reports[:earlier] for group in groups]
    shown_later = [group for groups in reports[:later] for group in groups]
    assert shown_later[: len(shown)] == shown  # frozen
    for group in shown_later[len(shown) :]:
        assert len(people_of(group, answers)) >= FEWEST_PEOPLE


@given(a_programs_answers, some.data())
def test_no_sum_over_published_groups_speaks_of_fewer_than_five(
    answers: list[list[PulseAnswer]], data: some.DataObject
) -> None:
    """Any weighing of published groups, written as the weight that each pulse gets in the result."""
    groups = [group for groups in publish(answers) for group in groups]
    weights = [data.draw(some.integers(-3, 3)) for _ in groups]
    weeks = weeks_of(answers)
    spoken_of: set[int] = set()
    for week, given_in_week in zip(weeks, answers, strict=True):
        weight = sum(
            (
                Fraction(weight, group.respondents)
                for weight, group in zip(weights, groups, strict=True)
                if week in group.weeks
            ),
            Fraction(0),
        )
        spoken_of |= {pulse.member_id for pulse in given_in_week} if weight else set()
    assert not spoken_of or len(spoken_of) >= FEWEST_PEOPLE


@given(a_programs_answers)
def test_a_week_that_is_withheld_is_never_published_later(answers: list[list[PulseAnswer]]) -> None:
    weeks = weeks_of(answers)
    published: set[str] = set()
    withheld: set[str] = set()
    for number, groups in enumerate(publish(answers), 1):
        fresh = {week for group in groups for week in group.weeks}
        assert not fresh & withheld
        published |= fresh
        pending, now_withheld = unpublished(weeks[:number], published, None)
        assert withheld <= set(now_withheld)
        assert set(pending) | set(now_withheld) | published == set(weeks[:number])
        withheld = set(now_withheld)


def test_four_people_are_not_enough_and_five_are() -> None:
    assert publish([pulses(1, 2, 3, 4)]) == [[]]
    assert [group.respondents for group in publish([pulses(1, 2, 3, 4, 5)])[0]] == [5]


def test_five_answers_of_four_people_are_not_enough() -> None:
    assert publish([pulses(1, 1, 2, 3, 4)]) == [[]]


def test_sparse_weeks_are_taken_together_when_their_block_ends() -> None:
    reports = publish([pulses(1, 2), pulses(1, 2, 3, 4, 5), pulses(3), pulses(4, 5), pulses(6)])
    weeks = [[group.weeks for group in groups] for groups in reports]
    assert weeks == [[], [("2026-W51",)], [], [("2026-W50", "2026-W52", "2026-W53")], []]


def test_a_block_of_too_few_people_stays_withheld() -> None:
    assert publish([pulses(1), pulses(2), pulses(3), pulses(4), pulses(5, 1)]) == [[]] * 5


def test_the_last_week_of_a_block_may_stand_alone_beside_the_rest() -> None:
    reports = publish([pulses(1, 2), pulses(3), pulses(4, 5), pulses(1, 2, 3, 4, 5)])
    assert [group.weeks for group in reports[3]] == [("2026-W53",), ("2026-W50", "2026-W51", "2026-W52")]


@pytest.mark.parametrize("often", [1, 9])
def test_each_person_counts_once(often: int) -> None:
    answers = [*pulses(*[1] * often, score=1), *pulses(2, 3, 4, 5, score=5)]
    assert publish([answers])[0][0].useful == 4.2
