"""Do-not-disturb and status: what an app is told of whether somebody wants to hear from it now."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from slack_bolt import App
from slack_sdk import WebClient

from sandbox import SandboxError, Workspace
from tests.sandbox.conftest import Serve, refusal

MONDAY_10 = datetime(2027, 1, 4, 10, tzinfo=UTC)
OFF = {"dnd_enabled": False, "next_dnd_start_ts": 1, "next_dnd_end_ts": 1}


def on(starts: datetime, ends: datetime) -> dict[str, Any]:
    return {
        "dnd_enabled": True,
        "next_dnd_start_ts": int(starts.timestamp()),
        "next_dnd_end_ts": int(ends.timestamp()),
    }


def dnd(client: WebClient, user: str) -> dict[str, Any]:
    return {key: value for key, value in client.dnd_info(user=user).data.items() if key != "ok"}


def test_nobody_minds_being_disturbed_unless_they_say_so(slack: Workspace, client: WebClient):
    ana = slack.add_user("Ana Costa")
    assert dnd(client, ana.id) == OFF
    assert client.dnd_info()["snooze_enabled"] is False
    assert refusal(client.dnd_info, user="U404") == "user_not_found"
    slack.configure(scopes=["users:read"])
    assert refusal(client.dnd_info, user=ana.id) == "missing_scope"


def test_a_snooze_ends_by_itself_and_is_a_period_to_others(slack: Workspace, client: WebClient):
    ana, luis = slack.add_user("Ana Costa"), slack.add_user("Luis Ortega")
    until = MONDAY_10 + timedelta(hours=2)
    ana.snooze(until)
    assert dnd(client, ana.id) == on(MONDAY_10, until) and dnd(client, luis.id) == OFF
    slack.clock.advance(to=until)
    assert dnd(client, ana.id) == OFF
    ana.snooze(until=until + timedelta(hours=1))
    ana.snooze(until=None)
    assert dnd(client, ana.id) == OFF
    with pytest.raises(SandboxError, match="can't end"):
        ana.snooze(until)


def test_one_period_lies_ahead_then_is_over(slack: Workspace, client: WebClient):
    ana = slack.add_user("Ana Costa")
    starts, ends = MONDAY_10 + timedelta(hours=1), MONDAY_10 + timedelta(hours=3)
    ana.dnd(starts, ends)
    assert dnd(client, ana.id) == on(starts, ends)
    slack.clock.advance(to=starts)
    assert dnd(client, ana.id) == on(starts, ends)
    slack.clock.advance(to=ends)
    assert dnd(client, ana.id) == OFF


def test_every_night_by_the_persons_own_clock(slack: Workspace, client: WebClient):
    mei = slack.add_user("Mei Tanaka", tz="Asia/Tokyo")
    mei.dnd(time(22), time(8))
    tonight = on(datetime(2027, 1, 4, 13, tzinfo=UTC), datetime(2027, 1, 4, 23, tzinfo=UTC))
    assert dnd(client, mei.id) == tonight
    slack.clock.advance(to=datetime(2027, 1, 4, 22, 59, tzinfo=UTC))
    assert dnd(client, mei.id) == tonight
    slack.clock.advance(minutes=1)
    assert dnd(client, mei.id) == on(datetime(2027, 1, 5, 13, tzinfo=UTC), datetime(2027, 1, 5, 23, tzinfo=UTC))


def test_a_daily_break_and_a_snooze_before_it(slack: Workspace, client: WebClient):
    ana = slack.add_user("Ana Costa", tz="Europe/Lisbon")
    ana.dnd(time(12), time(13))
    noon = MONDAY_10.replace(hour=12)
    assert dnd(client, ana.id) == on(noon, noon + timedelta(hours=1))
    ana.snooze(until=MONDAY_10 + timedelta(hours=1))
    assert dnd(client, ana.id) == on(MONDAY_10, MONDAY_10 + timedelta(hours=1))
    slack.clock.advance(hours=1)
    assert dnd(client, ana.id) == on(noon, noon + timedelta(hours=1))
    ana.dnd(None, None)
    assert dnd(client, ana.id) == OFF


def test_periods_that_cannot_be(slack: Workspace, client: WebClient):
    ana = slack.add_user("Ana Costa")
    ana.dnd(time(22), time(8))
    before = dnd(client, ana.id)
    for starts, ends, why in (
        (MONDAY_10, MONDAY_10, "before it starts"),
        (time(9), time(9), "same time of day"),
        (MONDAY_10, None, "both"),
        (MONDAY_10, time(9), "Invalid isoformat"),
        (MONDAY_10.replace(tzinfo=None), MONDAY_10, "no time zone"),
    ):
        with pytest.raises(SandboxError, match=why):
            ana.dnd(starts, ends)
    assert dnd(client, ana.id) == before


def test_the_app_is_told_if_it_may_know(bolt: App, serve: Serve, slack: Workspace):
    seen: list[dict[str, Any]] = []
    bolt.event("dnd_updated_user")(lambda event: seen.append(event))
    serve(bolt)
    ana = slack.add_user("Ana Costa")
    until = MONDAY_10 + timedelta(hours=2)
    ana.snooze(until)
    ana.snooze(None)
    event_ts = seen[0]["event_ts"]
    assert seen[0] == {
        "type": "dnd_updated_user",
        "user": ana.id,
        "dnd_status": on(MONDAY_10, until),
        "event_ts": event_ts,
    }
    assert seen[1]["dnd_status"] == OFF
    slack.configure(scopes=["users:read"])
    ana.dnd(time(22), time(8))
    slack.configure(scopes=["dnd:read"], events=["user_change"])
    ana.dnd(time(21), time(8))
    assert len(seen) == 2


def status(client: WebClient, user: str) -> tuple[str, str, int]:
    profile = client.users_info(user=user)["user"]["profile"]
    return profile["status_text"], profile["status_emoji"], profile["status_expiration"]


def test_a_status_is_in_the_profile_until_it_expires(bolt: App, serve: Serve, slack: Workspace, client: WebClient):
    seen: list[dict[str, Any]] = []
    bolt.event("user_change")(lambda event: seen.append(event["user"]["profile"]))
    serve(bolt)
    ana = slack.add_user("Ana Costa")
    assert status(client, ana.id) == ("", "", 0)
    ends = MONDAY_10 + timedelta(days=14)
    ana.change(status_text="On vacation", status_emoji=":palm_tree:", status_expiration=ends)
    told = ("On vacation", ":palm_tree:", int(ends.timestamp()))
    assert status(client, ana.id) == told
    assert tuple(seen[0][f"status_{name}"] for name in ("text", "emoji", "expiration")) == told
    slack.clock.advance(to=ends - timedelta(seconds=1))
    assert status(client, ana.id) == told
    slack.clock.advance(to=ends)
    assert status(client, ana.id) == ("", "", 0)
    assert client.users_list()["members"][1]["profile"]["status_text"] == ""


def test_a_status_is_one_thing(slack: Workspace, client: WebClient):
    ana = slack.add_user("Ana Costa")
    ana.change(status_emoji=":palm_tree:", status_expiration=MONDAY_10 + timedelta(days=1))
    ana.change(status_text="Focusing")
    assert status(client, ana.id) == ("Focusing", ":speech_balloon:", 0)
    ana.change(title="CEO")
    assert status(client, ana.id) == ("Focusing", ":speech_balloon:", 0)
    ana.change(status_text="", status_emoji="")
    assert status(client, ana.id) == ("", "", 0)


def test_a_status_that_cannot_be(slack: Workspace, client: WebClient):
    ana = slack.add_user("Ana Costa")
    for fields, why in (
        ({"status_text": "x" * 101}, "at most 100"),
        ({"status_emoji": "palm_tree"}, "is written"),
        ({"status_text": "Away", "status_expiration": MONDAY_10}, "in the past"),
    ):
        with pytest.raises(SandboxError, match=why):
            ana.change(**fields)
    assert status(client, ana.id) == ("", "", 0)
