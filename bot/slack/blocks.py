"""Small Block Kit helpers. They write phrases out, escape what people wrote, and keep Slack's limits.

A text that a person wrote is cut at the limit; a count over the limit is a bug of the view and raises.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from bot.text import Phrase, escape

Block = dict[str, Any]
Words = Phrase | str  # a plain string is always something that a person wrote

PLAIN_LIMIT = 3000


class OverLimit(ValueError):
    """A view has more of something than Slack takes."""


MENU = "menu"
"""The action id of a menu of buttons; each entry names the one that it stands for."""


def plain(words: Words, limit: int) -> Block:
    """A plain_text object; emoji shortcodes stay as written, so that no name turns into a picture."""
    return {"type": "plain_text", "text": _cut(_plain(words), limit), "emoji": False}


def mrkdwn(words: Words, limit: int = PLAIN_LIMIT) -> Block:
    """A mrkdwn object; verbatim, so that Slack makes no call of a typed @here, and no link of a typed address."""
    text = words.mrkdwn() if isinstance(words, Phrase) else escape(words)
    return {"type": "mrkdwn", "text": _cut(text, limit), "verbatim": True}


def section(words: Words, accessory: Block | None = None) -> Block:
    """A paragraph, with at most one element beside it."""
    block: Block = {"type": "section", "text": mrkdwn(words)}
    return block | {"accessory": accessory} if accessory else block


def fields(pairs: Sequence[Words]) -> Block:
    """Up to ten short texts in two columns."""
    _at_most(10, pairs, "fields")
    return {"type": "section", "fields": [mrkdwn(words, 2000) for words in pairs]}


def header(words: Words) -> Block:
    return {"type": "header", "text": plain(words, 150)}


def context(*lines: Words) -> Block:
    """Small gray print: who will see this, why this came."""
    _at_most(10, lines, "context elements")
    return {"type": "context", "elements": [mrkdwn(words) for words in lines]}


def divider() -> Block:
    return {"type": "divider"}


def actions(*elements: Block, about: str = "") -> Block:
    """Buttons and the like. `about` (ids, never words) comes back with a click on any of them, as its block."""
    _at_most(25, elements, "actions")
    block: Block = {"type": "actions", "elements": list(elements)}
    return block | ({"block_id": _id(about)} if about else {})


def acting(element: Block, action_id: str, confirm: Block | None = None) -> Block:
    """A select or the like that acts as soon as something is chosen, outside of a form."""
    return element | {"action_id": _id(action_id)} | ({"confirm": confirm} if confirm else {})


def button(
    words: Words, action_id: str, value: str, *, style: str | None = None, confirm: Block | None = None
) -> Block:
    """A button; `style` primary or danger. `value` comes back with the click and is authorized again then."""
    element: Block = {
        "type": "button",
        "text": plain(words, 75),
        "action_id": _id(action_id),
        "value": _within(value, 2000),
    }
    return element | ({"style": style} if style else {}) | ({"confirm": confirm} if confirm else {})


def confirm(title: Words, words: Words, yes: Words, no: Words) -> Block:
    """A question before a button does what it says."""
    return {
        "title": plain(title, 100),
        "text": plain(words, 300),
        "confirm": plain(yes, 30),
        "deny": plain(no, 30),
    }


def option(words: Words, value: str, description: Words | None = None) -> Block:
    choice: Block = {"text": plain(words, 75), "value": _within(value, 150)}
    return choice | {"description": plain(description, 75)} if description else choice


def option_group(label: Words, options: Sequence[Block]) -> Block:
    """Options of a type-ahead under a heading."""
    _at_most(100, options, "options")
    return {"label": plain(label, 75), "options": list(options)}


def form_input(
    name: str,
    label: Words,
    element: Block,
    *,
    hint: Words | None = None,
    optional: bool = False,
    dispatches: bool = False,
) -> Block:
    """A labeled field of a form. `name` is its block id, and the name by which the handler reads it."""
    block: Block = {
        "type": "input",
        "block_id": _id(name),
        "label": plain(label, 2000),
        "element": element | {"action_id": _id(element.get("action_id", name))},
        "optional": optional,
    }
    return block | ({"hint": plain(hint, 2000)} if hint else {}) | ({"dispatch_action": True} if dispatches else {})


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
    _at_most(100, options, "options")
    return (
        {"type": "static_select", "options": list(options)}
        | _initial("initial_option", _chosen(options, initial))
        | _placeholder(placeholder)
    )


def multi_select(options: Sequence[Block], *, initial: Sequence[str] = (), highest: int | None = None) -> Block:
    _at_most(100, options, "options")
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


def overflow(options: Sequence[Block], action_id: str) -> Block:
    """A small menu of up to five deeds; what is chosen comes back like a button's value."""
    _at_most(5, options, "options in a menu")
    return {"type": "overflow", "action_id": _id(action_id), "options": list(options)}


