"""The rules of Block Kit: at each limit Slack takes it, one beyond it refuses and says where."""

from copy import deepcopy
from itertools import count
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox import Workspace
from sandbox.blocks.check import checked_message_blocks, checked_view
from sandbox.errors import Refused
from tests.sandbox.views import actions, ask, button, home, modal, option, section, text, typed

CONFIRM = {"title": text("Sure?"), "text": text("Really?"), "confirm": text("Yes"), "deny": text("No")}
SELECTS = [
    {"type": "static_select", "options": [option("A")]},
    {"type": "external_select", "min_query_length": 1},
    {"type": "users_select"},
    {"type": "conversations_select", "filter": {"include": ["public"], "exclude_bot_users": True}},
    {"type": "channels_select"},
]
MULTI = [{**element, "type": f"multi_{element['type']}", "max_selected_items": 2} for element in SELECTS]
PICKERS = [
    {"type": "radio_buttons", "options": [option("A")]},
    {"type": "checkboxes", "options": [option("A")]},
    {"type": "datepicker", "initial_date": "2027-01-04"},
    {"type": "timepicker", "initial_time": "09:30"},
]
TYPED = [
    {"type": "plain_text_input", "multiline": True, "min_length": 0, "max_length": 3000, "initial_value": ""},
    {
        "type": "number_input",
        "is_decimal_allowed": True,
        "min_value": "-1",
        "max_value": "2.5",
        "initial_value": "0",
    },
    {"type": "email_text_input"},
    {"type": "url_text_input"},
    {"type": "rich_text_input"},
    {"type": "datetimepicker", "initial_date_time": 1_799_056_800},
]
OVERFLOW = {"type": "overflow", "options": [option("A")]}
IMAGE = {"type": "image", "image_url": "https://example.com/a.png", "alt_text": "A"}


def new_ids() -> Any:
    numbers = count()
    return lambda prefix: f"{prefix}{next(numbers)}"


def message_problems(*blocks: Any) -> list[str]:
    try:
        checked_message_blocks(deepcopy(list(blocks)), new_ids())
    except Refused as refusal:
        assert refusal.error == "invalid_blocks"
        return refusal.body["response_metadata"]["messages"]
    return []


def view_problems(view: Any) -> list[str]:
    try:
        checked_view(deepcopy(view), new_ids())
    except Refused as refusal:
        assert refusal.error == "invalid_arguments"
        return refusal.body["response_metadata"]["messages"]
    return []


def many(number: int, make: Any) -> list[Any]:
    return [make(index) for index in range(number)]


LIMITS: dict[str, tuple[int, Any]] = {
    "section text": (3000, lambda n: section("x" * n)),
    "section field": (2000, lambda n: {"type": "section", "fields": [text("x" * n)]}),
    "section fields": (10, lambda n: {"type": "section", "fields": many(n, lambda _: text("x"))}),
    "header": (150, lambda n: {"type": "header", "text": text("x" * n)}),
    "context elements": (10, lambda n: {"type": "context", "elements": many(n, lambda _: text("x"))}),
    "buttons": (25, lambda n: actions(*many(n, lambda i: button("x", f"a{i}")))),
    "button text": (75, lambda n: actions(button("x" * n))),
    "button value": (2000, lambda n: actions(button("x", value="x" * n))),
    "action_id": (255, lambda n: actions(button("x", "x" * n))),
    "block_id": (255, lambda n: section("x", block_id="x" * n)),
    "overflow options": (5, lambda n: actions(OVERFLOW | {"options": many(n, lambda i: option("x", f"v{i}"))})),
    "radio options": (10, lambda n: actions(PICKERS[0] | {"options": many(n, lambda i: option("x", f"v{i}"))})),
    "checkbox options": (10, lambda n: actions(PICKERS[1] | {"options": many(n, lambda i: option("x", f"v{i}"))})),
    "select options": (100, lambda n: actions(SELECTS[0] | {"options": many(n, lambda i: option("x", f"v{i}"))})),
    "option text": (75, lambda n: actions(SELECTS[0] | {"options": [option("x" * n, "v")]})),
    "option value": (150, lambda n: actions(SELECTS[0] | {"options": [option("x", "v" * n)]})),
    "option description": (
        75,
        lambda n: actions(OVERFLOW | {"options": [option("x") | {"description": text("d" * n)}]}),
    ),
    "placeholder": (150, lambda n: actions(SELECTS[2] | {"placeholder": text("x" * n)})),
    "confirm title": (100, lambda n: actions(button("x", confirm=CONFIRM | {"title": text("x" * n)}))),
    "confirm text": (300, lambda n: actions(button("x", confirm=CONFIRM | {"text": text("x" * n)}))),
    "confirm button": (30, lambda n: actions(button("x", confirm=CONFIRM | {"confirm": text("x" * n)}))),
    "image alt text": (2000, lambda n: IMAGE | {"alt_text": "x" * n}),
    "input label": (2000, lambda n: ask("x", {"type": "plain_text_input"}) | {"label": text("x" * n)}),
    "input hint": (2000, lambda n: ask("x", {"type": "plain_text_input"}, hint=text("x" * n))),
    "initial value": (3000, lambda n: ask("x", {"type": "plain_text_input", "initial_value": "x" * n})),
}


