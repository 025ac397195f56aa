"""axe finds no serious fault: light and dark, wide and narrow, in each part of the page."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import NARROW, WIDE, Visits

pytestmark = pytest.mark.xdist_group("browser")  # one workspace, one browser

BAD = {"serious", "critical"}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_axe(visit: Visits, size: tuple[int, int], scheme: str) -> None:
    visitor = visit("Duarte Lourenço", size, scheme)
    page, faults = visitor.page, list[str]()
    rules = {} if scheme == "light" else {"runOnly": ["color-contrast"]}  # the rest is the same in the dark
    visitor.opens("Home")
    expect(visitor.node.locator(".home")).to_contain_text("Programs that you run")
    faults += faults_of(page, "home", rules)
    visitor.opens("Messages").writes("/reverse-mentor help").writes("/reverse-mentor join")
    expect(visitor.modal).to_be_visible()
    visitor.sends()
    expect(visitor.modal.locator("[aria-invalid]")).to_be_focused()
    visitor.modal.get_by_label("My manager").click()
    faults += faults_of(page, "a form", rules)
    page.keyboard.press("Escape")
    visitor.closes_modals()
    visitor.beside()
    page.get_by_role("button", name="Inspector").click()
    page.locator(".traffic summary").first.click()
    page.get_by_role("button", name="More", exact=True).press("Enter")
    faults += faults_of(page, "two sides, a menu and the inspector", rules)
    assert faults == []


def test_who_acts_is_not_cut_off_on_a_phone(visit: Visits) -> None:
    """Beside the app's name and its two tabs there's room for one's own face."""
    visitor = visit("Duarte Lourenço", NARROW).opens("Home")
    acting = visitor.node.get_by_role("button", name="Acting as Duarte Lourenço: choose somebody else")
    face, shown = acting.locator(".avatar").bounding_box(), acting.bounding_box()
    assert face and shown
    assert face["x"] + face["width"] <= shown["x"] + shown["width"] <= NARROW[0]


def faults_of(page: Page, where: str, rules: dict[str, Any]) -> list[str]:
    found: list[dict[str, Any]] = (
        Axe().run(page, options={"resultTypes": ["violations"]} | rules).response["violations"]
    )
    return [
        f"{where}: {fault['id']} at {[node['target'] for node in fault['nodes']]}"
        for fault in found
        if fault["impact"] in BAD
    ]
