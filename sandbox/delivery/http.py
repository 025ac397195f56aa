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

import httpx

from sandbox.client.wire import NO_AUTHORITIES
from sandbox.delivery.courier import Ack, Kind, Retry
from sandbox.world.world import World

FORM = "application/x-www-form-urlencoded"


class HttpCarrier:
    def __init__(self, world: World) -> None:
        self._world = world
        self._client = httpx.AsyncClient(timeout=None, trust_env=False, verify=NO_AUTHORITIES)

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
                response = await self._client.post(self._world.app.request_url or "", content=body, headers=headers)
        except TimeoutError:
            return Ack(failed="operation_timeout")
        except httpx.TransportError:
            return Ack(failed="connection_failed")
        no_retry = response.headers.get("x-slack-no-retry") == "1"
        if not response.is_success:
            return Ack(response.text, "http_error", response.status_code, retry=not no_retry)
        return _read(response)

    async def reachable(self) -> bool:
        url = httpx.URL(self._world.app.request_url or "")
        try:
            _, writer = await asyncio.open_connection(url.host, url.port or 80)
        except OSError:
            return False
        writer.close()
        return True

    def _signed(self, body: bytes) -> dict[str, str]:
        timestamp = str(int(time.time()))
        base = b":".join([b"v0", timestamp.encode(), body])
        digest = hmac.new(self._world.app.signing_secret.encode(), base, hashlib.sha256).hexdigest()
        return {"x-slack-request-timestamp": timestamp, "x-slack-signature": f"v0={digest}"}

    async def close(self) -> None:
        await self._client.aclose()


def _encoded(kind: Kind, payload: dict[str, Any]) -> tuple[bytes, str]:
    if kind == "events_api":
        return json.dumps(payload).encode(), "application/json"
    form = payload if kind == "slash_commands" else {"payload": json.dumps(payload)}
    return urlencode(form).encode(), FORM


def _read(response: httpx.Response) -> Ack:
    if not response.content:
        return Ack(status=response.status_code)
    if not response.headers.get("content-type", "").startswith("application/json"):
        return Ack(response.text, status=response.status_code)
    try:
        return Ack(response.json(), status=response.status_code)
    except json.JSONDecodeError:
        return Ack(response.text, "invalid_json", response.status_code)
