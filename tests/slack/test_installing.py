"""The app is taken away: its token goes at once, nothing is said any more; and it comes back."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, text

from bot.models import Workspace
from tests.conftest import MONDAY
from tests.factories import Factory
from tests.slack.conftest import Desk

GONE: dict[str, Any] = {"type": "app_uninstalled"}
REVOKED: dict[str, Any] = {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": ["U1"]}}


def workspaces(desk: Desk) -> list[Workspace]:
    with desk.bot.database.reading() as session:
        return list(session.scalars(select(Workspace).order_by(Workspace.id)))


def add(desk: Desk, *teams: tuple[str, str], **values: Any) -> None:
    with desk.bot.database.transaction() as session:
        for team_id, token in teams:
            Factory(session).workspace(team_id, bot_token=token, **values)


@pytest.mark.parametrize("event", [GONE, REVOKED], ids=lambda event: event["type"])
def test_its_token_goes_and_when_is_kept(desk: Desk, event: dict[str, Any]) -> None:
    add(desk, ("T9", "xoxb-9"))
    assert desk.event(event).status == 200
    desk.event(event, event_id="Ev2", event_time=int(MONDAY.timestamp()) + 60)
    here, other = workspaces(desk)
    assert (here.bot_token, here.paused_reason, here.uninstalled_at) == ("", event["type"], MONDAY)
    assert (other.bot_token, other.paused_reason, other.uninstalled_at) == ("xoxb-9", None, None)


def test_the_revoked_token_of_a_person_is_not_ours(desk: Desk) -> None:
    desk.event(REVOKED | {"tokens": {"oauth": ["U1"]}})
    assert workspaces(desk)[0].bot_token == desk.sandbox.bot_token


def test_installing_again_takes_it_up_again_and_no_late_event_ends_that(desk: Desk) -> None:
    desk.event(GONE)
    desk.bot.install(desk.sandbox.bot_token)
    desk.event(REVOKED, event_id="Ev2", event_time=int((MONDAY - timedelta(minutes=5)).timestamp()))
    (here,) = workspaces(desk)
    assert (here.bot_token, here.paused_reason, here.uninstalled_at) == (desk.sandbox.bot_token, None, None)


@pytest.mark.parametrize(
    "told",
    [
        {"is_enterprise_install": True, "team_id": "T1"},
        {"is_enterprise_install": True, "team_id": None},
        {"is_enterprise_install": True, "team_id": "E1"},
        {"team_id": "T1"},  # one token: one installation
    ],
)
def test_an_organization_that_takes_it_away_takes_it_from_all(desk: Desk, told: dict[str, Any]) -> None:
    add(desk, ("T1", "xoxb-org"), ("T2", "xoxb-org"), enterprise_id="E1")
    add(desk, ("T1", "xoxb-other"), enterprise_id="E2")
    assert desk.event(GONE, enterprise_id="E1", **told).status == 200
    gone = {(one.enterprise_id, one.team_id) for one in workspaces(desk) if one.uninstalled_at}
    assert gone == {("E1", "T1"), ("E1", "T2")}


def test_one_workspace_of_an_organization_with_a_token_of_its_own(desk: Desk) -> None:
    add(desk, ("T1", "xoxb-1"), ("T2", "xoxb-2"), enterprise_id="E1")
    desk.event(GONE, enterprise_id="E1", team_id="T1", is_enterprise_install=False)
    assert [one.team_id for one in workspaces(desk) if one.uninstalled_at] == ["T1"]


def test_a_token_that_cannot_be_read_keeps_no_other_workspace_from_ending(desk: Desk) -> None:
    """Whether it is the same token as another's, nobody can tell: that workspace is told by itself."""
    add(desk, ("T1", "xoxb-org"), ("T2", "xoxb-org"), ("T3", "xoxb-org"), enterprise_id="E1")
    with desk.bot.database.engine.begin() as connection:
        connection.execute(text("UPDATE workspaces SET bot_token = 'junk' WHERE team_id = 'T2'"))
    assert desk.event(GONE, enterprise_id="E1", team_id="T1").status == 200
    gone = [one.team_id for one in workspaces(desk) if one.uninstalled_at]
    assert gone == ["T1", "T3"]
    assert desk.event(GONE, event_id="Ev2", enterprise_id="E1", team_id="T2").status == 200
    assert "T2" in [one.team_id for one in workspaces(desk) if one.uninstalled_at]


def test_where_it_never_was_nothing_happens(desk: Desk) -> None:
    assert desk.event(GONE, team_id="T404").status == 200
    assert desk.event(GONE, team_id=None, is_enterprise_install=True).status == 200
    assert [one.uninstalled_at for one in workspaces(desk)] == [None]


def test_no_trace_of_the_token_is_in_its_row(desk: Desk) -> None:
    def sealed() -> str:
        with desk.bot.database.reading() as session:
            return session.scalars(text("SELECT bot_token FROM workspaces")).one()

    before = sealed()
    desk.event(GONE)
    assert len(sealed()) < len(before)
