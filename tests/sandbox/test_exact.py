"""What the page asks: a person's screen, and elements by their ids."""

from typing import Any

import pytest
from slack_bolt import App
from slack_sdk import WebClient

from sandbox import SandboxError, Workspace
from sandbox.client import Person
from tests.sandbox.conftest import Serve
from tests.sandbox.views import actions, ask, button, modal, option, section, text, typed

HOSTILE = '<img src=x onerror="alert(1)">'


class Page:
    """One person's page."""

    def __init__(self, slack: Workspace, who: Person) -> None:
        self._wire, self.who = slack._wire, who.id
        self.app = who.dm().id

    def ask(self, verb: str, **arguments: Any) -> Any:
        return self._wire.ask(verb, who=self.who, **arguments)

    def screen(self, place: str | None = None, **more: Any) -> dict[str, Any]:
        return self.ask("screen", place=place or self.app, **more)

    def place(self, id: str) -> dict[str, Any]:
        return next(one for one in self.screen()["places"] if one["id"] == id)

    def message(self) -> dict[str, str]:
        return {"channel": self.app, "ts": self.screen()["messages"][-1]["ts"]}


@pytest.fixture
def ana(slack: Workspace) -> Person:
    return slack.add_user("Ana Costa", tz="Europe/Lisbon", title="Finance", status_text="In a call")


@pytest.fixture
def page(slack: Workspace, ana: Person) -> Page:
    return Page(slack, ana)


def test_a_screen_has_all_that_somebody_sees(slack: Workspace, client: WebClient, ana: Person, page: Page):
    ben = slack.add_user("Ben Ito")
    group = client.conversations_open(users=[ana.id, ben.id])["channel"]["id"]
    client.chat_postMessage(channel=ana.id, text="hi", blocks=[section("*hi*", block_id="b")])
    client.chat_postEphemeral(channel=ana.dm().id, user=ana.id, text="psst")
    client.views_publish(user_id=ana.id, view={"type": "home", "blocks": [section("home")]})
    screen = page.screen()
    assert screen["me"] | {"local": "", "id": ""} == {
        "id": "",
        "name": "Ana Costa",
        "title": "Finance",
        "tz": "Europe/Lisbon",
        "local": "",
        "deleted": False,
        "is_bot": False,
        "is_admin": False,
        "restricted": False,
        "status": "In a call",
    }
    assert screen["me"]["local"] == "2027-01-04T10:00:00+00:00"
    assert [(one["kind"], one["name"], one["unread"]) for one in screen["places"]] == [
        ("channel", "general", 0),
        ("app", "Helper", 2),
        ("group", "Ben Ito, Helper", 0),
    ]
    assert screen["places"][2]["id"] == group
    assert [(one["text"], one["ephemeral"]) for one in screen["messages"]] == [("hi", False), ("psst", True)]
    assert screen["messages"][0]["blocks"][0]["text"]["text"] == "*hi*"
    assert (screen["home"]["kind"], screen["modals"]) == ("home", [])
    assert Page(slack, ben).screen()["messages"] == []


def test_the_composer_knows_the_commands(slack: Workspace, page: Page):
    assert page.screen()["commands"] == []
    slack.configure(commands=["/hello"])
    assert page.screen()["commands"] == [{"name": "/hello", "description": "", "hint": ""}]


def test_a_place_has_a_name(page: Page):
    with pytest.raises(SandboxError, match="A place has a view, or channel and ts"):
        page.ask("press", at={"ts": "1"}, block_id="a", action_id="it")


def test_only_the_last_messages_come(client: WebClient, ana: Person, page: Page):
    for number in range(5):
        client.chat_postMessage(channel=ana.id, text=str(number))
        client.chat_postEphemeral(channel=ana.dm().id, user=ana.id, text=f"only {number}")
    screen = page.screen(last=3)
    assert ([one["text"] for one in screen["messages"]], screen["older"]) == (["only 3", "4", "only 4"], True)
    everything = page.screen(last=10)
    assert (len(everything["messages"]), everything["older"]) == (10, False)


