"""The app's home tab: publishing it, opening it, and what is pressed on it."""

from typing import Any

import pytest
from slack_bolt import App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox import SandboxError, Workspace
from tests.sandbox.conftest import Serve, refusal
from tests.sandbox.views import actions, button, home, modal, section, typed


def opened(bolt: App) -> list[dict[str, Any]]:
    """Every app_home_opened from now on."""
    events: list[dict[str, Any]] = []
    bolt.event("app_home_opened")(lambda event: events.append(event))
    return events


def pressed(bolt: App) -> list[dict[str, Any]]:
    """The payloads of what is pressed from now on."""
    seen: list[dict[str, Any]] = []
    bolt.action("press")(lambda ack, body: (seen.append(body), ack()))
    return seen


def test_opening_it_publishes_it(bolt: App, serve: Serve, slack: Workspace):
    @bolt.event("app_home_opened")
    def welcome(event, client):
        client.views_publish(user_id=event["user"], view=home(section("Welcome"), actions(button("Go"))))

    serve(bolt)
    ana = slack.add_user("Ana Costa")
    assert ana.home is None
    tab = ana.open_home()
    assert (tab.plain, tab.buttons, tab.publishes) == ("Welcome\n[Go]", ("Go",), 1)
    assert ana.open_home().publishes == 2 == ana.home.publishes


def test_the_event_has_the_view_once_there_is_one(bolt: App, serve: Serve, slack: Workspace, client: WebClient):
    events = opened(bolt)
    serve(bolt)
    ana = slack.add_user("Ana Costa")
    assert ana.open_home() is None
    published = client.views_publish(user_id=ana.id, view=home(section("Hello")))["view"]
    ana.open_home()
    first, second = events
    assert {name: first[name] for name in ("type", "user", "channel", "tab")} == {
        "type": "app_home_opened",
        "user": ana.id,
        "channel": ana.dm().id,
        "tab": "home",
    }
    assert first["event_ts"] and "view" not in first
    assert second["view"] == published and published["state"] == {"values": {}}


def test_the_messages_tab_is_an_app_home_too(bolt: App, serve: Serve, slack: Workspace, client: WebClient):
    events = opened(bolt)
    serve(bolt)
    ana = slack.add_user("Ana Costa")
    client.views_publish(user_id=ana.id, view=home(section("Hello")))
    assert ana.open_messages().id == ana.dm().id
    assert events[0]["tab"] == "messages" and "view" not in events[0]


def test_only_a_subscribed_app_hears_that_it_was_opened(bolt: App, serve: Serve, slack: Workspace):
    events = opened(bolt)
    serve(bolt)
    slack.configure(events=["user_change"])
    slack.add_user("Ana Costa").open_home()
    assert events == [] and slack.deliveries == []


def test_each_person_has_their_own(slack: Workspace, client: WebClient):
    ana, luis = slack.add_user("Ana Costa"), slack.add_user("Luis Ortega")
    client.views_publish(user_id=ana.id, view=home(section("For Ana")))
    client.views_publish(user_id=luis.id, view=home(section("For Luis")))
    assert (ana.home.plain, luis.home.plain) == ("For Ana", "For Luis")
    assert ana.home.id != luis.home.id


def test_publishing_takes_no_scope(slack: Workspace, client: WebClient):
    ana = slack.add_user("Ana Costa")
    slack.configure(scopes=["commands"])
    client.views_publish(user_id=ana.id, view=home(section("Hello")))
    assert ana.home.plain == "Hello"


def test_the_id_stays_and_the_hash_changes(slack: Workspace, client: WebClient):
    ana = slack.add_user("Ana Costa")

    def publish(words: str, **more: Any) -> dict[str, Any]:
        return client.views_publish(user_id=ana.id, view=home(section(words)), **more)["view"]

    first = publish("One")
    second = publish("Two", hash=first["hash"])
    assert first["id"] == second["id"] == second["root_view_id"] and first["hash"] != second["hash"]
    with pytest.raises(SlackApiError, match="hash_conflict"):
        publish("Three", hash=first["hash"])
    assert (ana.home.plain, ana.home.publishes) == ("Two", 2)
    publish("Three")
    assert ana.home.plain == "Three"


def test_what_cannot_be_published(slack: Workspace, client: WebClient):
    ana = slack.add_user("Ana Costa")
    publish = client.views_publish
    assert refusal(publish, user_id="U404", view=home(section("x"))) == "invalid_arguments"
    assert refusal(publish, user_id=ana.id, view=modal(section("x"))) == "invalid_arguments"
    assert refusal(publish, user_id=ana.id, view=home(section("x")), hash="1.2") == "hash_conflict"
    assert refusal(publish, user_id=ana.id, view=home(*[section("x")] * 101)) == "invalid_arguments"
    big = home(*[section("x" * 3000)] * 100)
    assert refusal(publish, user_id=ana.id, view=big) == "view_too_large"
    titled = home(section("x")) | {"title": {"type": "plain_text", "text": "Home"}}
    assert refusal(publish, user_id=ana.id, view=titled) == "invalid_arguments"
    assert ana.home is None
    publish(user_id=ana.id, view=home(typed("Note"), *[section("x")] * 99))
    assert ana.home.fields == {"Note": ""}


