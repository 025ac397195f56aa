"""Everything there is: the app, the workspaces it may be installed in, and the short-lived keys Slack gives out."""

import secrets
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any

from sandbox.changes import Changes
from sandbox.clock import CalendarClock
from sandbox.errors import Refused, SandboxError
from sandbox.faults import Faults
from sandbox.limits import Limits
from sandbox.world.messages import Conversation, File, Message
from sandbox.world.team import Installation, Team, Upload
from sandbox.world.traffic import Traffic

# What an app with every convenience may ask for; a test of scopes gives its own.
DEFAULT_SCOPES = (
    "channels:read",
    "chat:write",
    "commands",
    "dnd:read",
    "files:read",
    "files:write",
    "groups:read",
    "im:history",
    "im:read",
    "im:write",
    "mpim:read",
    "mpim:write",
    "team:read",
    "users:read",
    "users:read.email",
)

# The scope without which Slack doesn't send an event, https://docs.slack.dev/reference/events
EVENT_SCOPES = {
    "app_home_opened": None,
    "app_uninstalled": None,
    "tokens_revoked": None,
    "user_change": "users:read",
    "team_join": "users:read",
    "dnd_updated_user": "dnd:read",
    "message.im": "im:history",
    "message.mpim": "mpim:history",
    "message.channels": "channels:history",
    "message.groups": "groups:history",
}

TICKET_SECONDS = 30.0
RESPONSE_URL_USES = 5
RESPONSE_URL_SECONDS = 30 * 60.0


@dataclass(frozen=True)
class SlashCommand:
    """As it is set up at Slack, where the composer shows what it is for, and how it goes on."""

    name: str
    description: str = ""
    hint: str = ""


def slash_commands(given: Iterable[str | SlashCommand] | None) -> dict[str, SlashCommand] | None:
    """By name; None: any command there is."""
    if given is None:
        return None
    commands = [SlashCommand(each) if isinstance(each, str) else each for each in given]
    return {each.name: each for each in commands}


@dataclass
class App:
    """The app's configuration at Slack. No `request_url`: Socket Mode. `commands` None: any command."""

    id: str
    name: str
    signing_secret: str
    app_token: str
    verification_token: str
    events: set[str]
    request_url: str | None = None
    commands: dict[str, SlashCommand] | None = None
    messages_tab: bool = True
    home_tab: bool = True

    def subscribe(self, events: set[str]) -> None:
        if unknown := events - set(EVENT_SCOPES):
            raise SandboxError(f"No such events here: {sorted(unknown)}; there are {sorted(EVENT_SCOPES)}")
        self.events = events


@dataclass
class Trigger:
    team: Team
    user: str
    made_at: float
    used: bool = False


@dataclass
class ResponseUrl:
    """Where an interaction may be answered later; `message` is the one it came from, if any."""

    team: Team
    user: str
    conversation: Conversation
    message: Message | None
    made_at: float
    uses: int = 0


@dataclass
class Rules:
    """Times in machine seconds. Slack's own, except where the sandbox's own tests make them short.

    `ticking`: bots do what is due by themselves, see sandbox/ticking.py; else only when the clock is moved.
    `limits`: who calls more often than Slack allows is answered 429, by the seconds of `machine`.
    """

    ack_seconds: float = 3.0
    trigger_seconds: float = 3.0
    retry_delays: tuple[float, ...] = (0.0, 60.0, 300.0)
    ticking: bool = False
    limits: bool = False
    machine: Callable[[], float] = time.monotonic


