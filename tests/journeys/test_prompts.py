"""What could you show? Asked once a month at most, answered in the message itself, off with one click."""

from datetime import timedelta

import pytest

from sandbox.client.messages import Message
from sandbox.client.people import Person
from tests.journeys.conftest import World

QUESTION = "Something you could show?"
TEACHES = "What I could show somebody"


@pytest.fixture
def olive(world: World) -> Person:
    """Runs a program in which directors want Excel, and nobody shows it."""
    olive = world.hire("Olive Owner", is_admin=True)
    world.open_program(olive)
    for name in ("Ben Ito", "Bea Ruiz"):
        world.join(world.hire(name), teaches=["Hiring"], learns=["Excel", "Figma"], level="Director")
    return olive


@pytest.fixture
def ana(world: World, olive: Person) -> Person:
    ana = world.hire("Ana Costa", tz="America/Sao_Paulo")
    world.join(ana, teaches=["TikTok"], learns=["Budgeting"], level="Junior")
    return ana


def questions(person: Person) -> list[Message]:
    return [message for message in person.dm().messages if message.text == QUESTION]


def later(world: World, days: int) -> None:
    world.pass_until(world.slack.clock.now + timedelta(days=days))


def test_it_comes_at_work_and_is_answered_in_place(world: World, ana: Person) -> None:
    later(world, 13)
    assert not questions(ana)
    later(world, 8)
    [question] = questions(ana)
    assert 12 <= question.at.hour < 20 and question.at.weekday() < 5  # nine to five in Sao Paulo, in UTC
    assert "once a month at most" in question.plain and "Don't ask me again" in question.buttons

    question.click("I could show Excel")
    question.click("I could show Excel", stale=True)
    said = question.now
    assert said and "Excel is now on what you could show" in said.plain
    said.click("I could show Figma")
    said.choose({"Something else …": "Beekeeping"})
    assert "Beekeeping is new here" in (question.now or question).plain
    assert ana.command("/reverse-mentor join").modal.fields[TEACHES] == "TikTok, Excel, Figma, Beekeeping"
    (question.now or question).click("Undo", near="Figma")
    assert "I could show Figma" in (question.now or question).buttons
    assert ana.command("/reverse-mentor join").modal.fields[TEACHES] == "TikTok, Excel, Beekeeping"

    later(world, 8)
    assert len(questions(ana)) == 1


def test_it_is_off_with_one_click_and_on_again(world: World, ana: Person) -> None:
    later(world, 21)
    [question] = questions(ana)
    question.click("Nothing just now")
    (question.now or question).click("Don't ask me again")
    assert "won't ask what you could show any more" in (question.now or question).plain
    later(world, 60)
    assert not questions(ana)
    assert "is off" in ana.open_home().plain
    ana.home.click("Ask me again", near="monthly question")
    assert "monthly question" not in ana.home.plain


def test_an_owner_asks_for_a_gap(world: World, olive: Person, ana: Person) -> None:
    desk = olive.command("/reverse-mentor round").modal
    assert "People would love to learn Excel, and nobody shows it yet." in desk.plain
    form = desk.click("Ask who could", near="Excel").modal
    assert "2 people would like to learn it" in form.plain and "I'd ask one person" in form.plain
    assert "On its way to one person" in form.submit({}).modal.plain
    later(world, 1)
    [question] = questions(ana)
    assert "are looking for somebody who could show a colleague Excel" in question.plain
    assert "Ben" not in question.plain and "Bea" not in question.plain
    question.click("I could show Excel")
    assert "learn Excel" not in olive.command("/reverse-mentor round").modal.plain
    page = olive.command("/reverse-mentor skills").modal.choose({"What's on the list.": "Figma"}).modal
    assert "There's nobody I could ask right now: one person" in page.click("Ask who could").modal.plain