def test_a_place_that_is_not_theirs_shows_nothing(slack: Workspace, page: Page):
    ben = slack.add_user("Ben Ito")
    screen = page.screen(place=ben.dm().id)
    assert (screen["place"], screen["messages"]) == (None, [])


def test_unread_until_read(client: WebClient, ana: Person, page: Page):
    for words in ("one", "two", "three"):
        client.chat_postMessage(channel=ana.id, text=words)
    assert page.place(page.app)["unread"] == 3
    first = page.screen()["messages"][0]["ts"]
    page.ask("read", place=page.app, ts=page.place(page.app)["last"])
    page.ask("read", place=page.app, ts=first)
    assert page.place(page.app)["unread"] == 0
    page.ask("say", channel=page.app, text="mine")
    assert page.place(page.app)["unread"] == 0
    client.chat_postMessage(channel=ana.id, text="four")
    assert page.place(page.app)["unread"] == 1


def test_hostile_words_stay_text(slack: Workspace, client: WebClient, ana: Person, page: Page):
    mallory = slack.add_user(HOSTILE, title=HOSTILE)
    slack._wire.ask("say", who=mallory.id, channel="general", text=HOSTILE)
    general = page.screen()["places"][0]["id"]
    assert page.screen(place=general)["messages"][-1]["text"] == HOSTILE
    everyone = {one["id"]: one for one in slack._wire.ask("people")["people"]}
    assert (everyone[mallory.id]["name"], everyone[mallory.id]["title"]) == (HOSTILE, HOSTILE)


def shown(ana: Person, bolt: App, view: dict[str, Any]) -> str:
    """Opens the view before Ana, and returns its id."""

    @bolt.command("/form")
    def opens(ack: Any, body: dict[str, Any], client: WebClient) -> None:
        client.views_open(trigger_id=body["trigger_id"], view=view)
        ack()

    form = ana.command("/form").modal
    assert form
    return form.id


def test_a_form_is_filled_in_by_ids(ana: Person, page: Page, bolt: App, serve: Serve):
    sent: list[dict[str, Any]] = []

    @bolt.view("form")
    def takes(ack: Any, view: dict[str, Any]) -> None:
        sent.append(view["state"]["values"])
        ack() if len(sent) > 1 else ack(response_action="errors", errors={"name": "Another, please"})

    serve(bolt)
    picked = [option("Tea"), option("Milk", "milk")]
    drinks = ask("Drink", {"type": "multi_static_select", "action_id": "value", "options": picked})
    at = {"view": shown(ana, bolt, modal(typed("Name"), drinks))}
    assert page.ask("send", view=at["view"])["errors"] == dict.fromkeys(
        ("name", "drink"), "Please complete this required field."
    )
    name = {"type": "plain_text_input", "value": HOSTILE}
    page.ask("keep", at=at, block_id="name", action_id="value", held=name)
    drink = {"type": "multi_static_select", "selected_options": [{"value": "milk", "text": text("Other words")}]}
    page.ask("keep", at=at, block_id="drink", action_id="value", held=drink)
    kept = page.screen()["modals"][0]["values"]
    assert kept["name"]["value"] == name
    assert kept["drink"]["value"]["selected_options"][0]["text"]["text"] == "Milk"
    refused = page.ask("send", view=at["view"])
    assert refused == {"failed": None, "errors": {"name": "Another, please"}, "closed": False}
    assert page.ask("send", view=at["view"]) == {"failed": None, "errors": {}, "closed": True}
    assert sent[0] == kept and page.screen()["modals"] == []


