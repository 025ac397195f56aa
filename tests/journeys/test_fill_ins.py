"""Between two rounds: whoever is without a partner asks, and both are asked at once, with no owner's click."""

from datetime import timedelta

import pytest

from sandbox.client.people import Person
from tests.journeys.conftest import World

LOOK = "Look for somebody now"


@pytest.fixture
def dora(world: World) -> Person:
    """Somebody of whom nobody has heard yet: she joined after the round in which Ana and Ben were paired."""
    world.introduced()
    dora = world.hire("Dora Late")
    world.join(dora, teaches=["Budgeting"], learns=["TikTok"], level="Senior manager")
    return dora


def end_swap(world: World, person: Person) -> None:
    page = person.command("/reverse-mentor pair").messages[-1]
    page.click("End this swap")
    world.pass_until(world.slack.clock.now + timedelta(minutes=5))


def test_after_an_end_either_may_ask_and_somebody_new_is_found(world: World, dora: Person) -> None:
    ana, ben, olive = (world.people[name] for name in ("Ana Costa", "Ben Ito", "Olive Owner"))
    end_swap(world, ana)
    heard = len(olive.dm().messages)
    told = next(message for message in reversed(ben.dm().messages) if "has come to its end" in message.plain)
    assert LOOK in told.buttons
    page = ana.command("/reverse-mentor pair").messages[-1]
    assert "Swap: nobody at the moment" in page.plain
    assert "I'm looking for somebody for you" in page.click(LOOK).messages[-1].plain
    assert "swapping what you know" in ana.dm().last.plain and "@Dora Late" in ana.dm().last.plain
    for person in (ana, dora):
        person.dm().last.click("Yes, introduce us")
    assert "Dora Late" in ana.command("/reverse-mentor pair").text
    assert len(olive.dm().messages) == heard
    assert "nobody, find" not in ben.dm().last.plain


def test_who_joins_late_may_ask_and_reads_why_nobody_is_found(world: World, dora: Person) -> None:
    welcome = dora.dm().last
    dora.open_home()
    assert LOOK in welcome.buttons and LOOK in dora.home.buttons
    welcome.click(LOOK)
    assert "Everybody I could suggest to you is in a swap already" in dora.dm().last.plain
    assert LOOK in dora.dm().last.buttons
    again = dora.dm().last.click(LOOK)
    assert "I looked just a little while ago" in again.messages[-1].plain


def test_the_words_after_an_offer_are_the_same_whoever_said_no(world: World) -> None:
    """One pair lapses with a "no" of one side, the other with nobody's word: the other sides read the same."""
    olive = world.hire("Olive Owner", is_admin=True)
    world.open_program(olive)
    skills = {"Ana Costa": "TikTok", "Gil Gray": "Excel"}
    for (mentor, skill), mentee in zip(skills.items(), ("Ben Ito", "Hal Hill"), strict=True):
        world.join(world.hire(mentor), teaches=[skill], learns=["Budgeting"], level="Junior")
        world.join(world.hire(mentee), teaches=["Leading a team"], learns=[skill], level="Director")
    world.pair(olive)
    world.pass_until(world.slack.clock.now + timedelta(hours=1))
    declined = world.people["Ana Costa"].dm().last.click("Not this time")
    assert LOOK in world.people["Ana Costa"].dm().last.buttons, declined
    wait = world.people["Ana Costa"].dm().last.click(LOOK)
    assert "so that nobody can tell who answered what" in wait.messages[-1].plain
    world.pass_until(world.slack.clock.now + timedelta(days=10))

    def closing(name: str, partner: str) -> tuple[str, list[str]]:
        found = [each for each in world.people[name].dm().messages if "didn't come about" in each.plain]
        return found[0].plain.replace(partner, "X"), list(found[0].buttons)

    assert closing("Ben Ito", "Ana Costa") == closing("Hal Hill", "Gil Gray")
    assert closing("Ben Ito", "Ana Costa")[1] == [LOOK]


def test_a_program_may_leave_it_to_its_rounds(world: World) -> None:
    olive = world.hire("Olive Owner", is_admin=True)
    world.open_program(olive, **{"How should people be paired?": ["Ask both in private first"]})
    eve = world.hire("Eve Short")
    world.join(eve, teaches=["Chess"], learns=["Juggling"], level="Lead")
    assert LOOK not in eve.command("/reverse-mentor pair").messages[-1].buttons
