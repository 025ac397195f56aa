"""Forms: what the bot suggests while one types, what is wrong at which field, and all of it by keyboard."""

import re

import pytest
from playwright.sync_api import expect

from sandbox import Workspace
from tests.browser.conftest import Visits

pytestmark = pytest.mark.xdist_group("browser")  # one workspace, one browser


def test_a_type_ahead_asks_the_bot(visit: Visits) -> None:
    visitor = visit("Afonso Antunes").goes_to("general").presses("Join")
    field = visitor.modal.get_by_label("What I could show somebody")
    field.click()
    field.press_sequentially("podc")
    choices = visitor.page.locator(".choices:popover-open .choice")
    expect(choices.first).to_have_text("Podcasting")
    field.press("Enter")
    field.press_sequentially("knitting with wool")
    expect(choices.last).to_contain_text("knitting with wool")  # own words: only the bot can have offered these
    field.press("End")
    field.press("ArrowUp")
    field.press("Enter")
    expect(visitor.modal.locator(".chip")).to_have_text(["Podcasting", "Add “knitting with wool”"])
    field.press("Backspace")
    expect(visitor.modal.locator(".chip")).to_have_text(["Podcasting"])
    visitor.closes_modals()


def test_an_error_stands_at_its_field(visit: Visits) -> None:
    visitor = visit("Afonso Vaz").goes_to("general").presses("Join").sends()
    field = visitor.modal.get_by_label("Where I am in the organization")
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description(re.compile(r"^Please complete this required field\."))
    visitor.closes_modals()


def test_everything_by_keyboard(visit: Visits) -> None:
    visitor = visit("Pooja Iyer").goes_to("Reverse Mentor")
    press = visitor.page.keyboard.press
    visitor.composer.focus()
    visitor.page.keyboard.type("/rev")
    expect(visitor.page.get_by_role("listbox", name="Commands")).to_be_visible()
    press("Tab")
    visitor.page.keyboard.type("join")
    press("Enter")
    expect(visitor.modal.get_by_role("radio").first).to_be_focused()
    press("Shift+Tab")
    expect(visitor.modal.get_by_role("button", name="Close", exact=True)).to_be_focused()
    press("Shift+Tab")
    expect(visitor.modal.locator("[type=submit]")).to_be_focused()  # Tab goes round in there
    press("Escape")
    expect(visitor.modal).to_have_count(0)
    expect(visitor.composer).to_be_focused()


def test_what_was_entered_stays_while_others_act(visit: Visits, slack: Workspace) -> None:
    visitor = visit("Tessa Park").opens("Messages").writes("/reverse-mentor join")
    expect(visitor.modal).to_be_visible()
    visitor.picks("What I could show somebody", "Short video")
    field = visitor.modal.get_by_label("What I'd like to learn most")
    field.click()
    field.press_sequentially("nego")
    slack.user("Wei Goh").command("/reverse-mentor help")
    slack.user("Nikhil Nair").open_home()
    expect(visitor.page.locator(".choices:popover-open .choice").first).to_contain_text("Negotiation")
    field.press("Enter")
    expect(field).to_have_value("Negotiation")
    expect(visitor.modal.locator(".chip")).to_have_text(["Short video"])
    visitor.page.reload()
    expect(visitor.modal.locator(".chip")).to_have_text(["Short video"])
    visitor.closes_modals()


def test_escape_closes_what_was_sent(visit: Visits) -> None:
    """The button that had the focus is gone by then."""
    visitor = visit("Min Ong").opens("Messages").writes("/reverse-mentor join")
    expect(visitor.modal).to_be_visible()
    visitor.picks("What I could show somebody", "Short video").picks("What I'd like to learn most", "Strategy")
    visitor.picks("Where I am in the organization", "Trainee")
    visitor.modal.locator("button[type=submit]").focus()
    visitor.page.keyboard.press("Enter")
    expect(visitor.modal.get_by_role("heading", name="You're in")).to_be_visible()
    expect(visitor.modal).to_be_focused()
    visitor.page.keyboard.press("Escape")
    expect(visitor.modal).to_have_count(0)
