"""Values that don't change are structs of msgspec's: each frozen dataclass makes a start longer (decision 0042)."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
FROZEN_DATACLASS = re.compile(r"^\s*@(?:dataclasses\.)?dataclass\([^)]*frozen=True", re.MULTILINE)


def test_they_are_structs() -> None:
    files = [path for folder in ("bot", "roster") for path in (ROOT / folder).rglob("*.py")]
    assert len(files) > 200
    assert not [str(path) for path in files if FROZEN_DATACLASS.search(path.read_text(encoding="utf-8"))]
