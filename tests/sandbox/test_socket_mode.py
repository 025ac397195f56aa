"""Socket Mode with slack_sdk's own client, as Bolt's handler uses it."""

import json
import threading
from typing import Any

import pytest
import websockets.exceptions
import websockets.sync.client
from slack_bolt import App
from slack_sdk import WebClient

from sandbox import Sandbox, Workspace
from tests.sandbox.conftest import refusal
from tests.sandbox.views import actions, ask, button, modal, option, typed


def test_the_whole_conversation_over_a_socket(bolt: App, connect: Any, slack: Workspace, client: WebClient):
    @bolt.command("/form")
    def opening(ack, body, client):
        element = {"type": "external_select", "action_id": "skill", "min_query_length": 1}
        client.views_open(trigger_id=body["trigger_id"], view=modal(typed("Name"), ask("Skill", element)))
        ack("Here you are")

    @bolt.view("form")
    def submitted(ack, body, client):
        if body["view"]["state"]["values"]["name"]["value"]["value"] == "bad":
            ack(response_action="errors", errors={"name": "No"})
        else:
            client.chat_postMessage(channel=body["user"]["id"], text="In!", blocks=[actions(button("Yes"))])
            ack()

    bolt.options("skill")(lambda ack, payload: ack(options=[option(payload["value"] + "!")]))
    bolt.action("press")(lambda ack, respond: (respond("Done", replace_original=True), ack()))
    connect(bolt)
    ana = slack.add_user("Ana Costa")
    answer = ana.command("/form")
    assert answer.text == "Here you are"
    assert answer.modal.submit({"Name": "bad", "Skill": "ab"}).errors == {"Name": "No"}
    assert answer.modal.submit({"Name": "Ana"}).closed
    assert ana.dm().last.click("Yes").failed is None
    assert ana.dm().last.plain == "Done"
    assert {one["over"] for one in slack.deliveries} == {"socket"}


def test_events_are_acked_or_come_again(bolt: App, connect: Any, slack: Workspace):
    tries: list[str | None] = []

    @bolt.event("user_change")
    def failing(request):
        tries.append(request.headers.get("x-slack-retry-num", [None])[0])
        if len(tries) == 1:
            raise RuntimeError("not yet")

    connect(bolt)
    slack.configure(retry_delays=[0, 0, 0], ack_seconds=0.3)
    slack.add_user("Ana Costa").change(title="CEO")
    assert tries == ["0", "1"]


def test_of_several_connections_one_gets_it(bolt: App, connect: Any, slack: Workspace):
    seen: list[str] = []
    bolt.command("/hello")(lambda ack, body: (seen.append(body["text"]), ack("hi")))
    connect(bolt)
    connect(bolt)
    ana = slack.add_user("Ana Costa")
    assert slack.about()["connections"] == 2
    for number in range(4):
        assert ana.command(f"/hello {number}").text == "hi"
    assert seen == ["0", "1", "2", "3"]


def test_a_refreshed_connection_comes_back(bolt: App, connect: Any, slack: Workspace):
    bolt.command("/hello")(lambda ack: ack("hi"))
    connect(bolt)
    ana = slack.add_user("Ana Costa")
    slack.refresh_sockets()
    slack.wait_for_bot()
    assert ana.command("/hello").text == "hi"


def test_an_unacked_command_times_out(bolt: App, connect: Any, slack: Workspace):
    released = threading.Event()
    bolt.command("/slow")(lambda ack: (released.wait(2), ack("late")))
    connect(bolt)
    slack.configure(ack_seconds=0.1)
    assert slack.add_user("Ana Costa").command("/slow").failed.startswith("operation_timeout")
    released.set()


def test_connecting_takes_the_app_token(sandbox: Sandbox, client: WebClient):
    assert client.apps_connections_open(app_token=sandbox.app_token)["url"].startswith("ws://127.0.0.1:")
    assert refusal(client.apps_connections_open, app_token="xapp-wrong") == "invalid_auth"


def test_a_ticket_lets_one_connection_in(sandbox: Sandbox, client: WebClient):
    url = client.apps_connections_open(app_token=sandbox.app_token)["url"]
    with websockets.sync.client.connect(url) as first:
        assert json.loads(first.recv())["type"] == "hello"
        with pytest.raises(websockets.exceptions.InvalidStatus, match="403"):
            websockets.sync.client.connect(url)
