"""Commands, buttons, modals and home tabs, with a real Bolt app behind signed HTTP."""

import json
import time
import urllib.error
import urllib.request
from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from slack_bolt import App, BoltResponse
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox import Sandbox, SandboxError, Workspace
from tests.sandbox.conftest import Serve, refusal
from tests.sandbox.views import actions, ask, button, modal, option, section, text, typed


def opener(bolt: App, view: dict[str, Any]) -> App:
    """/form opens `view`."""

    @bolt.command("/form")
    def opening(ack, body, client):
        client.views_open(trigger_id=body["trigger_id"], view=view)
        ack()

    return bolt


def form_app(bolt: App, view: dict[str, Any], *, seen: list[dict[str, Any]] | None = None) -> App:
    """/form opens `view`; submissions and actions end up in `seen`."""
    opener(bolt, view)

    @bolt.view("form")
    def submitted(ack, body):
        if seen is not None:
            seen.append(body)
        ack()

    @bolt.action("press")
    def pressed(ack, body):
        if seen is not None:
            seen.append(body)
        ack()

    return bolt


def test_a_command_is_answered_to_the_one_who_typed_it(bolt: App, serve: Serve, slack: Workspace):
    seen = []

    @bolt.command("/hello")
    def hello(ack, body):
        seen.append(body)
        ack(f"Hello <@{body['user_id']}>")

    serve(bolt)
    ana, luis = slack.add_user("Ana Costa"), slack.add_user("Luis Ortega")
    answer = ana.command("/hello  big world")
    assert (answer.text, answer.failed, answer.modal) == ("Hello @Ana Costa", None, None)
    assert answer.messages[0].ephemeral and luis.ephemeral == []
    body = seen[0]
    assert (body["command"], body["text"], body["user_name"]) == ("/hello", "big world", "ana.costa")
    assert (body["channel_name"], body["is_enterprise_install"]) == ("directmessage", "false")
    assert "enterprise_id" not in body and body["response_url"].startswith(slack.url)


def test_a_command_without_an_app_fails_as_in_slack(slack: Workspace, sandbox: Sandbox):
    ana = slack.add_user("Ana Costa")
    assert ana.command("/hello").failed.startswith("connection_failed")
    slack.configure(commands=["/other"])
    assert ana.command("/hello").failed == "/hello is not a valid command"
    ana.deactivate()
    with pytest.raises(SandboxError, match="deactivated"):
        ana.command("/other")


def test_a_slow_ack_is_a_failure(bolt: App, serve: Serve, slack: Workspace):
    @bolt.command("/slow")
    def slow(ack):
        time.sleep(0.3)
        ack("too late")

    serve(bolt)
    slack.configure(ack_seconds=0.1)
    answer = slack.add_user("Ana Costa").command("/slow")
    assert answer.failed.startswith("operation_timeout") and answer.text == ""


def test_a_listener_that_breaks_is_a_failure(bolt: App, serve: Serve, slack: Workspace):
    @bolt.command("/broken")
    def broken():
        raise RuntimeError("no")

    serve(bolt)
    assert slack.add_user("Ana Costa").command("/broken").failed.startswith("http_error")
    assert slack.deliveries[-1]["status"] == 500


def test_signatures_are_slacks(bolt: App, serve: Serve, slack: Workspace, sandbox: Sandbox):
    bolt.command("/hello")(lambda ack: ack("hi"))
    serve(bolt)
    ana = slack.add_user("Ana Costa")
    assert ana.command("/hello").text == "hi"
    sandbox._world.app.signing_secret = "another"
    assert ana.command("/hello").failed == "http_error: the app answered with an error (401)"


