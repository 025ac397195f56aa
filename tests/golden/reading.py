"""What a view gives, checked against Slack's rules, and as a person reads it."""

import itertools
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

from sandbox.blocks.check import checked_message_blocks, checked_view, suggestion_problems
from sandbox.blocks.elements import parts
from sandbox.blocks.mrkdwn import unescaped
from sandbox.blocks.plain import read_blocks
from sandbox.blocks.state import initial_values
from tests.golden.case import NAMES

MESSAGE_TEXT = 4_000
"""What `chat.update` takes as a text."""
ALT_TEXT = 1_000
"""More of what tells a picture in words is refused with `alt_txt_too_large`."""
BLOCKS_TEXT = 12_000
"""Slack documents no limit for all blocks of a message together; where it is posted (not where it answers a
command) it is refused with `msg_blocks_too_long` from about 12,000 characters on (bolt-js issues 2509 and 2867)."""


def accepted(shown: Any) -> Any:
    """What Slack makes of it; raises sandbox.errors.Refused, or AssertionError, where Slack would refuse it."""
    shown = deepcopy(shown)
    if isinstance(shown, list):
        kind = "option_groups" if shown and "label" in shown[0] else "options"
        assert suggestion_problems({kind: shown}) == []
        return shown
    if shown.get("type") in ("modal", "home"):
        return checked_view(shown, _new_id())
    if "text" not in shown:
        return {"blocks": checked_message_blocks(shown["blocks"], _new_id())}
    assert 1 <= len(shown["text"]) <= MESSAGE_TEXT
    for file in shown.get("files", ()):
        assert file["name"]
        assert file["title"]
        assert isinstance(file["content"], str) or "sheets" in file["content"] or 1 <= len(file["alt"]) <= ALT_TEXT
    if "blocks" in shown:
        shown["blocks"] = checked_message_blocks(shown["blocks"], _new_id())
    return shown


def read(shown: Any) -> str:
    """All that can be read in it: of a message the notification first, of a form its title and its buttons."""
    shown = accepted(shown)
    if isinstance(shown, list):
        return "\n".join(_choices(shown))
    if shown.get("type") == "modal":
        buttons = [f"[{shown[name]['text']}]" for name in ("close", "submit") if name in shown]
        return "\n".join([f"== {shown['title']['text']} ==", _blocks(shown["blocks"]), " ".join(buttons)])
    if shown.get("type") == "home" or "text" not in shown:
        return _blocks(shown["blocks"])
    if "files" in shown:
        return "\n".join([shown["text"], *map(_file, shown["files"])])
    return f"(notification: {unescaped(shown['text'])})\n\n{_blocks(shown['blocks'])}"


def _choices(shown: list[Any]) -> Iterator[str]:
    for each in shown:
        if "label" in each:
            yield f"-- {each['label']['text']} --"
            yield from _choices(each["options"])
        else:
            yield each["text"]["text"]


def texts(value: Any, kind: str) -> Iterator[dict[str, Any]]:
    """Every text object of a kind (`mrkdwn` or `plain_text`) in it."""
    if isinstance(value, list):
        for each in value:
            yield from texts(each, kind)
    elif isinstance(value, dict):
        if value.get("type") == kind:
            yield value
        for each in value.values():
            yield from texts(each, kind)


def _file(file: dict[str, Any]) -> str:
    """A picture by what it tells who can't see it; tests/pictures holds what it looks like."""
    return f"[file {file['name']}: {file['title']}]\n{file['alt'] or file['content']}"


def _blocks(blocks: list[Any]) -> str:
    """With the questions that buttons ask before they do what they say, which show only then."""
    told = read_blocks(blocks, lambda slack_id: NAMES.get(slack_id, slack_id), initial_values(blocks))
    asked = [
        f"    [{_label(element)}] asks first: {question['title']['text']} {question['text']['text']}"
        f" [{question['deny']['text']}] [{question['confirm']['text']}]"
        for block in blocks
        for _, element in parts(block)
        if (question := element.get("confirm"))
    ]
    return "\n".join([told, *dict.fromkeys(asked)])


def _label(element: dict[str, Any]) -> str:
    """What stands on a button or in an empty select."""
    return (element.get("text") or element["placeholder"])["text"]


def _new_id() -> Callable[[str], str]:
    numbers = itertools.count()
    return lambda kind: f"{kind}{next(numbers)}"
