"""Slack's mrkdwn: which mentions in it are live, and how it reads.

https://docs.slack.dev/messaging/formatting-message-text
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

NameOf = Callable[[str], str]

_MARKUP = re.compile(r"<([^<>\n]+)>")
_TYPED_BROADCAST = re.compile(r"(?<![\w@])@(here|channel|everyone)\b")
_STYLES = [
    re.compile(rf"(?<![\w{re.escape(c)}]){re.escape(c)}(?=\S)([^\n]+?)(?<=\S){re.escape(c)}(?![\w{re.escape(c)}])")
    for c in "*_~"
]


@dataclass(frozen=True)
class Mentions:
    """Who a message calls: `broadcasts` (here, channel, everyone) and the ids of users and user groups."""

    broadcasts: tuple[str, ...] = ()
    users: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()


def mentions(text: str, *, names_linked: bool = False) -> Mentions:
    """The live ones: `<!channel>` is, `&lt;!channel&gt;` isn't, `@channel` is only with link_names."""
    broadcasts: list[str] = []
    users: list[str] = []
    groups: list[str] = []
    for inside in _MARKUP.findall(text):
        target = inside.partition("|")[0]
        if target[:2] in ("@U", "@W"):
            users.append(target[1:])
        elif target in ("!here", "!channel", "!everyone"):
            broadcasts.append(target[1:])
        elif target.startswith("!subteam^"):
            groups.append(target[9:])
    if names_linked:
        broadcasts += _TYPED_BROADCAST.findall(text)
    return Mentions(tuple(broadcasts), tuple(users), tuple(groups))


def as_read(text: str, name_of: NameOf) -> str:
    """The text as a person reads it: names for ids, no markup, entities as the characters they stand for."""
    text = _MARKUP.sub(lambda found: _markup(found[1], name_of), text)
    for style in _STYLES:
        text = style.sub(r"\1", text)
    return unescaped(text)


def unescaped(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _markup(inside: str, name_of: NameOf) -> str:
    target, _, label = inside.partition("|")
    if target[:1] == "@":
        return f"@{name_of(target[1:])}"
    if target[:1] == "#":
        return f"#{label or name_of(target[1:])}"
    if target.startswith("!date^"):
        return label
    if target[:1] == "!":
        return label or f"@{target[1:]}"
    if target.startswith("mailto:"):
        return label or target[7:]
    return f"{label} ({target})" if label and label != target else target
