"""What somebody does on the page, by what they see on it."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect


@dataclass
class Visitor:
    """A page; `side` counts from 0 where two are open."""

    page: Page
    side: int = 0

    def comes(self, who: str | None) -> Visitor:
        """Waits until the page is there, and acts as somebody."""
        expect(self.node.locator(".head h2")).not_to_be_empty()
        return self.acts_as(who) if who else self

    @property
    def node(self) -> Locator:
        return self.page.locator(".side").nth(self.side)

    @property
    def modal(self) -> Locator:
        return self.node.get_by_role("dialog")

    @property
    def composer(self) -> Locator:
        return self.node.locator("[data-role=composer]")

    @property
    def messages(self) -> Locator:
        return self.node.locator(".message")

    @property
    def last(self) -> Locator:
        return self.messages.last

    def acts_as(self, who: str) -> Visitor:
        back = self.node.get_by_role("button", name="Back to the list")
        if back.is_visible():
            back.click()
        field = self.node.get_by_label("Act as")
        if field.input_value() != who:
            self._search(field, who)
        expect(self.node).to_have_attribute("aria-label", f"What {who} sees")
        return self

    def goes_to(self, place: str) -> Visitor:
        """A place on the left, by its whole name."""
        back = self.node.get_by_role("button", name="Back to the list")
        if back.is_visible():
            back.click()
        said = self.page.locator(".said").get_by_text(place, exact=True)
        self.node.locator("nav .place").filter(has=said).click()
        expect(self.node.locator(".head h2")).to_have_text(place)
        return self

    def opens(self, tab: str) -> Visitor:
        """A tab of the app."""
        self.goes_to("Reverse Mentor")
        self.node.get_by_role("tab", name=tab).click()
        expect(self.node.get_by_role("tab", name=tab)).to_have_attribute("aria-selected", "true")
        return self

    def writes(self, line: str) -> Visitor:
        self.composer.fill(line)
        self.composer.press("Enter")
        return self

    def presses(self, button: str) -> Visitor:
        """The lowest button that is called so, in the modal if one is open."""
        place = self.modal if self.modal.count() else self.node.locator(".stage")
        place.get_by_role("button", name=button, exact=True).last.click()
        return self

    def picks(self, label: str, *options: str) -> Visitor:
        """Types what is looked for, and takes it from the list."""
        for option in options:
            self._search(self.modal.get_by_label(label).first, option)
        return self

    def _search(self, field: Locator, text: str) -> None:
        field.click()
        field.fill(text)
        self.page.locator(".choices:popover-open .said").get_by_text(text, exact=True).first.click()

    def sends(self) -> Visitor:
        self.modal.locator("button[type=submit]").click()
        return self

    def closes_modals(self) -> Visitor:
        expect(self.modal).to_be_visible()
        self.modal.get_by_role("button", name="Close", exact=True).first.click()
        expect(self.modal).to_have_count(0)
        return self

    def joins(self, teaches: str, learns: str, level: str) -> Visitor:
        """The program that is announced in #general."""
        self.goes_to("general").presses("Join")
        expect(self.modal).to_be_visible()
        self.picks("What I could show somebody", teaches).picks("What I'd like to learn most", learns)
        self.picks("Where I am in the organization", level).sends()
        expect(self.modal.get_by_role("heading", name="You're in")).to_be_visible()
        return self.closes_modals()

    def passes(self, button: str) -> Visitor:
        """Moves time, and waits until it has come there."""
        mover = self.page.get_by_role("group", name="Move time").get_by_role("button", name=button)
        mover.click()
        expect(mover).to_be_enabled(timeout=30_000)
        return self

    def beside(self) -> Visitor:
        """A second side, and who acts there."""
        self.page.get_by_role("button", name="Two sides").click()
        return Visitor(self.page, 1).comes(None)
