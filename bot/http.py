"""HTTP mode: Bolt's own WSGI adapter on waitress, behind a check that malformed requests don't pass."""

from collections.abc import Callable, Iterable
from typing import Any

from slack_bolt import App
from slack_bolt.adapter.wsgi import SlackRequestHandler
from waitress.server import create_server

PATH = "/slack/events"
THREADS = 16
LARGEST_BODY = 1_000_000

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Wsgi = Callable[[Environ, StartResponse], Iterable[bytes]]


def create_http_server(app: App, host: str, port: int) -> Any:
    """A waitress server for Slack's requests (`run()` serves, `close()` ends); port 0 takes a free one."""
    handler = refuse_malformed(SlackRequestHandler(app, path=PATH))
    return create_server(
        handler, host=host, port=port, threads=THREADS, max_request_body_size=LARGEST_BODY, ident=None
    )


def refuse_malformed(handler: Wsgi) -> Wsgi:
    """401 for what can't be a signature of Slack's: the verifier would raise on it, and answer 500."""

    def checked(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        timestamp = str(environ.get("HTTP_X_SLACK_REQUEST_TIMESTAMP", ""))
        signature = str(environ.get("HTTP_X_SLACK_SIGNATURE", ""))
        if environ.get("PATH_INFO") == PATH and not (
            timestamp.isascii() and timestamp.isdecimal() and signature.isascii()
        ):
            start_response("401 Unauthorized", [("Content-Type", "text/plain")])
            return [b"invalid request"]
        return handler(environ, start_response)

    return checked
