"""The Events API: who gets what, and what is sent again."""

from typing import Any

import pytest
from slack_bolt import App

from sandbox import SandboxError, Workspace
from tests.sandbox.conftest import Serve


def test_a_changed_person_is_told(bolt: App, serve: Serve, slack: Workspace):
    seen: list[dict[str, Any]] = []
    bolt.event("user_change")(lambda body: seen.append(body))
    serve(bolt)
    ana = slack.add_user("Ana Costa")
    assert ana.change(tz="Asia/Tokyo").tz == "Asia/Tokyo"
    assert ana.deactivate().deleted
    first, second = seen
    assert first["event"]["user"]["tz"] == "Asia/Tokyo" and second["event"]["user"]["deleted"]
    assert first["event_id"] != second["event_id"] and first["team_id"] == slack.team_id
    assert first["authorizations"][0]["is_enterprise_install"] is False


def test_only_what_is_subscribed_and_in_scope_is_sent(bolt: App, serve: Serve, slack: Workspace):
    seen: list[str] = []
    for name in ("user_change", "team_join", "message"):
        bolt.event(name)(lambda event: seen.append(event["type"]))
    serve(bolt)
    ana = slack.add_user("Ana Costa", announce=True)
    slack.configure(events=["message.im"])
    ana.change(title="CEO")
    ana.dm().say("hello")
    ana.channel("general").say("not for the app")
    slack.configure(scopes=["chat:write"])
    ana.dm().say("no im:history")
    assert seen == ["team_join", "message"]
    with pytest.raises(SandboxError, match="No such events"):
        slack.configure(events=["user_changed"])


def test_an_event_that_fails_is_sent_again_with_the_same_id(bolt: App, serve: Serve, slack: Workspace):
    seen: list[tuple[str, str | None]] = []

    @bolt.event("user_change")
    def failing(body, request):
        seen.append((body["event_id"], request.headers.get("x-slack-retry-num", [None])[0]))
        if len(seen) < 3:
            raise RuntimeError("not yet")

    serve(bolt)
    slack.configure(retry_delays=[0, 0, 0])
    slack.add_user("Ana Costa").change(title="CEO")
    assert [number for _, number in seen] == [None, "1", "2"]
    assert len({event_id for event_id, _ in seen}) == 1
    assert [one["status"] for one in slack.deliveries] == [500, 500, 200]


def test_an_event_is_given_up_after_three_more_tries(bolt: App, serve: Serve, slack: Workspace):
    serve(bolt)
    slack.configure(retry_delays=[0, 0, 0])
    slack.add_user("Ana Costa").change(title="CEO")
    assert [(one["status"], one["retry"]) for one in slack.deliveries] == [(404, 0), (404, 1), (404, 2), (404, 3)]


def test_later_tries_do_not_hold_anyone_up(bolt: App, serve: Serve, slack: Workspace):
    serve(bolt)
    slack.configure(retry_delays=[0, 60, 300])
    slack.add_user("Ana Costa").change(title="CEO")
    assert len(slack.deliveries) == 2


def test_interactions_are_never_sent_again(bolt: App, serve: Serve, slack: Workspace):
    serve(bolt)
    slack.configure(retry_delays=[0, 0, 0])
    assert slack.add_user("Ana Costa").command("/nobody").failed
    assert len(slack.deliveries) == 1


def test_an_event_may_come_twice(bolt: App, serve: Serve, slack: Workspace):
    seen: list[str] = []
    bolt.event("user_change")(lambda body: seen.append(body["event_id"]))
    serve(bolt)
    slack.faults.add("deliver_twice", method="user_change", times=1)
    ana = slack.add_user("Ana Costa")
    ana.change(title="CEO")
    ana.change(title="CTO")
    assert len(seen) == 3 and len(set(seen)) == 2


def test_uninstalling_is_told(bolt: App, serve: Serve, slack: Workspace):
    seen: list[str] = []
    bolt.event("app_uninstalled")(lambda event: seen.append(event["type"]))
    bolt.event("tokens_revoked")(lambda event: seen.append(event["type"]))
    serve(bolt)
    slack.add_user("Ana Costa")
    slack.uninstall()
    assert seen[0] == "app_uninstalled"