def menu(entries: Sequence[tuple[Words, str, str]]) -> Block:
    """Buttons behind three dots: words, action id and value of each, heard as if it were pressed itself."""
    return overflow([option(words, f"{_id(action_id)} {value}") for words, action_id, value in entries], MENU)


def radio(options: Sequence[Block], *, initial: str | None = None) -> Block:
    _at_most(10, options, "radio buttons")
    return {"type": "radio_buttons", "options": list(options)} | _initial(
        "initial_option", _chosen(options, initial)
    )


def checkboxes(options: Sequence[Block], *, initial: Sequence[str] = ()) -> Block:
    _at_most(10, options, "checkboxes")
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


def modal(
    callback_id: str,
    title: Words,
    blocks: Sequence[Block],
    *,
    close: Words,
    submit: Words | None = None,
    subject: str = "",
) -> Block:
    """A modal view. `subject` (ids, never words) comes back with the submission and is checked again then."""
    _at_most(100, blocks, "blocks")
    view: Block = {
        "type": "modal",
        "callback_id": _id(callback_id),
        "title": plain(title, 24),
        "close": plain(close, 24),
        "blocks": list(blocks),
        "private_metadata": _within(subject, 3000),
    }
    return view | ({"submit": plain(submit, 24)} if submit else {})


def home_view(blocks: Sequence[Block]) -> Block:
    """What App Home shows."""
    _at_most(100, blocks, "blocks")
    return {"type": "home", "blocks": list(blocks)}


def _plain(words: Words) -> str:
    return words.plain() if isinstance(words, Phrase) else words


def _cut(text: str, limit: int) -> str:
    """Cut at the limit, never inside an escape or a mention (Slack would show the broken half)."""
    if not text.strip():
        raise OverLimit("Slack refuses an empty text")
    if len(text) <= limit:
        return text
    kept = text[: limit - 1]
    for opening, closing in (("&", ";"), ("<", ">")):
        start = kept.rfind(opening)
        if start > kept.rfind(closing):
            kept = kept[:start]
    return kept + "…"


def _within(value: str, limit: int) -> str:
    if len(value) > limit:
        raise OverLimit(f"{len(value)} characters where Slack takes {limit}")
    return value


def _id(value: str) -> str:
    return _within(value, 255)


def _at_most(limit: int, items: Sequence[object], what: str) -> None:
    if not 1 <= len(items) <= limit:
        raise OverLimit(f"{len(items)} {what} where Slack takes 1 to {limit}")


def _initial(name: str, value: object) -> Block:
    """Slack refuses an empty initial value: leave it out."""
    return {} if value is None or value in ("", []) else {name: value}


def _chosen(options: Sequence[Block], value: str | None) -> Block | None:
    return next((choice for choice in options if choice["value"] == value), None)


def _placeholder(words: Words | None) -> Block:
    return {"placeholder": plain(words, 150)} if words else {}