@pytest.mark.parametrize("name", LIMITS)
def test_a_block_at_its_limit_and_one_beyond(name: str):
    limit, make = LIMITS[name]
    assert message_problems(make(limit)) == []
    beyond = message_problems(make(limit + 1))
    assert len(beyond) == 1 and "[json-pointer:/blocks/0" in beyond[0]
    assert message_problems(make(0)) != [] or name == "initial value"


VIEW_LIMITS: dict[str, tuple[int, Any]] = {
    "title": (24, lambda n: modal(title="x" * n)),
    "submit": (24, lambda n: modal(submit=text("x" * n))),
    "close": (24, lambda n: modal(close=text("x" * n))),
    "private_metadata": (3000, lambda n: modal(private_metadata="x" * n)),
    "callback_id": (255, lambda n: modal(callback_id="x" * n)),
    "external_id": (255, lambda n: modal(external_id="x" * n)),
    "blocks": (100, lambda n: modal(*many(n, lambda _: section("x")))),
    "home blocks": (100, lambda n: home(*many(n, lambda _: section("x")))),
}


@pytest.mark.parametrize("name", VIEW_LIMITS)
def test_a_view_at_its_limit_and_one_beyond(name: str):
    limit, make = VIEW_LIMITS[name]
    assert view_problems(make(limit)) == []
    beyond = view_problems(make(limit + 1))
    assert len(beyond) == 1 and "[json-pointer:/view" in beyond[0]


def test_a_message_takes_fifty_blocks():
    assert message_problems(*many(50, lambda _: section("x"))) == []
    assert message_problems(*many(51, lambda _: section("x"))) == [
        "[ERROR] no more than 50 items allowed [json-pointer:/blocks]"
    ]


IN_INPUT = SELECTS + MULTI + PICKERS + TYPED
IN_ACTIONS = [*SELECTS, *PICKERS, OVERFLOW, TYPED[-1], button("x")]
IN_SECTION = [*SELECTS, *MULTI, *PICKERS, OVERFLOW, button("x"), IMAGE]


@pytest.mark.parametrize("element", [*IN_INPUT, OVERFLOW, button("x"), IMAGE], ids=lambda element: element["type"])
def test_which_block_takes_which_element(element: dict[str, Any]):
    def kinds(elements: list[dict[str, Any]]) -> set[str]:
        return {each["type"] for each in elements}

    kind = element["type"]
    assert (message_problems(ask("x", element)) == []) == (kind in kinds(IN_INPUT))
    assert (message_problems(actions(element)) == []) == (kind in kinds(IN_ACTIONS))
    assert (message_problems(section("x", accessory=element)) == []) == (kind in kinds(IN_SECTION))
    assert (message_problems({"type": "context", "elements": [element]}) == []) == (kind == "image")