@pytest.mark.parametrize(
    ("element", "held"),
    [
        ({"type": "static_select", "options": [option("Tea")]}, {"selected_option": option("Rum")}),
        ({"type": "users_select"}, {"selected_user": "U999"}),
        ({"type": "datepicker"}, {"selected_date": "tomorrow"}),
        ({"type": "plain_text_input"}, {"value": 7}),
        ({"type": "external_select"}, {"selected_option": {"value": "x"}}),
        ({"type": "multi_users_select", "max_selected_items": 1}, {"selected_users": ["U1", "U2"]}),
        ({"type": "checkboxes", "options": [option("Tea")]}, {"selected_options": "tea"}),
    ],
)
def test_a_page_cannot_enter_what_is_not_offered(
    ana: Person, page: Page, bolt: App, serve: Serve, element: dict[str, Any], held: dict[str, Any]
):
    serve(bolt)
    at = {"view": shown(ana, bolt, modal(ask("It", element | {"action_id": "value"})))}
    with pytest.raises(SandboxError):
        page.ask("keep", at=at, block_id="it", action_id="value", held={"type": element["type"]} | held)


def test_buttons_menus_and_selects_are_pressed_by_ids(
    client: WebClient, ana: Person, page: Page, bolt: App, serve: Serve
):
    pressed: list[dict[str, Any]] = []

    @bolt.action("it")
    def acts(ack: Any, action: dict[str, Any]) -> None:
        pressed.append(action)
        ack()

    serve(bolt)
    several = [option("One"), option("Two")]
    blocks = [
        actions(button("Yes", "it", value="7"), block_id="a"),
        actions({"type": "overflow", "action_id": "it", "options": several}, block_id="b"),
        actions({"type": "static_select", "action_id": "it", "options": several}, block_id="c"),
    ]
    client.chat_postMessage(channel=ana.id, text="x", blocks=blocks)
    at = page.message()
    done = {"failed": None, "errors": {}, "closed": False}
    assert page.ask("press", at=at, block_id="a", action_id="it") == done
    assert page.ask("press", at=at, block_id="b", action_id="it", option="two") == done
    held = {"type": "static_select", "selected_option": several[0]}
    assert page.ask("press", at=at, block_id="c", action_id="it", held=held) == done
    assert pressed[0]["value"] == "7"
    assert [one["selected_option"]["value"] for one in pressed[1:]] == ["two", "one"]
    with pytest.raises(SandboxError, match="No entry 'three'"):
        page.ask("press", at=at, block_id="b", action_id="it", option="three")


def test_a_press_on_what_has_changed_meanwhile_is_refused(client: WebClient, ana: Person, page: Page):
    posted = client.chat_postMessage(channel=ana.id, text="x", blocks=[actions(button("Yes", "it"), block_id="a")])
    at = page.message()
    client.chat_update(channel=posted["channel"], ts=posted["ts"], text="done", blocks=[section("done")])
    with pytest.raises(SandboxError, match="changed meanwhile"):
        page.ask("press", at=at, block_id="a", action_id="it")
    client.chat_delete(channel=posted["channel"], ts=posted["ts"])
    with pytest.raises(SandboxError, match="is gone"):
        page.ask("press", at=at, block_id="a", action_id="it")


def test_the_app_is_asked_for_suggestions(ana: Person, page: Page, bolt: App, serve: Serve):
    groups = [{"label": text("Drinks"), "options": [option("Tea")]}]

    @bolt.options("value")
    def offers(ack: Any, payload: dict[str, Any]) -> None:
        ack(option_groups=groups) if payload["value"] == "te" else ack(options=[])

    serve(bolt)
    element = {"type": "external_select", "action_id": "value", "min_query_length": 1}
    at = {"view": shown(ana, bolt, modal(ask("Drink", element)))}
    where = {"at": at, "block_id": "drink", "action_id": "value"}
    told = page.ask("suggest", **where, typed="te")
    assert [each["text"]["text"] for each in told["option_groups"][0]["options"]] == ["Tea"]
    assert page.ask("suggest", **where, typed="") == {"options": []}
    held = {"type": "external_select", "selected_option": told["option_groups"][0]["options"][0]}
    page.ask("keep", **where, held=held)
    assert page.screen()["modals"][0]["values"]["drink"]["value"] == held
