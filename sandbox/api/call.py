"""One call of a Web API method: its arguments, read as Slack reads them, and the registry of methods."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sandbox.errors import Refused
from sandbox.world.messages import Conversation
from sandbox.world.people import Person
from sandbox.world.team import Team
from sandbox.world.world import World


@dataclass
class Call:
    """`args` as they came: strings from a form, any JSON from a JSON body."""

    world: World
    team: Team
    args: dict[str, Any]

    def text(self, name: str) -> str | None:
        value = self.args.get(name)
        if value is None:
            return None
        if isinstance(value, dict | list):
            raise Refused("invalid_arguments", f"[ERROR] must be a string [json-pointer:/{name}]")
        return str(value)

    def required(self, name: str, error: str = "invalid_arguments") -> str:
        value = self.text(name)
        if not value:
            raise Refused(error, f"[ERROR] missing required field: {name}")
        return value

    def flag(self, name: str, default: bool = False) -> bool:
        value = self.args.get(name)
        if value is None:
            return default
        return str(value).lower() in ("1", "true")

    def number(self, name: str, default: int, lowest: int, highest: int, error: str = "invalid_limit") -> int:
        value = self.text(name)
        if value is None or value == "":
            return default
        if not value.isdecimal() or not lowest <= int(value) <= highest:
            raise Refused(error)
        return int(value)

    def structure(self, name: str, kind: type, error: str) -> Any:
        """An argument that is JSON: as such, or as a string that holds it."""
        value = self.args.get(name)
        if isinstance(value, str):
            try:
                value = json.loads(value) if value else None
            except json.JSONDecodeError as problem:
                raise Refused(error, f"[ERROR] {name} isn't JSON: {problem}") from problem
        if value is not None and not isinstance(value, kind):
            raise Refused(
                error, f"[ERROR] must be {'an array' if kind is list else 'an object'} [json-pointer:/{name}]"
            )
        return value

    def list_of_ids(self, name: str) -> list[str]:
        """Comma-separated, or a JSON array."""
        value = self.args.get(name) or []
        parts = value if isinstance(value, list) else str(value).split(",")
        return [str(part).strip() for part in parts if str(part).strip()]

    def scoped(self, *needed: str) -> None:
        """Refuses unless the token has one of `needed`."""
        provided = self.team.installation.scopes
        if not set(needed) & set(provided):
            raise Refused("missing_scope", needed=",".join(needed), provided=",".join(provided))

    def has(self, scope: str) -> bool:
        return scope in self.team.installation.scopes

    def conversation(self, name: str = "channel") -> Conversation:
        """The conversation with this id, if the app can know of it: a public one, or one it is in."""
        conversation = self.team.conversations.get(self.required(name, "channel_not_found"))
        if conversation is None:
            raise Refused("channel_not_found")
        if conversation.kind != "public" and self.team.bot.id not in conversation.members:
            raise Refused("channel_not_found")
        return conversation

    def person(self, name: str = "user") -> Person:
        person = self.team.people.get(self.required(name, "user_not_found"))
        if person is None:
            raise Refused("user_not_found")
        return person


@dataclass(frozen=True)
class Method:
    """`scopes`: one of them is needed, or none where it is empty; once it knows the place, it may ask for more."""

    name: str
    run: Callable[[Call], dict[str, Any]]
    scopes: tuple[str, ...]
    app_token: bool = False


METHODS: dict[str, Method] = {}


def method(name: str, *scopes: str, app_token: bool = False) -> Callable[[Callable[[Call], dict[str, Any]]], Any]:
    """Makes a function a Web API method; it returns what comes beside `ok`, or raises Refused."""

    def register(run: Callable[[Call], dict[str, Any]]) -> Callable[[Call], dict[str, Any]]:
        METHODS[name] = Method(name, run, scopes, app_token)
        return run

    return register


def paged(
    call: Call, items: list[Any], default: int = 100, highest: int = 1000
) -> tuple[list[Any], dict[str, Any]]:
    """The page that `cursor` and `limit` ask for, and the `response_metadata` that leads to the next."""
    limit = call.number("limit", default, 1, highest)
    cursor = call.text("cursor") or "next:0"
    if not cursor.startswith("next:") or not cursor[5:].isdecimal() or int(cursor[5:]) > len(items):
        raise Refused("invalid_cursor")
    start = int(cursor[5:])
    end = start + limit
    return items[start:end], {"response_metadata": {"next_cursor": f"next:{end}" if end < len(items) else ""}}
