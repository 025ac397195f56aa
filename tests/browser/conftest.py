"""The page in a real browser, on the real sandbox and the real bot process."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Request, sync_playwright

from sandbox import Workspace
from sandbox.story.demo import Demo
from sandbox.story.stage import MONDAY
from tests.browser.chromium import ARGUMENTS, chromium
from tests.browser.visitor import Visitor
from tests.conftest import be_patient

WIDE, NARROW = (1280, 800), (390, 844)
PATIENCE_MS = 10_000
OWN = ("data:", "blob:")

Visits = Callable[..., Visitor]


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    path = chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture(scope="package")  # it goes on working for itself: not beside other tests
def demo(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """The workspace of `make demo`; the browser is asked for first, since without one this isn't needed."""
    with Demo(tmp_path_factory.mktemp("workspace"), 0) as demo:
        be_patient(demo.url)
        yield demo


@pytest.fixture
def slack(demo: Demo) -> Iterator[Workspace]:
    """The same workspace, for what a test prepares or looks up beside the page."""
    with Workspace(demo.url) as slack:
        yield slack


@pytest.fixture
def beginning(slack: Workspace) -> None:
    """The first Monday, and nobody has joined; begun anew only where somebody has, or time has passed."""
    joined = any(step["done"] for step in slack._wire.ask("demo")["guide"])
    if joined or slack.clock.now != MONDAY:
        slack._wire.ask("start_over")


@pytest.fixture
def visit(browser: Browser, demo: Demo) -> Iterator[Visits]:
    """Opens the page, as somebody if said. Every page must stay on this machine and free of errors to the end."""
    opened: list[tuple[Page, list[str]]] = []

    def open_page(who: str | None = None, size: tuple[int, int] = WIDE, scheme: Any = "light") -> Visitor:
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]}, color_scheme=scheme, reduced_motion="reduce"
        )
        context.set_default_timeout(PATIENCE_MS)
        page = context.new_page()
        opened.append((page, _troubles(page, demo.url)))
        page.goto(demo.url)
        return Visitor(page).comes(who)

    yield open_page
    for page, troubles in opened:
        page.context.close()
        assert troubles == []


def _troubles(page: Page, url: str) -> list[str]:
    """What may not be: a request to elsewhere, an error of the page, or of its content security policy."""
    troubles: list[str] = []

    def requested(request: Request) -> None:
        if not request.url.startswith((url, *OWN)):
            troubles.append(f"asked for {request.url}")

    page.on("request", requested)
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("console", lambda said: troubles.append(said.text) if _is_trouble(said.type, said.text) else None)
    return troubles


def _is_trouble(kind: str, text: str) -> bool:
    """A refusal of the server (400) is told to the visitor, and logged by the browser on its own."""
    return kind == "error" and "the server responded with a status of 400" not in text


@pytest.fixture
def pictures() -> Path:
    return Path(__file__).parents[2] / "docs" / "images"
