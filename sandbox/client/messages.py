"""Messages and conversations, as one person sees them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sandbox.client.wire import Wire, sendable

if TYPE_CHECKING:
    from sandbox.client.views import Modal


@dataclass(frozen=True)
class Mentions:
    """The live mentions of a message: `broadcasts` of here, channel, everyone; ids of users and user groups."""

    broadcasts: tuple[str, ...]
    users: tuple[str, ...]
    groups: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.broadcasts or self.users or self.groups)


@dataclass(frozen=True)
class File:
    """`alt_text`: what a screen reader says of it, "" if the app gave none. `mimetype`: by the end of its name."""

    id: str
    name: str
    title: str
    alt_text: str
    mimetype: str
    _wire: Wire = field(repr=False, compare=False)

    @property
    def content(self) -> bytes:
        """The very bytes that the app uploaded."""
        return bytes.fromhex(self._wire.ask("file", id=self.id))


@dataclass(frozen=True)
class Message:
    """A message as it was when it was read. `text` and `blocks` as sent, `plain` as a person reads it.

    `at` is exact to the second, as Slack shows it; of two at the same time `ts` says which came first.
    `buttons`: the texts of its buttons and menu entries. `ephemeral`: only this person sees it.
    """

    ts: str
    at: datetime
    channel: str
    author: str
    text: str
    plain: str
    blocks: list[dict[str, Any]] = field(repr=False)
    buttons: tuple[str, ...]
    files: tuple[File, ...]
    metadata: dict[str, Any] | None
    mentions: Mentions
    ephemeral: bool
    edited: bool
    thread_ts: str | None
    _reader: str = field(repr=False, compare=False)
    _wire: Wire = field(repr=False, compare=False)

    def click(self, label: str, *, near: str | None = None, stale: bool = False) -> Answer:
        """Presses the button (or menu entry) that says `label`, or begins with it, on the message as it is now.

        `near`: where several say the same, the one below or beside this text. `stale`: as this message was when it
        was read, even if it has been replaced since: what a second click, or a slow client, sends.
        """
        place: dict[str, Any] = {"channel": self.channel, "ts": self.ts}
        if stale:
            place |= {"stale": self.blocks, "ephemeral": self.ephemeral}
        told = self._wire.gesture("click", who=self._reader, place=place, label=label, near=near)
        return Answer.of(self._wire, self._reader, told)

    def choose(self, values: dict[str, Any], *, near: str | None = None) -> Answer:
        """Sets selects, dates and the like in the message: {placeholder, or text beside it: what to pick}.

        Values are as for Modal.submit: option texts, names of users and channels, a list for several; an external
        select is typed into and the app asked. The app hears of each at once. `near`: where several have the same
        placeholder, the one below or beside this text.
        """
        place = {"channel": self.channel, "ts": self.ts}
        told = self._wire.gesture("choose", who=self._reader, place=place, values=sendable(values), near=near)
        return Answer.of(self._wire, self._reader, told)

    def options(self, label: str, typed: str = "", *, near: str | None = None) -> list[str]:
        """The options that a select in it shows when this is typed into it; an external one asks the app."""
        place = {"channel": self.channel, "ts": self.ts}
        return self._wire.ask("options", who=self._reader, place=place, label=label, typed=typed, near=near)

    @property
    def now(self) -> Message | None:
        """This message as it is by now; None: deleted."""
        told = self._wire.ask("message", channel=self.channel, ts=self.ts)
        return Message.of(self._wire, self._reader, told) if told else None

    @classmethod
    def of(cls, wire: Wire, reader: str, told: dict[str, Any]) -> Message:
        return cls(
            **told
            | {
                "at": datetime.fromisoformat(told["at"]).replace(microsecond=0),
                "buttons": tuple(told["buttons"]),
                "files": tuple(File(**each, _wire=wire) for each in told["files"]),
                "mentions": Mentions(**{name: tuple(ids) for name, ids in told["mentions"].items()}),
                "_reader": reader,
                "_wire": wire,
            }
        )


@dataclass(frozen=True)
class Conversation:
    """A DM with the app, group DM or channel. `kind`: im, mpim, public or private. `members`: names."""

    id: str
    kind: str
    name: str
    members: tuple[str, ...]
    _reader: str = field(repr=False, compare=False)
    _wire: Wire = field(repr=False, compare=False)

    @property
    def messages(self) -> list[Message]:
        """What everyone in it sees, oldest first, as of now."""
        return [Message.of(self._wire, self._reader, one) for one in self._wire.ask("messages", channel=self.id)]

    @property
    def last(self) -> Message | None:
        told = self._wire.ask("messages", channel=self.id, last=1)
        return Message.of(self._wire, self._reader, told[0]) if told else None

    def say(self, text: str) -> Answer:
        """Writes a message here as this person."""
        return Answer.of(
            self._wire, self._reader, self._wire.gesture("say", who=self._reader, channel=self.id, text=text)
        )

    @classmethod
    def of(cls, wire: Wire, reader: str, told: dict[str, Any]) -> Conversation:
        return cls(told["id"], told["kind"], told["name"], tuple(told["members"]), reader, wire)


@dataclass(frozen=True)
class Answer:
    """What a person saw happen at once after a command, click or submission.

    `messages`: what only they see (ephemeral), `text`: the same as text. `modal`: the topmost, if another
    than before or changed. `failed`: the error that Slack shows them, None if there is none. `errors`: below the
    inputs of the modal, by label. `closed`: the modal that they acted on is closed.
    """

    messages: tuple[Message, ...]
    modal: Modal | None
    failed: str | None
    errors: dict[str, str]
    closed: bool

    @property
    def text(self) -> str:
        return "\n".join(message.plain for message in self.messages)

    @classmethod
    def of(cls, wire: Wire, reader: str, told: dict[str, Any]) -> Answer:
        from sandbox.client.views import Modal

        messages: Sequence[Message] = [Message.of(wire, reader, one) for one in told["messages"]]
        modal = Modal.of(wire, reader, told["view"]) if told["view"] else None
        return cls(tuple(messages), modal, told["failed"], told["errors"], told["closed"])
