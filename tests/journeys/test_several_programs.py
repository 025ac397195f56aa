"""Somebody in two programs: asked which where there is a choice, and never asked twice for the same thing."""

import pytest

from sandbox.client.people import Person
from tests.journeys.conftest import World


@pytest.fixture
def ana(world: World) -> Person:
    """In Swap, while Second is open too."""
    olive = world.hire("Olive Owner", is_admin=True)
    world.open_program(olive)
    ana = world.hire("Ana Costa")
    world.join(ana, teaches=["TikTok"], learns=["Budgeting"], level="Junior")
    world.open_another(olive, "Second")
    return ana


def join_second(ana: Person) -> None:
    question = ana.command("/reverse-mentor join").messages[-1]
    form = question.click("Join", near="Second").modal
    answer = form.submit({"What I could show somebody": ["Excel"], "What I'd like to learn most": "Hiring"})
    assert not answer.errors, answer.errors


def test_join_asks_which_and_says_where_one_is_in(world: World, ana: Person) -> None:
    question = ana.command("/reverse-mentor join").messages[-1]
    assert list(question.buttons) == ["Join", "Change what I swap"]
    assert question.plain.index("Second") < question.plain.index("Swap · you're in")
    change = question.click("Change what I swap").modal
    assert "TikTok" in change.plain and change.title == "What I swap"
    join_second(ana)
    assert list(ana.command("/reverse-mentor join").messages[-1].buttons) == ["Change what I swap"] * 2


def test_profile_asks_which_and_avoiding_holds_in_all(world: World, ana: Person) -> None:
    world.hire("Ben Ito")
    assert ana.command("/reverse-mentor profile").modal.title == "My profile"
    join_second(ana)
    question = ana.command("/reverse-mentor profile").messages[-1]
    form = question.click("This one", near="Swap").modal
    form.submit({"People I'd rather not be paired with": ["Ben Ito"]})
    form = ana.command("/reverse-mentor profile").messages[-1].click("This one", near="Second").modal
    assert "For Second" in form.plain and "Ben Ito" in form.plain
    help_page = ana.command("/reverse-mentor help").messages[-1]
    assert "For which one?" in help_page.click("My profile").messages[-1].plain


def test_a_form_takes_nobody_off_who_came_back_while_it_was_open(world: World, ana: Person) -> None:
    ben, avoid = world.hire("Ben Ito"), "People I'd rather not be paired with"
    world.hire("Cleo Diaz")
    ana.command("/reverse-mentor profile").modal.submit({avoid: ["Ben Ito"]})
    ben.command("/reverse-mentor privacy").modal.click("Erase everything …").modal.submit({})
    form = ana.command("/reverse-mentor profile").modal
    assert "Ben Ito" not in form.plain
    ben.command("/reverse-mentor help")
    form.submit({avoid: ["Cleo Diaz"]})
    form = ana.command("/reverse-mentor profile").modal
    assert "Ben Ito" in form.plain and "Cleo Diaz" in form.plain
    form.submit({avoid: ["Cleo Diaz"]})
    form = ana.command("/reverse-mentor profile").modal
    assert "Ben Ito" not in form.plain and "Cleo Diaz" in form.plain


def test_a_break_from_one_or_from_all_and_back_in_all(world: World, ana: Person) -> None:
    join_second(ana)
    one = ana.command("/reverse-mentor pause").modal.submit({"Which program?": "Second"}).modal
    assert "back in Second on" in one.plain
    assert "Welcome back to Second!" in ana.command("/reverse-mentor resume").text
    both = ana.command("/reverse-mentor pause").modal.submit({}).modal
    assert "back in Second and Swap on" in both.plain
    assert "Welcome back to Second and Swap!" in ana.command("/reverse-mentor resume").text
    assert "already in" in ana.command("/reverse-mentor resume").text


def test_leaving_asks_which(world: World, ana: Person) -> None:
    join_second(ana)
    left = ana.command("/reverse-mentor leave").modal.submit({"Which program?": "Swap"}).modal
    assert "you've left Swap" in left.plain
    assert ana.command("/reverse-mentor profile").modal.plain.count("Second")


@pytest.mark.parametrize(("program", "shows"), [("Swap", "TikTok"), ("Second", "Excel")])
def test_in_home_a_break_and_leaving_are_of_the_program_they_stand_under(
    world: World, ana: Person, program: str, shows: str
) -> None:
    join_second(ana)
    ana.open_home()
    form = ana.home.click("Take a break", near=shows).modal
    assert f"back in {program} on" in form.submit({"I'm back on": "2027-01-11"}).modal.plain
    ana.command("/reverse-mentor resume")
    form = ana.home.click("Leave", near=shows).modal
    assert f"you've left {program}" in form.submit({}).modal.plain
