"""What the inputs of a modal, home tab or message hold: `state.values` of Slack's payloads."""

from typing import Any

from sandbox.blocks.elements import parts
from sandbox.blocks.shapes import Block

Values = dict[str, dict[str, Any]]

# Of each element: the key that holds its value, the element's own key with the first value, and what is empty.
HOLDS: dict[str, tuple[str, str | None, Any]] = {
    "plain_text_input": ("value", "initial_value", None),
    "number_input": ("value", "initial_value", None),
    "email_text_input": ("value", "initial_value", None),
    "url_text_input": ("value", "initial_value", None),
    "rich_text_input": ("rich_text_value", "initial_value", None),
    "file_input": ("files", None, []),
    "static_select": ("selected_option", "initial_option", None),
    "external_select": ("selected_option", "initial_option", None),
    "users_select": ("selected_user", "initial_user", None),
    "conversations_select": ("selected_conversation", "initial_conversation", None),
    "channels_select": ("selected_channel", "initial_channel", None),
    "multi_static_select": ("selected_options", "initial_options", []),
    "multi_external_select": ("selected_options", "initial_options", []),
    "multi_users_select": ("selected_users", "initial_users", []),
    "multi_conversations_select": ("selected_conversations", "initial_conversations", []),
    "multi_channels_select": ("selected_channels", "initial_channels", []),
    "checkboxes": ("selected_options", "initial_options", []),
    "radio_buttons": ("selected_option", "initial_option", None),
    "datepicker": ("selected_date", "initial_date", None),
    "timepicker": ("selected_time", "initial_time", None),
    "datetimepicker": ("selected_date_time", "initial_date_time", None),
}


def initial_values(blocks: list[Block]) -> Values:
    values: Values = {}
    for block in blocks:
        for _, element in parts(block):
            if element["type"] in HOLDS:
                key, initial, empty = HOLDS[element["type"]]
                value = element.get(initial, empty) if initial else empty
                values.setdefault(block["block_id"], {})[element["action_id"]] = holding(element, key, value)
    return values


def carried_values(old: Values, blocks: list[Block]) -> Values:
    """The values after an update: an input with the same block_id, action_id and type keeps what it held.

    So a new initial value changes nothing unless an id changes with it; that is Slack's way too.
    """
    values = initial_values(blocks)
    for block_id, actions in values.items():
        for action_id, held in actions.items():
            was = old.get(block_id, {}).get(action_id)
            if was and was["type"] == held["type"]:
                actions[action_id] = was
    return values


def holding(element: Block, key: str, value: Any) -> dict[str, Any]:
    held = {"type": element["type"], key: value}
    if element["type"] == "timepicker" and "timezone" in element:
        held["timezone"] = element["timezone"]
    return held


def value_of(held: dict[str, Any]) -> Any:
    return held[HOLDS[held["type"]][0]]


def is_empty(held: dict[str, Any]) -> bool:
    return value_of(held) in (None, "", [])
