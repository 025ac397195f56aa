"""A person, and all that they can do and see."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Any

from sandbox.client.messages import Answer, Conversation, Message
from sandbox.client.views import Home, Modal
from sandbox.client.wire import Wire


@dataclass(frozen=True)
class Person:
    """What is known of them is as of when it was read; what they do and see is always now."""

    id: str
    name: str
    real_name: str
    email: str
    tz: str
    locale: str
    title: str
    is_admin: bool
    is_owner: bool
    deleted: bool
    is_bot: bool
    is_restricted: bool
    is_ultra_restricted: bool
    is_stranger: bool
    _wire: Wire = field(repr=False, compare=False)

    def command(self, line: str, *, channel: str | None = None) -> Answer:
        """Types "/name text", in the DM with the app or in a channel they are in; returns after the app's ack."""
        return self._do("command", line=line, channel=channel)

    def dm(self) -> Conversation:
        """Their DM with the app."""
        return Conversation.of(self._wire, self.id, self._wire.ask("dm", who=self.id))

    @property
    def groups(self) -> list[Conversation]:
        """The group DMs they are in."""
        return [one for one in self.conversations if one.kind == "mpim"]

    @property
    def conversations(self) -> list[Conversation]:
        told = self._wire.ask("conversations", who=self.id)
        return [Conversation.of(self._wire, self.id, one) for one in told]

    def channel(self, name: str) -> Conversation:
        return Conversation.of(self._wire, self.id, self._wire.ask("conversation", name=name))

    @property
    def ephemeral(self) -> list[Message]:
        """Messages that only they see, oldest first."""
        return [Message.of(self._wire, self.id, one) for one in self._wire.ask("ephemeral", who=self.id)]

    @property
    def modal(self) -> Modal | None:
        """The modal before them, the topmost."""
        told = self._wire.ask("modal", who=self.id)
        return Modal.of(self._wire, self.id, told) if told else None

    @property
    def home(self) -> Home | None:
        """The app's home tab as last published for them; None: nothing was, or the app has no home tab.

        Reading it tells the app nothing; `open_home` does.
        """
        told = self._wire.ask("home", who=self.id)
        return Home.of(self._wire, self.id, told) if told else None

    def open_home(self) -> Home | None:
        """Opens the app's home tab and returns it as it is once the app has acked.

        The app, if subscribed, is sent app_home_opened with tab "home", user, channel (their DM), event_ts and,
        when something is published already, the view. Raises SandboxError when the app has no home tab.
        """
        self._do("open_home", tab="home")
        return self.home

    def open_messages(self) -> Conversation:
        """Opens the DM with the app, which is sent app_home_opened for that too: tab "messages", no view."""
        self._do("open_home", tab="messages")
        return self.dm()

    def change(self, **fields: Any) -> Person:
        """Changes real_name, email, tz, locale, title, is_admin, deleted …; the app is sent user_change.

        A status is one thing: status_text, status_emoji (":palm_tree:") and status_expiration (an aware datetime or
        Unix seconds) replace the one before, what isn't said of it is empty; it clears itself at its expiration,
        without an event.
        """
        if isinstance(ends := fields.get("status_expiration"), datetime):
            fields["status_expiration"] = int(ends.timestamp())
        return Person(**self._wire.gesture("change_user", who=self.id, **fields), _wire=self._wire)

    def snooze(self, until: datetime | None) -> None:
        """Pauses notifications from now until then (None: no longer); the app is sent dnd_updated_user."""
        self._wire.gesture("snooze", who=self.id, until=until.isoformat() if until else None)

    def dnd(self, starts: datetime | time | None, ends: datetime | time | None) -> None:
        """Do not disturb from `starts` to `ends`; the app is sent dnd_updated_user.

        Two aware datetimes: this once. Two times of day: every day, by this person's clock (22:00 to 8:00 is a
        night). None and None: not any more. It replaces what was set so; a snooze is apart from it.
        """
        said = [each.isoformat() if each else None for each in (starts, ends)]
        self._wire.gesture("dnd", who=self.id, starts=said[0], ends=said[1])

    def deactivate(self) -> Person:
        return self.change(deleted=True)

    def reactivate(self) -> Person:
        return self.change(deleted=False)

    def _do(self, verb: str, **arguments: Any) -> Answer:
        return Answer.of(self._wire, self.id, self._wire.gesture(verb, who=self.id, **arguments))


@dataclass(frozen=True)
class News:
    """A message that came, and where. `reader`: who alone sees it; None in group DMs and channels."""

    place: Conversation
    message: Message
    reader: Person | None

    @classmethod
    def of(cls, wire: Wire, told: dict[str, Any]) -> News:
        reader = Person(**told["reader"], _wire=wire) if told["reader"] else None
        who = reader.id if reader else ""
        return cls(Conversation.of(wire, who, told["conversation"]), Message.of(wire, who, told["message"]), reader)
