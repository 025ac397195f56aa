"""Composition objects: text, confirm dialogs, options and their groups.

https://docs.slack.dev/reference/block-kit/composition-objects
"""

from typing import Any

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

ID = string(255)
URL = string(3000, pattern=r"[a-z][a-z0-9+.\-]*:\S+")
IMAGE_URL = string(3000, pattern=r"https?://\S+")


def plain(most: int, least: int = 1) -> Check:
    return typed({"plain_text": _text(most, least, "emoji")}, "this text")


def either(most: int, least: int = 1) -> Check:
    """plain_text or mrkdwn."""
    kinds = {"plain_text": _text(most, least, "emoji"), "mrkdwn": _text(most, least, "verbatim")}
    return typed(kinds, "this text")


def _text(most: int, least: int, flag: str) -> Check:
    return shape({"type": anything, "text": string(most, least)}, {flag: boolean})


STYLE = one_of("primary", "danger")
CONFIRM = shape(
    {"title": plain(100), "text": either(300), "confirm": plain(30), "deny": plain(30)}, {"style": STYLE}
)
FILTER = shape(
    {},
    {
        "include": listing(one_of("im", "mpim", "private", "public"), 4),
        "exclude_external_shared_channels": boolean,
        "exclude_bot_users": boolean,
    },
)
SLACK_FILE = shape({}, {"id": string(255), "url": URL}, exactly_one("id", "url"))
DISPATCH_CONFIG = shape({}, {"trigger_actions_on": listing(one_of("on_enter_pressed", "on_character_entered"), 2)})
WORKFLOW = shape({"trigger": shape({"url": URL}, {"customizable_input_parameters": anything})}, {})

PLAIN_OPTION = shape({"text": plain(75), "value": string(150)}, {"description": plain(75)})
RICH_OPTION = shape({"text": either(75), "value": string(150)}, {"description": either(75)})
LINK_OPTION = shape({"text": plain(75), "value": string(150)}, {"description": plain(75), "url": URL})
OPTION_GROUP = shape({"label": plain(75), "options": listing(PLAIN_OPTION, 100)}, {})
OPTIONS = {"options": listing(PLAIN_OPTION, 100), "option_groups": listing(OPTION_GROUP, 100)}
SUGGESTIONS = shape(
    {},
    {"options": listing(PLAIN_OPTION, 100, 0), "option_groups": listing(OPTION_GROUP, 100, 0)},
    exactly_one("options", "option_groups"),
)
MAX_SELECTED = whole(1, 1_000_000)


def offered(element: Block) -> list[Block]:
    """The options of an element, in groups or not."""
    groups = element.get("option_groups") or []
    return [*(element.get("options") or []), *(option for group in groups for option in group["options"])]


def initial_is_offered(element: Block, where: str, problems: Problems) -> None:
    """An initial option must be one of the options, in every part."""
    values = [_bare(option) for option in offered(element)]
    initial = element.get("initial_options") or []
    one = element.get("initial_option")
    for option in [*initial, *([one] if one else [])]:
        if _bare(option) not in values:
            problems.add("initial option must be exactly one of the options", where)


def _bare(option: Any) -> Any:
    """An option without the flags that Slack adds by itself."""
    if isinstance(option, dict):
        return {key: _bare(value) for key, value in option.items() if key not in ("emoji", "verbatim")}
    return option
