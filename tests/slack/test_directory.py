"""What Slack says of a member: when they are away, and whether they belong here."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.slack.directory import read_profile
from bot.terms import MemberKind

ENDS = datetime(2027, 1, 11, tzinfo=UTC)


@pytest.mark.parametrize(
    ("emoji", "expiration", "until"),
    [
        (":palm_tree:", ENDS.timestamp(), ENDS),
        (":face_with_thermometer:", ENDS.timestamp(), ENDS),
        (":baby::skin-tone-3:", ENDS.timestamp(), ENDS),
        (":palm_tree:", 0, None),  # it stays until it is changed: nobody knows until when
        (":bus:", ENDS.timestamp(), None),
        (":house_with_garden:", ENDS.timestamp(), None),
        ("", 0, None),
    ],
)
def test_a_status_that_says_away(emoji: str, expiration: float, until: datetime | None) -> None:
    profile = {"status_emoji": emoji, "status_expiration": int(expiration)}
    user = {"id": "U1", "name": "ana", "profile": profile}
    assert read_profile(user, "T1").away_until == until


def test_a_profile_without_a_status() -> None:
    assert read_profile({"id": "U1", "name": "ana"}, "T1").away_until is None


@pytest.mark.parametrize(
    ("user", "kind"),
    [
        ({"team_id": "T1"}, MemberKind.PERSON),
        ({"team_id": "T2"}, MemberKind.STRANGER),
        ({"team_id": "T2", "enterprise_user": {"teams": ["T2", "T1"]}}, MemberKind.PERSON),
        ({"team_id": "T2", "enterprise_user": {"teams": ["T2"]}}, MemberKind.STRANGER),
        ({"team_id": "T1", "is_stranger": True}, MemberKind.STRANGER),
        ({"team_id": "T2", "enterprise_user": {"teams": ["T1"]}, "is_restricted": True}, MemberKind.GUEST),
    ],
)
def test_who_belongs_here(user: dict[str, Any], kind: MemberKind) -> None:
    """In an organization somebody may belong to several workspaces, and `team_id` name another of them."""
    assert read_profile({"id": "U1", "name": "ana"} | user, "T1").kind is kind
