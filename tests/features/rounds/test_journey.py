"""An owner's round and report, as they see them in Slack: through the real bot and the stand-in Slack."""

from datetime import UTC, datetime
from itertools import islice

import pytest
from sqlalchemy import update

from bot.features.skills.catalog import entries
from bot.models import Member, Program
from sandbox.client.people import Person
from tests.journeys.conftest import World
from tests.journeys.conftest import world as world


@pytest.fixture
def olive(world: World) -> Person:
    """An owner of a program that Ana and Ben have joined."""
    olive = world.hire("Olive Owner", is_admin=True)
    world.open_program(olive)
    world.join(world.hire("Ana Costa"), teaches=["TikTok"], learns=["Budgeting"], level="Junior")
    world.join(world.hire("Ben Ito"), teaches=["Budgeting"], learns=["TikTok"], level="Director")
    return olive


def test_nobody_but_owners_starts_a_round_or_asks_for_a_report(world: World, olive: Person) -> None:
    for word in ("round", "report"):
        answer = world.people["Ana Costa"].command(f"/reverse-mentor {word}")
        assert "people who run programs" in answer.text
        assert answer.modal is None


def test_a_round_from_its_desk_to_its_approval(world: World, olive: Person) -> None:
    desk = olive.command("/reverse-mentor round").modal
    assert "2 people can be paired" in desk.plain
    started = desk.submit({}).modal
    assert "Nobody hears of it" in started.plain
    assert not world.people["Ana Costa"].dm().last.plain.count("suggest")
    review = olive.dm().last.click("Look at the pairs").modal
    assert "Ana Costa could show TikTok" in review.plain
    assert "Ben Ito could show Budgeting in return" in review.plain
    review.click("Approve")
    assert "2 people (one pair) are being asked" in olive.modal.plain
    assert "Yes, introduce us" in world.people["Ana Costa"].dm().last.buttons


def test_of_two_owners_the_second_hears_kindly_who_was_first(world: World, olive: Person) -> None:
    oscar = world.hire("Oscar Owner")
    edit = olive.command("/reverse-mentor program").messages[-1].click("Edit").modal
    assert edit.submit({"Who runs it with you?": ["Oscar Owner"]}).modal
    olive.command("/reverse-mentor round").modal.submit({})
    olives = olive.dm().last.click("Look at the pairs").modal
    oscars = oscar.command("/reverse-mentor round").modal
    olives.click("Discard")
    oscars.click("Approve")
    assert "Olive Owner has discarded this round already" in oscar.modal.plain
    assert "Yes, introduce us" not in world.people["Ana Costa"].dm().last.buttons


def test_a_pair_with_an_unknown_level_is_taken_in_by_a_click(world: World, olive: Person) -> None:
    with world.bot.database.transaction() as session:
        session.execute(update(Member).where(Member.name == "Ana Costa").values(level=None))
    olive.command("/reverse-mentor round").modal.submit({})
    review = olive.dm().last.click("Look at the pairs").modal
    assert "one pair needs a word from you" in review.plain
    review.click("Take it in")
    assert "You have taken this pair in" in olive.modal.plain
    olive.modal.click("Leave it out")
    olive.modal.click("Take it in")
    olive.modal.click("Approve")
    assert "Yes, introduce us" in world.people["Ben Ito"].dm().last.buttons


def test_what_counts_is_changed_and_changed_back(world: World, olive: Person) -> None:
    form = olive.command("/reverse-mentor program").messages[-1].click("What counts").modal
    saved = form.submit({"Both have something to show": "100", "Working hours in common": "0"}).modal
    assert "Both have something to show: 59%" in saved.plain
    assert "Working hours" not in saved.plain
    olive.modal.close()
    form = olive.command("/reverse-mentor program").messages[-1].click("What counts").modal
    assert "Something has to count" in str(form.submit(dict.fromkeys(form.fields, "0")).errors)
    form.click("Back to what I suggest")
    assert "Both have something to show: 15%" in olive.modal.plain


def test_pages_are_turned(world: World, olive: Person) -> None:
    for number, entry in enumerate(islice(entries(), 16)):
        person = world.hire(f"Person {number}")
        world.join(person, teaches=["Working abroad"], learns=[entry.name], level="Lead")
    olive.command("/reverse-mentor round").modal.submit({})
    olive.dm().last.click("Look at the pairs").modal.click("More →")
    assert "Page 2 of 2" in olive.modal.plain
    olive.modal.click("← Back")
    assert "Page 1 of 2" in olive.modal.plain


def test_an_owner_of_two_programs_picks_one_first(world: World, olive: Person) -> None:
    world.open_another(olive, "Second")
    for word in ("round", "report"):
        question = olive.command(f"/reverse-mentor {word}").messages[-1]
        answer = question.click("This one", near="Second")
        assert "Second" in (answer.modal.plain if answer.modal else answer.text)


def test_a_report_and_its_files_come_to_the_report_channel(world: World, olive: Person) -> None:
    with world.bot.database.transaction() as session:
        channel = olive.channel("general").id
        session.execute(update(Program).values(report_channel=channel))
    assert "first report can be made on Monday 11 January" in olive.command("/reverse-mentor report").text
    world.pass_until(datetime(2027, 1, 11, 13, tzinfo=UTC))
    assert "On its way" in olive.command("/reverse-mentor report").text
    report, files = olive.channel("general").messages[-2:]
    assert "2027-W01" in report.plain and "Confidential" in report.plain
    numbers = ["report-2027-W01.csv", "report-2027-W01.xlsx"]
    assert [file.name for file in files.files] == ["report-2027-W01.png", "skills-2027-01-11.png", *numbers]
    assert "People in:" in files.files[0].alt_text and "Skills on 11 Jan 2027" in files.files[1].alt_text
