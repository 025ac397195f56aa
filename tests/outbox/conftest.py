"""A post office: a sender, a reaper and two clocks, in front of a real (stand-in) Slack."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.clock import Clocks, MovableClock
from bot.db import Database
from bot.features.people.budget import Gate
from bot.models import Member, OutboxMessage
from bot.outbox import queue
from bot.outbox.messages import HomeChanged, MessageDied, OutcomeUnknown
from bot.outbox.reaper import Reaper
from bot.outbox.registry import Registry
from bot.outbox.sender import Sender
from bot.outbox.timing import UNPACED, Timing
from bot.pictures.spec import SkillRow, SkillsPicture
from bot.slack.blocks import home_view, section
from bot.slack.clients import Clients
from bot.slack.replies import File, FileMessage, HomeTab, Message
from bot.text import Translator
from sandbox import Sandbox
from sandbox import Workspace as Slack
from tests.factories import NOW, Factory

QUIET, LEASE = UNPACED.quiet, UNPACED.lease
SCOPES = ("chat:write", "im:write", "mpim:write", "im:history", "users:read", "files:write")


class Letter(Struct, frozen=True):
    """The tests' own message: `what` decides what becomes of it."""

    what: str


def letter_facts(_session: Session, _now: object, message: Letter) -> str | None:
    return None if message.what == "unwanted" else message.what


def letter(t: Translator, what: str) -> Any:
    if what == "broken":
        raise KeyError("a bug in a view")
    if what == "file":
        return FileMessage(t("help-alert"), [File("report.csv", t("help-alert"), "a,b\n")])
    if what in ("pictures", "undrawable"):
        csv = File("report.csv", t("help-alert"), "a,b\n")
        return FileMessage(t("help-alert"), [*_pictures(t, what), csv], undrawn=t("report-files-undrawn"))
    if what == "picture that can't be drawn":
        return FileMessage(t("help-alert"), _pictures(t, "undrawable")[1:])
    return Message(t("help-alert"), [section(what)])


def _pictures(t: Translator, what: str) -> list[File]:
    words = ("Swap", "Skills", "shows", "learns", "gaps", "enough")
    skills = SkillsPicture(*words, (), "nobody", "", "", "Nothing yet")
    broken = replace(skills, rows=(SkillRow("TikTok", "many", 1),))
    last = broken if what == "undrawable" else skills
    return [
        File(f"{name}.png", t("help-alert"), one, t("help-promise")) for name, one in (("a", skills), ("b", last))
    ]


def told(t: Translator, what: str) -> Message:
    return Message(t("help-alert"), [section(what)])


def home(_t: Translator, name: str) -> HomeTab:
    return HomeTab(home_view([section(name)]))


REGISTRY = Registry(
    {
        Letter: (letter_facts, letter),
        MessageDied: (lambda *_: "it died", told),
        OutcomeUnknown: (lambda *_: "did it arrive?", told),
        HomeChanged: (lambda session, _now, message: session.get_one(Member, message.member_id).name, home),
    }
)


@dataclass
class PostOffice:
    """A database, a Slack, and Ana and Ben in both."""

    database: Database
    slack: Slack
    clients: Clients
    calendar: MovableClock
    machine: MovableClock
    ana: Any
    ben: Any

    def __post_init__(self) -> None:
        self.clocks = Clocks(self.calendar, self.machine)
        self.sender = self.another_sender()
        self.reaper = Reaper(self.database, self.clients, self.clocks, UNPACED)

    def another_sender(self, timing: Timing = UNPACED) -> Sender:
        return Sender(self.database, self.clients, self.clocks, REGISTRY, Gate.of, timing)

    def write(self, what: str = "hello", *, group: bool = False, **more: Any) -> None:
        with self.database.transaction() as session:
            ana, ben = (
                session.scalars(select(Member).filter_by(slack_id=person.id)).one()
                for person in (self.ana, self.ben)
            )
            queue.add(
                session,
                Letter(what),
                to=(ana, ben) if group else more.pop("to", ana),
                workspace_id=ana.workspace_id,
                key=more.pop("key", what),
                due_at=more.pop("due_at", NOW),
                caretaker=more.pop("caretaker", ben),
                **more,
            )

    def row(self, kind: str = "Letter") -> OutboxMessage:
        with self.database.reading() as session:
            return session.scalars(select(OutboxMessage).filter_by(kind=kind)).one()

    def later(self, span: timedelta) -> None:
        self.machine.move_to(self.machine() + span)

    def work(self, rounds: int = 6) -> None:
        """Send and reap as the ticks would, machine time passing in between."""
        for _ in range(rounds):
            self.sender.run_once()
            self.later(QUIET + timedelta(seconds=1))
            self.reaper.run_once()

    def received(self, person: Any = None) -> list[str]:
        return [message.plain for message in (person or self.ana).dm().messages if "hello" in message.plain]


@pytest.fixture
def office(database: Database) -> Iterator[PostOffice]:
    machine = MovableClock(NOW)
    with Sandbox(now=NOW, scopes=SCOPES, machine=lambda: machine().timestamp()) as sandbox:
        slack = Slack(sandbox.url)
        ana, ben = slack.add_user("Ana Costa"), slack.add_user("Ben Ito")
        with database.transaction() as session:
            make = Factory(session)
            make.workspace(bot_token=sandbox.bot_token)
            for person in (ana, ben):
                make.member(person.name, slack_id=person.id)
        clients = Clients(sandbox.api_url)
        yield PostOffice(database, slack, clients, MovableClock(NOW), machine, ana, ben)
        slack.close()