def test_a_modal_is_filled_in_and_submitted(bolt: App, serve: Serve, slack: Workspace):
    seen: list[dict[str, Any]] = []
    languages = [option("English", "en"), option("Portuguese", "pt")]
    view = modal(
        typed("Name"),
        ask(
            "Level",
            {
                "type": "static_select",
                "action_id": "value",
                "options": [option("1 · trainee"), option("2 · junior")],
            },
        ),
        ask("Languages", {"type": "checkboxes", "action_id": "value", "options": languages}),
        ask("Manager", {"type": "users_select", "action_id": "value"}, optional=True),
        ask("Start", {"type": "datepicker", "action_id": "value"}),
        ask(
            "Hours", {"type": "number_input", "action_id": "value", "is_decimal_allowed": False, "max_value": "40"}
        ),
        private_metadata="ours",
    )
    serve(form_app(bolt, view, seen=seen))
    ana, luis = slack.add_user("Ana Costa"), slack.add_user("Luis Ortega")
    form = ana.command("/form").modal
    assert (form.title, form.labels) == ("A form", ["Name", "Level", "Languages", "Manager", "Start", "Hours"])
    result = form.submit(
        {
            "Name": "Ana",
            "Lev": "2 · j",
            "Languages": ["Portuguese"],
            "Manager": "Luis",
            "Start": date(2027, 2, 1),
            "Hours": 3,
        }
    )
    assert result.closed and result.failed is None and ana.modal is None
    sent = seen[0]["view"]
    values = {block: held["value"] for block, held in sent["state"]["values"].items()}
    assert values["name"] == {"type": "plain_text_input", "value": "Ana"}
    assert values["level"]["selected_option"]["text"]["text"] == "2 · junior"
    assert [each["value"] for each in values["languages"]["selected_options"]] == ["pt"]
    assert values["manager"]["selected_user"] == luis.id
    assert (values["start"]["selected_date"], values["hours"]["value"]) == ("2027-02-01", "3")
    assert (sent["private_metadata"], sent["root_view_id"], sent["previous_view_id"]) == ("ours", sent["id"], None)
    assert sent["hash"] and seen[0]["response_urls"] == [] and seen[0]["enterprise"] is None


def test_the_form_itself_refuses_before_the_app_hears_of_it(bolt: App, serve: Serve, slack: Workspace):
    number = {"type": "number_input", "action_id": "value", "is_decimal_allowed": False, "min_value": "1"}
    serve(form_app(bolt, modal(typed("Name", max_length=3), ask("Hours", number, optional=True))))
    form = slack.add_user("Ana Costa").command("/form").modal
    assert form.submit({}).errors == {"Name": "Please complete this required field."}
    assert set(form.submit({"Name": "Anna", "Hours": 0}).errors) == {"Name", "Hours"}
    assert "view_submission" not in [one["type"] for one in slack.deliveries]
    assert form.submit({"Name": "Ana", "Hours": None}).closed


def test_what_is_not_on_the_form_cannot_be_entered(bolt: App, serve: Serve, slack: Workspace):
    select = {"type": "static_select", "action_id": "value", "options": [option("Low"), option("High")]}
    serve(form_app(bolt, modal(typed("Name"), ask("Level", select))))
    form = slack.add_user("Ana Costa").command("/form").modal
    with pytest.raises(SandboxError, match=r"No input called 'Age'; there are \['Name', 'Level'\]"):
        form.submit({"Age": "41"})
    with pytest.raises(SandboxError, match=r"No option 'Middle'; there are \['Low', 'High'\]"):
        form.submit({"Level": "Middle"})
    form.submit({"Name": "Ana", "Level": "Low"})
    with pytest.raises(SandboxError, match="isn't open any more"):
        form.submit({"Name": "Ana"})


