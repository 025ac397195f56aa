"""Owners are told, before they approve, whom a round leaves without a partner much more often than others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.db import Database
from bot.errors import NotYours
from bot.features.rounds import fairness
from bot.features.rounds.facts import Group, GroupKind, Uneven
from bot.features.rounds.fairness import FEWEST, MUCH, Placed, groups_of, uneven
from bot.features.rounds.review import review
from bot.matching.terms import Reason
from bot.models import Member
from tests.features.rounds.company import company, member_of, proposed


def placed(team: str, matched: int, left: int, reason: Reason = Reason.HOURS, level: str = "5") -> list[Placed]:
    groups = {GroupKind.TEAM: team, GroupKind.LEVEL: level}
    return [Placed(groups, None)] * matched + [Placed(groups, reason)] * left


def test_a_group_that_is_left_out_more_often_is_named_with_the_reason() -> None:
    people = [*placed("Legal", 1, 4), *placed("Legal", 0, 2, Reason.LANGUAGE), *placed("Web", 9, 1)]
    assert uneven(people) == (Uneven(GroupKind.TEAM, "Legal", Group(1, 7), Group(9, 10), Reason.HOURS),)


@pytest.mark.parametrize(
    "people",
    [
        placed("Legal", 0, 4) + placed("Web", 20, 0),  # four are no group yet
        placed("Legal", 0, 20) + placed("Web", 4, 0),  # and no rest
        placed("Legal", 0, 9) + placed("Web", 0, 9),
        placed("Legal", 5, 5) + placed("Web", 13, 6),  # 50 % and 68 %
    ],
)
def test_no_warning_where_there_is_nothing_to_see(people: list[Placed]) -> None:
    assert uneven(people) == ()


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("12"), st.booleans()), max_size=60))
def test_who_is_warned_of_is_a_group_with_a_much_lower_share(people: list[tuple[str, str, bool]]) -> None:
    everybody = [one for team, level, met in people for one in placed(team, met, not met, level=level)]
    for one in uneven(everybody):
        assert one.group.people >= FEWEST and one.rest.people >= FEWEST
        assert one.rest.percent - one.group.percent >= MUCH
        assert one.group.matched + one.rest.matched == sum(met for *_, met in people)
        assert one.group.people + one.rest.people == len(people)


def test_groups_are_listed_from_five_people_the_largest_first() -> None:
    people = placed("Web", 3, 3) + placed("Ops", 8, 0) + placed("Art", 4, 0)
    assert list(groups_of(people)[GroupKind.TEAM].items()) == [("Ops", Group(8, 8)), ("Web", Group(3, 6))]
    assert groups_of(people)[GroupKind.WAITING] == {}


def test_a_round_is_looked_at_with_its_levels_teams_places_and_those_who_waited(database: Database) -> None:
    """Five in Porto want what nobody shows, and had waited; five of the others have a partner."""
    with database.transaction() as session:
        acme = company(session)
        make = acme.make
        for number in range(5):
            one = make.member(f"P{number}", level=6, team=f"p{number}", location="Porto")
            make.enroll(acme.program, one, learns=("Rust",), waiting_rounds=1)
        extra = make.member("Fay", level=8, team="fay")
        make.enroll(acme.program, extra, learns=("TikTok",))
    round_ = proposed(database, acme)
    with database.reading() as session:
        owner = session.get_one(Member, acme.owner.id)
        found = review(session, owner, round_.id, 0).uneven
        assert {(one.kind, one.name) for one in found} == {
            (GroupKind.LOCATION, "Porto"),
            (GroupKind.LEVEL, 6),
            (GroupKind.WAITING, "yes"),
        }
        assert {one.reason for one in found} == {Reason.NO_ONE_TEACHES}
        assert {one.group for one in found} == {Group(0, 5)} and {one.rest for one in found} == {Group(4, 5)}
        told = fairness.shares(session, owner, round_.id)
        assert told.everybody == Group(4, 10) and told.groups[GroupKind.LOCATION] == {"Porto": Group(0, 5)}
        assert told.groups[GroupKind.WAITING] == {"no": Group(4, 5), "yes": Group(0, 5)}
        with pytest.raises(NotYours):
            fairness.shares(session, member_of(session, acme.ana), round_.id)
