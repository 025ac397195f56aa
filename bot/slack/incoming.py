"""What comes in from Slack, read once: who acts, what they clicked, what they filled in."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from functools import cached_property
from typing import Any, TypeVar

from msgspec import Struct
from sqlalchemy.orm import Session

from bot.db import Unit
from bot.errors import NotYours, UserError
from bot.models import Member, MemberKind, Workspace
from bot.models.sealed import Stored
from bot.slack.readable import readable
from bot.text import Translator

Body = Mapping[str, Any]
Value = TypeVar("Value")
EMPTY: Body = {}
LONGEST_CHOICE = 75
LONGEST_TEXT = 3000
"""As much as Slack lets anybody type into a field."""
LARGEST = 1_000_000
"""Number that anybody has a reason to type; those that fit into no column are larger."""
LONGEST_ID = 18
"""In digits: what is longer fits into no column."""


class Acting(Struct, frozen=True):
    """Who acts and where, as far as every payload must know: plain columns, read without the ORM.

    Of whom we never met only the first three are there; their payload is refused, or Slack is asked.
    """

    workspace_id: int
    team_id: str
    sealed_token: Stored  # see places.token_of
    id: int
    slack_id: str
    email: str | None
    kind: MemberKind
    is_admin: bool
    timezone: str
    locale: str
    refreshed_at: datetime
    deactivated_at: datetime | None

    @property
    def is_known(self) -> bool:
        """Whether we have met them."""
        return bool(self.id)

    @property
    def who(self) -> Mapping[str, Any]:
        """By what statements find this member, where their row needn't be read."""
        return {
            "workspace_id": self.workspace_id,
            "member_id": self.id,
            "slack_id": self.slack_id,
            "email": self.email,
        }


class Context(Struct, frozen=True, dict=True):
    """Who acts, where and when; `unit` is the one transaction of this payload, if it needs one."""

    unit: Unit
    now: datetime
    acting: Acting
    t: Translator

    @property
    def session(self) -> Session:
        """In the transaction."""
        return self.unit.session

    @cached_property
    def member(self) -> Member:
        """The whole row, read when it is first needed."""
        return self.session.get_one(Member, self.acting.id)

    @cached_property
    def workspace(self) -> Workspace:
        """The whole row; `acting.workspace_id` costs nothing."""
        return self.session.get_one(Workspace, self.acting.workspace_id)


def one_of(kind: Callable[[str], Value], value: str) -> Value:
    """What an element carried, as a member of an enum or the like; raises NotYours for anything else."""
    try:
        return kind(value[:LONGEST_CHOICE])
    except ValueError:
        raise NotYours() from None


def ids(value: str, count: int | None = None) -> list[int]:
    """The ids that an element or a form carries, separated by colons; raises NotYours for anything else."""
    parts = value.split(":")
    if count not in (None, len(parts)) or not all(part.isdecimal() and len(part) <= LONGEST_ID for part in parts):
        raise NotYours()
    return [int(part) for part in parts]


class Click(Struct, frozen=True):
    """A button that was clicked, or another element that was changed; `value` is what it carried.

    `block`: the id of the block that it stands in.
    """

    value: str
    subject: str
    block: str = ""

    @property
    def id(self) -> int:
        """The one id that it carried; raises NotYours."""
        return ids(self.value, 1)[0]


class Typed(Struct, frozen=True):
    """What a member has typed so far into a type-ahead, the modal's subject, and the id of the block."""

    text: str
    subject: str
    block: str = ""


