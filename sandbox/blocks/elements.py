"""Block elements, and which block takes which.

https://docs.slack.dev/reference/block-kit/block-elements
"""

from typing import Any

from sandbox.blocks.objects import (
    CONFIRM,
    DISPATCH_CONFIG,
    FILTER,
    ID,
    IMAGE_URL,
    LINK_OPTION,
    MAX_SELECTED,
    OPTION_GROUP,
    OPTIONS,
    PLAIN_OPTION,
    RICH_OPTION,
    SLACK_FILE,
    STYLE,
    URL,
    WORKFLOW,
    initial_is_offered,
    plain,
)
from sandbox.blocks.shapes import (
    Block,
    Check,
    Problems,
    anything,
    boolean,
    exactly_one,
    listing,
    one_of,
    shape,
    string,
    typed,
    whole,
)

DATE = string(10, pattern=r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
TIME = string(5, pattern=r"([01]\d|2[0-3]):[0-5]\d")
NUMBER = string(100, pattern=r"-?\d+(\.\d+)?")


def _element(required: dict[str, Check], optional: dict[str, Check], *rules: Check) -> Check:
    return shape({"type": anything, **required}, {"action_id": ID, **optional}, *rules)


def _choice(optional: dict[str, Check], *rules: Check, required: dict[str, Check] | None = None) -> Check:
    """What may have a placeholder, the focus and a confirm dialog."""
    common = {"placeholder": plain(150), "focus_on_load": boolean, "confirm": CONFIRM}
    return _element(required or {}, common | optional, *rules)


def _input(optional: dict[str, Check], *rules: Check, required: dict[str, Check] | None = None) -> Check:
    """What is typed into."""
    common = {"placeholder": plain(150), "focus_on_load": boolean, "dispatch_action_config": DISPATCH_CONFIG}
    return _element(required or {}, common | optional, *rules)


def _ordered(least: str, most: str) -> Check:
    def check(value: Block, where: str, problems: Problems) -> None:
        if least in value and most in value and float(value[least]) > float(value[most]):
            problems.add(f"{least} must not be more than {most}", where)

    return check


def _number_in_range(value: Block, where: str, problems: Problems) -> None:
    given = value.get("initial_value")
    if given is None:
        return
    if not value["is_decimal_allowed"] and "." in given:
        problems.add("initial_value has decimals, which aren't allowed", where)
    if float(value.get("min_value", given)) > float(given) or float(given) > float(value.get("max_value", given)):
        problems.add("initial_value must be between min_value and max_value", where)


def _no_more_than_selected(value: Block, where: str, problems: Problems) -> None:
    most = value.get("max_selected_items")
    for name in value.keys() & {"initial_options", "initial_users", "initial_conversations", "initial_channels"}:
        if most is not None and len(value[name]) > most:
            problems.add(f"{name} must not be more than max_selected_items", where)


_static = exactly_one("options", "option_groups")
_ids = listing(string(255), 1_000_000)
_many = {"max_selected_items": MAX_SELECTED}

BUTTON = _element(
    {"text": plain(75)},
    {"url": URL, "value": string(2000), "style": STYLE, "confirm": CONFIRM, "accessibility_label": string(75)},
)
IMAGE = shape(
    {"type": anything, "alt_text": string(2000)},
    {"image_url": IMAGE_URL, "slack_file": SLACK_FILE},
    exactly_one("image_url", "slack_file"),
)

SINGLE_SELECTS: dict[str, Check] = {
    "static_select": _choice(OPTIONS | {"initial_option": PLAIN_OPTION}, _static, initial_is_offered),
    "external_select": _choice({"initial_option": PLAIN_OPTION, "min_query_length": whole(0, 150)}),
    "users_select": _choice({"initial_user": string(255)}),
    "conversations_select": _choice(
        {
            "initial_conversation": string(255),
            "default_to_current_conversation": boolean,
            "response_url_enabled": boolean,
            "filter": FILTER,
        }
    ),
    "channels_select": _choice({"initial_channel": string(255), "response_url_enabled": boolean}),
}

MULTI_SELECTS: dict[str, Check] = {
    "multi_static_select": _choice(
        OPTIONS | _many | {"initial_options": listing(PLAIN_OPTION, 100)},
        _static,
        initial_is_offered,
        _no_more_than_selected,
    ),
    "multi_external_select": _choice(
        _many | {"initial_options": listing(PLAIN_OPTION, 100), "min_query_length": whole(0, 150)},
        _no_more_than_selected,
    ),
    "multi_users_select": _choice(_many | {"initial_users": _ids}, _no_more_than_selected),
    "multi_conversations_select": _choice(
        _many | {"initial_conversations": _ids, "default_to_current_conversation": boolean, "filter": FILTER},
        _no_more_than_selected,
    ),
    "multi_channels_select": _choice(_many | {"initial_channels": _ids}, _no_more_than_selected),
}

PICKERS: dict[str, Check] = {
    "checkboxes": _element(
        {"options": listing(RICH_OPTION, 10)},
        {"initial_options": listing(RICH_OPTION, 10), "confirm": CONFIRM, "focus_on_load": boolean},
        initial_is_offered,
    ),
    "radio_buttons": _element(
        {"options": listing(RICH_OPTION, 10)},
        {"initial_option": RICH_OPTION, "confirm": CONFIRM, "focus_on_load": boolean},
        initial_is_offered,
    ),
    "datepicker": _choice({"initial_date": DATE}),
    "timepicker": _choice({"initial_time": TIME, "timezone": string(255)}),
}

DATETIMEPICKER = _element(
    {}, {"initial_date_time": whole(1_000_000_000, 9_999_999_999), "confirm": CONFIRM, "focus_on_load": boolean}
)
OVERFLOW = _element({"options": listing(LINK_OPTION, 5)}, {"confirm": CONFIRM})
WORKFLOW_BUTTON = _element(
    {"text": plain(75), "workflow": WORKFLOW}, {"style": STYLE, "accessibility_label": string(75)}
)

INPUTS: dict[str, Check] = {
    "plain_text_input": _input(
        {
            "initial_value": string(3000, 0),
            "multiline": boolean,
            "min_length": whole(0, 3000),
            "max_length": whole(1, 3000),
        },
        _ordered("min_length", "max_length"),
    ),
    "number_input": _input(
        {"initial_value": NUMBER, "min_value": NUMBER, "max_value": NUMBER},
        _ordered("min_value", "max_value"),
        _number_in_range,
        required={"is_decimal_allowed": boolean},
    ),
    "email_text_input": _input({"initial_value": string(255)}),
    "url_text_input": _input({"initial_value": string(3000)}),
    "rich_text_input": _input({"initial_value": anything}),
    "file_input": _element({}, {"filetypes": listing(string(50), 100), "max_files": whole(1, 10)}),
}

FEEDBACK_BUTTON = shape({"text": plain(75), "value": string(2000)}, {"accessibility_label": string(75)})
CONTEXT_ACTIONS: dict[str, Check] = {
    "feedback_buttons": _element({"positive_button": FEEDBACK_BUTTON, "negative_button": FEEDBACK_BUTTON}, {}),
    "icon_button": _element(
        {"text": plain(75), "icon": one_of("trash")},
        {"value": string(2000), "confirm": CONFIRM, "accessibility_label": string(75), "visible_to_user_ids": _ids},
    ),
}

_BOTH = SINGLE_SELECTS | PICKERS
IN_SECTION = typed(
    _BOTH
    | MULTI_SELECTS
    | {"button": BUTTON, "image": IMAGE, "overflow": OVERFLOW, "workflow_button": WORKFLOW_BUTTON},
    "a section's accessory",
)
IN_ACTIONS = typed(
    _BOTH
    | {
        "button": BUTTON,
        "datetimepicker": DATETIMEPICKER,
        "overflow": OVERFLOW,
        "workflow_button": WORKFLOW_BUTTON,
    },
    "an actions block",
)
IN_INPUT = typed(_BOTH | MULTI_SELECTS | INPUTS | {"datetimepicker": DATETIMEPICKER}, "an input block")
IN_CONTEXT_ACTIONS = typed(CONTEXT_ACTIONS, "a context_actions block")


def parts(block: Block) -> list[tuple[str, Block]]:
    """The elements of a block that have an action_id, each with where it is below the block."""
    found: list[tuple[str, Any]] = [(name, block[name]) for name in ("accessory", "element") if name in block]
    if block["type"] in ("actions", "context_actions"):
        found += [(f"elements/{number}", element) for number, element in enumerate(block["elements"])]
    return [(where, element) for where, element in found if element["type"] != "image"]


def option_group_of(element: Block, value: str) -> str | None:
    """The label of the group that holds the option with this value."""
    for group in element.get("option_groups") or []:
        if any(option["value"] == value for option in group["options"]):
            return group["label"]["text"]
    return None


__all__ = ["IMAGE", "IN_ACTIONS", "IN_CONTEXT_ACTIONS", "IN_INPUT", "IN_SECTION", "OPTION_GROUP", "parts"]
