"""Modals and the home tab, as the person before them sees them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Self

from sandbox.client.messages import Answer
from sandbox.client.wire import Wire, sendable


@dataclass(frozen=True)
class Screen:
    """`plain`: all that it shows, as text. `fields`: what inputs hold, by label. `raw`: Slack's view object."""

    id: str
    plain: str
    fields: dict[str, str]
    buttons: tuple[str, ...]
    blocks: list[dict[str, Any]] = field(repr=False)
    raw: dict[str, Any] = field(repr=False)
    _reader: str = field(repr=False, compare=False)
    _wire: Wire = field(repr=False, compare=False)

    def click(self, label: str, *, near: str | None = None, stale: bool = False) -> Answer:
        """Presses a button or menu entry inside it, as it is now; `near`: the one below or beside this text.

        `stale`: as it was when it was read, even if the app has changed it since: what a second click, or a slow
        client, sends.
        """
        place: dict[str, Any] = {"view": self.id} | ({"stale": self.raw} if stale else {})
        return self._do("click", place=place, label=label, near=near)

    def choose(self, values: dict[str, Any], *, near: str | None = None) -> Answer:
        """Enters values without submitting, {label: value}; the app hears of those that it listens to.

        A select outside of an input block has no label: its section's text or its placeholder is its name, `near`
        tells apart those that have the same. Values are as for Modal.submit.
        """
        return self._do("choose", place={"view": self.id}, values=sendable(values), near=near)

    def options(self, label: str, typed: str = "", *, near: str | None = None) -> list[str]:
        """The options that a select shows when this is typed into it; an external one asks the app."""
        place = {"view": self.id}
        return self._wire.ask("options", who=self._reader, place=place, label=label, typed=typed, near=near)

    def _do(self, verb: str, **arguments: Any) -> Answer:
        return Answer.of(self._wire, self._reader, self._wire.gesture(verb, who=self._reader, **arguments))

    @classmethod
    def _parts(cls, wire: Wire, reader: str, told: dict[str, Any]) -> dict[str, Any]:
        parts = {name: told[name] for name in ("id", "plain", "fields", "blocks", "raw")}
        return parts | {"buttons": tuple(told["buttons"]), "_reader": reader, "_wire": wire}


@dataclass(frozen=True)
class Home(Screen):
    """The app's home tab as it was when it was read. `publishes`: how often the app had published it by then."""

    publishes: int = 0

    @classmethod
    def of(cls, wire: Wire, reader: str, told: dict[str, Any]) -> Self:
        return cls(**cls._parts(wire, reader, told), publishes=told["publishes"])


@dataclass(frozen=True)
class Modal(Screen):
    """The modal on top. `title`, `submit_text` and `close_text` are what is written there."""

    title: str = ""
    submit_text: str | None = None
    close_text: str | None = None

    @property
    def labels(self) -> list[str]:
        return list(self.fields)

    def submit(self, values: dict[str, Any] | None = None) -> Answer:
        """Enters values by label (or its beginning), then presses the submit button.

        Selects, radio buttons and checkboxes take option texts (for an external one the text is typed and the app
        asked), users and channels their names, dates and times ISO text or date and time objects, several values
        a list; None or "" empties an input. What isn't named keeps what it holds.
        """
        return self._do("submit", view=self.id, values=sendable(values or {}))

    def close(self) -> Answer:
        """Presses the close button."""
        return self._do("close", view=self.id)

    @classmethod
    def of(cls, wire: Wire, reader: str, told: dict[str, Any]) -> Self:
        texts = {"title": told["title"], "submit_text": told["submit"], "close_text": told["close"]}
        return cls(**cls._parts(wire, reader, told) | texts)