class Form(Struct, frozen=True):
    """A submitted modal: values by field name (block id). Slack leaves out what a member left empty."""

    subject: str
    _values: Mapping[str, Any]
    _members: Mapping[str, Member]

    @property
    def id(self) -> int:
        """The one id that it is about; raises NotYours."""
        return ids(self.subject, 1)[0]

    def text(self, name: str) -> str | None:
        """What was typed, without what can't be seen around and in it; None if nothing. Raises UserError."""
        value = self._field(name).get("value")
        if isinstance(value, str) and len(value) > LONGEST_TEXT:
            raise UserError("error-text-too-long", field=name, most=LONGEST_TEXT)
        return readable(value) or None if isinstance(value, str) else None

    def number(self, name: str) -> int | None:
        value = self.text(name)
        try:
            number = int(value) if value else None
        except ValueError:
            raise UserError("error-not-a-number", field=name) from None
        if number is not None and abs(number) > LARGEST:
            raise UserError("error-not-a-number", field=name)
        return number

    def choice(self, name: str) -> str | None:
        """The value of the one option chosen."""
        option = self._field(name).get("selected_option")
        return readable(option["value"]) if option else None

    def chosen(self, name: str, kind: Callable[[str], Value]) -> Value:
        """The one option chosen; raises UserError at the field if none is, NotYours for one never offered."""
        return one_of(kind, self.required(self.choice, name))

    def choices(self, name: str) -> list[str]:
        return [value for value, _ in self.picked(name)]

    def picked(self, name: str) -> list[tuple[str, str]]:
        """(value, text) of the options chosen, in the order of choosing."""
        field = self._field(name)
        options: Sequence[Body] = field.get("selected_options") or [field.get("selected_option") or EMPTY]
        return [(readable(option["value"]), readable(option["text"]["text"])) for option in options if option]

    def file(self, name: str) -> str | None:
        """Slack's id of the one file handed in."""
        handed_in: Sequence[Body] = self._field(name).get("files") or ()
        return readable(handed_in[0]["id"]) if handed_in else None

    def member(self, name: str) -> Member | None:
        """The member picked, already known to us."""
        slack_id = self._field(name).get("selected_user")
        return self._members[slack_id] if slack_id else None

    def members(self, name: str) -> list[Member]:
        picked: Sequence[str] = self._field(name).get("selected_users") or ()
        return [self._members[slack_id] for slack_id in picked]

    def channel(self, name: str) -> str | None:
        chosen = self._field(name).get("selected_conversation")
        return readable(chosen) if chosen else None

    def date(self, name: str) -> date | None:
        value = self._field(name).get("selected_date")
        return one_of(date.fromisoformat, value) if value else None

    def minute(self, name: str) -> int | None:
        """The time of day picked, in minutes since midnight."""
        value = self._field(name).get("selected_time")
        at = one_of(time.fromisoformat, value) if value else None
        return at.hour * 60 + at.minute if at else None

    def required(self, read: Callable[[str], Value | None], name: str) -> Value:
        """A field that must be filled in, by the method that reads it; raises UserError at the field."""
        value = read(name)
        if value is None:
            raise UserError("error-field-empty", field=name)
        return value

    def _field(self, name: str) -> Body:
        """The one element of a block; its action id doesn't matter, the block id names the field."""
        elements: Mapping[str, Body] = self._values.get(name) or {}
        return next(iter(elements.values()), EMPTY)


def delivery_key(body: Body) -> str | None:
    """What is the same when Slack (or a double submission) sends the same thing again; None if nothing is."""
    if "event_id" in body:
        return f"event:{body['event_id']}"
    if body.get("type") == "view_submission":
        return f"view:{body['view']['id']}:{body['view'].get('hash', '')}"
    return f"trigger:{body['trigger_id']}" if body.get("trigger_id") else None


def kind_of(body: Body) -> str:
    """What kind of payload this is, in Slack's word for it; an event is named by its own."""
    return str(body["event"]["type"]) if "event" in body else str(body.get("type", "command"))


def view_of(body: Body) -> Body:
    """The modal that a payload comes from; empty where it comes from a message."""
    return body.get("view") or EMPTY


def values_of(body: Body) -> Body:
    """What was filled in, by block; of a form without fields Slack has been seen to send an empty list."""
    return body["view"]["state"]["values"] or EMPTY


def home_team(body: Body) -> str | None:
    """The team whose member somebody is who clicks, types or submits; None where Slack doesn't say (commands)."""
    user: Body = body.get("user") or EMPTY
    return user.get("team_id")


def picked_users(body: Body) -> set[str]:
    """Slack ids of everybody picked in a submitted form: they must be known before the transaction."""
    if body.get("type") != "view_submission":
        return set()
    found: set[str] = set()
    for block in values_of(body).values():
        for element in block.values():
            found.update(element.get("selected_users") or [])
            found.update(filter(None, [element.get("selected_user")]))
    return found
