"""Somebody looks at what is kept about them, takes a copy, and wants to be forgotten."""

import json

import pytest

from bot.db import Database
from tests.features.privacy.test_erasing import read
from tests.journeys.conftest import World


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
