"""What the documents point at is there."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), ROOT / "benchmarks" / "README.md"]
LINK = re.compile(r"\]\(([^)#\s]+)[^)]*\)")
PATH = re.compile(r"`((?:bot|tests|docs|benchmarks|sandbox|roster|migrations)/[\w./-]+)`")


def pointed_at(page: Path) -> Iterator[Path]:
    text = page.read_text(encoding="utf-8")
    yield from (
        page.parent / link for link in LINK.findall(text) if "://" not in link and not link.startswith("mailto:")
    )
    yield from (ROOT / path for path in PATH.findall(text))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_nothing_points_nowhere(page: Path) -> None:
    assert not [str(target) for target in pointed_at(page) if not target.exists()]
