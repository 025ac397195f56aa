"""Selects and dates outside of input blocks: in messages and in the home tab they act at once."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from slack_bolt import App
from slack_sdk import WebClient

from sandbox import SandboxError, Workspace
from sandbox.client import Home, Message, Person
from tests.sandbox.conftest import Serve
from tests.sandbox.views import actions, button, home, option, section, text

Show = Callable[..., Message | Home]


def select(kind: str, placeholder: str = "Pick", action_id: str = "press", **element: Any) -> dict[str, Any]:
    return {"type": kind, "action_id": action_id, "placeholder": text(placeholder), **element}


@pytest.fixture
def seen(bolt: App, serve: Serve) -> list[dict[str, Any]]:
    """The block_actions and block_suggestions that a Bolt app was sent; it has two skills to suggest."""
    payloads: list[dict[str, Any]] = []
    bolt.action("press")(lambda ack, body: (payloads.append(body), ack()))

    @bolt.options("press")
    def suggest(ack, body):
        payloads.append(body)
        skills = ["TikTok", "TikZ"]
        ack(options=[option(each) for each in skills if each.lower().startswith(body["value"].lower())])

    serve(bolt)
    return payloads


@pytest.fixture
def ana(slack: Workspace) -> Person:
    return slack.add_user("Ana Costa")


@pytest.fixture(params=["message", "home"])
def show(request: pytest.FixtureRequest, client: WebClient, ana: Person) -> Show:
    """Puts blocks before Ana, once in a message and once in the home tab."""

    def put(*blocks: dict[str, Any]) -> Message | Home:
        if request.param == "home":
            client.views_publish(user_id=ana.id, view=home(*blocks))
            return ana.home
        client.chat_postMessage(channel=ana.id, text="x", blocks=list(blocks))
        return ana.dm().last

    return put


def values(body: dict[str, Any]) -> dict[str, Any]:
    """`state.values`: of a message beside it, of a view inside it."""
    return body.get("view", body)["state"]["values"]


CHOICES: list[tuple[dict[str, Any], Any, str, Any]] = [
    (select("static_select", options=[option("Weekly"), option("Never")]), "Never", "selected_option", "never"),
    (
        select("multi_static_select", options=[option("Mon"), option("Tue"), option("Wed")]),
        ["Mon", "Wed"],
        "selected_options",
        ["mon", "wed"],
    ),
    (select("users_select"), "Luis", "selected_user", "LUIS"),
    (select("multi_users_select"), ["Luis", "Ana"], "selected_users", ["LUIS", "ANA"]),
    (select("channels_select"), "general", "selected_channel", "GENERAL"),
    (select("conversations_select"), "#general", "selected_conversation", "GENERAL"),
    (select("datepicker"), date(2027, 2, 1), "selected_date", "2027-02-01"),
    (select("timepicker"), "09:30", "selected_time", "09:30"),
    (select("external_select", min_query_length=2), "TikZ", "selected_option", "tikz"),
    (
        select("multi_external_select", min_query_length=2),
        ["TikTok", "TikZ"],
        "selected_options",
        ["tiktok", "tikz"],
    ),
]


@pytest.mark.parametrize(("element", "picked", "key", "held"), CHOICES, ids=[each[0]["type"] for each in CHOICES])
def test_what_is_picked_is_sent_at_once(
    show: Show,
    seen: list[dict[str, Any]],
    slack: Workspace,
    ana: Person,
    element: dict[str, Any],
    picked: Any,
    key: str,
    held: Any,
):
    ids = {"LUIS": slack.add_user("Luis Ortega").id, "ANA": ana.id, "GENERAL": slack.channel("general").id}
    shown = show(section("How often?", accessory=element, block_id="row"))
    assert shown.choose({"Pick": picked}).failed is None
    body = seen[-1]
    action = body["actions"][0]
    got = action[key]
    got = [one["value"] if isinstance(one, dict) else one for one in (got if isinstance(got, list) else [got])]
    wanted = [ids.get(one, one) for one in (held if isinstance(held, list) else [held])]
    assert got == wanted
    assert (action["type"], action["action_id"], action["block_id"]) == (element["type"], "press", "row")
    assert action["placeholder"]["text"] == "Pick" and body["trigger_id"]
    assert values(body)["row"]["press"] == {"type": element["type"], key: action[key]}
    assert [each["type"] for each in seen if each["type"] == "block_actions"] == ["block_actions"]


def test_a_suggestion_says_where_it_is_asked_for(show: Show, seen: list[dict[str, Any]], ana: Person):
    shown = show(actions(select("external_select", min_query_length=1), block_id="row"))
    assert shown.options("Pick", "tik") == ["TikTok", "TikZ"]
    asked = seen[0]
    assert (asked["type"], asked["value"], asked["action_id"], asked["block_id"]) == (
        "block_suggestion",
        "tik",
        "press",
        "row",
    )
    assert (asked["user"]["id"], "response_url" in asked, "trigger_id" in asked) == (ana.id, False, False)
    if isinstance(shown, Home):
        assert asked["container"] == {"type": "view", "view_id": shown.id} and asked["view"] == shown.raw
    else:
        assert asked["container"] == {
            "type": "message",
            "message_ts": shown.ts,
            "channel_id": shown.channel,
            "is_ephemeral": False,
        }
        assert asked["channel"]["name"] == "directmessage" and asked["message"]["ts"] == shown.ts
    with pytest.raises(SandboxError, match="No option 'Cooking'"):
        shown.choose({"Pick": "Cooking"})


def test_several_selects_are_told_apart_by_what_is_near(show: Show, seen: list[dict[str, Any]]):
    rows = [
        section(f"You and {name}", block_id=name, accessory=select("static_select", options=[option("Met")]))
        for name in ("Luis", "Mei")
    ]
    shown = show(*rows)
    with pytest.raises(SandboxError, match="2 inputs are called 'Pick'"):
        shown.choose({"Pick": "Met"})
    shown.choose({"Pick": "Met"}, near="Mei")
    shown.choose({"You and Luis": "Met"})
    assert [body["actions"][0]["block_id"] for body in seen] == ["Mei", "Luis"]
    assert shown.options("Pick", near="Luis") == ["Met"]


def test_what_was_picked_before_is_still_held(show: Show, seen: list[dict[str, Any]]):
    initial = option("Weekly")
    how_often = select("static_select", "How often", options=[initial, option("Never")], initial_option=initial)
    shown = show(actions(how_often, button("Save", "press2"), block_id="row"))
    assert shown.plain == "[Weekly] [Save]"
    shown.choose({"How often": "Never"})
    action = seen[0]["actions"][0]
    assert (action["initial_option"]["value"], action["selected_option"]["value"]) == ("weekly", "never")
    shown.choose({"How often": None})
    assert seen[1]["actions"][0]["selected_option"] is None
    assert values(seen[1])["row"]["press"] == {"type": "static_select", "selected_option": None}


def test_in_a_message_that_only_one_person_sees(
    seen: list[dict[str, Any]], client: WebClient, slack: Workspace, ana: Person
):
    blocks = [actions(select("external_select", min_query_length=1), block_id="row")]
    client.chat_postEphemeral(channel=slack.channel("general").id, user=ana.id, text="x", blocks=blocks)
    ana.ephemeral[0].choose({"Pick": "TikTok"})
    for body in seen:
        assert body["container"]["is_ephemeral"] is True and "message" not in body
    assert [body["type"] for body in seen] == ["block_suggestion", "block_actions"]
    assert seen[1]["actions"][0]["selected_option"]["value"] == "tiktok" and seen[1]["response_url"]


def test_a_message_is_updated_after_a_choice(
    bolt: App, serve: Serve, client: WebClient, slack: Workspace, ana: Person
):
    @bolt.action("press")
    def picked(ack, body, client):
        words = body["actions"][0]["selected_option"]["text"]["text"]
        client.chat_update(
            channel=body["channel"]["id"],
            ts=body["message"]["ts"],
            text=words,
            blocks=[section(f"{words} it is")],
        )
        ack()

    serve(bolt)
    element = select("static_select", options=[option("Weekly")])
    client.chat_postMessage(channel=ana.id, text="x", blocks=[actions(element)])
    ana.dm().last.choose({"Pick": "Weekly"})
    assert ana.dm().last.plain == "Weekly it is" and ana.dm().last.edited
