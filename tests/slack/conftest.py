"""A bot whose requests are signed here, as Slack signs them."""

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from slack_bolt import BoltRequest, BoltResponse
from slack_sdk.signature import SignatureVerifier
from sqlalchemy import func, select

from bot import app
from bot.app import Bot
from bot.clock import Clocks, MovableClock
from bot.config import Config
from bot.db import Database
from bot.models import Base, Skill
from bot.slack.incoming import Context
from sandbox import Sandbox
from tests.conftest import KEY, MONDAY

SCOPES = ("commands", "chat:write", "im:write", "users:read", "users:read.email")


class Desk:
    """A bot whose requests are signed here, as Slack signs them."""

    def __init__(self, sandbox: Sandbox, path: Path) -> None:
        env = {
            "SLACK_BOT_TOKEN": sandbox.bot_token,
            "SLACK_SIGNING_SECRET": sandbox.signing_secret,
            "PORT": "1",
            "ENCRYPTION_KEY": KEY,
            "SLACK_API_URL": sandbox.api_url,
            "DATABASE_URL": f"sqlite:///{path}",
        }
        self.sandbox = sandbox
        self.ana = sandbox.workspace.add_user("Ana Costa", email="ana@example.com")
        self.bot: Bot = app.create(Config.from_env(env), Clocks(MovableClock(MONDAY)))
        Base.metadata.create_all(self.bot.database.engine)
        self.bot.install(sandbox.bot_token)
        self.calls: list[str] = []

    def send(self, body: dict[str, Any] | str, content_type: str, **headers: str) -> BoltResponse:
        raw = body if isinstance(body, str) else json.dumps(body)
        stamp = str(int(time.time()))
        signature = SignatureVerifier(self.sandbox.signing_secret).generate_signature(timestamp=stamp, body=raw)
        signed = {
            "content-type": [content_type],
            "x-slack-request-timestamp": [stamp],
            "x-slack-signature": [signature or ""],
        }
        return self.bot.bolt.dispatch(BoltRequest(body=raw, headers=signed | {k: [v] for k, v in headers.items()}))

    def command(self, text: str, user: str | None = None, trigger: str = "1.1.a", **headers: str) -> BoltResponse:
        form = {
            "command": "/reverse-mentor",
            "text": text,
            "team_id": self.sandbox.workspace.team_id,
            "user_id": user or self.ana.id,
            "trigger_id": trigger,
            "response_url": f"{self.sandbox.url}/nowhere",
        }
        return self.send(urlencode(form), "application/x-www-form-urlencoded", **headers)

    def interaction(self, kind: str, **payload: Any) -> BoltResponse:
        team = self.sandbox.workspace.team_id
        body = {
            "type": kind,
            "team": {"id": team},
            "user": {"id": self.ana.id, "team_id": team},
            "trigger_id": "1.1.b",
        } | payload
        return self.send(urlencode({"payload": json.dumps(body)}), "application/x-www-form-urlencoded")

    def event(self, event: dict[str, Any], event_id: str = "Ev1", **more: Any) -> BoltResponse:
        place = {"team_id": self.sandbox.workspace.team_id, "event_time": int(MONDAY.timestamp())}
        body = {"type": "event_callback", "event": event, "event_id": event_id} | place | more
        return self.send(body, "application/json")

    def text_of(self, response: BoltResponse) -> str:
        body: Any = response.body
        return str(json.loads(body)["text"]) if body.startswith("{") else str(body)

    def count(self, model: Any) -> int:
        with self.bot.database.reading() as session:
            return session.scalar(select(func.count(model.id))) or 0

    def add_skill(self, ctx: Context) -> None:
        self.calls.append("ran")
        ctx.session.add(Skill(workspace_id=ctx.workspace.id, name="Whistling", key="whistling"))


@pytest.fixture(scope="module")
def bot(_sqlite: Database) -> Bot:
    """For its listeners: nothing is sent or ticks."""
    env = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1", "ENCRYPTION_KEY": KEY}
    return app.create(Config.from_env(env), database=_sqlite)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with Sandbox(now=MONDAY, scopes=SCOPES) as sandbox:
        desk = Desk(sandbox, tmp_path / "bot.db")
        yield desk
        desk.bot.database.engine.dispose()
