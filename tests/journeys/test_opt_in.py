"""Finding the bot, and joining."""

from tests.journeys.conftest import World


def test_help_answers_everybody(world: World) -> None:
    ana = world.hire("Ana Costa")
    assert "swapping what they know" in ana.command("/reverse-mentor help").text


def test_a_word_that_is_nearly_right_is_understood(world: World) -> None:
    ana = world.hire("Ana Costa")
    assert "/reverse-mentor join" in ana.command("/reverse-mentor jion").text


def test_joining_welcomes_the_member(world: World) -> None:
    world.open_program(world.hire("Olive Owner", is_admin=True))
    ana = world.hire("Ana Costa")
    world.join(ana, teaches=["TikTok"], learns=["Budgeting"], level="Junior")
    assert "You're in!" in ana.dm().last.plain
    assert "Budgeting" in ana.dm().last.plain


def test_nobody_is_enrolled_by_an_announcement(world: World) -> None:
    ana = world.hire("Ana Costa")
    world.open_program(world.hire("Olive Owner", is_admin=True))
    assert "Join" in world.slack.channel("general").last.buttons
    assert not ana.dm().messages


def test_an_admin_names_somebody_who_may_run_programs(world: World) -> None:
    admin, sam = world.hire("Olive Owner", is_admin=True), world.hire("Sam Second")
    assert "people who run programs" in sam.command("/reverse-mentor program").text
    assert "people who run programs" in sam.command("/reverse-mentor owners").text
    admin.command("/reverse-mentor owners").modal.submit({"Also these people": ["Sam Second"]})
    assert sam.command("/reverse-mentor program").modal.title == "New program"
