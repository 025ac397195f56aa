"""The list of people, put into its form on the page."""

import pytest
from playwright.sync_api import expect

from sandbox.story.demo import STORY
from tests.browser.conftest import Visits

pytestmark = pytest.mark.xdist_group("browser")  # one workspace, one browser

FILE = b"email,name,level\nada@acme.example,Ada,11\n"


def test_a_file_is_put_into_a_form(beginning: None, visit: Visits) -> None:
    visitor = visit(STORY.owner.name)
    visitor.opens("Messages").writes("/reverse-mentor people")
    field = visitor.modal.locator("input[type=file]")
    field.set_input_files({"name": "people.csv", "mimeType": "text/csv", "buffer": FILE})
    expect(field).to_have_value("C:\\fakepath\\people.csv")
    visitor.modal.get_by_role("button", name="Look at it").click()
    expect(visitor.modal).to_contain_text("looking at it")
    visitor.closes_modals()
    expect(visitor.last).to_contain_text("line 2")