@dataclass
class World:
    clock: CalendarClock
    app: App
    base_url: str = ""
    rules: Rules = field(default_factory=Rules)
    faults: Faults = field(default_factory=Faults)
    limits: Limits = field(default_factory=Limits)
    teams: dict[str, Team] = field(default_factory=dict)
    tokens: dict[str, Team] = field(default_factory=dict)
    uploads: dict[str, Upload] = field(default_factory=dict)
    triggers: dict[str, Trigger] = field(default_factory=dict)
    response_urls: dict[str, ResponseUrl] = field(default_factory=dict)
    calls: list[dict[str, Any]] = field(default_factory=list)
    deliveries: list[dict[str, Any]] = field(default_factory=list)
    traffic: Traffic = field(default_factory=Traffic)
    _tickets: dict[str, float] = field(default_factory=dict)
    _numbers: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    @property
    def changes(self) -> Changes:
        return self.clock.changes

    def start_over(self, now: datetime) -> None:
        """As if nothing had happened yet, and without a workspace; the app is set up as it is."""
        self.clock.retire()
        fresh = World(CalendarClock(now, self.changes), self.app, self.base_url, self.rules)
        for each in fields(self):
            setattr(self, each.name, getattr(fresh, each.name))
        self.changes.happened()

    def download_url(self, team: Team, file: File) -> str:
        """Where the bytes of a file are, for who has a token."""
        return f"{self.base_url}/files-pri/{team.id}/{file.id}/download"

    def new_id(self, prefix: str) -> str:
        self._numbers[prefix] += 1
        return f"{prefix}{self._numbers[prefix]:010d}"

    def add_team(self, name: str, scopes: list[str], bot_token: str | None = None) -> Team:
        team = Team(self.new_id("T"), name, self.clock, self.new_id)
        bot = team.add_person(
            self.app.name,
            name=self.app.name.lower().replace(" ", "_"),
            is_bot=True,
            app_id=self.app.id,
            bot_id=self.new_id("B"),
        )
        token = bot_token or f"xoxb-{team.id}-{secrets.token_hex(12)}"
        team.installation = Installation(token, sorted(scopes), bot)
        self.teams[team.id] = team
        self.tokens[token] = team
        team.add_conversation("public", "general", [bot.id])
        return team

    def team(self, id: str | None) -> Team:
        if id is None:
            return next(iter(self.teams.values()))
        if id not in self.teams:
            raise SandboxError(f"No workspace {id!r}; there are {[(t.id, t.name) for t in self.teams.values()]}")
        return self.teams[id]

    def reinstall(self, team: Team, scopes: list[str] | None) -> None:
        """The app is installed again: a new token, the old one stays dead."""
        token = f"xoxb-{team.id}-{secrets.token_hex(12)}"
        old = team.installation
        team.installation = Installation(token, sorted(scopes or old.scopes), old.bot)
        self.tokens[token] = team

    # Short-lived keys; they live by machine time

    def new_ticket(self) -> str:
        """Lets one Socket Mode connection in."""
        ticket = secrets.token_hex(16)
        self._tickets[ticket] = time.monotonic()
        return ticket

    def use_ticket(self, ticket: str) -> bool:
        made_at = self._tickets.pop(ticket, None)
        return made_at is not None and time.monotonic() - made_at < TICKET_SECONDS

    def new_trigger(self, team: Team, user: str) -> str:
        key = f"{len(self.triggers) + 1}.{team.id[1:]}.{secrets.token_hex(16)}"
        self.triggers[key] = Trigger(team, user, time.monotonic())
        return key

    def use_trigger(self, team: Team, key: Any) -> str:
        """Spends the trigger and returns whose it was."""
        trigger = self.triggers.get(key) if isinstance(key, str) else None
        if trigger is None or trigger.team is not team:
            raise Refused("invalid_trigger_id")
        if trigger.used:
            raise Refused("exchanged_trigger_id")
        if time.monotonic() - trigger.made_at > self.rules.trigger_seconds:
            raise Refused("expired_trigger_id")
        trigger.used = True
        return trigger.user

    def new_response_url(self, team: Team, user: str, conversation: Conversation, message: Message | None) -> str:
        key = f"{team.id}/{len(self.response_urls) + 1}/{secrets.token_hex(12)}"
        self.response_urls[key] = ResponseUrl(team, user, conversation, message, time.monotonic())
        return f"{self.base_url}/response/{key}"


def new_app(name: str, now: datetime, **settings: Any) -> App:
    """An app with secrets of its own; `settings` are App's fields."""
    defaults: dict[str, Any] = {
        "id": "A0000000001",
        "signing_secret": secrets.token_hex(16),
        "app_token": f"xapp-1-A0000000001-{int(now.timestamp())}-{secrets.token_hex(16)}",
        "verification_token": secrets.token_hex(12),
        "events": {
            "app_home_opened",
            "app_uninstalled",
            "tokens_revoked",
            "user_change",
            "team_join",
            "dnd_updated_user",
            "message.im",
        },
    }
    return App(name=name, **(defaults | {key: value for key, value in settings.items() if value is not None}))