def test_response_actions_are_obeyed(bolt: App, serve: Serve, slack: Workspace):
    def answer(ack, view):
        match view["state"]["values"]["name"]["value"]["value"]:
            case "bad":
                ack(response_action="errors", errors={"name": "Not that one"})
            case "update":
                ack(response_action="update", view=modal(typed("Name"), title="Updated"))
            case "push":
                ack(response_action="push", view=modal(typed("Name"), title="Pushed"))
            case "clear":
                ack(response_action="clear")
            case _:
                ack()

    bolt.view("form")(answer)
    opener(bolt, modal(typed("Name")))
    serve(bolt)
    ana = slack.add_user("Ana Costa")
    form = ana.command("/form").modal
    bad = form.submit({"Name": "bad"})
    assert bad.errors == {"Name": "Not that one"} and not bad.closed
    updated = form.submit({"Name": "update"}).modal
    assert (updated.title, updated.id, updated.fields) == ("Updated", form.id, {"Name": "update"})
    pushed = updated.submit({"Name": "push"}).modal
    assert pushed.raw["previous_view_id"] == form.id == pushed.raw["root_view_id"]
    third = pushed.submit({"Name": "push"}).modal
    assert third.submit({"Name": "push"}).failed == "push_limit_reached"
    assert third.submit({"Name": "x"}).modal.id == pushed.id
    assert pushed.submit({"Name": "clear"}).closed and ana.modal is None


@pytest.mark.parametrize(
    ("ack_with", "complaint"),
    [
        ({"text": "Thanks!"}, "takes an empty ack or a response_action"),
        ({"response_action": "errors", "errors": {"nowhere": "x"}}, "the input blocks are"),
        ({"response_action": "errors", "errors": {"name": ""}}, "the input blocks are"),
        ({"response_action": "update", "view": {"type": "modal", "blocks": []}}, "missing required field: title"),
        ({"response_action": "shout"}, "takes an empty ack"),
    ],
)
def test_an_answer_that_slack_does_not_take_leaves_the_modal_open(
    bolt: App, serve: Serve, slack: Workspace, ack_with: dict[str, Any], complaint: str
):
    opener(bolt, modal(typed("Name")))
    bolt.middleware(
        lambda body, next: (
            BoltResponse(status=200, body=json.dumps(ack_with), headers={"content-type": "application/json"})
            if body.get("type") == "view_submission"
            else next()
        )
    )
    serve(bolt)
    ana = slack.add_user("Ana Costa")
    result = ana.command("/form").modal.submit({"Name": "Ana"})
    assert complaint in result.failed and not result.closed and ana.modal is not None


def test_suggestions_are_asked_for_by_typing(bolt: App, serve: Serve, slack: Workspace):
    skills = ["TikTok", "TikZ", "Budgeting"]
    asked: list[str] = []

    @bolt.options("skill")
    def suggest(ack, payload):
        asked.append(payload["value"])
        ack(options=[option(each) for each in skills if each.lower().startswith(payload["value"].lower())])

    seen: list[dict[str, Any]] = []
    element = {
        "type": "multi_external_select",
        "action_id": "skill",
        "min_query_length": 2,
        "max_selected_items": 2,
    }
    serve(form_app(bolt, modal(ask("What I can teach", element)), seen=seen))
    form = slack.add_user("Ana Costa").command("/form").modal
    assert form.options("What I can teach", "tik") == ["TikTok", "TikZ"]
    assert form.options("What I can teach", "t") == [] and asked == ["tik"]
    with pytest.raises(SandboxError, match="No option 'Cooking'"):
        form.submit({"What I can": ["Cooking"]})
    with pytest.raises(SandboxError, match="No more than 2"):
        form.submit({"What I can": skills})
    assert form.submit({"What I can": ["TikTok", "Budgeting"]}).closed
    held = seen[0]["view"]["state"]["values"]["what i can teach"]["skill"]["selected_options"]
    assert [each["text"]["text"] for each in held] == ["TikTok", "Budgeting"]


def test_suggestions_must_be_what_slack_takes(bolt: App, serve: Serve, slack: Workspace):
    bolt.options("skill")(lambda ack: ack(options=[option(str(number)) for number in range(101)]))
    element = {"type": "external_select", "action_id": "skill", "min_query_length": 1}
    serve(form_app(bolt, modal(ask("Skill", element))))
    form = slack.add_user("Ana Costa").command("/form").modal
    with pytest.raises(SandboxError, match="no more than 100 items"):
        form.options("Skill", "1")


