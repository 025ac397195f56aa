"""The manifest asks for what the code uses, and for nothing more."""

import ast
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from slack_sdk import WebClient

from bot import app
from bot.app import Bot
from bot.config import Config
from bot.slack.handling import COMMAND
from bot.slack.incoming import Click, Context
from tests.conftest import KEY

ROOT = Path(__file__).parents[2]
SCOPES = {
    "apps_connections_open": set[str](),
    "auth_test": set[str](),
    "chat_postMessage": {"chat:write"},
    "conversations_history": {"im:history"},
    "conversations_open": {"im:write", "mpim:write"},
    "files_info": {"files:read"},
    "files_getUploadURLExternal": {"files:write"},
    "files_completeUploadExternal": {"files:write"},
    "users_info": {"users:read", "users:read.email"},
    "users_list": {"users:read", "users:read.email"},
    "views_open": set[str](),
    "views_publish": set[str](),
    "views_push": set[str](),
    "views_update": set[str](),
}
"""What Slack's documentation asks for each method that the bot calls."""
EVENTS = {
    "app_home_opened": set[str](),
    "app_uninstalled": set[str](),
    "dnd_updated_user": {"dnd:read"},
    "tokens_revoked": set[str](),
    "user_change": {"users:read"},
}
"""And for each event."""
NEVER = {"channels:history", "groups:history", "mpim:history"}


@pytest.fixture(scope="module")
def manifest() -> dict[str, Any]:
    return yaml.safe_load((ROOT / "manifest.yml").read_text(encoding="utf-8"))


@pytest.fixture
def bot(tmp_path: Path) -> Bot:
    env = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1", "ENCRYPTION_KEY": KEY}
    return app.create(Config.from_env(env | {"DATABASE_URL": f"sqlite:///{tmp_path / 'bot.db'}"}))


def called_methods() -> set[str]:
    """Every Web API method whose name the code speaks, called or handed on."""
    methods = {name for name in dir(WebClient) if not name.startswith("_")} - {"token", "timeout", "retry_handlers"}
    return {
        node.attr
        for path in (ROOT / "bot").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in methods and "_" in node.attr
    }


def test_the_scopes_are_those_of_the_methods_called(manifest: dict[str, Any]) -> None:
    events = manifest["settings"]["event_subscriptions"]["bot_events"]
    needed = {"commands"}.union(*(SCOPES[name] for name in called_methods()), *(EVENTS[name] for name in events))
    assert set(manifest["oauth_config"]["scopes"]["bot"]) == needed


def test_the_bot_can_not_read_what_people_say_to_each_other(manifest: dict[str, Any]) -> None:
    assert not NEVER & set(manifest["oauth_config"]["scopes"]["bot"])


def test_each_scope_has_its_reason_in_the_docs(manifest: dict[str, Any]) -> None:
    rows = re.findall(r"^\| `(.+?)` \| (.+) \|$", (ROOT / "docs" / "scopes.md").read_text(encoding="utf-8"), re.M)
    assert sorted(scope for scope, _ in rows) == sorted(manifest["oauth_config"]["scopes"]["bot"])


def test_every_event_is_listened_to(manifest: dict[str, Any], bot: Bot) -> None:
    assert set(manifest["settings"]["event_subscriptions"]["bot_events"]) == set(bot.listeners.events)


def test_the_command_is_the_one_that_the_code_takes(manifest: dict[str, Any]) -> None:
    assert [command["command"] for command in manifest["features"]["slash_commands"]] == [COMMAND]


def test_an_id_has_one_listener(bot: Bot) -> None:
    def answer(_ctx: Context, _click: Click) -> None: ...

    with pytest.raises(ValueError):
        bot.listeners.action(next(iter(bot.listeners.clicks)), answer)
