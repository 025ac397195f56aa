"""What a handler may answer. What is said later, or to others, goes through the outbox instead."""

import hashlib
import json
from collections.abc import Mapping, Sequence

from msgspec import Struct

from bot.pictures.spec import Picture
from bot.slack.blocks import Block, Words, plain
from bot.text import Phrase, escape
from bot.workbook import Workbook


class Message(Struct, frozen=True):
    """A message: its blocks, and the fallback `text` for lock screens, which tells nothing private."""

    text: Phrase
    blocks: Sequence[Block]

    def body(self) -> Block:
        """As Slack's API takes it, which reads markup in `text` too, and no more than 4,000 characters of it."""
        if len(self.blocks) > 50:
            raise ValueError(f"{len(self.blocks)} blocks in a message where Slack takes 50")
        return {"text": escape(plain(self.text, 800)["text"]), "blocks": list(self.blocks)}


class File(Struct, frozen=True):
    """A file that goes with a message; Slack shows `title`. A picture is drawn when it is sent.

    `alt` tells who can't see a picture the same in words.
    """

    name: str
    title: Phrase
    content: str | Picture | Workbook
    alt: Phrase | None = None

    def alt_text(self) -> str | None:
        """As much of it as Slack takes."""
        return plain(self.alt, 1_000)["text"] if self.alt else None


class FileMessage(Struct, frozen=True):
    """Files with a line of text, in one message. Only the outbox sends it.

    `undrawn`: the text where a picture can't be drawn, and the other files come without it.
    """

    text: Phrase
    files: Sequence[File]
    undrawn: Phrase | None = None


class HomeTab(Struct, frozen=True):
    """A member's App Home. The outbox publishes it."""

    view: Block

    @property
    def digest(self) -> str:
        """The same for two that look the same."""
        return hashlib.sha256(json.dumps(self.view, sort_keys=True).encode()).hexdigest()


class OpenModal(Struct, frozen=True):
    """Open a modal (from a command or a button in a message), or lay it over the one that was clicked in.

    `replacing`: also put this in place of the message whose button was clicked.
    """

    view: Block
    replacing: Message | None = None


class ShowModal(Struct, frozen=True):
    """Show this in place of the modal that was submitted. `home`: also make this the member's App Home, at once.

    Only for who was just erased: there is no row left that the outbox could publish to.
    """

    view: Block
    home: HomeTab | None = None


class UpdateModal(Struct, frozen=True):
    """Show this in place of the modal in which a button was clicked, unless it has changed meanwhile."""

    view: Block


class FieldErrors(Struct, frozen=True):
    """Keep the form open, and say at each field what to do. Nothing was changed."""

    errors: Mapping[str, Words]

    def body(self) -> Block:
        return {name: plain(words, 2000)["text"] for name, words in self.errors.items()}


class Close(Struct, frozen=True):
    """The form is done."""


class Say(Struct, frozen=True):
    """Tell only the member who acted, where they acted."""

    message: Message


class Replace(Struct, frozen=True):
    """Put this in place of the message whose button was clicked."""

    message: Message


class Options(Struct, frozen=True):
    """What the member may pick for what they typed: options, or groups of them with headings."""

    options: Sequence[Block] = ()
    groups: Sequence[Block] = ()


Reply = OpenModal | ShowModal | UpdateModal | FieldErrors | Close | Say | Replace | Options | None
