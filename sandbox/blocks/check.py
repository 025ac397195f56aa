"""Blocks as Slack takes them in: refused with the place of every problem, or normalized with the ids Slack adds."""

from collections.abc import Callable
from typing import Any

from sandbox.blocks.elements import parts
from sandbox.blocks.layout import MESSAGE_BLOCKS, VIEW
from sandbox.blocks.objects import SUGGESTIONS
from sandbox.blocks.shapes import Block, Problems
from sandbox.errors import Refused

NewId = Callable[[str], str]
MARKDOWN_LIMIT = 12_000


def checked_message_blocks(blocks: list[Any], new_id: NewId) -> list[Block]:
    problems = Problems()
    blocks = without_nulls(blocks)
    MESSAGE_BLOCKS(blocks, "/blocks", problems)
    if not problems.messages:
        _unique_ids(blocks, "/blocks", problems)
        _only_in_modals(blocks, "/blocks", problems)
        if sum(len(block["text"]) for block in blocks if block["type"] == "markdown") > MARKDOWN_LIMIT:
            problems.add(f"all markdown together must be less than {MARKDOWN_LIMIT + 1} characters", "/blocks")
    if problems.messages:
        raise Refused("invalid_blocks", *problems.messages, errors=problems.messages)
    return normalized(blocks, new_id)


def checked_view(view: dict[str, Any], new_id: NewId) -> dict[str, Any]:
    problems = Problems()
    view = without_nulls(view)
    VIEW(view, "/view", problems)
    if not problems.messages:
        _unique_ids(view["blocks"], "/view/blocks", problems)
        _one_focus(view["blocks"], problems)
        if view["type"] == "home":
            _only_in_modals(view["blocks"], "/view/blocks", problems)
    if problems.messages:
        raise Refused("invalid_arguments", *problems.messages)
    for name in ("title", "submit", "close"):
        _complete_text(view.get(name))
    return view | {"blocks": normalized(view["blocks"], new_id)}


def suggestion_problems(answer: Any) -> list[str]:
    """What is wrong with an app's answer to block_suggestion; nothing: []."""
    problems = Problems()
    SUGGESTIONS(answer, "", problems)
    return problems.messages


def completed(answer: Block) -> Block:
    """A right answer to block_suggestion, every text with its flag."""
    _complete_text(answer)
    return answer


def without_nulls(value: Any) -> Any:
    """A key with null is as good as none to Slack."""
    if isinstance(value, dict):
        return {key: without_nulls(each) for key, each in value.items() if each is not None}
    if isinstance(value, list):
        return [without_nulls(each) for each in value]
    return value


def normalized(blocks: list[Block], new_id: NewId) -> list[Block]:
    """With a block_id and action_id everywhere, and every text with its flag."""
    for block in blocks:
        block.setdefault("block_id", new_id("b"))
        for _, element in parts(block):
            element.setdefault("action_id", new_id("a"))
        _complete_text(block)
    return blocks


def _complete_text(value: Any) -> None:
    if isinstance(value, list):
        for each in value:
            _complete_text(each)
    elif isinstance(value, dict):
        kind = value.get("type")
        if kind == "plain_text":
            value.setdefault("emoji", True)
        elif kind == "mrkdwn":
            value.setdefault("verbatim", False)
        for each in value.values():
            _complete_text(each)


def _unique_ids(blocks: list[Block], where: str, problems: Problems) -> None:
    """block_ids are unique in a message or view, action_ids in their block."""
    seen: set[str] = set()
    for number, block in enumerate(blocks):
        block_id = block.get("block_id")
        if block_id in seen:
            problems.add(f"block_id {block_id!r} already exists", f"{where}/{number}/block_id")
        seen.update([block_id] if block_id else [])
        actions: set[str] = set()
        for place, element in parts(block):
            action_id = element.get("action_id")
            if action_id in actions:
                problems.add(f"action_id {action_id!r} already exists", f"{where}/{number}/{place}/action_id")
            actions.update([action_id] if action_id else [])


def _only_in_modals(blocks: list[Block], where: str, problems: Problems) -> None:
    for number, block in enumerate(blocks):
        for place, element in parts(block):
            if element["type"] == "file_input" or "response_url_enabled" in element:
                problems.add("is only for modals", f"{where}/{number}/{place}")


def _one_focus(blocks: list[Block], problems: Problems) -> None:
    focused = [
        f"/view/blocks/{number}/{place}"
        for number, block in enumerate(blocks)
        for place, element in parts(block)
        if element.get("focus_on_load")
    ]
    if len(focused) > 1:
        problems.add("focus_on_load may be true only once", focused[1])
