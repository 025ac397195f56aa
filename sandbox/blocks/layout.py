"""The blocks themselves, which surface takes which, and views. https://docs.slack.dev/reference/block-kit/blocks"""

from sandbox.blocks.elements import IMAGE, IN_ACTIONS, IN_CONTEXT_ACTIONS, IN_INPUT, IN_SECTION
from sandbox.blocks.objects import ID, IMAGE_URL, SLACK_FILE, either, plain
from sandbox.blocks.rich_text import RICH_TEXT_ELEMENT
from sandbox.blocks.shapes import (
    Block,
    Check,
    Problems,
    anything,
    at_least_one,
    boolean,
    exactly_one,
    listing,
    shape,
    string,
    typed,
)


def _block(required: dict[str, Check], optional: dict[str, Check], *rules: Check) -> Check:
    return shape({"type": anything, **required}, {"block_id": ID, **optional}, *rules)


_context_text = either(3000)


def _context_element(value: Block, where: str, problems: Problems) -> None:
    kind = value.get("type") if isinstance(value, dict) else None
    (IMAGE if kind == "image" else _context_text)(value, where, problems)


_ANYWHERE: dict[str, Check] = {
    "section": _block(
        {},
        {"text": either(3000), "fields": listing(either(2000), 10), "accessory": IN_SECTION, "expand": boolean},
        at_least_one("text", "fields"),
    ),
    "header": _block({"text": plain(150)}, {}),
    "divider": _block({}, {}),
    "context": _block({"elements": listing(_context_element, 10)}, {}),
    "actions": _block({"elements": listing(IN_ACTIONS, 25)}, {}),
    "input": _block(
        {"label": plain(2000), "element": IN_INPUT},
        {"dispatch_action": boolean, "hint": plain(2000), "optional": boolean},
    ),
    "image": _block(
        {"alt_text": string(2000)},
        {"image_url": IMAGE_URL, "slack_file": SLACK_FILE, "title": plain(2000)},
        exactly_one("image_url", "slack_file"),
    ),
    "rich_text": _block({"elements": listing(RICH_TEXT_ELEMENT, 1000)}, {}),
    "video": _block(
        {"alt_text": string(2000), "title": plain(199), "thumbnail_url": IMAGE_URL, "video_url": IMAGE_URL},
        {
            "author_name": string(49),
            "description": plain(199),
            "provider_icon_url": IMAGE_URL,
            "provider_name": string(100),
            "title_url": IMAGE_URL,
        },
    ),
}
_IN_MESSAGES: dict[str, Check] = {
    "markdown": _block({"text": string(12_000)}, {}),
    "context_actions": _block({"elements": listing(IN_CONTEXT_ACTIONS, 5)}, {}),
    "table": _block({"rows": listing(listing(anything, 20), 100)}, {"column_settings": listing(anything, 20)}),
}

MESSAGE_BLOCKS = listing(typed(_ANYWHERE | _IN_MESSAGES, "a message"), 50, 0)
_MODAL_BLOCKS = listing(typed(_ANYWHERE, "a modal"), 100, 0)
_HOME_BLOCKS = listing(typed(_ANYWHERE, "a home tab"), 100, 0)


def _submit_with_inputs(view: Block, where: str, problems: Problems) -> None:
    if any(block["type"] == "input" for block in view["blocks"]) and "submit" not in view:
        problems.add("a submit is needed in a view with input blocks", where)


_COMMON: dict[str, Check] = {
    "private_metadata": string(3000, 0),
    "callback_id": string(255, 0),
    "external_id": string(255, 0),
}
VIEW = typed(
    {
        "modal": shape(
            {"type": anything, "title": plain(24), "blocks": _MODAL_BLOCKS},
            _COMMON
            | {
                "close": plain(24),
                "submit": plain(24),
                "clear_on_close": boolean,
                "notify_on_close": boolean,
                "submit_disabled": boolean,
            },
            _submit_with_inputs,
        ),
        "home": shape({"type": anything, "blocks": _HOME_BLOCKS}, _COMMON),
    },
    "a view",
)
