"""HTTP mode: Bolt's own WSGI adapter on waitress, behind a check that malformed requests don't pass."""

import io
import threading
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any, cast

from slack_bolt import App, BoltRequest
from slack_bolt.adapter.wsgi import SlackRequestHandler
from waitress import wasyncore
from waitress.server import create_server

from bot.health.pages import Environ, Page, Wsgi, serving
from bot.workers import PATIENCE_S, Workers

PATH = "/slack/events"
THREADS = 32
"""So many may wait at once, for Slack mostly; those who come after them wait, too. Who waits for Slack holds no
connection to the database.
"""
LARGEST_BODY = 1_000_000
SHUTDOWN_S = 5
LONGEST_TIME = 12
"""In digits: a longer one is too large for Python to count with."""

StartResponse = Callable[..., Any]


class WsgiServer:
    """Serves a WSGI application. Port 0 takes a free port; `port` says which. `patience_s`: see Workers."""

    def __init__(
        self, application: Wsgi, host: str, port: int, threads: int, patience_s: float = PATIENCE_S
    ) -> None:
        self._sockets: dict[int, Any] = {}
        self._workers = Workers(threads, patience_s)
        self._server: Any = create_server(
            application,
            map=self._sockets,
            host=host,
            port=port,
            _dispatcher=cast(Any, self._workers),
            max_request_body_size=LARGEST_BODY,
            ident=None,
        )
        self.port = int(self._server.effective_port)
        self._closing = threading.Lock()
        self._loop = threading.Thread(target=self._server.run, name="http", daemon=True)

    def start(self) -> None:
        """Serve in a thread of its own until `close`."""
        self._loop.start()

    def close(self) -> None:
        """Let the requests that are being answered finish, then end."""
        self._workers.shutdown(timeout=SHUTDOWN_S)
        # In the loop's own thread: closed from here, the loop could poll a socket that is gone.
        with self._closing:  # else a loop that is awake closes the trigger before it is pulled
            self._server.trigger.pull_trigger(self._close_sockets)
        self._loop.join(SHUTDOWN_S)

    def _close_sockets(self) -> None:
        with self._closing:
            wasyncore.close_all(self._sockets, ignore_all=True)


class HttpServer(WsgiServer):
    """Takes Slack's requests, and beside them those for `pages`, by path."""

    def __init__(
        self,
        app: App,
        host: str,
        port: int,
        pages: Mapping[str, Page] = MappingProxyType({}),
        patience_s: float = PATIENCE_S,
    ) -> None:
        slack = refuse_malformed(SlackRequestHandler(app, path=PATH))
        super().__init__(serving(pages, slack), host, port, THREADS, patience_s)


def refuse_malformed(handler: Wsgi) -> Wsgi:
    """401 for what can't be a signature of Slack's, and 400 for a body that can't be read.

    The verifier would raise on the first, Bolt on the second before it asks for a signature: both would be 500.
    """

    def checked(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if environ.get("PATH_INFO") != PATH:
            return handler(environ, start_response)
        if not _may_be_signed(environ):
            return _refused(start_response, "401 Unauthorized")
        body = environ["wsgi.input"].read()
        if not _is_readable(body, str(environ.get("CONTENT_TYPE", ""))):
            return _refused(start_response, "400 Bad Request")
        return handler(environ | {"wsgi.input": io.BytesIO(body)}, start_response)

    return checked


def _refused(start_response: StartResponse, status: str) -> Iterable[bytes]:
    start_response(status, [("Content-Type", "text/plain")])
    return [b"invalid request"]


def _may_be_signed(environ: Environ) -> bool:
    timestamp = str(environ.get("HTTP_X_SLACK_REQUEST_TIMESTAMP", ""))
    signature = str(environ.get("HTTP_X_SLACK_SIGNATURE", ""))
    return signature.isascii() and timestamp.isascii() and timestamp.isdecimal() and len(timestamp) <= LONGEST_TIME


def _is_readable(body: bytes, content_type: str) -> bool:
    """As Bolt reads it: UTF-8, and an object of the shape that Slack sends."""
    try:
        request = BoltRequest(body=body.decode(), headers={"content-type": [content_type]})
    except (ValueError, TypeError, AttributeError, LookupError, RecursionError):
        return False
    return isinstance(cast(object, request.body), dict)
