"""A small crash campaign; the whole one is `benchmarks.crash`, and `--naive` (a matter of chance) is its test."""

from benchmarks.crash.campaign import Plan, run


def test_nothing_is_lost_and_nothing_comes_twice() -> None:
    verdict = run(Plan("sqlite", messages=160, workspaces=4, faults=0.10, kills=2, seed=4))
    assert (list(verdict.lost), list(verdict.duplicated), verdict.held) == ([], [], 0)
    assert verdict.deaths >= 2 and verdict.doubtful
