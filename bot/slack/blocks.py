"""Small Block Kit helpers. They write phrases out, escape what people wrote, and keep Slack's limits.

A text that a person wrote is cut at the limit; a count over the limit is a bug of the view and raises.
"""

from collections.abc import Sequence
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
    at_most(10, pairs, "fields")
    return {"type": "section", "fields": [mrkdwn(words, 2000) for words in pairs]}


def header(words: Words) -> Block:
    return {"type": "header", "text": plain(words, 150)}


def context(*lines: Words) -> Block:
    """Small gray print: who will see this, why this came."""
    at_most(10, lines, "context elements")
    return {"type": "context", "elements": [mrkdwn(words) for words in lines]}


def divider() -> Block:
    return {"type": "divider"}


def actions(*elements: Block, about: str = "") -> Block:
    """Buttons and the like. `about` (ids, never words) comes back with a click on any of them, as its block."""
    at_most(25, elements, "actions")
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
    at_most(100, options, "options")
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


def overflow(options: Sequence[Block], action_id: str) -> Block:
    """A small menu of up to five deeds; what is chosen comes back like a button's value."""
    at_most(5, options, "options in a menu")
    return {"type": "overflow", "action_id": _id(action_id), "options": list(options)}


def menu(entries: Sequence[tuple[Words, str, str]]) -> Block:
    """Buttons behind three dots: words, action id and value of each, heard as if it were pressed itself."""
    return overflow([option(words, f"{_id(action_id)} {value}") for words, action_id, value in entries], MENU)


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
    at_most(100, blocks, "blocks")
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
    at_most(100, blocks, "blocks")
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


def at_most(limit: int, items: Sequence[object], what: str) -> None:
    """Raises OverLimit for more of them than Slack takes, and for none."""
    if not 1 <= len(items) <= limit:
        raise OverLimit(f"{len(items)} {what} where Slack takes 1 to {limit}")
