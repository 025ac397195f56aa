"""An owner's round from its proposal to its approval, with all that can be changed on the way."""

import pytest

from bot.features.rounds import weighing
from bot.models import ProgramOwner
from sandbox.client.people import Person
from sandbox.client.views import Modal
from tests.conftest import PATIENCE_S
from tests.journeys.conftest import World

SENIORS = ("Cleo Maier", "Dan Okafor", "Finn Berg")


@pytest.fixture
def olive(world: World, monkeypatch: pytest.MonkeyPatch) -> Person:
    """An owner; two juniors who could each show three seniors something."""
    monkeypatch.setattr(weighing, "QUICK", PATIENCE_S)
    olive = world.hire("Olive Owner", is_admin=True)
    world.open_program(olive)
    both = {"teaches": ["TikTok", "Python"], "learns": ["Budgeting"], "level": "Junior"}
    for name in ("Ana Costa", "Ben Ito"):
        world.join(world.hire(name), **both)
    world.join(world.hire(SENIORS[0]), teaches=["Budgeting"], learns=["TikTok", "Python"], level="Director")
    world.join(world.hire(SENIORS[1]), teaches=["Working abroad"], learns=["Python", "TikTok"], level="Director")
    world.join(world.hire(SENIORS[2]), teaches=["Working abroad"], learns=["Python"], level="Director")
    return olive


def proposed(olive: Person) -> Modal:
    olive.command("/reverse-mentor round").modal.submit({})
    return olive.dm().last.click("Look at the pairs").modal


def pairs_in(modal: Modal) -> set[str]:
    return {line for line in modal.plain.splitlines() if "⇄" in line}


def test_an_owner_swaps_pins_leaves_out_finds_again_and_approves(world: World, olive: Person) -> None:
    review = proposed(olive)
    one, other = sorted(pairs_in(review))
    junior, senior = one.removeprefix("@").split(" ⇄ @")
    other_junior, other_senior = other.removeprefix("@").split(" ⇄ @")
    third = next(name for name in SENIORS if name not in (senior, other_senior))

    review.click("Swap with another pair", near=one)
    assert other_junior in " ".join(olive.modal.options("With which pair?", "", near=None))
    olive.modal.submit({"With which pair?": other_junior})
    assert "What it makes of the round" in olive.modal.plain
    assert f"@{other_junior} ⇄ @{senior}" in olive.modal.plain
    olive.modal.submit({})
    assert "One change isn't in these pairs yet" in olive.modal.plain
    assert "Approve" not in olive.modal.buttons
    olive.modal.click("Undo", near=f"@{other_junior} with @{senior}")
    assert "Approve" in olive.modal.buttons

    olive.modal.click("Pair two people")
    olive.modal.submit({"Who shows something?": junior, "Who would like to learn it?": third})
    assert f"@{junior} ⇄ @{third}" in olive.modal.plain
    olive.modal.submit({})
    olive.modal.click(f"This round without {other_senior}", near=other)
    assert "2 changes aren't in these pairs yet" in olive.modal.plain
    olive.modal.click("Find pairs again")
    olive.modal.click("Have a look")

    assert pairs_in(olive.modal) == {f"@{junior} ⇄ @{third}", f"@{other_junior} ⇄ @{senior}"}
    assert "All changes together, compared with none:" in olive.modal.plain
    assert "An owner wants this pair" in olive.modal.plain
    assert "All changes together, compared with none:" in olive.dm().last.plain
    joined = world.people[other_senior].dm().last.plain
    olive.modal.click("Approve")
    assert "4 people (2 pairs) are being asked" in olive.modal.plain
    assert "Yes, introduce us" in world.people[third].dm().last.buttons
    assert world.people[other_senior].dm().last.plain == joined

    olive.modal.close()
    olive.command("/reverse-mentor round").modal.click("Past rounds")
    olive.modal.click("Run it again")
    assert "the same pairs came out" in olive.dm().last.plain


def test_a_pair_that_may_not_be_is_refused_in_kind_words(world: World, olive: Person) -> None:
    proposed(olive).click("Pair two people")
    refused = olive.modal.submit({"Who shows something?": "Cleo Maier", "Who would like to learn it?": "Ana Costa"})
    assert "levels of Cleo Maier and Ana Costa" in str(refused.errors)
    assert olive.modal.title == "Pair two people", "the form stays as it was"


def test_a_second_owner_is_told_that_the_first_has_changed_something(world: World, olive: Person) -> None:
    oscar = world.hire("Oscar Owner")
    edit = olive.command("/reverse-mentor program").messages[-1].click("Edit").modal
    edit.submit({"Who runs it with you?": ["Oscar Owner"]})
    olives = proposed(olive)
    oscars = oscar.command("/reverse-mentor round").modal
    pair = min(pairs_in(olives))
    olives.click("Not these two", near=pair)
    oscars.click("Keep these two together", near=pair)
    assert "Somebody has changed this round since you opened it" in oscar.modal.plain
    oscar.modal.close()
    oscars.click("Discard")
    assert "Somebody has changed this round since you opened it" in oscar.modal.plain


def test_an_owner_no_more_can_change_nothing(world: World, olive: Person) -> None:
    """Buttons outlive permissions."""
    review = proposed(olive)
    with world.bot.database.transaction() as session:
        session.query(ProgramOwner).delete()
    for label in ("Not these two", "Swap with another pair", "Pair two people"):
        review.click(label, near=min(pairs_in(review)) if label != "Pair two people" else None)
        assert "doesn't work from here any more" in olive.modal.plain
        olive.modal.close()
