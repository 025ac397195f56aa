"""Somebody looks at what is kept about them, takes a copy, and wants to be forgotten."""

import json

import pytest
from sqlalchemy import select

from bot.db import Database
from bot.models import ListedPerson, Workspace
from tests.features.privacy.test_erasing import read
from tests.journeys.conftest import World


def test_a_guest_sees_takes_and_erases_what_is_kept_about_them_and_nothing_else(
    world: World, _sqlite: Database
) -> None:
    """Somebody who swapped, and became a guest; nobody but they can be meant by their id."""
    ana, ben = world.introduced()
    ana.change(is_restricted=True)
    assert "here as a guest" in ana.command("/reverse-mentor pair").text
    seen = ana.command("/reverse-mentor privacy").modal
    assert "Ana Costa" in seen.plain and "Ben" not in seen.plain
    seen.click("Send me a copy")
    assert json.loads(ana.dm().last.files[0].content)["members"][0]["name"] == "Ana Costa"
    asked = ana.command("/reverse-mentor privacy").modal.click("Erase everything …").modal
    done = asked.submit({}).modal
    assert done and "I've forgotten you" in done.plain
    with world.bot.database.reading() as session:
        assert [row for row in read(session) if "Ana Costa" in row[1] or ana.id in row[1]] == []
    world.pass_until(world.slack.clock.now.replace(hour=16))
    assert "come to its end" in ben.dm().last.plain


def test_a_guest_who_only_stands_in_the_list_sees_it_and_can_have_it_forgotten(
    world: World, _sqlite: Database
) -> None:
    gus = world.hire("Gus Guest", email="gus@example.com", is_restricted=True)
    with world.bot.database.transaction() as session:
        here = session.scalars(select(Workspace)).one().id
        session.add(ListedPerson(workspace_id=here, email="gus@example.com", name="Gus of the list"))
    asked = gus.command("/reverse-mentor privacy").modal
    assert "gus@example.com" in asked.plain and "list" in asked.plain
    assert asked.click("Erase everything …").modal.submit({}).modal
    with world.bot.database.reading() as session:
        assert [row for row in read(session) if "gus" in row[1].lower() or gus.id in row[1]] == []


def test_a_look_a_copy_and_then_nothing_is_left(
    world: World, _sqlite: Database, capfd: pytest.CaptureFixture[str]
) -> None:
    ana, ben = world.introduced()
    seen = ana.command("/reverse-mentor privacy").modal
    assert "Ana Costa" in seen.plain and "TikTok" in seen.plain and "Swap" in seen.plain
    assert seen.click("Send me a copy").modal
    copy = {file.title.rpartition(" ")[2]: file for file in ana.dm().last.files}
    assert json.loads(copy["(JSON)"].content)["members"][0]["name"] == "Ana Costa"
    assert b"Ana Costa" in copy["(CSV)"].content
    seats = {json.loads(copy["(JSON)"].content)["pairings"][0][seat] for seat in ("mentor", "mentee")}
    assert seats == {"Ana Costa", "Ben Ito"}

    assert "Ben" in ana.open_home().plain
    asked = ana.command("/reverse-mentor privacy").modal.click("Erase everything …").modal
    done = asked.submit({}).modal
    assert done and "I've forgotten you" in done.plain
    assert "Ben" not in ana.home.plain and "Nothing about you is kept here" in ana.home.plain
    with world.bot.database.reading() as session:
        left = [row for row in read(session) if "Ana Costa" in row[1] or ana.id in row[1]]
    assert left == []
    assert "Ana Costa" not in "".join(capfd.readouterr())
    world.pass_until(world.slack.clock.now.replace(hour=16))
    assert "your swap with a colleague who has left has come to its end" in ben.dm().last.plain

    again = ana.command("/reverse-mentor privacy").modal
    assert "Ana Costa" in again.plain and "TikTok" not in again.plain
