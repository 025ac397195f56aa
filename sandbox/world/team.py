"""One workspace: who is in it, where they talk, and how the app is installed."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sandbox.clock import CalendarClock
from sandbox.errors import SandboxError
from sandbox.world.messages import Conversation, File, Kind, Message
from sandbox.world.people import Person
from sandbox.world.views import View

NewId = Callable[[str], str]


@dataclass
class Installation:
    """The app in this workspace. `scopes` in the order in which Slack tells them."""

    bot_token: str
    scopes: list[str]
    bot: Person
    revoked: bool = False
    uninstalled: bool = False


class Team:
    def __init__(self, id: str, name: str, clock: CalendarClock, new_id: NewId) -> None:
        self.id = id
        self.name = name
        self.domain = name.lower().replace(" ", "-")
        self.clock = clock
        self.people: dict[str, Person] = {}
        self.conversations: dict[str, Conversation] = {}
        self.views: dict[str, View] = {}
        self.stacks: dict[str, list[str]] = {}
        self.homes: dict[str, View] = {}
        self.files: dict[str, File] = {}
        self.private: dict[str, list[Message]] = {}
        self.read_to: dict[tuple[str, str], str] = {}
        self.installation: Installation
        self._new_id = new_id
        self._by_name: dict[str, str] = {}
        self._dms: dict[frozenset[str], str] = {}
        self._of: dict[str, list[str]] = {}
        self._user_number = 0

    @property
    def bot(self) -> Person:
        return self.installation.bot

    # People

    def add_person(self, real_name: str, **fields: Any) -> Person:
        self._user_number += 1
        now = int(self.clock.now.timestamp())
        person = Person(f"U{self._user_number:08d}", self.id, real_name, updated=now, **fields)
        if real_name.lower() in self._by_name:
            raise SandboxError(f"There is a {real_name} in {self.name} already")
        if any(other.name == person.name for other in self.people.values()):
            person.name = f"{person.name}{self._user_number}"
        self.people[person.id] = person
        self._by_name[real_name.lower()] = person.id
        return person

    def person(self, who: str) -> Person:
        """By id, full name, handle, or the beginning of a name that only one has."""
        id = who if who in self.people else self._by_name.get(who.lower().lstrip("@"))
        if id:
            return self.people[id]
        wanted = who.lower().lstrip("@")
        found = [p for p in self.people.values() if p.real_name.lower().startswith(wanted) or p.name == wanted]
        whole_word = [p for p in found if f"{p.real_name.lower()} ".startswith(f"{wanted} ")]
        if len(whole_word) == 1 or len(found) == 1:
            return (whole_word or found)[0]
        raise SandboxError(
            f"{len(found) or 'Nobody'} in {self.name} called {who!r}: {[p.real_name for p in found]}"
        )

    def rename(self, person: Person, real_name: str) -> None:
        self._by_name.pop(person.real_name.lower(), None)
        person.real_name = real_name
        self._by_name[real_name.lower()] = person.id

    def display_name(self, id: str) -> str:
        """What a person sees in place of an id: a name, or #channel."""
        if id in self.people:
            return self.people[id].real_name
        if id in self.conversations:
            return self.conversations[id].name
        return id

    # Conversations

    def add_conversation(self, kind: Kind, name: str, members: list[str]) -> Conversation:
        prefix = "D" if kind == "im" else "C"
        created = int(self.clock.now.timestamp())
        conversation = Conversation(self._new_id(prefix), kind, name, [], created)
        self.conversations[conversation.id] = conversation
        for member in members:
            self.join(conversation, member)
        return conversation

    def join(self, conversation: Conversation, user: str) -> None:
        conversation.members.append(user)
        self._of.setdefault(user, []).append(conversation.id)

    def direct(self, users: list[str]) -> tuple[Conversation, bool]:
        """The IM or group DM of exactly these, and whether it was there before."""
        key = frozenset(users)
        if key in self._dms:
            return self.conversations[self._dms[key]], True
        kind: Kind = "im" if len(key) == 2 else "mpim"
        names = "--".join(self.people[user].name for user in users)
        conversation = self.add_conversation(kind, "directmessage" if kind == "im" else f"mpdm-{names}-1", users)
        self._dms[key] = conversation.id
        return conversation, False

    def of_person(self, user: str) -> list[Conversation]:
        return [self.conversations[id] for id in self._of.get(user, ())]

    def channel(self, name: str) -> Conversation:
        """By id or name, with or without #."""
        if name in self.conversations:
            return self.conversations[name]
        wanted = name.lstrip("#")
        for conversation in self.conversations.values():
            if conversation.name == wanted and conversation.kind in ("public", "private"):
                return conversation
        raise SandboxError(f"No channel {name!r} in {self.name}")

    def view_named(self, external_id: str) -> View | None:
        """The open modal or home tab that the app gave this name; a workspace has one at most."""
        views = (*self.views.values(), *self.homes.values())
        return next((view for view in views if view.body.get("external_id") == external_id), None)

    # Messages

    def read(self, user: str, conversation: Conversation, ts: str) -> None:
        """They have seen everything in there up to `ts`."""
        key = (user, conversation.id)
        self.read_to[key] = max(ts, self.read_to.get(key, ""))

    def post(self, conversation: Conversation, user: Person, text: str, **fields: Any) -> Message:
        ts = self.clock.new_ts()
        message = Message(ts, conversation.id, user.id, text, team_id=self.id, **fields)
        message.bot_id, message.app_id = user.bot_id, user.app_id
        if message.only_for:
            conversation.ephemeral[ts] = message
            self.private.setdefault(message.only_for, []).append(message)
        else:
            conversation.messages[ts] = message
        self.clock.changes.happened()
        return message


@dataclass
class Upload:
    """An address that takes one file's bytes."""

    team: Team
    file: File = field(repr=False)
