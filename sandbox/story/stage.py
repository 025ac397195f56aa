"""The stage: the sandbox in this process, and the bot in one of its own, as an operator would run it."""

import base64
import os
import secrets
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from sandbox.client import Person, Workspace
from sandbox.control.verbs import Verb
from sandbox.errors import SandboxError
from sandbox.server import Sandbox, listening
from sandbox.story.company import Company
from sandbox.story.words import APP, COMMAND, COMMAND_GOES_ON, COMMAND_IS_FOR, REPORTS
from sandbox.world.world import SlashCommand

# Two weeks before the clocks change in New York, four before they do in Lisbon.
MONDAY = datetime(2027, 3, 1, 8, tzinfo=UTC)
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
TEAM = "Meridian"
START_SECONDS = 120.0  # one that dies is told at once; this is for a machine that is busy
STOP_SECONDS = 10.0
TAIL_LINES = 25


class BotDied(SandboxError):
    """The bot's process ended by itself; says how its log ends."""


class Stage:
    """A company's Slack with the bot in it. `transport`: socket or http. A database left in `out` is deleted.

    `port` and `verbs` are the sandbox's.
    """

    def __init__(
        self, out: Path, transport: str, *, port: int = 0, verbs: Mapping[str, Verb] | None = None
    ) -> None:
        self._out = out
        self._log = out / "bot.log"
        self._port = _free_port() if transport == "http" else None
        address = f"http://127.0.0.1:{self._port}/slack/events" if self._port else None
        self._sandbox = Sandbox(
            port=port,
            now=MONDAY,
            team=TEAM,
            app=APP,
            scopes=SCOPES,
            commands=[SlashCommand(COMMAND, COMMAND_IS_FOR, COMMAND_GOES_ON)],
            request_url=address,
            verbs=verbs,
        )
        self._bot: subprocess.Popen[bytes] | None = None
        self.slack: Workspace = self._sandbox.workspace

    def __enter__(self) -> Self:
        self._out.mkdir(parents=True, exist_ok=True)
        self._sandbox.start()
        with ExitStack() as undo:
            undo.callback(self._stop)
            self._open()
            undo.pop_all()
        return self

    def start_over(self, team: str = TEAM) -> None:
        """A fresh Slack on the first Monday, and a fresh bot that remembers nothing."""
        if self._bot:
            self._bot.kill()  # what it would put in order is thrown away
            self._bot.wait()
            self._bot = None
        self.slack.start_anew(MONDAY, team)
        self._open()

    def hire(self, company: Company) -> dict[str, Person]:
        """Everybody of the company has Slack from now on; by name."""
        return {person.real_name: person for person in self.slack.add_users(company.as_users())}

    def _open(self) -> None:
        for old in self._out.glob("bot.db*"):
            old.unlink()
        self.slack.add_channel(REPORTS)
        self._start_bot()

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _at: TracebackType | None
    ) -> None:
        self._stop()

    def _stop(self) -> None:
        if self._bot:
            self._bot.terminate()
            try:
                self._bot.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self._bot.kill()
                self._bot.wait()
        self._sandbox.stop()

    def check_bot(self) -> None:
        """Raises BotDied if it did."""
        if trouble := self.trouble:
            raise BotDied(trouble)

    @property
    def trouble(self) -> str | None:
        """What became of a bot that has ended by itself, and how its log ends."""
        if self._bot is None or self._bot.poll() is None:
            return None
        tail = "\n".join(self._log.read_text(errors="replace").splitlines()[-TAIL_LINES:])
        return f"The bot ended with code {self._bot.returncode}. The end of {self._log}:\n{tail}"

    def _start_bot(self) -> None:
        with self._log.open("wb") as log:
            self._bot = subprocess.Popen(
                [sys.executable, "-m", "bot", "run"], env=self._environment(), stdout=log, stderr=log
            )
        deadline = time.monotonic() + START_SECONDS
        while not self._is_there():
            self.check_bot()
            if time.monotonic() > deadline:
                raise SandboxError(f"The bot isn't there after {START_SECONDS:g} s; see {self._log}")
            time.sleep(0.02)

    def _is_there(self) -> bool:
        return bool(self.slack.clock.followers and (self._port or self.slack.about()["connections"]))

    def _environment(self) -> dict[str, str]:
        """Every setting is named, so that no .env of a real installation has a say."""
        return os.environ | {
            "SLACK_BOT_TOKEN": self._sandbox.bot_token,
            "SLACK_APP_TOKEN": "" if self._port else self._sandbox.app_token,
            "SLACK_SIGNING_SECRET": self._sandbox.signing_secret if self._port else "",
            "PORT": str(self._port or ""),
            "ENCRYPTION_KEY": base64.urlsafe_b64encode(secrets.token_bytes(32)).decode(),
            "OWNERS": "",
            "DATABASE_URL": f"sqlite:///{self._out.resolve() / 'bot.db'}",
            "SLACK_API_URL": self._sandbox.api_url,
            "DEMO_CLOCK_URL": self._sandbox.clock_url,
        }


def _free_port() -> int:
    with listening(0) as taken:
        return taken.getsockname()[1]
