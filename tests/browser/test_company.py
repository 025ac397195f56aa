"""One's own people: a people.csv dropped on the page."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from sandbox import Workspace
from sandbox.story.demo import Demo
from tests.browser.conftest import Visits
from tests.conftest import be_patient

pytestmark = pytest.mark.xdist_group("browser")  # one workspace, one browser

HEAD = "email,name,level,timezone,teaches,learns"
GOOD = f"""{HEAD}
olive@acme.example,Olive Owner,7,Europe/Lisbon,,
noor@acme.example,Noor Neutral,6,Europe/Lisbon,,
ana@acme.example,Ana <i>Costa</i>,2,Europe/Lisbon,TikTok,Budgeting
ben@acme.example,Ben Ito,8,Asia/Tokyo,Budgeting,TikTok
"""
BAD = f"""{HEAD}
olive@acme.example,Olive Owner,7,Europe/Lisbon,,
ana@acme.example,Ana Costa,eleven,Europe/Lisbon,TikTok,Budgeting
ben@acme.example,Ben Ito,8,Mars/Olympus,Budgeting,TikTok
"""


@pytest.fixture(scope="module")
def demo(browser: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """A workspace of its own, since its people stay."""
    with Demo(tmp_path_factory.mktemp("brought"), 0) as demo:
        be_patient(demo.url)
        yield demo


def drop(page: Page, csv: str) -> None:
    page.evaluate(
        """(csv) => {
            const carried = new DataTransfer();
            carried.items.add(new File([csv], "people.csv", {type: "text/csv"}));
            for (const kind of ["dragenter", "dragover", "drop"]) {
                const how = {dataTransfer: carried, bubbles: true, cancelable: true};
                document.body.dispatchEvent(new DragEvent(kind, how));
            }
        }""",
        csv,
    )
    page.get_by_role("alertdialog").get_by_role("button", name="Bring them").click()


def test_a_dropped_file(visit: Visits, slack: Workspace) -> None:
    visitor = visit()
    page = visitor.page
    drop(page, BAD)
    refusal = page.get_by_role("alertdialog", name="This file can't be taken yet")
    expect(refusal.get_by_role("listitem")).to_have_count(2)
    expect(refusal.get_by_role("listitem").nth(0)).to_contain_text("Line 3")
    expect(refusal.get_by_role("listitem").nth(1)).to_contain_text("Line 4")
    refusal.get_by_role("button", name="I'll mend it").click()
    assert len(slack.users) > 60  # nothing has changed

    drop(page, GOOD)
    expect(page.get_by_role("status").filter(has_text="4 people of your own")).to_be_visible(timeout=30_000)
    visitor.acts_as("Ana <i>Costa</i>").joins("TikTok", "Budgeting", "Junior")
    visitor.acts_as("Ben Ito").goes_to("general")
    expect(page.locator(".timebar .local")).to_contain_text("in Tokyo")


def test_a_story_replaces_them_only_where_that_is_wanted(visit: Visits, slack: Workspace) -> None:
    """It asks first; while it plays nothing else can begin anew; then nobody sees the world that is gone."""
    slack._wire.ask("bring_people", csv=GOOD)
    visitor = visit("Ben Ito").opens("Home")
    page = visitor.page
    refused = logged_refusals(page)
    page.get_by_role("button", name="Play the story").click()
    asked = page.get_by_role("alertdialog", name="Play the story?")
    expect(asked).to_contain_text("The people you brought make way")
    asked.get_by_role("button", name="Cancel").click()
    assert slack.user("Ben Ito") and not slack._wire.ask("demo")["playing"]

    page.get_by_role("button", name="Play the story").click()
    asked.get_by_role("button", name="Play", exact=True).click()
    stop = page.get_by_role("button", name="Stop · week")
    expect(stop).to_be_visible()
    page.get_by_role("button", name="More", exact=True).click()
    for entry in ("Start over", "Bring your own people"):
        expect(page.get_by_role("menuitem", name=entry)).to_be_disabled()
    page.keyboard.press("Escape")
    expect(visitor.node).not_to_have_attribute("aria-label", "What Ben Ito sees", timeout=60_000)
    stop.click()
    expect(page.get_by_role("button", name="Play the story")).to_be_visible(timeout=60_000)
    expect(visitor.node.locator("nav .place[aria-current]")).to_have_count(1)
    expect(visitor.node.locator(".head h2")).to_have_text("Reverse Mentor")
    expect(visitor.node.get_by_label("Act as")).not_to_have_value("Ben Ito")
    expect(page.locator("body").get_by_text("Ben Ito").locator("visible=true")).to_have_count(0)
    assert refused == []


def test_who_looks_at_home_when_a_story_begins_sees_theirs_fill(visit: Visits, slack: Workspace) -> None:
    """The world is another one; the app is told there as well that somebody looks."""
    slack._wire.ask("start_over")
    visitor = visit("Duarte Lourenço").opens("Home")
    expect(visitor.node).to_contain_text("Programs that you run")
    page = visitor.page
    page.get_by_role("button", name="Play the story").click()
    page.get_by_role("alertdialog").get_by_role("button", name="Play", exact=True).click()
    stop = page.get_by_role("button", name="Stop · week")
    expect(stop).to_be_visible()
    expect(visitor.node).to_contain_text("has put nothing here yet", timeout=30_000)
    expect(visitor.node).to_contain_text("Programs that you run", timeout=30_000)
    stop.click()
    expect(page.get_by_role("button", name="Play the story")).to_be_visible(timeout=60_000)


def logged_refusals(page: Page) -> list[str]:
    said: list[str] = []
    page.on("console", lambda one: said.append(one.text) if "status of 400" in one.text else None)
    return said
