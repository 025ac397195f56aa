"""What comes back from Slack is authorized again: every listener that there is, given what isn't the member's."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from bot import app
from bot.app import Bot
from bot.config import Config
from bot.db import Database
from bot.errors import UserError
from bot.models import Member, Workspace
from bot.slack.incoming import Acting, Context
from bot.slack.payloads import Listener
from bot.text import Translator
from tests.conftest import KEY, emptied
from tests.factories import NOW
from tests.filled import Filled

GARBAGE = ("", "x", "1:x", "-1", "1;2", "9" * 30, "\u0661", "null")
"""\u0661 is a one in Arabic digits: it is a number for Python."""


IDS = tuple(":".join("1" * length) for length in range(1, 8))
"""In a database that was just filled, this is somebody's in every table."""
STRANGER, ELSEWHERE = "USTRANGER", "UELSEWHERE"
OWN_DEEDS = {"privacy.copy", "privacy.erase_form", "prompts.off"}
ABOUT_THEMSELVES = {
    "checkins.no_help",
    "help_requests.queue",
    "home.go_on",
    "home.nudges_off",
    "home.nudges_on",
    "home.prompts_on",
    "privacy.erase",
    "privacy.open",
    "programs.join",
    "prompts.on",
    "enrollment.holidays",
    "prompts.show_other",
    "skills.find",
    "skills.merge",
    "skills.same_as",
    "skills.typed",
}
"""Or about nobody: the catalog of skills, holidays, the form for joining."""
ADMINS = {"people.owners", "people_list.form", "people_list.open", "programs.new", "skills.open"}
"""In their own workspace."""


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


@pytest.fixture(scope="module")
def bot(_sqlite: Database) -> Bot:
    env = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1", "ENCRYPTION_KEY": KEY}
    return app.create(Config.from_env(env), database=_sqlite)


def listeners(bot: Bot) -> Iterator[tuple[str, Listener]]:
    for kind in ("clicks", "forms", "type_aheads"):
        yield from ((kind, one) for one in getattr(bot.listeners, kind).values())


def body_of(kind: str, value: str) -> dict[str, Any]:
    """A payload of that kind in which everything that comes back from us is `value`."""
    view = {"private_metadata": value, "type": "modal", "state": {"values": Anything(value)}}
    element = {"value": value, "action_id": "a", "block_id": value, "selected_option": None}
    match kind:
        case "clicks":
            return {"actions": [element], "view": view}
        case "forms":
            return {"view": view}
        case _:
            return {"view": view, "value": value, "block_id": value}


def context_of(session: Session, member: Member) -> Context:
    workspace = session.get_one(Workspace, member.workspace_id)
    acting = Acting(
        workspace_id=workspace.id,
        team_id=workspace.team_id,
        sealed_token="",
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
    return Context(session, NOW, acting, Translator())


@contextmanager
def writes(database: Database) -> Iterator[list[str]]:
    """The tables that are written to meanwhile."""
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        words = statement.split()
        if words[0] in ("INSERT", "UPDATE", "DELETE"):
            seen.append(words[1] if words[0] == "UPDATE" else words[2])

    event.listen(database.engine, "before_cursor_execute", note)
    yield seen
    event.remove(database.engine, "before_cursor_execute", note)


def answered(database: Database, listener: Listener, kind: str, value: str, who: str) -> bool:
    """Whether it answered instead of refusing; whatever it raises else is a bug. Nothing of it stays."""
    with Session(database.engine) as session:
        member = session.scalars(select(Member).filter_by(slack_id=who)).one()
        try:
            listener.run(context_of(session, member), body_of(kind, value))
            session.flush()
        except UserError:
            return False
    return True


@pytest.fixture
def filled(_sqlite: Database) -> Database:
    """Something in every table; and two to whom none of it belongs."""
    emptied(_sqlite)
    with _sqlite.transaction() as session:
        make = Filled(session).make
        make.member("Stranger", slack_id=STRANGER)
        make.workspace("T2")
        make.member("Admin elsewhere", slack_id=ELSEWHERE, is_admin=True)
    return _sqlite


@pytest.mark.parametrize(("who", "values"), [(STRANGER, (*GARBAGE, *IDS)), (ELSEWHERE, IDS)])
def test_nobody_does_or_sees_anything_with_what_is_not_theirs(
    bot: Bot, filled: Database, who: str, values: tuple[str, ...]
) -> None:
    """What a listener does or shows all the same is about who acts. Who adds such a listener names it here."""
    did, showed = set[str](), set[str]()
    for kind, listener in listeners(bot):
        for value in values:
            with writes(filled) as tables:
                if answered(filled, listener, kind, value, who):
                    showed.add(listener.name)
            did |= {listener.name} if tables else set()
    assert did <= OWN_DEEDS | (ADMINS if who == ELSEWHERE else set())
    assert showed <= OWN_DEEDS | ABOUT_THEMSELVES | (ADMINS if who == ELSEWHERE else set())
