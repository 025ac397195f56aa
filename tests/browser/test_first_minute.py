"""The guided minute, from start to report, as the page itself leads through it."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from sandbox.story import words
from sandbox.story.company import Colleague
from sandbox.story.demo import STORY
from tests.browser.conftest import Visits
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.xdist_group("browser")  # one workspace, one browser

STEPS = ["join", "join_too", "round", "accept", "tuesday", "answer", "report"]


@pytest.fixture
def guide(beginning: None, visit: Visits) -> "Guided":
    return Guided(visit())


class Guided:
    """Somebody who does what the strip below the time bar says."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor
        self.strip: Locator = visitor.page.get_by_role("region", name="The first minute")
        self.button: Locator = self.strip.get_by_role("button", name="Go to")

    def goes(self) -> Colleague | None:
        """To whom the step is about; who they are, if they may join."""
        who = self.button.inner_text().removeprefix("Go to ")
        self.button.click()
        expect(self.visitor.node).to_have_attribute("aria-label", f"What {who} sees")
        return next((one for one in STORY.people if one.name == who), None)

    def has_done(self, count: int) -> None:
        expect(self.strip.locator(".dots .done")).to_have_count(count)

    def says_yes(self) -> None:
        """To the suggestion, as the one to whom the guide leads; then it leads on."""
        before = self.button.inner_text()
        self.goes()
        self.visitor.presses(words.YES)
        expect(self.strip.get_by_role("button", name=before)).to_have_count(0)

    def joins(self) -> None:
        one = self.goes()
        assert one
        self.visitor.joins(one.teaches[0], one.learns[0], words.LEVELS[one.level - 1])


def test_the_first_minute(guide: Guided, pictures: Path) -> None:
    visitor, page = guide.visitor, guide.visitor.page
    expect(guide.strip.locator(".dots li")).to_have_count(len(STEPS))
    guide.joins()
    guide.has_done(1)
    guide.joins()
    guide.has_done(2)

    guide.goes()
    visitor.writes(f"{words.COMMAND} round")
    expect(visitor.modal).to_be_visible()
    visitor.sends().closes_modals().presses(words.LOOK)
    expect(visitor.modal).to_contain_text("⇄")
    visitor.presses(words.APPROVE)
    page.get_by_role("alertdialog").get_by_role("button", name=words.APPROVE).click()
    expect(visitor.modal).to_contain_text("are being asked in private")
    visitor.closes_modals().passes("+1 hour")
    guide.has_done(3)

    guide.says_yes()
    guide.says_yes()
    visitor.passes("+1 day")
    guide.has_done(4)

    visitor.node.locator("nav .place:has(.several)").click()
    expect(visitor.node.locator(".beginning")).to_contain_text(" and Reverse Mentor.")
    visitor.passes("Next nudge")
    guide.has_done(5)
    guide.goes()
    visitor.presses(words.MET)
    expect(visitor.modal).to_contain_text(words.MET_ON)
    visitor.modal.get_by_label("On a call").check()
    visitor.sends()
    guide.has_done(6)
    visitor.closes_modals()
    picture(visitor, pictures / "workspace.png")

    guide.goes()
    visitor.writes(f"{words.COMMAND} report").goes_to(words.REPORTS)
    expect(visitor.node.locator(".file img").first).to_be_visible(timeout=30_000)  # it is drawn
    expect(visitor.node.locator(".file.card")).to_have_count(2)  # CSV, and a spreadsheet
    expect(guide.strip).to_contain_text("That was it")
    guide.strip.get_by_role("button", name="Put the first minute away").click()
    expect(guide.strip).to_be_hidden()


def picture(visitor: Visitor, path: Path) -> None:
    """For the README, where asked for (SCREENSHOTS=write): one's own messages, and beside them the partner's."""
    if os.environ.get("SCREENSHOTS") != "write":
        return
    beside = visitor.beside()
    beside.node.locator("nav .place:has(.several)").click()
    expect(beside.node.locator(".head h2")).to_contain_text("Reverse Mentor")
    expect(visitor.page.locator(".toast:not(:empty)")).to_have_count(0, timeout=10_000)
    visitor.page.mouse.move(640, 2)
    visitor.page.screenshot(path=path)
    visitor.page.get_by_role("button", name="Two sides").click()
    expect(beside.node).to_have_count(0)
