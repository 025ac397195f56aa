"""Web clients of a workspace, each with the retries that its use allows."""

from typing import Any

from slack_sdk import WebClient
from slack_sdk.http_retry.builtin_handlers import (
    ConnectionErrorRetryHandler,
    RateLimitErrorRetryHandler,
    ServerErrorRetryHandler,
)

from bot.slack.kept import Connections, KeptClient

HANDLER_TIMEOUT_S = 1.5
SENDER_TIMEOUT_S = 10


class Clients:
    """Makes WebClients that speak to one Slack (`base_url` moves the whole bot to a stand-in)."""

    def __init__(self, base_url: str, sender_timeout_s: float = SENDER_TIMEOUT_S) -> None:
        self._base_url = base_url
        self._sender_timeout_s = sender_timeout_s
        self._connections = Connections()

    def for_handler(self, token: str) -> WebClient:
        """Short and without retries: somebody waits, and a trigger lives three seconds."""
        return self._client(token, HANDLER_TIMEOUT_S)

    def for_sender(self, token: str) -> WebClient:
        """No retry at all: the default one posts twice when a connection drops after Slack accepted."""
        return KeptClient(self._connections, **self._settings(token, self._sender_timeout_s))

    def for_reading(self, token: str) -> WebClient:
        """For calls that may be repeated without harm, outside of anybody's wait."""
        client = self._client(token, SENDER_TIMEOUT_S)
        client.retry_handlers.append(RateLimitErrorRetryHandler(max_retry_count=2))
        client.retry_handlers.append(ServerErrorRetryHandler(max_retry_count=2))
        client.retry_handlers.append(ConnectionErrorRetryHandler(max_retry_count=2))
        return client

    def _client(self, token: str, timeout: float) -> WebClient:
        return WebClient(**self._settings(token, timeout))

    def _settings(self, token: str, timeout: float) -> dict[str, Any]:
        # The SDK types the timeout as int and hands it to urllib, which takes seconds as float.
        return {"token": token, "base_url": self._base_url, "timeout": timeout, "retry_handlers": []}
