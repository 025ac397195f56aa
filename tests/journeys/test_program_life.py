"""A program's whole life, as its people and its owner read it."""

from datetime import timedelta

from sandbox.client.people import Person
from tests.journeys.conftest import World


def page(owner: Person):
    return owner.command("/reverse-mentor program").messages[-1]


def test_from_a_draft_to_its_wrap_up(world: World) -> None:
    olive = world.hire("Olive Owner", is_admin=True)
    form = olive.command("/reverse-mentor program").modal
    draft = form.submit({"What's it called?": "Swap", "Where should it be announced?": "general"}).modal
    assert "draft" in draft.plain
    ana, ben = world.hire("Ana Costa"), world.hire("Ben Ito")
    assert "no program open" in ana.command("/reverse-mentor join").text
    assert "still a draft" in olive.command("/reverse-mentor round").text

    assert "On its way" in page(olive).click("Are people ready?").messages[-1].plain
    ready = ana.channel("general").last.click("Answer three questions").modal
    partly = "3 · Partly"
    thanks = ready.submit(
        {
            "Would you take part?": partly,
            "Can you speak freely with colleagues at other levels?": partly,
            "Do you know something that a colleague at another level could use?": partly,
        }
    )
    assert "Noted" in thanks.modal.plain

    form = page(olive).click("Objectives").modal.click("Add one").modal
    usefulness = {"What should be reached?": "Meetings are useful, of 5", "At least": "6"}
    refused = form.submit(usefulness)
    assert "from 1 to 5" in str(refused.errors)
    objectives = form.submit(usefulness | {"At least": "4"}).modal
    assert "Meetings are useful: 4 of 5 · can't be said yet" in objectives.plain

    page(olive).click("Announce it")
    world.join(ana, teaches=["TikTok"], learns=["Budgeting"], level="Junior")
    world.join(ben, teaches=["Budgeting"], learns=["TikTok"], level="Director")
    before = ben.dm().last.click("How sure do you feel today?").modal
    assert "Noted" in before.submit({"TikTok": "2 · I know a little"}).modal.plain
    world.pair(olive)
    world.pass_until(world.slack.clock.now + timedelta(days=1))
    for person in (ana, ben):
        person.dm().last.click("Yes, introduce us")
    assert "running" in page(olive).plain

    world.pass_until(world.slack.clock.now + timedelta(days=2))
    assert "Was that a slip?" in page(olive).click("Close it").messages[-1].plain
    assert "come back" in page(olive).click("Wrap up").text
    world.pass_until(world.slack.clock.now + timedelta(days=1))
    assert "earlier than planned" in ben.dm().last.plain
    assert "How sure do you feel now?" not in ana.dm().last.buttons  # she had said nothing
    after = ben.dm().last.click("How sure do you feel now?").modal
    assert "thank you for looking back" in after.submit({"TikTok": "5 · I could show it to others"}).modal.plain

    world.pass_until(world.slack.clock.now + timedelta(days=7))
    preview = page(olive).click("Wrap up").modal
    assert "Thank you to everybody" in preview.plain
    assert "Thank you to everybody" not in world.slack.channel("general").last.plain
    assert "On its way" in preview.submit({}).modal.plain
    posted = world.slack.channel("general").last.plain
    assert "Thank you to everybody" in posted
    assert not [word for word in ("Ana", "Ben", "Olive", "2 people", "surer") if word in posted]
    assert "posted already" in page(olive).click("Wrap up").text
