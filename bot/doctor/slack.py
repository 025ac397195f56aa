"""What Slack says of the tokens, and this machine's clock beside Slack's."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any, cast

from slack_sdk.errors import SlackApiError

from bot.clock import system_time
from bot.config import HOW_TO, Config
from bot.doctor.finding import Finding
from bot.slack.clients import Clients
from bot.slack.directory import SLACK_FAILURES, error_code

MANIFEST = Path(__file__).parents[2] / "manifest.yml"
FAR_OFF = timedelta(seconds=60)
"""Slack's signatures hold for five minutes, and what is due is due by this clock."""
MUST_NOT = {"channels:history", "groups:history", "mpim:history"}
"""The bot must not be able to read what people say to each other."""
REINSTALL = "api.slack.com/apps → your app → App Manifest: paste manifest.yml, save, then Install App → Reinstall."


def look_at_slack(config: Config) -> Iterator[Finding]:
    """The bot's token with its rights, the clock, and how Slack reaches the bot."""
    try:
        answer: Any = Clients(config.slack_api_url).for_reading(config.bot_token.reveal()).auth_test()
    except SlackApiError as failure:
        yield Finding(f"Slack doesn't accept SLACK_BOT_TOKEN ({error_code(failure)}).", HOW_TO["SLACK_BOT_TOKEN"])
        return
    except SLACK_FAILURES as failure:
        yield Finding(
            f"Slack doesn't answer at {config.slack_api_url} ({error_code(failure)}).",
            "Can this machine reach it? A proxy, a firewall or SLACK_API_URL may be in the way.",
        )
        return
    headers = {name.lower(): str(value) for name, value in cast(Mapping[str, Any], answer.headers).items()}
    yield of_place(answer)
    yield of_scopes(set(headers.get("x-oauth-scopes", "").replace(" ", "").split(",")) - {""})
    yield of_clock(headers.get("date", ""), system_time())
    yield _of_socket(config) if config.app_token else _of_port(config.port or 0)


def of_place(answer: Any) -> Finding:
    """Of which workspace the token is, by Slack's answer to `auth.test`."""
    where = f"{answer.get('team')} ({answer['team_id']})"
    if answer.get("is_enterprise_install"):
        return Finding(
            f"SLACK_BOT_TOKEN is of a whole organization, {where}: nobody in its workspaces is known by it.",
            "Install the app in one workspace, and take the token from there (manifest.yml: org_deploy_enabled).",
        )
    return Finding(f"SLACK_BOT_TOKEN is that of the bot in {where}.")


def of_scopes(granted: set[str]) -> Finding:
    """The rights that the token has, beside those that manifest.yml asks for."""
    wanted = scopes_of(MANIFEST.read_text())
    if missing := sorted(wanted - granted):
        return Finding(f"The app lacks scopes: {', '.join(missing)}.", REINSTALL)
    if harmful := sorted(granted & MUST_NOT):
        return Finding(
            f"The app may read what people say to each other: {', '.join(harmful)}.",
            f"The bot promises that it can't. {REINSTALL}",
        )
    more = sorted(granted - wanted)
    return Finding(
        "The app has all its scopes" + (f", and more than it needs: {', '.join(more)}." if more else ".")
    )


def scopes_of(manifest: str) -> set[str]:
    """The bot scopes in the manifest: a plain list, for which no YAML library need be installed."""
    listed = re.search(r"^    bot:\n((?:      - .+\n)+)", manifest, re.MULTILINE)
    return set(re.findall(r"- (\S+)", listed[1])) if listed else set()


def of_clock(date: str, now: datetime) -> Finding:
    """This machine's time beside the time that Slack's answer bears."""
    if not date:
        return Finding("Slack's answer bears no time, so the clock wasn't compared.")
    off = round((now - parsedate_to_datetime(date)).total_seconds())
    if abs(off) > FAR_OFF.total_seconds():
        return Finding(
            f"This machine's clock is {abs(off)} seconds {'ahead of' if off > 0 else 'behind'} Slack's.",
            "Set it by the network (`timedatectl set-ntp true`): Slack's requests are refused otherwise.",
        )
    return Finding("This machine's clock agrees with Slack's.")


def _of_socket(config: Config) -> Finding:
    token = config.app_token.reveal() if config.app_token else ""
    try:
        Clients(config.slack_api_url).for_reading(token).apps_connections_open(app_token=token)
    except SLACK_FAILURES as failure:
        code = error_code(failure)
        return Finding(
            f"Slack opens no Socket Mode connection for SLACK_APP_TOKEN ({code}).", HOW_TO["SLACK_APP_TOKEN"]
        )
    return Finding("Socket Mode: SLACK_APP_TOKEN opens a connection.")


def _of_port(port: int) -> Finding:
    """Whether the secret is the right one, only a request of Slack's own can tell."""
    connection = HTTPConnection("127.0.0.1", port, timeout=3)
    try:
        connection.request("GET", "/healthz")
        body = connection.getresponse().read(100)
    except ConnectionRefusedError:
        return Finding(f"HTTP: PORT {port} is free, for a bot that isn't running just now.")
    except (OSError, HTTPException):
        body = b""
    finally:
        connection.close()
    if body == b'{"ok": true}':
        return Finding(f"HTTP: a bot answers on PORT {port}.")
    return Finding(
        f"HTTP: something else than the bot listens on PORT {port}.", "Choose another PORT, or end that."
    )
