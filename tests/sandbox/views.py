"""Views and blocks that the tests send."""

from typing import Any


def text(words: str, kind: str = "plain_text") -> dict[str, Any]:
    return {"type": kind, "text": words}


def typed(label: str, action_id: str = "value", **element: Any) -> dict[str, Any]:
    """An input block with a text field."""
    element = {"type": "plain_text_input", "action_id": action_id, **element}
    return {"type": "input", "block_id": label.lower(), "label": text(label), "element": element}


def ask(label: str, element: dict[str, Any], **block: Any) -> dict[str, Any]:
    return {"type": "input", "block_id": label.lower(), "label": text(label), "element": element, **block}


def section(words: str, **block: Any) -> dict[str, Any]:
    return {"type": "section", "text": text(words, "mrkdwn"), **block}


def button(words: str, action_id: str = "press", **element: Any) -> dict[str, Any]:
    return {"type": "button", "text": text(words), "action_id": action_id, **element}


def actions(*elements: dict[str, Any], **block: Any) -> dict[str, Any]:
    return {"type": "actions", "elements": list(elements), **block}


def option(words: str, value: str | None = None) -> dict[str, Any]:
    return {"text": text(words), "value": words.lower() if value is None else value}


def modal(*blocks: dict[str, Any], title: str = "A form", **view: Any) -> dict[str, Any]:
    return {
        "type": "modal",
        "callback_id": "form",
        "title": text(title),
        "submit": text("Send"),
        "blocks": list(blocks),
        **view,
    }


def home(*blocks: dict[str, Any]) -> dict[str, Any]:
    return {"type": "home", "blocks": list(blocks)}
