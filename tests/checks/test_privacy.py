"""docs/privacy.md names every table and every column, and says of each what it is for."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from bot.models import Base
from bot.models.sealed import all_sealed

MAP = Path(__file__).parents[2] / "docs" / "privacy.md"
ROW = re.compile(r"\| `(\w+)` \| (.*) \|")
KEYS = {"id", "workspace_id"}
"""Every table has them, and they tell nothing but which row it is, and whose workspace's."""


def named() -> Iterator[tuple[str, str]]:
    """(table, column), as often as the map names it."""
    for line in MAP.read_text(encoding="utf-8").splitlines():
        if row := ROW.fullmatch(line):
            yield from ((row[1], column) for column in re.findall(r"`(\w+)`", row[2]))


def test_the_data_map_names_every_column_once_and_no_other() -> None:
    there = {(table.name, column.name) for table in Base.metadata.sorted_tables for column in table.columns}
    found = Counter(named())
    assert {name for name in there if name[1] not in KEYS} == set(found)
    assert not [name for name, times in found.items() if times > 1]


def test_what_the_map_calls_sealed_is_encrypted_and_nothing_else_is() -> None:
    text = MAP.read_text(encoding="utf-8").splitlines()
    rows = [row for line in text if (row := ROW.fullmatch(line)) and "sealed:" in row[2]]
    sealed = {(row[1], column) for row in rows for column in re.findall(r"`(\w+)`", row[2].partition("sealed:")[2])}
    assert sealed == {(table.name, seal.name) for table, seal in all_sealed()}