def test_a_button_in_a_message(bolt: App, serve: Serve, slack: Workspace, client: WebClient):
    seen: list[dict[str, Any]] = []

    @bolt.action("press")
    def pressed(ack, body, respond):
        seen.append(body)
        respond(text="Thanks!" if len(seen) == 1 else "Thanks again!", replace_original=True)
        ack()

    serve(bolt)
    ana = slack.add_user("Ana Costa")
    posted = client.chat_postMessage(
        channel=ana.id,
        text="Shall we?",
        blocks=[section("*Shall* we?"), actions(button("Yes", value="y"), block_id="row")],
    )
    message = ana.dm().last
    assert (message.buttons, message.plain) == (("Yes",), "Shall we?\n[Yes]")
    assert message.click("Yes").failed is None
    body = seen[0]
    assert body["container"] == {
        "type": "message",
        "message_ts": posted["ts"],
        "channel_id": posted["channel"],
        "is_ephemeral": False,
    }
    assert body["message"]["text"] == "Shall we?" and body["channel"]["name"] == "directmessage"
    action = body["actions"][0]
    assert (action["action_id"], action["block_id"], action["value"], action["type"]) == (
        "press",
        "row",
        "y",
        "button",
    )
    assert ana.dm().last.plain == "Thanks!"
    with pytest.raises(SandboxError, match="No button 'Yes'"):
        message.click("Yes")
    assert message.click("Yes", stale=True).failed is None and len(seen) == 2
    assert ana.dm().last.plain == "Thanks again!"
    client.chat_delete(channel=posted["channel"], ts=posted["ts"])
    with pytest.raises(SandboxError, match="is gone"):
        message.click("Yes")


def test_the_same_button_in_several_rows_is_told_apart(
    bolt: App, serve: Serve, slack: Workspace, client: WebClient
):
    seen: list[dict[str, Any]] = []
    serve(form_app(bolt, modal(), seen=seen))
    ana = slack.add_user("Ana Costa")
    rows = [
        block
        for name in ("Luis", "Mei")
        for block in (section(f"You and {name}"), actions(button("We met", value=name), block_id=name))
    ]
    client.chat_postMessage(channel=ana.id, text="Your week", blocks=rows)
    with pytest.raises(SandboxError, match="2 buttons say 'We met'"):
        ana.dm().last.click("We met")
    ana.dm().last.click("We met", near="Mei")
    assert seen[0]["actions"][0]["value"] == "Mei"


def test_other_elements_of_messages_act_at_once(bolt: App, serve: Serve, slack: Workspace, client: WebClient):
    seen: list[dict[str, Any]] = []
    serve(form_app(bolt, modal(), seen=seen))
    ana = slack.add_user("Ana Costa")
    select = {
        "type": "static_select",
        "action_id": "press",
        "placeholder": text("Mood"),
        "options": [option("Good")],
    }
    menu = {"type": "overflow", "action_id": "press", "options": [option("Stop this")]}
    client.chat_postMessage(
        channel=ana.id, text="x", blocks=[actions(select, block_id="s"), section("More", accessory=menu)]
    )
    ana.dm().last.choose({"Mood": "Good"})
    ana.dm().last.click("Stop this")
    assert seen[0]["state"]["values"]["s"]["press"]["selected_option"]["value"] == "good"
    assert [body["actions"][0]["selected_option"]["value"] for body in seen] == ["good", "stop this"]


def test_an_ephemeral_answer_can_be_pressed_and_replaced(bolt: App, serve: Serve, slack: Workspace):
    seen: list[dict[str, Any]] = []
    bolt.command("/help")(lambda ack: ack(text="Help", blocks=[actions(button("More"))]))

    @bolt.action("press")
    def more(ack, body, respond):
        seen.append(body)
        respond(text="All of it", replace_original=True)
        ack()

    serve(bolt)
    ana = slack.add_user("Ana Costa")
    ana.command("/help").messages[0].click("More")
    assert [message.plain for message in ana.ephemeral] == ["All of it"]
    assert seen[0]["container"]["is_ephemeral"] is True and "message" not in seen[0]


