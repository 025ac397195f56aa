"""One's own people: a people.csv dropped on the page."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from sandbox import Workspace
from sandbox.story.demo import Demo
from tests.browser.conftest import Visits

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
    visitor.acts_as("Ana <i>Costa</i>").joins("TikTok", "Budgeting", "2 · Junior")
    visitor.acts_as("Ben Ito").goes_to("general")
    expect(page.locator(".timebar .local")).to_contain_text("in Tokyo")
