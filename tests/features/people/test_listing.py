"""The organization's list: what is taken over, what stays people's own, chains over people who aren't in Slack."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

import roster
from bot.features.people import listing
from bot.features.people import service as people
from bot.features.people.lines import ReportingLines
from bot.models import Enrollment, ListedPerson, Member, MemberKind
from bot.slack.directory import Profile
from tests.factories import NOW, Factory

COLUMNS = ("email", "name", "level", "manager_email", "team", "department", "location", "languages")
FIRST = [
    "ana@acme.com,Ana,2,ben@acme.com,Apps,Product,Lisbon,English",
    "ben@acme.com,Ben,6,cat@acme.com,Apps,Product,Lisbon,",
    "cat@acme.com,Cat,9,,,,,",
]


def rows(*lines: str, columns: Sequence[str] = COLUMNS) -> Sequence[roster.Person]:
    found = roster.read("\n".join([",".join(columns), *lines]))
    assert not found.problems
    return found.people


def hours(cells: str) -> Sequence[roster.Person]:
    return rows(f"ana@acme.com,Ana,{cells}", columns=("email", "name", "days", "hours_start", "hours_end"))


def profile(slack_id: str, email: str | None) -> Profile:
    return Profile(slack_id, slack_id, email, MemberKind.PERSON, False, "Europe/Lisbon", None, False, None)


@pytest.fixture
def make(session: Session) -> Factory:
    made = Factory(session)
    made.workspace()
    return made


def test_what_the_list_says_counts_for_members_and_enrolls_nobody(session: Session, make: Factory) -> None:
    ana, ben = make.member("Ana", email="ana@acme.com", level=4), make.member("Ben", email="ben@acme.com")
    outcome = listing.take_over(session, ana.workspace_id, rows(*FIRST), whole=False)
    assert (len(outcome.new), outcome.changed, outcome.same) == (3, [], 0)
    assert (ana.level, ana.team, ana.department, ana.location) == (2, "Apps", "Product", "Lisbon")
    assert (ana.manager_id, ben.manager_id, ana.languages) == (ben.id, None, ["English"])
    assert session.scalars(select(Enrollment)).all() == []


def test_a_second_time_says_what_changed_and_only_that_is_taken_over(session: Session, make: Factory) -> None:
    ana = make.member("Ana", email="ana@acme.com")
    listing.take_over(session, ana.workspace_id, rows(*FIRST), whole=False)
    ana.level, ana.team = 3, "Games"  # Ana's own words, said later than the list
    again = [FIRST[0].replace("Lisbon", "Porto"), *FIRST[1:]]
    outcome = listing.take_over(session, ana.workspace_id, rows(*again), whole=False)
    assert [(change.email, change.columns) for change in outcome.changed] == [
        ("ana@acme.com", (("location", ("Lisbon", "Porto")),))
    ]
    assert (ana.location, ana.level, ana.team, outcome.same) == ("Porto", 3, "Games", 2)


def test_an_empty_cell_says_nothing(session: Session, make: Factory) -> None:
    ana = make.member("Ana", email="ana@acme.com", level=3, team="Games")
    listing.take_over(session, ana.workspace_id, rows("ana@acme.com,Ana,,,,,,"), whole=False)
    assert (ana.level, ana.team, ana.languages) == (3, "Games", [])


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ("Mon;Tue,10:00,16:00", ([0, 1], 600, 960)),
        ("Mon,22:00,06:00", ([0, 1, 2, 3, 4], 540, 1020)),  # a night shift can't be said in the profile either
        ("Mon,10:00,24:00", ([0], 600, 1439)),
    ],
)
def test_hours_are_filled_in_where_nobody_chose_any(
    session: Session, make: Factory, cells: str, expected: Any
) -> None:
    ana = make.member("Ana", email="ana@acme.com")
    listing.take_over(session, ana.workspace_id, hours(cells), whole=False)
    assert (ana.work_days, ana.work_starts, ana.work_ends) == expected


def test_hours_and_languages_that_people_chose_stay(session: Session, make: Factory) -> None:
    ana = make.member("Ana", email="ana@acme.com", work_starts=600, languages=["Dutch"])
    listing.take_over(session, ana.workspace_id, hours("Mon,08:00,12:00"), whole=False)
    listing.take_over(session, ana.workspace_id, rows(*FIRST), whole=False)
    assert (ana.work_days, ana.work_starts, ana.work_ends) == ([0, 1, 2, 3, 4], 600, 1020)
    assert ana.languages == ["Dutch"]


def test_who_is_met_later_is_known_by_the_list(session: Session, make: Factory) -> None:
    ben = make.member("Ben", email="ben@acme.com")
    listing.take_over(session, ben.workspace_id, rows(*FIRST), whole=False)
    ana = people.remember(session, ben.workspace_id, profile("U9", "ana@acme.com"), NOW)
    assert (ana.level, ana.team, ana.manager_id) == (2, "Apps", ben.id)
    ana.level = 3
    people.remember(session, ben.workspace_id, profile("U9", "ana@acme.com"), NOW + timedelta(days=2))
    assert ana.level == 3  # asked about again: the list says nothing new


def test_whose_address_is_learned_later_is_known_then(session: Session, make: Factory) -> None:
    workspace_id = make.member("Olive").workspace_id
    listing.take_over(session, workspace_id, rows(*FIRST), whole=False)
    ana = people.remember(session, workspace_id, profile("U9", None), NOW)
    assert ana.level is None
    people.remember(session, workspace_id, profile("U9", "ana@acme.com"), NOW + timedelta(days=2))
    assert (ana.level, ana.email) == (2, "ana@acme.com")


def test_who_is_missing_stays_unless_the_file_is_whole(session: Session, make: Factory) -> None:
    workspace_id = make.member("Olive").workspace_id
    listing.take_over(session, workspace_id, rows(*FIRST), whole=False)
    assert listing.take_over(session, workspace_id, rows(*FIRST[1:]), whole=False).missing == ["ana@acme.com"]
    listed = select(ListedPerson.email).order_by(ListedPerson.email)
    assert len(session.scalars(listed).all()) == 3
    listing.take_over(session, workspace_id, rows(*FIRST[1:]), whole=True)
    assert session.scalars(listed).all() == ["ben@acme.com", "cat@acme.com"]


def test_another_workspace_stays_as_it_is(session: Session, make: Factory) -> None:
    here = make.member("Ana", email="ana@acme.com")
    make.workspace("T2")
    there = make.member("Ana", email="ana@acme.com")
    listing.take_over(session, here.workspace_id, rows(*FIRST), whole=True)
    listing.take_over(session, there.workspace_id, rows("ana@acme.com,Ana,7,,,,,"), whole=True)
    assert (here.level, there.level) == (2, 7)
    assert len(session.scalars(select(ListedPerson).filter_by(workspace_id=here.workspace_id)).all()) == 3


def test_the_chain_leads_over_people_who_are_not_in_slack(session: Session, make: Factory) -> None:
    ana, cat = make.member("Ana", email="ana@acme.com"), make.member("Cat", email="cat@acme.com")
    dan = make.member("Dan", email="dan@acme.com")
    ben_too = rows(*FIRST, "dan@acme.com,Dan,2,ben@acme.com,,,,")
    listing.take_over(session, ana.workspace_id, ben_too, whole=False)
    lines = ReportingLines.of(session, ana.workspace_id)
    assert list(lines.above(ana.id))[1:] == [cat.id]
    assert lines.are_in_one(ana.id, cat.id) and lines.are_in_one(cat.id, ana.id)
    assert lines.are_in_one(ana.id, dan.id)  # Ben, whom we never met, is the manager of both


def test_what_members_say_of_their_manager_goes_before_the_list(session: Session, make: Factory) -> None:
    ana, eve = make.member("Ana", email="ana@acme.com"), make.member("Eve")
    listing.take_over(session, ana.workspace_id, rows(*FIRST), whole=False)
    ana.manager_id = eve.id
    session.flush()
    assert list(ReportingLines.of(session, ana.workspace_id).above(ana.id)) == [eve.id]


def test_a_chain_survives_a_loop(session: Session, make: Factory) -> None:
    ana, ben, cat = make.member(), make.member(), make.member()
    ana.manager_id, ben.manager_id, cat.manager_id = ben.id, cat.id, ben.id
    session.flush()
    assert list(ReportingLines.of(session, ana.workspace_id).above(ana.id)) == [ben.id, cat.id]


def test_two_with_one_manager_are_in_one_line_and_strangers_are_not(session: Session, make: Factory) -> None:
    boss, ana, ben, cat = (make.member() for _ in range(4))
    ana.manager_id = ben.manager_id = boss.id
    session.flush()
    lines = ReportingLines.of(session, ana.workspace_id)
    assert lines.are_in_one(ana.id, ben.id)
    assert not lines.are_in_one(ana.id, cat.id) and not lines.are_in_one(cat.id, boss.id)


def test_nobody_else_is_written_down(session: Session, make: Factory) -> None:
    workspace_id = make.member("Olive").workspace_id
    listing.take_over(session, workspace_id, rows(*FIRST), whole=False)
    assert len(session.scalars(select(Member)).all()) == 1