def test_a_response_url_works_five_times(bolt: App, serve: Serve, slack: Workspace):
    statuses: list[int] = []

    @bolt.command("/many")
    def many(ack, respond):
        statuses.extend(respond(f"n{number}").status_code for number in range(5))
        statuses.append(respond("n5").status_code)
        ack()

    serve(bolt)
    ana = slack.add_user("Ana Costa")
    answer = ana.command("/many")
    assert statuses == [200] * 5 + [404]
    assert answer.text.split() == ["n0", "n1", "n2", "n3", "n4"]


def test_a_response_url_works_for_half_an_hour(bolt: App, serve: Serve, slack: Workspace, sandbox: Sandbox):
    urls: list[str] = []
    bolt.command("/get")(lambda ack, body: (urls.append(body["response_url"]), ack()))
    serve(bolt)
    slack.add_user("Ana Costa").command("/get")
    for place in sandbox._world.response_urls.values():
        place.made_at -= 30 * 60 + 1
    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(urls[0], b'{"text": "late"}')


def test_response_url_in_channel_and_delete(bolt: App, serve: Serve, slack: Workspace, client: WebClient):
    bolt.command("/loud")(lambda ack, respond: (respond("Hear!", response_type="in_channel"), ack()))
    bolt.action("press")(lambda ack, respond: (respond(delete_original=True), ack()))
    serve(bolt)
    ana = slack.add_user("Ana Costa")
    ana.command("/loud", channel="general")
    assert slack.channel("general").last.plain == "Hear!" and ana.ephemeral == []
    client.chat_postMessage(channel=ana.id, text="x", blocks=[actions(button("Away"))])
    ana.dm().last.click("Away")
    assert ana.dm().messages == []


def test_a_trigger_opens_one_view_within_its_time(bolt: App, serve: Serve, slack: Workspace, client: WebClient):
    triggers: list[str] = []
    bolt.command("/get")(lambda ack, body: (triggers.append(body["trigger_id"]), ack()))
    serve(bolt)
    ana = slack.add_user("Ana Costa")
    ana.command("/get")
    view = modal(typed("Name"))
    assert refusal(client.views_open, trigger_id="1.2.3", view=view) == "invalid_trigger_id"
    assert client.views_open(trigger_id=triggers[0], view=view)["view"]["state"] == {
        "values": {"name": {"value": {"type": "plain_text_input", "value": None}}}
    }
    assert refusal(client.views_open, trigger_id=triggers[0], view=view) == "exchanged_trigger_id"
    slack.configure(trigger_seconds=0)
    ana.command("/get")
    assert refusal(client.views_open, trigger_id=triggers[1], view=view) == "expired_trigger_id"


def test_a_trigger_is_of_its_workspace(bolt: App, serve: Serve, slack: Workspace, sandbox: Sandbox):
    triggers: list[str] = []
    bolt.command("/get")(lambda ack, body: (triggers.append(body["trigger_id"]), ack()))
    serve(bolt)
    slack.add_user("Ana Costa").command("/get")
    other = WebClient(token=sandbox.add_workspace("Globex").bot_token, base_url=sandbox.api_url)
    assert refusal(other.views_open, trigger_id=triggers[0], view=modal(typed("Name"))) == "invalid_trigger_id"


def test_views_are_updated_by_id_and_hash(bolt: App, serve: Serve, slack: Workspace, client: WebClient):
    serve(form_app(bolt, modal(typed("Name"), external_id="mine")))
    ana = slack.add_user("Ana Costa")
    form = ana.command("/form").modal
    old = form.raw["hash"]
    new = client.views_update(view_id=form.id, hash=old, view=modal(typed("Name"), title="Two"))["view"]["hash"]
    assert new != old
    assert refusal(client.views_update, view_id=form.id, hash=old, view=modal(title="Three")) == "hash_conflict"
    assert refusal(client.views_update, view_id="V404", view=modal()) == "not_found"
    ana.modal.submit({"Name": "Ana"})
    assert refusal(client.views_update, view_id=form.id, view=modal()) == "not_found"


