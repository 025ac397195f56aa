"""Other facts of the same shape: every word in them replaced, what may be missing missing, lists made long."""

from collections.abc import Callable, Mapping
from types import NoneType
from typing import Any, get_args, get_type_hints

from msgspec import Struct
from msgspec.structs import asdict, replace

from bot.mentions import Channel, Mention
from bot.text import Phrase, Translator

Change = Callable[[str, str], str]

NOT_WORDS = {
    *("slack_id", "manager", "avoid", "granted", "contact", "co_owners", "announce_channel", "report_channel"),
    *("place", "rule", "direction", "format", "style", "state", "action_id", "category", "deed"),
    *("code", "as_of", "week", "weeks", "pending", "withheld", "grouped_by"),
}
"""Fields that are strings, but no words: Slack's ids, fixed words of ours, ISO weeks. Nobody types into these."""

LONGEST = {"own_words": 60}
"""Where a view relies on what the service lets through: skills.service.LONGEST_NAME."""

MAY_BE_EMPTY = {"aim", "languages", "interests", "team", "location"}
"""Of a draft's fields, those that a member may leave empty."""

NEEDED = {"word", "number", "level", "person"}
"""Optional, but there whenever the `change` beside them speaks of them."""

MOST = {
    "teaches": 8,
    "learns": 3,
    "avoid": 10,
    "co_owners": 10,
    "granted": 20,
    "work_days": 7,
    "found": 20,
    "waiting": 15,
    "wanted": 8,
    "shown": 8,
    "unknown": 2,
    "before": 2,
    "after": 2,
    "changes": 20,
    "rounds": 20,
    "pairs": 15,
    "unmatched": 15,
    "owners": 11,
    "you_show": 3,
    "they_show": 3,
    "gives_back": 3,
    "interests": 10,
    "wishes": 8,
    "objectives": 5,
}
"""How many there can be, where forms and pages let no more through."""
MANY = 60


def restated(value: Any, change: Change, name: str = "") -> Any:
    """The same with every word changed: `change` gets the name of the field and the word."""
    if type(value) is str:
        return value if name in NOT_WORDS else change(name, value)[: LONGEST.get(name)]
    return _each(value, lambda part, inside: restated(part, change, inside), name)


def multiplied(value: Any, name: str = "") -> Any:
    """The same with every list as long as it can get. A tuple in a list is a pair of something, and stays one."""
    if isinstance(value, list | tuple):
        inside = [part if isinstance(part, tuple) else multiplied(part, name) for part in value]
        most = MOST.get(name, MANY)
        return type(value)(_told_apart((inside * most)[:most]))
    return _each(value, multiplied, name)


def _told_apart(parts: list[Any]) -> list[Any]:
    """No two rows have one id."""
    has_id = all(isinstance(part, Struct) and isinstance(getattr(part, "id", None), int) for part in parts)
    return [replace(part, id=number) for number, part in enumerate(parts, 1)] if has_id else parts


def emptied(value: Any, name: str = "") -> Any:
    """The same with nothing where nothing may be: None for what is optional, an empty word for what may be."""
    if isinstance(value, Struct) and not isinstance(value, Mention | Channel | Phrase | Translator):
        hints = get_type_hints(type(value))
        optional = {name for name, hint in hints.items() if NoneType in get_args(hint)} - NEEDED
        inside = {name: emptied(part, name) for name, part in asdict(value).items()}
        return replace(value, **{**inside, **dict.fromkeys(optional)})
    if type(value) is str:
        return "" if name in MAY_BE_EMPTY else value
    return _each(value, emptied, name)


def _each(value: Any, change: Callable[[Any, str], Any], name: str) -> Any:
    """A struct, mapping, list or tuple with its parts changed; anything else as it is."""
    match value:
        case Channel() | Translator():
            return value
        case Phrase(t, key, params):
            return Phrase(t, key, _each(params, change, name))
        case Mapping():
            return {key: change(part, name or key) for key, part in value.items()}
        case list() | tuple():
            return type(value)(change(part, name) for part in value)
    if isinstance(value, Struct):
        return replace(value, **{name: change(part, name) for name, part in asdict(value).items()})
    return value
