"""What Slack would send, signed as Slack signs it. Every one is another: its trigger, its modal, who acts."""

import hashlib
import hmac
import itertools
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode

from benchmarks.company import SECRET, TEAM
from bot.http import PATH

COMMAND = "/reverse-mentor"
_numbers = itertools.count(1)


@dataclass(frozen=True)
class Form:
    """What everybody chooses who joins: skills and a program by their ids."""

    program: int
    teaches: Sequence[int]
    learns: Sequence[int]

    level: int = 2
    direction: str = "both"

    def values(self) -> dict[str, Any]:
        chosen = [option(skill) for skill in self.learns]
        first, second, third = (*chosen, None, None, None)[:3]
        return {
            "direction": {"selected_option": option(self.direction)},
            "teaches": {"selected_options": [option(skill) for skill in self.teaches]},
            "learns_1": {"selected_option": first},
            "learns_2": {"selected_option": second},
            "learns_3": {"selected_option": third},
            "level": {"selected_option": option(self.level)},
            "manager": {"selected_user": None},
        }


def command(user: str) -> bytes:
    """`/reverse-mentor` alone."""
    return typed(user, "").request()


def join(user: str, form: Form) -> bytes:
    """The join form, filled in and submitted."""
    return submit(user, "enrollment.join_form", str(form.program), form.values()).request()


@dataclass(frozen=True)
class Payload:
    """What Slack sends, without its signature: it can be sent twice, and later."""

    body: str
    content_type: str = "application/x-www-form-urlencoded"

    def headers(self) -> dict[str, str]:
        """Signed at this moment: https://docs.slack.dev/authentication/verifying-requests-from-slack."""
        stamp = str(int(time.time()))
        digest = hmac.new(SECRET.encode(), f"v0:{stamp}:{self.body}".encode(), hashlib.sha256).hexdigest()
        return {
            "Content-Type": self.content_type,
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": f"v0={digest}",
        }

    def request(self) -> bytes:
        """A whole HTTP request."""
        head = [
            f"POST {PATH} HTTP/1.1",
            "Host: 127.0.0.1",
            "User-Agent: Slackbot 1.0 (+https://api.slack.com/robots)",
            "Accept: application/json,*/*",
            f"Content-Length: {len(self.body.encode())}",
            *(f"{name}: {value}" for name, value in self.headers().items()),
        ]
        return "\r\n".join([*head, "", self.body]).encode()


def typed(user: str, text: str, team: str = TEAM) -> Payload:
    """`/reverse-mentor text`."""
    return _form(
        {
            "command": COMMAND,
            "text": text,
            "team_id": team,
            "user_id": user,
            "trigger_id": f"1.{next(_numbers)}.c",
            "response_url": "http://127.0.0.1:9/nowhere",
        }
    )


def click(user: str, action_id: str, value: str, team: str = TEAM) -> Payload:
    """A button, pressed in App Home: an answer opens a modal, for which nobody must listen at a response URL."""
    action = {"type": "button", "action_id": action_id, "block_id": "b", "value": value}
    view = {"type": "home", "id": "V0", "hash": "0.hash", "private_metadata": ""}
    return _interaction(user, team, {"type": "block_actions", "view": view, "actions": [action]})


def submit(user: str, callback_id: str, subject: str, values: dict[str, Any], team: str = TEAM) -> Payload:
    """A modal, sent; `values`: by block id, what its one element holds."""
    number = next(_numbers)
    state = {name: {name: element} for name, element in values.items()}
    view = {
        "id": f"V{number}",
        "hash": f"{number}.hash",
        "type": "modal",
        "callback_id": callback_id,
        "private_metadata": subject,
        "state": {"values": state},
    }
    return _interaction(user, team, {"type": "view_submission", "view": view})


def event(body: dict[str, Any], team: str = TEAM) -> Payload:
    """The envelope of the Events API; Slack sends the same one again, with the same id, until it is taken."""
    envelope = {
        "type": "event_callback",
        "team_id": team,
        "api_app_id": "A0000000001",
        "event": body,
        "event_id": f"Ev{next(_numbers)}",
        "event_time": int(time.time()),
        "authorizations": [{"enterprise_id": None, "team_id": team, "user_id": "UBOT", "is_bot": True}],
    }
    return Payload(json.dumps(envelope), "application/json")


def option(value: object) -> dict[str, Any]:
    """A choice of a select, as a form holds it."""
    return {"value": str(value), "text": {"type": "plain_text", "text": str(value)}}


def key_of(payload: Payload) -> str:
    """By what the bot knows a payload again."""
    if payload.content_type == "application/json":
        return f"event:{json.loads(payload.body)['event_id']}"
    fields = dict(parse_qsl(payload.body))
    body = json.loads(fields["payload"]) if "payload" in fields else fields
    if body.get("type") == "view_submission":
        return f"view:{body['view']['id']}:{body['view']['hash']}"
    return f"trigger:{body['trigger_id']}"


def _interaction(user: str, team: str, fields: dict[str, Any]) -> Payload:
    who = {
        "team": {"id": team},
        "user": {"id": user, "team_id": team},
        "trigger_id": f"1.{next(_numbers)}.i",
    }
    return _form({"payload": json.dumps(who | fields)})


def _form(fields: dict[str, str]) -> Payload:
    return Payload(urlencode(fields))
