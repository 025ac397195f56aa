"""A small crash campaign: the whole one is `python -m benchmarks.crash`."""

from benchmarks.crash.campaign import Plan, run


def test_nothing_is_lost_and_nothing_comes_twice() -> None:
    verdict = run(Plan("sqlite", messages=160, workspaces=4, faults=0.10, kills=2, seed=4))
    assert (list(verdict.lost), list(verdict.duplicated), verdict.held) == ([], [], 0)
    assert verdict.deaths >= 2 and verdict.doubtful


def test_whoever_just_tries_again_sends_twice() -> None:
    """The test of the test: with the naive rule the same campaign finds duplicates."""
    verdict = run(Plan("sqlite", messages=80, workspaces=4, faults=0.40, kills=0, seed=1, naive=True))
    assert verdict.duplicated and not verdict.is_good
