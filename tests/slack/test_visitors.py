"""Who acts is told apart by the team that they are of, not by where they click."""

from contextlib import nullcontext

import pytest
from slack_bolt import BoltContext
from sqlalchemy.orm import Session

from bot.db import Unit
from bot.slack.places import is_visitor
from tests.factories import Factory


@pytest.mark.parametrize(
    ("enterprise", "home", "visits"),
    [
        ("", None, False),  # a command, and what is of long ago
        ("", "T1", False),
        ("", "T9", True),
        ("E1", "E1", False),  # Slack names the organization where it can't say which workspace
        ("E1", "T2", False),  # another workspace of the organization: the same person there
        ("E1", "T9", True),
    ],
)
def test_visitors_are_of_a_connected_workspace(
    session: Session, enterprise: str, home: str | None, visits: bool
) -> None:
    make = Factory(session)
    for team in ("T1", "T2"):
        make.workspace(team, enterprise_id=enterprise)
    make.workspace("T9", enterprise_id="E9")
    context = BoltContext({"actor_team_id": "T1", "actor_enterprise_id": enterprise})
    assert is_visitor(Unit(lambda: nullcontext(session)), context, home) is visits
