"""An owner's report: asked for, set up, every week, and stopped with one click."""

from datetime import UTC, datetime

from tests.journeys.conftest import World

FEWEST, GROUPS = "Different people behind every average, at least", "Also count people by"


def test_a_report_every_week_until_one_click_stops_it(world: World) -> None:
    world.introduced()
    olive = world.people["Olive Owner"]
    world.pass_until(datetime(2027, 1, 12, tzinfo=UTC))
    asked = olive.command("/reverse-mentor report").messages[-1]
    saved = asked.click("What reports tell").modal.submit({FEWEST: "8", GROUPS: "level"})
    assert "at least 8 different people" in saved.modal.plain
    assert "comes every week" in asked.click("Send it every week").messages[-1].plain
    world.pass_until(datetime(2027, 1, 19, tzinfo=UTC))
    weekly, files = olive.dm().messages[-2:]
    assert "You get this because" in weekly.plain
    assert "2027-W02" in weekly.plain
    assert [file.name.rpartition(".")[2] for file in files.files] == ["png", "png", "csv", "xlsx"]
    assert "no longer comes" in weekly.click("Stop the weekly report").messages[-1].plain
    before = len(olive.dm().messages)
    world.pass_until(datetime(2027, 1, 26, tzinfo=UTC))
    assert len(olive.dm().messages) == before
    log = olive.command("/reverse-mentor program").messages[-1].click("What was done").modal.plain
    assert "turned the weekly report off" in log
    assert "changed what reports tell" in log
