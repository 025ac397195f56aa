"""Files that people hand in: the token is shown to Slack alone."""

import pytest

from bot.slack.files import is_slacks


@pytest.mark.parametrize(
    "url",
    [
        "https://files.slack.com/files-pri/T1-F1/download/people.csv",
        "http://127.0.0.1:8099/files-pri/T1/F1/download",
    ],
)
def test_slacks_own_addresses(url: str) -> None:
    assert is_slacks(url, "http://127.0.0.1:8099/api/")


@pytest.mark.parametrize(
    "url",
    [
        "",
        "http://files.slack.com/x",
        "https://slack.com.evil.example/x",
        "https://evilslack.com/x",
        "https://example.com/.slack.com",
        "http://127.0.0.1:9000/x",
        "file:///etc/passwd",
        "https://user@evil.example#.slack.com",
    ],
)
def test_no_others(url: str) -> None:
    assert not is_slacks(url, "http://127.0.0.1:8099/api/")
