"""Duplicated and reordered interactions, many at once, over HTTP (10,000 of them: `python -m benchmarks.flood`)."""

from pathlib import Path

from benchmarks import company
from benchmarks.flood.run import run
from bot.db import Database


def test_all_stand_as_if_each_had_come_once(tmp_path: Path) -> None:
    """On SQLite, which takes one at a time, the order is known exactly."""
    urls = [f"sqlite:///{tmp_path / name}.db" for name in ("flooded", "calm")]
    with company.empty(urls[0]), company.empty(urls[1]):
        result = run(urls[0], urls[1], interactions=160, threads=8)
    assert result.violations == []
    assert result.sent == 160 and 0 < result.taken < result.sent


def test_nothing_breaks(database: Database) -> None:
    """Whoever meets whom in the database: no constraint, deadlock or lock makes the bot fail or say sorry."""
    url = database.engine.url.render_as_string(hide_password=False)
    result = run(url, None, interactions=160, threads=8)
    assert result.violations == []
