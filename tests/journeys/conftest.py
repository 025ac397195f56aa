"""Whole stories: the real bot in front of a real (stand-in) Slack, over HTTP, on a calendar that the test moves."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot import app
from bot.app import Bot
from bot.clock import Clocks, MovableClock, system_time
from bot.config import Config
from bot.db import Database
from bot.demo_clock import DemoClock
from bot.http import PATH, HttpServer
from bot.outbox.timing import UNPACED
from sandbox import Sandbox, SandboxError, Workspace
from sandbox.client.people import Person
from tests.conftest import KEY, be_patient, emptied

MONDAY = datetime(2027, 1, 4, 10, tzinfo=UTC)
SCOPES = (
    "commands",
    "chat:write",
    "im:write",
    "mpim:write",
    "im:history",
    "users:read",
    "users:read.email",
    "files:read",
    "files:write",
    "dnd:read",
)


@dataclass
class World:
    """A company in Slack with the bot running; everything a person does is settled before it returns."""

    sandbox: Sandbox
    slack: Workspace
    bot: Bot
    people: dict[str, Person] = field(default_factory=dict)

    def hire(self, name: str, tz: str = "Europe/Lisbon", **fields: Any) -> Person:
        self.people[name] = self.slack.add_user(name, tz=tz, **fields)
        return self.people[name]

    def open_program(self, owner: Person, **changes: Any) -> None:
        """The owner creates and announces a program in #general."""
        answer = owner.command("/reverse-mentor program")
        fields = {"What's it called?": "Swap", "Where should it be announced?": "general"} | changes
        created = answer.modal.submit(fields)
        assert created.modal, created.errors
        created.modal.click("Announce it")

    def open_another(self, owner: Person, name: str) -> None:
        """One more program of an owner who has one already."""
        form = owner.command("/reverse-mentor program").messages[-1].click("New program").modal
        form.submit({"What's it called?": name, "Where should it be announced?": "general"}).modal.click(
            "Announce it"
        )

    def pair(self, owner: Person) -> None:
        """The owner has a round proposed, looks at it and approves it."""
        owner.command("/reverse-mentor round").modal.submit({})
        review = owner.dm().last.click("Look at the pairs").modal
        assert review.click("Approve").failed is None

    def pass_until(self, at: datetime) -> None:
        """Time passes from one thing that is due to the next, so that each happens at its own minute."""
        clock = self.slack.clock
        while (due := clock.settle()) and due < at:
            clock.advance(to=max(due, clock.now))
        clock.advance(to=at)

    def introduced(self, ana_tz: str = "Europe/Lisbon", ben_tz: str = "Europe/Lisbon") -> tuple[Person, Person]:
        """Ana (mentor) and Ben (mentee), opted in, paired, both with a yes, and introduced."""
        olive = self.hire("Olive Owner", is_admin=True)
        self.open_program(olive)
        ana, ben = self.hire("Ana Costa", ana_tz), self.hire("Ben Ito", ben_tz)
        self.join(ana, teaches=["TikTok"], learns=["Budgeting"], level="Junior")
        self.join(ben, teaches=["Budgeting"], learns=["TikTok"], level="Director")
        self.pair(olive)
        self.pass_until(self.slack.clock.now + timedelta(days=1))
        for person in (ana, ben):
            person.dm().last.click("Yes, introduce us")
        self.pass_until(self.slack.clock.now + timedelta(days=1))
        return ana, ben

    def join(self, person: Person, *, teaches: list[str], learns: list[str], level: str, **more: Any) -> None:
        """Opt in through the command and the modal."""
        fields: dict[str, Any] = {"What I could show somebody": teaches, "Where I am": level}
        fields |= dict(zip(("What I'd like to learn most", "… second", "… third"), learns, strict=False))
        joined = person.command("/reverse-mentor join").modal.submit(fields | more)
        assert not joined.errors, joined.errors


@contextmanager
def running(
    database: Database | str, sandbox: Sandbox, machine: Callable[[], datetime] = system_time, **settings: str
) -> Iterator[Bot]:
    """The bot in this process, over signed HTTP, following the sandbox's calendar. A URL: a database of its own."""
    own = isinstance(database, str)
    database = app.connect(database) if isinstance(database, str) else database
    config = Config.from_env(
        {
            "SLACK_BOT_TOKEN": sandbox.bot_token,
            "SLACK_SIGNING_SECRET": sandbox.signing_secret,
            "PORT": "1",
            "ENCRYPTION_KEY": KEY,
            "SLACK_API_URL": sandbox.api_url,
            **settings,
        }
    )
    calendar = MovableClock(sandbox.workspace.clock.now)
    bot = app.create(config, Clocks(calendar, machine), timing=UNPACED, database=database)
    bot.install(sandbox.bot_token)
    server = HttpServer(bot.bolt, "127.0.0.1", 0)
    sandbox.request_url = f"http://127.0.0.1:{server.port}{PATH}"
    stop = threading.Event()
    demo = DemoClock(sandbox.clock_url, calendar, bot.settle, bot.next_due)
    demo.run_once()
    server.start()
    following = threading.Thread(target=demo.follow, args=[stop])
    following.start()
    try:
        yield bot
    finally:
        stop.set()
        with suppress(SandboxError):  # wakes the bot's long poll, to which it won't come back
            sandbox.workspace.clock.settle(timeout=0.05)
        server.close()
        following.join(10)
        if own:
            database.engine.dispose()


@pytest.fixture
def world(_sqlite: Database) -> Iterator[World]:
    """An empty company called Acme, on SQLite, on Monday 4 January 2027, 10:00 UTC."""
    emptied(_sqlite)
    with (
        Sandbox(now=MONDAY, scopes=SCOPES, commands=["/reverse-mentor"]) as sandbox,
        running(_sqlite, sandbox) as bot,
        Workspace(sandbox.url, auto_settle=True) as slack,
    ):
        be_patient(sandbox.url)
        yield World(sandbox, slack, bot)
