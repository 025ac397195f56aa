"""Skills: found in spite of a slip, added in own words, decided on by an owner."""

from datetime import timedelta

import pytest

from sandbox.client.people import Person
from tests.journeys.conftest import World

TEACHES = "What I could show somebody"
TAKE_IN, GROWTH = "Take it in under …", "Growing and staying well"


@pytest.fixture
def olive(world: World) -> Person:
    olive = world.hire("Olive Owner", is_admin=True)
    world.open_program(olive)
    return olive


def test_a_slip_finds_the_skill_that_is_meant(world: World, olive: Person) -> None:
    form = world.hire("Ana Costa").command("/reverse-mentor join").modal
    assert form.options(TEACHES, "tik tok") == ["TikTok"]
    assert form.options(TEACHES, "exel") == ["Excel"]
    assert form.options(TEACHES, "beekeeping")[-1] == "Add “beekeeping”"
    everything = form.options(TEACHES)
    assert len(everything) > 180 and "What new joiners see" in everything


def test_own_words_wait_for_a_yes_and_then_everybody_can_pick_them(world: World, olive: Person) -> None:
    ana, ben = world.hire("Ana Costa"), world.hire("Ben Ito")
    joined = ana.command("/reverse-mentor join").modal.submit(
        {
            TEACHES: ["TikTok", "Beekeeping"],
            "What I'd like to learn most": "Budgeting",
            "Where I am": "Junior",
        }
    )
    assert "“Beekeeping” is new here" in joined.modal.plain
    assert ana.command("/reverse-mentor join").modal.options(TEACHES, "bee keeping") == [
        "Beekeeping (waits for an owner's yes)"
    ]
    assert "Beekeeping" not in ben.command("/reverse-mentor join").modal.options(TEACHES)

    world.pass_until(world.slack.clock.now + timedelta(hours=2))
    assert "New skills wait" in olive.dm().last.text and "once a week at most" in olive.dm().last.plain
    desk = olive.dm().last.click("Look at new skills").modal
    assert "Beekeeping · one person has picked it" in desk.plain
    desk.choose({"Take it in under …": "Growing and staying well"}, near="Beekeeping")
    assert "“Beekeeping” is on the list" in olive.modal.plain

    assert ben.command("/reverse-mentor join").modal.options(TEACHES, "Bee")[0] == "Beekeeping"
    assert "New skills" not in olive.command("/reverse-mentor round").modal.plain


def test_what_is_nearly_on_the_list_is_not_taken_in_beside_it(world: World, olive: Person) -> None:
    """Nobody sees another one's own words, so two may propose nearly the same."""
    for name, words in (("Ana Costa", "Bee keeping"), ("Ben Ito", "Beekeepng"), ("Cleo Diaz", "Beekeping")):
        world.join(world.hire(name), teaches=[words, "TikTok"], learns=["Budgeting"], level="Junior")
    olive.command("/reverse-mentor skills").modal.choose({TAKE_IN: GROWTH}, near="Bee keeping")
    olive.modal.choose({TAKE_IN: GROWTH}, near="Beekeepng")
    assert "“Beekeepng” is nearly the same as Bee keeping, which is on the list already" in olive.modal.plain
    olive.modal.submit({})
    assert "“Beekeepng” is now another name of “Bee keeping”" in olive.modal.plain
    ben = world.people["Ben Ito"]
    assert ben.command("/reverse-mentor join").modal.fields[TEACHES] == "Bee keeping, TikTok"

    olive.modal.choose({TAKE_IN: GROWTH}, near="Beekeping")
    olive.modal.click("They're two things")
    assert "“Beekeping” is on the list" in olive.modal.plain and "Nothing waits" in olive.modal.plain


def test_a_merge_moves_people(world: World, olive: Person) -> None:
    ana = world.hire("Ana Costa")
    world.join(ana, teaches=["Making reels", "TikTok"], learns=["Budgeting"], level="Junior")
    assert "One new skill waits for your yes" in olive.command("/reverse-mentor round").modal.plain
    desk = olive.modal.click("Look at new skills").modal
    desk.choose({"Same as …": "Short video"}, near="Making reels")
    assert "The one person who has it gets Short video instead" in olive.modal.plain
    olive.modal.submit({})
    assert "“Making reels” is now another name of “Short video”" in olive.modal.plain
    assert ana.command("/reverse-mentor join").modal.fields[TEACHES] == "Short video, TikTok"
    assert world.hire("Ben Ito").command("/reverse-mentor join").modal.options(TEACHES, "making reels") == [
        "Short video"
    ]


def test_who_had_what_is_left_out_is_told_kindly_and_once(world: World, olive: Person) -> None:
    ana = world.hire("Ana Costa")
    world.join(ana, teaches=["Office gossip", "TikTok"], learns=["Budgeting"], level="Junior")
    desk = olive.command("/reverse-mentor skills").modal
    desk.click("Leave it out")
    again = desk.click("Leave it out", stale=True)
    assert "was left out already" in again.modal.plain
    world.pass_until(world.slack.clock.now + timedelta(days=1))
    [told] = [message for message in ana.dm().messages if message.text == "About a skill you picked"]
    assert told.click("Pick another one").modal.fields[TEACHES] == "TikTok"


def test_a_skill_gets_another_name(world: World, olive: Person) -> None:
    desk = olive.command("/reverse-mentor skills").modal
    page = desk.choose({"What's on the list.": "TikTok"}).modal
    offered = page.submit({"What's it called?": "exel"}).modal
    assert "nearly the same as Excel" in offered.plain and "is now another name" not in offered.plain
    page = olive.command("/reverse-mentor skills").modal.choose({"What's on the list.": "TikTok"}).modal
    page.submit({"What's it called?": "Short clips"})
    assert "Saved: “Short clips”" in olive.modal.plain
    form = world.hire("Ana Costa").command("/reverse-mentor join").modal
    assert form.options(TEACHES, "tiktok") == ["Short clips"]


def test_others_get_a_friendly_no(world: World, olive: Person) -> None:
    assert "people who run programs" in world.hire("Ana Costa").command("/reverse-mentor skills").text


def test_owners_are_told_of_skills_in_help(world: World, olive: Person) -> None:
    assert "/reverse-mentor skills" in olive.command("/reverse-mentor help").text