def test_a_view_is_pushed_from_a_modal_only(bolt: App, serve: Serve, slack: Workspace):
    @bolt.action("press")
    def deeper(ack, body, client):
        client.views_push(trigger_id=body["trigger_id"], view=modal(section("Deep"), title="Second"))
        ack()

    opener(bolt, modal(actions(button("Deeper")), typed("Name"), notify_on_close=True))
    closed: list[dict[str, Any]] = []
    bolt.view_closed("form")(lambda ack, body: (closed.append(body), ack()))
    errors: list[str] = []
    bolt.command("/push")(
        lambda ack, body, client: (
            errors.append(refusal(client.views_push, trigger_id=body["trigger_id"], view=modal())),
            ack(),
        )
    )
    serve(bolt)
    ana = slack.add_user("Ana Costa")
    ana.command("/push")
    assert errors == ["invalid_arguments"]
    first = ana.command("/form").modal
    second = first.click("Deeper").modal
    with pytest.raises(SandboxError, match="sees 'Second'"):
        first.submit({"Name": "under the other"})
    assert second.title == "Second" and ana.modal.title == "Second"
    back = second.close().modal
    assert back.title == "A form" and closed == []
    assert back.close().closed and [body["view"]["id"] for body in closed] == [back.id]
    assert closed[0]["is_cleared"] is False and ana.modal is None


def test_inputs_that_dispatch_change_the_form_while_it_is_filled_in(bolt: App, serve: Serve, slack: Workspace):
    kinds = {"type": "static_select", "action_id": "kind", "options": [option("Short"), option("Long")]}

    @bolt.action("kind")
    def changed(ack, body, client):
        chosen = body["actions"][0]["selected_option"]["value"]
        more = [typed("Why")] if chosen == "long" else []
        view = modal(ask("Kind", kinds, dispatch_action=True), typed("Name"), *more)
        client.views_update(view_id=body["view"]["id"], hash=body["view"]["hash"], view=view)
        ack()

    seen: list[dict[str, Any]] = []
    serve(form_app(bolt, modal(ask("Kind", kinds, dispatch_action=True), typed("Name")), seen=seen))
    form = slack.add_user("Ana Costa").command("/form").modal
    form.choose({"Name": "Ana"})
    assert form.submit({"Kind": "Long", "Why": "because"}).closed
    values = seen[0]["view"]["state"]["values"]
    assert (values["name"]["value"]["value"], values["why"]["value"]["value"]) == ("Ana", "because")


def test_response_url_refuses_what_a_message_may_not_be(bolt: App, serve: Serve, slack: Workspace):
    urls: list[str] = []
    bolt.command("/get")(lambda ack, body: (urls.append(body["response_url"]), ack()))
    serve(bolt)
    slack.add_user("Ana Costa").command("/get")
    request = urllib.request.Request(urls[0], b'{"blocks": [{"type": "section"}]}')
    with pytest.raises(urllib.error.HTTPError, match="400"):
        urllib.request.urlopen(request)
    assert slack.calls[-1]["error"] == "invalid_blocks"


@pytest.mark.parametrize("kind", ["503", "429", "internal_error"])
def test_a_gesture_whose_answer_a_fault_took_says_so(bolt: App, serve: Serve, slack: Workspace, kind: str):
    """In Slack nothing at all would happen: whoever tries it out is told why, and nobody else is."""

    @bolt.command("/form")
    def form(ack, body, client):
        with suppress(SlackApiError):
            client.views_open(trigger_id=body["trigger_id"], view=modal(typed("Name")))
        ack()

    serve(bolt)
    ana, luis = slack.add_user("Ana Costa"), slack.add_user("Luis Ortega")
    slack.faults.add(kind, method="views.open", times=1)
    answer = ana.command("/form")
    assert answer.modal is None and answer.failed.startswith(f"views.open failed ({kind})")
    again = luis.command("/form")
    assert (again.failed, again.modal.title) == (None, "A form")
