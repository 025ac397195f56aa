"""Slack's client over connections that are kept: to open one, with TLS, costs more than the message it is for.

The SDK opens a connection for each call and asks Slack to close it. Who sends many messages keeps one a thread.
"""

import io
import select
import ssl
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from http.client import HTTPConnection, HTTPResponse, HTTPSConnection
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import SplitResult, urlsplit
from urllib.request import Request

from slack_sdk import WebClient

REST_S = 4.0
"""So long a connection may have been idle to be used again: servers close them after 5 seconds, or later. Where one
is closed just when a message is written to it, nobody knows whether that arrived."""


class _Whole(HTTPConnection):
    """Writes head and body of a request at once, instead of one after the other."""

    def __init__(self, host: str, **settings: Any) -> None:
        super().__init__(host, **settings)
        self._written: list[Any] = []

    def send(self, data: Any) -> None:
        self._written.append(data)

    def post(self) -> None:
        whole, self._written = b"".join(self._written), []
        super().send(whole)

    def __del__(self) -> None:
        """Its thread has ended: nobody else could close it."""
        self.close()


class _WholeTls(_Whole, HTTPSConnection):
    """The same over TLS."""


class Connections:
    """One for each thread and server; `now` is in seconds."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._tls: ssl.SSLContext | None = None
        self._of_threads = threading.local()

    def ask(self, request: Request, timeout: float) -> tuple[HTTPResponse, bytes]:
        """The answer, and its body. What goes wrong until the request is out is a URLError, as with urllib."""
        url = urlsplit(request.full_url)
        connection = self._ready(url, timeout)
        with ExitStack() as broken:
            broken.callback(connection.close)  # else the next request might get a late answer to this one
            _write(connection, request)
            answer = connection.getresponse()
            body = answer.read()
            broken.pop_all()
        self._mine()[url.scheme, url.netloc] = connection, self._now()
        return answer, body

    def _mine(self) -> dict[tuple[str, str], tuple[_Whole, float]]:
        return self._of_threads.__dict__.setdefault("mine", {})

    def _ready(self, url: SplitResult, timeout: float) -> _Whole:
        """The thread's own, unless it has rested too long or the other side has closed it; else a new one."""
        kept, used_at = self._mine().pop((url.scheme, url.netloc), (None, 0.0))
        if kept and kept.sock and self._now() - used_at <= REST_S and not _is_readable(kept):
            kept.sock.settimeout(timeout)
            return kept
        if kept:
            kept.close()
        return self._new(url, timeout)

    def _new(self, url: SplitResult, timeout: float) -> _Whole:
        if url.scheme == "http":
            return _Whole(url.netloc, timeout=timeout)
        self._tls = self._tls or ssl.create_default_context()
        return _WholeTls(url.netloc, timeout=timeout, context=self._tls)


class KeptClient(WebClient):
    """The SDK's client; what it makes of a request and of an answer stays its own."""

    def __init__(self, connections: Connections, **settings: Any) -> None:
        super().__init__(**settings)
        self._connections = connections

    def _perform_urllib_http_request_internal(self, url: str, req: Request) -> dict[str, Any]:
        # The one place of the SDK's that opens a connection. Were it called otherwise in a later one, this would
        # not be called, and each call have a connection of its own: tests/slack/test_kept.py would say so.
        if self.proxy is not None:
            return super()._perform_urllib_http_request_internal(url, req)
        answer, body = self._connections.ask(req, self.timeout)
        if not 200 <= answer.status < 300:
            raise HTTPError(url, answer.status, answer.reason, answer.headers, io.BytesIO(body))
        charset = answer.headers.get_content_charset() or "utf-8"
        return {"status": answer.status, "headers": answer.headers, "body": body.decode(charset)}


def _write(connection: _Whole, request: Request) -> None:
    try:
        connection.request("POST", request.selector, request.data, dict(request.header_items()))
        connection.post()
    except OSError as failure:
        raise URLError(failure) from failure


def _is_readable(connection: _Whole) -> bool:
    """Nothing was asked, so what can be read is the end of it, or what belongs to nobody."""
    poll = select.poll()  # unlike select(), for files of any number
    poll.register(connection.sock, select.POLLIN)
    return bool(poll.poll(0))
