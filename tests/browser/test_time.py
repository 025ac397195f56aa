"""Time travel: the calendar moves by hours that pass, and each sees them by their own clock."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visits

pytestmark = pytest.mark.xdist_group("browser")  # one workspace, one browser


def test_over_a_change_of_the_clocks(beginning: None, visit: Visits) -> None:
    """New York puts its clocks forward on 14 March 2027, Lisbon two weeks later, Nairobi never."""
    visitor = visit("Dev Kaplan")
    date, local = visitor.page.locator(".timebar .date"), visitor.page.locator(".timebar .local")
    expect(date).to_have_text("Monday 1 March 2027")
    expect(local).to_contain_text("03:00 for Dev Kaplan in New York")
    visitor.passes("+1 week").passes("+1 week")
    expect(date).to_have_text("Monday 15 March 2027")
    expect(local).to_contain_text("04:00 for Dev Kaplan in New York")
    visitor.goes_to("general").writes("Where did my hour go?")
    expect(visitor.last).to_contain_text("04:00")
    visitor.acts_as("Kamau Wekesa").goes_to("general")
    expect(local).to_contain_text("11:00 for Kamau Wekesa in Nairobi")
    expect(visitor.last).to_contain_text("11:00")
    visitor.passes("+1 week").passes("+1 week").acts_as("Nuno Vaz")
    expect(local).to_contain_text("09:00 for Nuno Vaz in Lisbon")
    visitor.passes("+1 hour")
    expect(local).to_contain_text("10:00 for Nuno Vaz")
