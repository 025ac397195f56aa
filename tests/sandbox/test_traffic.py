"""The inspector, and the switches for what goes wrong."""

from typing import Any

import pytest
from slack_bolt import App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox import SandboxError, Workspace
from sandbox.world.traffic import KEPT
from tests.sandbox.conftest import Serve
from tests.sandbox.views import actions, button


def traffic(slack: Workspace, since: int = 0) -> dict[str, Any]:
    return slack._wire.ask("traffic", since=since)


def switch(slack: Workspace, name: str, on: bool) -> None:
    slack._wire.ask("switch_fault", name=name, on=on)


def test_both_ways_with_the_time_that_each_took(slack: Workspace, client: WebClient, bolt: App, serve: Serve):
    @bolt.action("press")
    def acts(ack: Any, say: Any) -> None:
        ack()
        say("thanks")

    serve(bolt)
    ana = slack.add_user("Ana Costa")
    client.chat_postMessage(channel=ana.id, text="hi", blocks=[actions(button("Yes"))])
    first = traffic(slack)
    posted = first["entries"][-1]
    assert (posted["way"], posted["what"], posted["who"], posted["ok"]) == (
        "from_app",
        "chat.postMessage",
        ana.id,
        True,
    )
    assert posted["detail"]["args"]["text"] == "hi" and "token" not in posted["detail"]["args"]
    ana.dm().last.click("Yes")
    new = traffic(slack, first["next"])
    pressed = next(one for one in new["entries"] if one["way"] == "to_app")
    assert (pressed["what"], pressed["who"], pressed["ok"]) == ("block_actions", ana.id, True)
    assert 0 < pressed["ms"] < 3000 and pressed["detail"]["payload"]["actions"][0]["action_id"] == "press"
    assert [one["n"] for one in new["entries"]] == list(range(first["next"], new["next"]))
    assert traffic(slack, new["next"])["entries"] == []


def test_what_fails_is_seen(slack: Workspace, client: WebClient):
    ana = slack.add_user("Ana Costa")
    ana.command("/hello")
    with pytest.raises(SlackApiError):
        client.chat_postMessage(channel="C999", text="hi")
    told, called = traffic(slack)["entries"]
    assert (told["what"], told["ok"], told["detail"]["failed"]) == ("/hello", False, "connection_failed")
    assert (called["ok"], called["detail"]["error"]) == (False, "channel_not_found")


def test_only_the_last_ones_are_kept(slack: Workspace, client: WebClient):
    for _ in range(KEPT + 3):
        client.api_test()
    told = traffic(slack)
    assert (told["next"], len(told["entries"]), told["entries"][0]["n"]) == (KEPT + 3, KEPT, 3)


@pytest.mark.parametrize(("name", "status"), [("down", 503), ("rate_limited", 429)])
def test_a_switch_lasts_until_it_is_off(slack: Workspace, client: WebClient, name: str, status: int):
    slack.faults.add("500", method="views.open")
    switch(slack, name, True)
    switch(slack, name, True)
    assert [fault["switch"] for fault in slack.faults.active] == ["", name]
    for _ in range(2):
        with pytest.raises(SlackApiError) as raised:
            client.auth_test()
        assert raised.value.response.status_code == status
    assert traffic(slack)["entries"][-1]["detail"]["fault"] == str(status)
    switch(slack, name, False)
    assert client.auth_test()["ok"]
    assert [fault["kind"] for fault in slack.faults.active] == ["500"]


def test_slow_is_slow(slack: Workspace, client: WebClient):
    switch(slack, "slow", True)
    client.auth_test()
    assert traffic(slack)["entries"][-1]["ms"] >= 990  # timers may wake a little early


def test_there_are_only_these_switches(slack: Workspace):
    with pytest.raises(SandboxError, match="No switch 'gremlins'; there are"):
        switch(slack, "gremlins", True)


def test_start_anew_forgets_everything_but_the_app(slack: Workspace, client: WebClient):
    ana = slack.add_user("Ana Costa")
    client.chat_postMessage(channel=ana.id, text="hi")
    token, now = slack.bot_token, slack.clock.now
    slack.clock.advance(days=3)
    slack.start_anew(now, "Globex")
    assert slack.clock.now == now and slack.about()["team_name"] == "Globex"
    assert [one.real_name for one in slack.users] == ["Helper"]
    assert slack.bot_token != token and slack.calls == [] and traffic(slack)["entries"] == []
    with pytest.raises(SlackApiError, match="invalid_auth"):
        client.auth_test()


def test_time_travel_stops_at_what_is_due(slack: Workspace):
    before = slack.clock.now
    assert slack._wire.ask("travel", hours=5)["now"] == slack.clock.now.isoformat()
    assert (slack.clock.now - before).seconds == 5 * 3600
    with pytest.raises(SandboxError, match="has no time zone"):
        slack._wire.ask("travel", to="2027-02-01T00:00:00")
