"""A bot and a Slack in one process, without a socket between them, so that a year takes minutes.

The bot is whole, as `bot.app` wires it; Slack is the sandbox's own world, which refuses what Slack refuses. Only
the wire is missing: what a client would send is answered at once, and payloads go straight to Bolt, signed.
"""

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.error import URLError
from urllib.parse import parse_qsl, urlsplit
from urllib.request import Request

from slack_bolt import BoltRequest, BoltResponse
from slack_sdk import WebClient
from sqlalchemy import event

from benchmarks import company, payloads
from benchmarks.payloads import Payload
from bot import app
from bot.app import Bot
from bot.clock import Clocks
from bot.config import Config
from bot.features.rounds.compute import RoundMatcher
from bot.matching.answer import Answer
from bot.matching.problem import Problem
from bot.models import Workspace
from bot.outbox.timing import UNPACED
from bot.schedule import drain
from bot.slack.clients import SENDER_TIMEOUT_S, Clients
from sandbox.api.dispatch import run
from sandbox.clock import CalendarClock
from sandbox.world.people import Person
from sandbox.world.world import World, new_app

SCOPES = (
    "commands",
    "chat:write",
    "im:write",
    "mpim:write",
    "im:history",
    "users:read",
    "users:read.email",
    "files:write",
    "dnd:read",
)
WENT_WRONG = "went wrong"
"""What the bot says to a person where it has a bug: the status is 200 all the same."""


class Broken(Exception):
    """The bot answered with a failure, or with an apology for one."""


@dataclass(frozen=True)
class Post:
    """What the bot wrote to somebody, and when by the calendar."""

    at: datetime
    channel: str
    body: dict[str, Any]


@dataclass
class Slack:
    """The sandbox's world, and all that was posted in it."""

    world: World
    posts: list[Post] = field(default_factory=list)
    on_post: Callable[[Post], None] = lambda _post: None
    is_away: bool = False
    """Nothing reaches it: the connection is refused."""
    apologies: list[str] = field(default_factory=list)
    """Calls by which somebody was told that something went wrong."""
    _turn: threading.Lock = field(default_factory=threading.Lock)

    @classmethod
    def at(cls, now: datetime) -> "Slack":
        world = World(CalendarClock(now), new_app("Helper", now))
        world.add_team("Acme", list(SCOPES))
        return cls(world)

    def start_over(self, now: datetime) -> None:
        """Nobody is there, and nothing was posted."""
        self.world.start_over(now)
        self.world.add_team("Acme", list(SCOPES))
        self.posts.clear()

    @property
    def team(self) -> Any:
        return self.world.team(None)

    @property
    def now(self) -> datetime:
        return self.world.clock.now

    def hire(self, name: str, **fields: Any) -> Person:
        with self._turn:
            return self.team.add_person(name, **fields)

    def call(self, method: str, args: dict[str, Any], token: str) -> dict[str, Any]:
        """Answer one call of the Web API; what it posts is kept."""
        if self.is_away:
            raise URLError(ConnectionRefusedError())
        with self._turn:
            body, _ = run(self.world, method, args, token)
            self.apologies += [method] if WENT_WRONG in str(args.get("view", "")) else []
            if method == "chat.postMessage" and body["ok"]:
                post = Post(self.now, body["channel"], body["message"])
                self.posts.append(post)
                self.on_post(post)
        return body

    def readers(self, post: Post) -> list[str]:
        """The Slack ids of the people who see it."""
        members = self.team.conversations[post.channel].members
        return [member for member in members if member != self.team.bot.id]


class _Client(WebClient):
    """Slack's own client, up to the point at which it would open a connection."""

    slack: Slack

    def _perform_urllib_http_request_internal(self, url: str, req: Request) -> dict[str, Any]:
        method = urlsplit(url).path.rpartition("/")[2]
        token = str(req.get_header("Authorization", "")).removeprefix("Bearer ")
        return {"status": 200, "headers": {}, "body": json.dumps(self.slack.call(method, _args(req), token))}


def _args(request: Request) -> dict[str, Any]:
    body = bytes(request.data or b"") if isinstance(request.data, bytes) else b""
    if str(request.get_header("Content-type", "")).startswith("application/json"):
        return json.loads(body or b"{}")
    return dict(parse_qsl(body.decode(), keep_blank_values=True))


