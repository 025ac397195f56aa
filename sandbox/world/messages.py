"""Conversations and what is written in them."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from mimetypes import MimeTypes
from typing import Any, Literal

Kind = Literal["public", "private", "im", "mpim"]
MIME_TYPES = MimeTypes()  # of the language alone: the machine's own lists differ
SCOPE_FAMILIES: dict[str, str] = {"public": "channels", "private": "groups", "im": "im", "mpim": "mpim"}


@dataclass
class Message:
    ts: str
    channel: str
    user: str
    text: str
    blocks: list[dict[str, Any]] = field(default_factory=list)
    attachments: list[dict[str, Any]] = field(default_factory=list)
    metadata: dict[str, Any] | None = None
    files: list[str] = field(default_factory=list)
    thread_ts: str | None = None
    bot_id: str = ""
    app_id: str = ""
    team_id: str = ""
    only_for: str | None = None
    names_linked: bool = False
    edited_ts: str | None = None
    state: dict[str, dict[str, Any]] = field(default_factory=dict)

    @cached_property
    def at(self) -> str:
        """When it was written, in UTC."""
        return datetime.fromtimestamp(float(self.ts), UTC).isoformat()

    def as_json(self, files: dict[str, "File"], *, metadata: bool = False) -> dict[str, Any]:
        """The message object as Slack gives it to an app."""
        message: dict[str, Any] = {"user": self.user, "type": "message", "ts": self.ts, "text": self.text}
        if self.bot_id:
            message |= {"bot_id": self.bot_id, "app_id": self.app_id}
        message["team"] = self.team_id
        if self.blocks:
            message["blocks"] = self.blocks
        if self.attachments:
            message["attachments"] = self.attachments
        if self.files:
            message["files"] = [files[id].as_json() for id in self.files]
        if self.thread_ts:
            message["thread_ts"] = self.thread_ts
        if self.edited_ts:
            message["edited"] = {"user": self.user, "ts": self.edited_ts}
        if metadata and self.metadata:
            message["metadata"] = self.metadata
        return message


@dataclass
class Conversation:
    """`messages` and `ephemeral` are in the order of their ts; `ephemeral` are those that one person sees."""

    id: str
    kind: Kind
    name: str
    members: list[str]
    created: int
    messages: dict[str, Message] = field(default_factory=dict)
    ephemeral: dict[str, Message] = field(default_factory=dict)
    is_archived: bool = False

    @property
    def scope_family(self) -> str:
        """The first part of the scopes that rule this conversation."""
        return SCOPE_FAMILIES[self.kind]

    def partner(self, user: str) -> str:
        return next(member for member in self.members if member != user)


@dataclass
class File:
    """`content` is None until it was uploaded; `shared` False until files.completeUploadExternal."""

    id: str
    name: str
    length: int
    user: str
    created: int
    title: str = ""
    alt_text: str = ""
    content: bytes | None = None
    completed: bool = False
    channels: list[str] = field(default_factory=list)

    @property
    def mimetype(self) -> str:
        """By the end of its name, as Slack has it where the content doesn't say otherwise."""
        return MIME_TYPES.guess_type(self.name)[0] or "application/octet-stream"

    def as_json(self) -> dict[str, Any]:
        alt = {"alt_txt": self.alt_text} if self.alt_text else {}
        return alt | {
            "id": self.id,
            "created": self.created,
            "timestamp": self.created,
            "name": self.name,
            "title": self.title or self.name,
            "mimetype": self.mimetype,
            "filetype": self.name.rpartition(".")[2].lower() if "." in self.name else "binary",
            "size": self.length,
            "user": self.user,
            "mode": "hosted",
            "is_external": False,
            "is_public": False,
            "channels": list(self.channels),
            "groups": [],
            "ims": [],
        }
