"""What a form's fields hold: small helpers for Slack's elements, as in blocks.py."""

from collections.abc import Sequence
from datetime import date

from bot.slack.blocks import Block, Words, at_most, plain


def text_input(
    *, initial: str | None = None, long: bool = False, limit: int = 500, placeholder: Words | None = None
) -> Block:
    element: Block = {"type": "plain_text_input", "multiline": long, "max_length": limit}
    return element | _initial("initial_value", initial and initial[:limit]) | _placeholder(placeholder)


def number_input(*, lowest: int, highest: int, initial: int | None = None) -> Block:
    element: Block = {
        "type": "number_input",
        "is_decimal_allowed": False,
        "min_value": str(lowest),
        "max_value": str(highest),
    }
    return element | _initial("initial_value", None if initial is None else str(initial))


def select(options: Sequence[Block], *, initial: str | None = None, placeholder: Words | None = None) -> Block:
    """One of up to 100 options; `initial` is an option's value."""
    at_most(100, options, "options")
    return (
        {"type": "static_select", "options": list(options)}
        | _initial("initial_option", _chosen(options, initial))
        | _placeholder(placeholder)
    )


def multi_select(options: Sequence[Block], *, initial: Sequence[str] = (), highest: int | None = None) -> Block:
    at_most(100, options, "options")
    chosen = [choice for choice in options if choice["value"] in initial]
    element: Block = {"type": "multi_static_select", "options": list(options)}
    return element | _initial("initial_options", chosen) | _initial("max_selected_items", highest)


def type_ahead(action_id: str, *, initial: Block | None = None, placeholder: Words | None = None) -> Block:
    """One option, asked for as the member types."""
    element: Block = {"type": "external_select", "action_id": action_id, "min_query_length": 0}
    return element | _initial("initial_option", initial) | _placeholder(placeholder)


def multi_type_ahead(
    action_id: str, *, initial: Sequence[Block] = (), highest: int, placeholder: Words | None = None
) -> Block:
    """Several options, asked for as the member types."""
    element: Block = {
        "type": "multi_external_select",
        "action_id": action_id,
        "min_query_length": 0,
        "max_selected_items": highest,
    }
    return element | _initial("initial_options", list(initial)) | _placeholder(placeholder)


def radio(options: Sequence[Block], *, initial: str | None = None) -> Block:
    at_most(10, options, "radio buttons")
    return {"type": "radio_buttons", "options": list(options)} | _initial(
        "initial_option", _chosen(options, initial)
    )


def checkboxes(options: Sequence[Block], *, initial: Sequence[str] = ()) -> Block:
    at_most(10, options, "checkboxes")
    chosen = [choice for choice in options if choice["value"] in initial]
    return {"type": "checkboxes", "options": list(options)} | _initial("initial_options", chosen)


def file_input(*, kinds: Sequence[str], highest: int = 1) -> Block:
    """Files to hand in; `kinds`: the ends of their names."""
    return {"type": "file_input", "filetypes": list(kinds), "max_files": highest}


def user_select(*, initial: str | None = None, placeholder: Words | None = None) -> Block:
    return {"type": "users_select"} | _initial("initial_user", initial) | _placeholder(placeholder)


def multi_user_select(*, initial: Sequence[str] = (), highest: int) -> Block:
    """More than `highest` only where more are there already: Slack would refuse to open the form at all."""
    element: Block = {"type": "multi_users_select", "max_selected_items": max(highest, len(initial))}
    return element | _initial("initial_users", list(initial))


def channel_select(*, initial: str | None = None) -> Block:
    """A public or private channel of this workspace that the member is in."""
    element: Block = {
        "type": "conversations_select",
        "filter": {"include": ["public", "private"], "exclude_external_shared_channels": True},
    }
    return element | _initial("initial_conversation", initial)


def date_input(*, initial: date | None = None) -> Block:
    return {"type": "datepicker"} | _initial("initial_date", initial and initial.isoformat())


def time_input(*, initial: int | None = None) -> Block:
    """A time of day; `initial` in minutes since midnight."""
    return {"type": "timepicker"} | _initial(
        "initial_time", None if initial is None else f"{initial // 60:02}:{initial % 60:02}"
    )


def _initial(name: str, value: object) -> Block:
    """Slack refuses an empty initial value: leave it out."""
    return {} if value is None or value in ("", []) else {name: value}


def _chosen(options: Sequence[Block], value: str | None) -> Block | None:
    return next((choice for choice in options if choice["value"] == value), None)


def _placeholder(words: Words | None) -> Block:
    return {"placeholder": plain(words, 150)} if words else {}
