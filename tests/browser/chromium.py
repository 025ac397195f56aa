"""Where the browser is; what to do where there is none."""

import os
import shutil

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking")
MISSING = f"There is no Chromium on this machine (looked for {', '.join(NAMES)}); the page isn't tried in a browser"


def chromium() -> str:
    """Its path. Without one the test is skipped, or fails where BROWSER_REQUIRED=1 says that it must be there."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None and os.environ.get("BROWSER_REQUIRED") == "1":
        pytest.fail(f"{MISSING}, and BROWSER_REQUIRED=1 says that it must be")
    if found is None:
        pytest.skip(MISSING)
    return found