def test_an_external_id_is_of_one_view_only(slack: Workspace, client: WebClient):
    ana, luis = slack.add_user("Ana Costa"), slack.add_user("Luis Ortega")
    view = home(section("x")) | {"external_id": "everyone's"}
    client.views_publish(user_id=ana.id, view=view)
    client.views_publish(user_id=ana.id, view=view)
    assert refusal(client.views_publish, user_id=luis.id, view=view) == "duplicate_external_id"


def test_a_home_tab_that_is_off(bolt: App, serve: Serve, slack: Workspace, client: WebClient):
    serve(bolt)
    ana = slack.add_user("Ana Costa")
    client.views_publish(user_id=ana.id, view=home(section("Hello")))
    slack.configure(home_tab=False)
    assert refusal(client.views_publish, user_id=ana.id, view=home(section("Again"))) == "not_enabled"
    with pytest.raises(SandboxError, match=r"no 'home' tab; there are \['messages'\]"):
        ana.open_home()
    assert ana.home is None
    slack.configure(home_tab=True)
    assert ana.home.plain == "Hello"


def test_a_button_says_which_view_it_was_on(bolt: App, serve: Serve, slack: Workspace, client: WebClient):
    seen = pressed(bolt)
    serve(bolt)
    ana = slack.add_user("Ana Costa")
    rows = [
        block
        for name in ("Luis", "Mei")
        for block in (section(f"You and {name}"), actions(button("We met", value=name), block_id=name))
    ]
    view = home(*rows) | {"private_metadata": "ours", "callback_id": "overview"}
    published = client.views_publish(user_id=ana.id, view=view)["view"]
    with pytest.raises(SandboxError, match="2 buttons say 'We met'"):
        ana.home.click("We met")
    assert ana.home.click("We met", near="Mei").failed is None
    body = seen[0]
    assert body["container"] == {"type": "view", "view_id": published["id"]}
    assert body["view"] == published and body["view"]["type"] == "home"
    assert body["trigger_id"] and not {"response_url", "message", "channel"} & body.keys()
    assert (body["actions"][0]["value"], body["actions"][0]["block_id"]) == ("Mei", "Mei")
    assert (body["user"]["id"], body["team"]["id"]) == (ana.id, slack.team_id)


def test_a_button_may_be_pressed_on_what_was_there_before(
    bolt: App, serve: Serve, slack: Workspace, client: WebClient
):
    seen = pressed(bolt)
    serve(bolt)
    ana = slack.add_user("Ana Costa")
    client.views_publish(user_id=ana.id, view=home(actions(button("Yes", value="1"))))
    old = ana.home
    client.views_publish(user_id=ana.id, view=home(section("Noted")))
    with pytest.raises(SandboxError, match="No button 'Yes'"):
        old.click("Yes")
    old.click("Yes", stale=True)
    assert seen[0]["view"]["hash"] == old.raw["hash"] != ana.home.raw["hash"]
    assert seen[0]["actions"][0]["value"] == "1" and ana.home.plain == "Noted"


def test_a_modal_opens_from_it_and_publishes_behind_itself(
    bolt: App, serve: Serve, slack: Workspace, client: WebClient
):
    @bolt.action("press")
    def opening(ack, body, client):
        client.views_open(trigger_id=body["trigger_id"], view=modal(typed("Name")))
        ack()

    @bolt.view("form")
    def submitted(ack, body, view, client):
        name = view["state"]["values"]["name"]["value"]["value"]
        client.views_publish(user_id=body["user"]["id"], view=home(section(f"Hello {name}")))
        ack()

    serve(bolt)
    ana = slack.add_user("Ana Costa")
    client.views_publish(user_id=ana.id, view=home(actions(button("Edit"))))
    form = ana.home.click("Edit").modal
    assert (form.title, form.raw["root_view_id"], form.raw["previous_view_id"]) == ("A form", form.id, None)
    assert form.submit({"Name": "Ana"}).closed
    assert ana.home.plain == "Hello Ana" and ana.modal is None


def test_what_is_typed_into_it_is_sent_along(bolt: App, serve: Serve, slack: Workspace, client: WebClient):
    seen = pressed(bolt)
    serve(bolt)
    ana = slack.add_user("Ana Costa")
    client.views_publish(user_id=ana.id, view=home(typed("Note"), actions(button("Save"))))
    ana.home.choose({"Note": "hello"})
    ana.home.click("Save")
    assert len(seen) == 1
    held = seen[0]["view"]["state"]["values"]["note"]["value"]
    assert held == {"type": "plain_text_input", "value": "hello"}
