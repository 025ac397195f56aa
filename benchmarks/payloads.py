"""What Slack would send, signed as Slack signs it. Every one is another: its trigger, its modal, who acts."""

import hashlib
import hmac
import itertools
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

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

    def state(self) -> dict[str, Any]:
        first, *rest = (_option(skill) for skill in self.learns)
        chosen: dict[str, Any] = {
            "direction": {"selected_option": _option("both")},
            "teaches": {"selected_options": [_option(skill) for skill in self.teaches]},
            "learns_1": {"selected_option": first},
            "learns_2": {"selected_option": next(iter(rest), None)},
            "learns_3": {"selected_option": None},
            "level": {"selected_option": _option(2)},
            "manager": {"selected_user": None},
        }
        return {"values": {name: {name: element} for name, element in chosen.items()}}


def command(user: str) -> bytes:
    """`/reverse-mentor` alone."""
    return request(
        {
            "command": COMMAND,
            "text": "",
            "team_id": TEAM,
            "user_id": user,
            "trigger_id": f"1.{next(_numbers)}.c",
            "response_url": "http://127.0.0.1:9/nowhere",
        }
    )


def join(user: str, form: Form) -> bytes:
    """The join form, filled in and submitted."""
    number = next(_numbers)
    view = {
        "id": f"V{number}",
        "hash": f"{number}.hash",
        "type": "modal",
        "callback_id": "enrollment.join_form",
        "private_metadata": str(form.program),
        "state": form.state(),
    }
    payload = {
        "type": "view_submission",
        "team": {"id": TEAM},
        "user": {"id": user, "team_id": TEAM},
        "trigger_id": f"1.{number}.v",
        "view": view,
    }
    return request({"payload": json.dumps(payload)})


def request(fields: dict[str, str]) -> bytes:
    """A whole HTTP request: https://docs.slack.dev/authentication/verifying-requests-from-slack."""
    body = urlencode(fields)
    stamp = str(int(time.time()))
    digest = hmac.new(SECRET.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256).hexdigest()
    head = [
        f"POST {PATH} HTTP/1.1",
        "Host: 127.0.0.1",
        "User-Agent: Slackbot 1.0 (+https://api.slack.com/robots)",
        "Accept: application/json,*/*",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(body)}",
        f"X-Slack-Request-Timestamp: {stamp}",
        f"X-Slack-Signature: v0={digest}",
    ]
    return "\r\n".join([*head, "", body]).encode()


def _option(value: object) -> dict[str, Any]:
    return {"value": str(value), "text": {"type": "plain_text", "text": str(value)}}
