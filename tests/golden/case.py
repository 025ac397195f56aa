"""A case: one view with plain facts, in one variant, and what it gives."""

import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from msgspec import Struct, to_builtins
from msgspec.structs import asdict

from bot.mentions import Channel, Mention
from bot.slack.replies import File, FileMessage, HomeTab, Message
from bot.text import Translator

T = Translator("en-US", "Europe/Lisbon")

ANA = Mention("U0ANA", "Ana")  # a junior designer
CLEO = Mention("U0CLEO", "Cleo")  # a director
DAN = Mention("U0DAN", "Dan")  # somebody else in the program
OLGA = Mention("U0OLGA", "Olga")  # runs the program
NINO = Mention("U0NINO", "Nino")  # the neutral contact
TOWN = Channel("C0TOWN")
DESK = Channel("C0DESK")
NAMES = {
    **{person.slack_id: person.name for person in (ANA, CLEO, DAN, OLGA, NINO)},
    TOWN.slack_id: "town-square",
    DESK.slack_id: "program-desk",
}
PROGRAM = "Swap & grow"


@dataclass(frozen=True)
class Case:
    """`given`: the view's arguments by name, without the translator."""

    view: Callable[..., Any]
    variant: str
    given: Mapping[str, Any]

    @property
    def name(self) -> str:
        """`feature/view` or `feature/view.variant`: also the path of its golden file."""
        _, _, *inside = self.view.__module__.split(".")
        name = f"{inside[0]}/{self.view.__name__}"
        return f"{name}.{self.variant}" if self.variant else name

    def render(self, **given: Any) -> Any:
        """What the view gives, as Slack's API takes it; with other arguments where some are given."""
        return as_json(self.view(T, **{**self.given, **given}))


def case(view: Callable[..., Any], variant: str, *facts: Any, **named: Any) -> Case:
    bound = inspect.signature(view).bind(T, *facts, **named)
    _, *names = bound.arguments
    return Case(view, variant, {name: bound.arguments[name] for name in names})


def as_json(shown: Any) -> Any:
    if isinstance(shown, Message):
        return shown.body()
    if isinstance(shown, HomeTab):
        return shown.view
    if isinstance(shown, list) and shown and "type" in shown[0]:
        return {"blocks": shown}  # a part of messages and Homes
    if isinstance(shown, FileMessage):
        undrawn = {"undrawn": shown.undrawn.plain()} if shown.undrawn else {}
        return {"text": shown.text.plain(), **undrawn, "files": [_file(file) for file in shown.files]}
    return shown


def _file(file: File) -> dict[str, Any]:
    content = file.content if isinstance(file.content, str) else to_builtins(file.content)
    return {"name": file.name, "title": file.title.plain(), "alt": file.alt_text(), "content": content}


def live(given: Any) -> Iterator[str]:
    """The mentions that facts carry, as Slack writes them. Nothing else may be live in a message."""
    if isinstance(given, Mention):
        yield f"<@{given.slack_id}>"
    elif isinstance(given, Channel):
        yield f"<#{given.slack_id}>"
    elif isinstance(given, Struct):
        for part in asdict(given).values():
            yield from live(part)
    elif isinstance(given, Mapping):
        for each in given.values():
            yield from live(each)
    elif isinstance(given, list | tuple):
        for each in given:
            yield from live(each)
