"""Names and messages are text; nothing is loaded from elsewhere, and no script but the page's own runs."""

import urllib.request

import pytest
from playwright.sync_api import Browser, expect

from sandbox import Workspace
from sandbox.story.demo import Demo
from tests.browser.conftest import Visits

pytestmark = pytest.mark.xdist_group("browser")  # one workspace, one browser

HOSTILE = "<img src=x onerror=\"document.title='taken'\"> & <!channel>"


def test_a_hostile_profile_stays_text(visit: Visits, slack: Workspace) -> None:
    person = slack.add_user(HOSTILE, title="<script>document.title='taken'</script>", tz="Europe/Lisbon")
    visitor = visit(HOSTILE)
    expect(visitor.node.locator(".about")).to_contain_text("<script>document.title='taken'</script>")
    visitor.joins("Short video", "Strategy", "Trainee").goes_to("general").writes("*<b>bold</b>* <!channel>")
    expect(visitor.last.locator("strong").last).to_have_text("<b>bold</b>")
    expect(visitor.last).to_contain_text(HOSTILE)
    expect(visitor.last.locator(".mention")).to_have_count(0)
    visitor.opens("Home")
    expect(visitor.node.locator(".home")).to_contain_text("Short video")
    other = visit("Caleb Okonkwo").goes_to("general")
    expect(other.last.locator(".by strong")).to_have_text(HOSTILE)
    assert other.page.title().startswith("Caleb Okonkwo")
    for each in (visitor, other):
        assert each.page.locator("img[src='x']").count() == 0
        assert each.page.title() != "taken"
    person.deactivate()


def test_the_policy_forbids_inline_script(demo: Demo, browser: Browser) -> None:
    with urllib.request.urlopen(demo.url) as answer:
        policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy
    page = browser.new_page()
    page.goto(demo.url)
    page.evaluate(
        """() => {
            const script = document.createElement("script");
            script.textContent = "window.ran = true";
            document.body.append(script);
        }"""
    )
    assert page.evaluate("window.ran") is None
    page.close()
