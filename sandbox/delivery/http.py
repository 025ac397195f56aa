"""Signed HTTP to the app's request URL.

https://docs.slack.dev/authentication/verifying-requests-from-slack
"""

import asyncio
import hashlib
import hmac
import json
import time
from typing import Any
from urllib.parse import urlencode

from sandbox.delivery.courier import Ack, Kind, Retry
from sandbox.delivery.post import Answered, Poster
from sandbox.world.world import World

FORM = "application/x-www-form-urlencoded"


class HttpCarrier:
    def __init__(self, world: World) -> None:
        self._world = world
        self._poster = Poster()

    async def carry(self, kind: Kind, payload: dict[str, Any], retry: Retry | None) -> Ack:
        body, content_type = _encoded(kind, payload)
        headers = self._signed(body) | {
            "content-type": content_type,
            "user-agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
        }
        if retry:
            headers |= {"x-slack-retry-num": str(retry.number), "x-slack-retry-reason": retry.reason}
        try:
            async with asyncio.timeout(self._world.rules.ack_seconds):
                answered = await self._poster.post(self._world.app.request_url or "", headers, body)
        except TimeoutError:
            return Ack(failed="operation_timeout")
        except OSError:
            return Ack(failed="connection_failed")
        return _read(answered)

    async def reachable(self) -> bool:
        return await self._poster.reachable(self._world.app.request_url or "")

    def _signed(self, body: bytes) -> dict[str, str]:
        timestamp = str(int(time.time()))
        base = b":".join([b"v0", timestamp.encode(), body])
        digest = hmac.new(self._world.app.signing_secret.encode(), base, hashlib.sha256).hexdigest()
        return {"x-slack-request-timestamp": timestamp, "x-slack-signature": f"v0={digest}"}

    async def close(self) -> None:
        await self._poster.close()


def _encoded(kind: Kind, payload: dict[str, Any]) -> tuple[bytes, str]:
    if kind == "events_api":
        return json.dumps(payload).encode(), "application/json"
    form = payload if kind == "slash_commands" else {"payload": json.dumps(payload)}
    return urlencode(form).encode(), FORM


def _read(answered: Answered) -> Ack:
    text = answered.body.decode(errors="replace")
    if not 200 <= answered.status < 300:
        no_retry = answered.headers.get("x-slack-no-retry") == "1"
        return Ack(text, "http_error", answered.status, retry=not no_retry)
    if not text or not answered.headers.get("content-type", "").startswith("application/json"):
        return Ack(text or None, status=answered.status)
    try:
        return Ack(json.loads(text), status=answered.status)
    except json.JSONDecodeError:
        return Ack(text, "invalid_json", answered.status)
