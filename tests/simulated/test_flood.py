"""Duplicated and reordered interactions, many at once, over HTTP (10,000 of them: `python -m benchmarks.flood`)."""

from pathlib import Path

from benchmarks import company
from benchmarks.flood.run import run
from bot.db import Database


def test_all_stand_as_if_each_had_come_once(database: Database, tmp_path: Path) -> None:
    """Nor does any constraint, deadlock or lock make the bot fail or say sorry."""
    url = database.engine.url.render_as_string(hide_password=False)
    calm = f"sqlite:///{tmp_path / 'calm.db'}"
    with company.empty(calm):
        result = run(url, calm, interactions=160, threads=8)
    assert result.violations == []
    assert result.sent == 160 and 0 < result.taken < result.sent