class HereClients(Clients):
    """Clients of a Slack in this process."""

    def __init__(self, slack: Slack) -> None:
        super().__init__("http://127.0.0.1:9/api/")
        self._slack = slack

    def for_sender(self, token: str) -> WebClient:
        return self._client(token, SENDER_TIMEOUT_S)

    def _client(self, token: str, timeout: float) -> WebClient:
        client = _Client(token=token, base_url=self._base_url, retry_handlers=[])
        client.slack = self._slack
        return client


def _keep_in_memory(connection: Any, _record: Any) -> None:
    """What a power cut would do is looked at elsewhere; waiting for the disk would take half of the time."""
    connection.execute("PRAGMA synchronous=OFF")


@dataclass
class Here:
    """A bot that lives by the calendar of its Slack: both of its clocks are that one, as in production."""

    slack: Slack
    bot: Bot
    workspace: Workspace

    @classmethod
    def on(cls, database_url: str, slack: Slack) -> "Here":
        """A bot on a database that is there, with its tables."""
        config = Config.from_env(company.settings(database_url))
        bot = app.create(config, Clocks(lambda: slack.now, lambda: slack.now), HereClients(slack), UNPACED)
        if bot.database.engine.dialect.name == "sqlite":
            event.listen(bot.database.engine, "connect", _keep_in_memory)
        return cls(slack, bot, bot.install(slack.team.installation.bot_token))

    def start_over(self, now: datetime) -> None:
        """The same bot, on a database that is empty again, in a Slack where nothing has happened."""
        self.slack.start_over(now)
        self.workspace = self.bot.install(self.slack.team.installation.bot_token)

    def match_with(self, match: Callable[[Problem], Answer]) -> None:
        """Rounds are worked out by this, instead of in a process of the matcher's own."""
        for tick in self.bot.ticks:
            matcher = getattr(tick.run_once, "__self__", None)
            if isinstance(matcher, RoundMatcher):
                matcher.match = match

    # Time

    def move_to(self, at: datetime) -> None:
        """The bot is down until then."""
        self.slack.world.clock.now = max(at, self.slack.now)

    def live_to(self, until: datetime) -> None:
        """The bot is up: it does each thing at its own instant, until then."""
        while (due := self.bot.next_due()) and due <= until:
            self.move_to(due)
            if not self.tick():
                if self.slack.now >= until:
                    return
                self.move_to(min(until, self.slack.now + timedelta(minutes=1)))  # it waits for Slack
        self.move_to(until)

    def tick(self) -> int:
        """Each tick until it finds nothing due, as in production; `live_to` comes back where more is."""
        return sum(drain(tick) for tick in self.bot.ticks)

    # What people do

    def click(self, user: str, action_id: str, value: str) -> BoltResponse:
        """They press a button."""
        return self.send(payloads.click(user, action_id, value, self.slack.team.id))

    def submit(self, user: str, callback_id: str, subject: str, values: dict[str, Any]) -> BoltResponse:
        """They send a modal."""
        return self.send(payloads.submit(user, callback_id, subject, values, self.slack.team.id))

    def type(self, user: str, text: str) -> BoltResponse:
        """They type a command."""
        return self.send(payloads.typed(user, text, self.slack.team.id))

    def change(self, person: Person, **fields: Any) -> None:
        """Something of them changes in Slack, which tells the bot of it."""
        for name, value in fields.items():
            setattr(person, name, value)
        self.send(self.changed(person))

    def changed(self, person: Person) -> Payload:
        """What Slack tells of somebody of whom something has changed."""
        user = person.as_user(self.slack.now, email=True, locale=True)
        return payloads.event({"type": "user_change", "user": user}, self.slack.team.id)

    def send(self, payload: Payload) -> BoltResponse:
        """Give the bot a payload; raises Broken where it failed."""
        answer = self.bot.bolt.dispatch(BoltRequest(body=payload.body, headers=dict(payload.headers())))
        if answer.status != 200 or WENT_WRONG in (answer.body or "") or self.slack.apologies:
            raise Broken(f"{answer.status} {answer.body[:300]}")
        return answer