REFUSED: dict[str, Any] = {
    "unknown block": {"type": "banner"},
    "no type": {"text": text("x")},
    "not a block": "hello",
    "unknown key": section("x", colour="red"),
    "header in mrkdwn": {"type": "header", "text": text("x", "mrkdwn")},
    "button in mrkdwn": actions(button("x") | {"text": text("x", "mrkdwn")}),
    "emoji in mrkdwn": {"type": "section", "text": text("x", "mrkdwn") | {"emoji": True}},
    "empty section": {"type": "section"},
    "empty text": section(""),
    "empty actions": actions(),
    "empty context": {"type": "context", "elements": []},
    "unknown style": actions(button("x", style="loud")),
    "two buttons, one action_id": actions(button("x"), button("y")),
    "button without text": actions({"type": "button", "action_id": "x"}),
    "select without options": actions({"type": "static_select"}),
    "options and groups": actions(SELECTS[0] | {"option_groups": [{"label": text("x"), "options": [option("A")]}]}),
    "initial option not offered": actions(SELECTS[0] | {"initial_option": option("B")}),
    "initial options not offered": actions(PICKERS[1] | {"initial_options": [option("B")]}),
    "impossible date": actions({"type": "datepicker", "initial_date": "04.01.2027"}),
    "impossible time": actions({"type": "timepicker", "initial_time": "25:00"}),
    "confirm without deny": actions(button("x", confirm={k: v for k, v in CONFIRM.items() if k != "deny"})),
    "two sources of an image": IMAGE | {"slack_file": {"id": "F1"}},
    "image without address": {"type": "image", "alt_text": "x"},
    "max below min": ask("x", {"type": "plain_text_input", "min_length": 5, "max_length": 4}),
    "number without decimals said": ask("x", {"type": "number_input"}),
    "number out of range": ask("x", TYPED[1] | {"initial_value": "9"}),
    "file input in a message": ask("x", {"type": "file_input"}),
    "bad rich text": {"type": "rich_text", "elements": [{"type": "text", "text": "x"}]},
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused(name: str):
    problems = message_problems(REFUSED[name])
    assert problems and all(problem.startswith("[ERROR] ") for problem in problems)


def test_ids_are_unique_where_slack_wants_them():
    twice = [section("x", block_id="b"), section("y", block_id="b")]
    assert message_problems(*twice) == ["[ERROR] block_id 'b' already exists [json-pointer:/blocks/1/block_id]"]
    assert message_problems(actions(button("x")), actions(button("y"))) == []


def test_rules_of_views():
    assert "a submit is needed" in view_problems({**modal(typed("Name")), "submit": None})[0]
    assert "title" in view_problems({"type": "modal", "blocks": []})[0]
    assert "additional property" in view_problems(home() | {"title": text("x")})[0]
    focused = [ask(name, {"type": "plain_text_input", "focus_on_load": True}) for name in "ab"]
    assert "focus_on_load" in view_problems(modal(*focused))[0]
    assert view_problems(modal(ask("x", {"type": "file_input", "max_files": 2}))) == []
    assert "only for modals" in view_problems(home(ask("x", {"type": "file_input"})))[0]
    assert "unsupported type: markdown" in view_problems(modal({"type": "markdown", "text": "x"}))[0]


def test_rich_text_and_newer_blocks():
    pieces = [
        {"type": "text", "text": "Hi ", "style": {"bold": True}},
        {"type": "user", "user_id": "U1"},
        {"type": "link", "url": "https://example.com"},
        {"type": "emoji", "name": "wave"},
        {"type": "broadcast", "range": "here"},
    ]
    line = {"type": "rich_text_section", "elements": pieces}
    rich = [line, {"type": "rich_text_list", "style": "bullet", "elements": [line]}]
    rich += [{"type": f"rich_text_{kind}", "elements": [pieces[0]]} for kind in ("quote", "preformatted")]
    assert message_problems({"type": "rich_text", "elements": rich}) == []
    assert message_problems({"type": "markdown", "text": "**x**"}, {"type": "divider"}, IMAGE) == []
    assert message_problems(*[{"type": "markdown", "text": "x" * 6001}] * 2) != []


def test_what_slack_adds_is_added():
    (block,) = checked_message_blocks([actions({"type": "button", "text": text("x")})], new_ids())
    assert block["block_id"] and block["elements"][0]["action_id"]
    assert block["elements"][0]["text"] == {"type": "plain_text", "text": "x", "emoji": True}


def test_refusals_reach_the_app_with_their_place(client: WebClient, slack: Workspace):
    general = slack.channel("general").id
    with pytest.raises(SlackApiError) as raised:
        client.chat_postMessage(channel=general, text="x", blocks=[section("x"), section("x" * 3001)])
    answer = raised.value.response
    assert answer["error"] == "invalid_blocks"
    assert answer["response_metadata"]["messages"] == [
        "[ERROR] must be less than 3001 characters [json-pointer:/blocks/1/text/text]"
    ]
    with pytest.raises(SlackApiError) as raised:
        client.views_publish(user_id=slack.add_user("Ana Costa").id, view=home({"type": "header"}))
    assert raised.value.response["error"] == "invalid_arguments"
    big = home(*many(100, lambda _: section("é" * 1500)))
    with pytest.raises(SlackApiError, match="view_too_large"):
        client.views_publish(user_id=slack.user("Ana").id, view=big)


def test_blocks_read_as_a_person_sees_them(client: WebClient, slack: Workspace):
    ana = slack.add_user("Ana Costa")
    blocks = [
        {"type": "header", "text": text("Hello")},
        section(
            f"You and <@{ana.id}> – *both* ways, see <https://example.com|this> &amp; that",
            accessory=button("More"),
        ),
        {"type": "section", "fields": [text("left"), text("right")]},
        {"type": "context", "elements": [text("small", "mrkdwn"), IMAGE]},
        {"type": "divider"},
        actions(button("Yes", "a"), button("No", "b"), OVERFLOW | {"action_id": "c"}),
        ask(
            "Mood",
            {"type": "radio_buttons", "options": [option("Good"), option("Bad")], "initial_option": option("Bad")},
        ),
    ]
    client.chat_postMessage(channel=ana.id, text="fallback", blocks=blocks)
    message = ana.dm().last
    assert message.plain.splitlines() == [
        "Hello",
        "You and @Ana Costa – both ways, see this (https://example.com) & that",
        "[More]",
        "left",
        "right",
        "small  [image: A]",
        "———",
        "[Yes] [No] [… A]",
        "Mood",
        "○ Good",
        "◉ Bad",
    ]
    assert message.buttons == ("More", "Yes", "No", "A")
