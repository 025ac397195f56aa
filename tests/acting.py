"""Every listener that the app has, run for a member with whatever comes back from Slack; nothing of it stays."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, event, select
from sqlalchemy.orm import Session

from bot.app import Bot
from bot.db import Database, Unit
from bot.errors import UserError
from bot.models import Member, Workspace
from bot.models.sealed import Stored
from bot.slack.incoming import Acting, Context
from bot.slack.payloads import Listener
from bot.slack.replies import Reply
from bot.text import Translator
from tests.conftest import counting
from tests.factories import NOW

IDS = tuple(":".join("1" * length) for length in range(1, 8))
"""In a database that was just filled, this is somebody's in every table."""


class Anything(Mapping[str, Any]):
    """Fields of a form in which every one is filled in, with whatever one may choose or type."""

    def __init__(self, value: str) -> None:
        option = {"value": value, "text": {"type": "plain_text", "text": value}}
        self._element = {
            "value": value,
            "selected_option": option,
            "selected_options": [option],
            "selected_date": "2027-02-01",
            "selected_time": "10:00",
            "selected_conversation": "C0001",
            "files": [{"id": "F1"}],
        }

    def __getitem__(self, name: str) -> Any:
        return {name: self._element}

    def get(self, name: str, default: Any = None) -> Any:
        return self[name]

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


def listeners(bot: Bot) -> Iterator[tuple[str, Listener]]:
    """All that take something back that we once sent."""
    for kind in ("clicks", "forms", "type_aheads"):
        yield from ((kind, one) for one in getattr(bot.listeners, kind).values())


def commands(bot: Bot) -> Iterator[tuple[str, Listener]]:
    yield from (("words", one) for one in bot.listeners.words.values())


def body_of(kind: str, value: str, typed: str | None = None) -> dict[str, Any]:
    """A payload of that kind in which everything that comes back from us is `value`, and what is typed `typed`."""
    typed = value if typed is None else typed
    view = {"id": value, "private_metadata": value, "type": "modal", "state": {"values": Anything(value)}}
    element = {"value": value, "action_id": "a", "block_id": value, "selected_option": None}
    match kind:
        case "words":
            return {"command": "/reverse-mentor", "text": f"word {typed}"}
        case "clicks":
            return {"actions": [element], "view": view}
        case "forms":
            return {"view": view}
        case _:
            return {"view": view, "value": typed, "block_id": value}


def context_of(session: Session, member: Member) -> Context:
    workspace = session.get_one(Workspace, member.workspace_id)
    acting = Acting(
        workspace_id=workspace.id,
        team_id=workspace.team_id,
        sealed_token=Stored(""),
        id=member.id,
        slack_id=member.slack_id,
        email=member.email,
        kind=member.kind,
        is_admin=member.is_admin,
        timezone=member.timezone,
        locale=member.locale,
        refreshed_at=member.refreshed_at,
        deactivated_at=member.deactivated_at,
    )
    return Context(Unit(lambda: nullcontext(session)), NOW, acting, Translator())


@dataclass
class Attempt:
    """What came of it: a reply, or a refusal, and the tables that were written to."""

    ctx: Context
    reply: Reply = None
    refused: UserError | None = None
    wrote: set[str] = field(default_factory=set[str])

    @property
    def showed(self) -> str:
        """All that its reply says, as it goes to Slack."""
        return repr(self.reply)


class Stage:
    """A member in front of a database to which everything is as it was before each attempt.

    Where an attempt was refused before it asked the database anything, the next one takes up its transaction: most
    forged values don't get any further.
    """

    def __init__(self, database: Database, who: int) -> None:
        self.database, self.who = database, who
        self._session: Session | None = None
        self._wrote, self._statements = set[str](), 0
        event.listen(database.engine, "before_cursor_execute", self._note)

    def __enter__(self) -> "Stage":
        return self

    def __exit__(self, *_: object) -> None:
        event.remove(self.database.engine, "before_cursor_execute", self._note)
        self._end()

    def attempt(self, listener: Listener, body: Mapping[str, Any]) -> Attempt:
        """Whatever it raises but a refusal is a bug."""
        ctx = self._context()
        attempt = Attempt(ctx, wrote=self._wrote)
        try:
            attempt.reply = listener.run(ctx, body)
            ctx.session.flush()
        except UserError as refused:
            attempt.refused = refused
        return attempt

    def _context(self) -> Context:
        if self._session is None or self._statements or self._session.dirty or self._session.new:
            self._end()
            self._session = Session(self.database.engine, expire_on_commit=False)
            member = self._session.scalars(select(Member).filter_by(id=self.who)).one()
            self._ctx = context_of(self._session, member)
            self._statements = 0
        self._wrote = set()
        return self._ctx

    def _end(self) -> None:
        if self._session is not None:
            self._session.close()
        self._session = None

    def _note(self, _connection: Connection, _cursor: Any, statement: str, *_rest: Any) -> None:
        self._statements += 1
        self._wrote |= written_by(statement)


def written_by(statement: str) -> set[str]:
    """The table that it writes to, if it does."""
    words = statement.split()
    if words[0] not in ("INSERT", "UPDATE", "DELETE"):
        return set()
    return {words[1] if words[0] == "UPDATE" else words[2]}


@contextmanager
def writes(database: Database) -> Iterator[set[str]]:
    """The tables that are written to meanwhile, by whom ever."""
    with counting(database) as statements:
        seen = set[str]()
        yield seen
    seen.update(*map(written_by, statements))
