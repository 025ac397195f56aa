"""What is answered over HTTP to probes and to Prometheus."""

import json
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from bot.health.checks import Health

KEPT_S = 1.0
"""Whoever asks more often hears the same: a probe that anybody can reach must not keep the database busy."""
JSON = "application/json"

Page = Callable[[], tuple[str, str, bytes]]
"""Its HTTP status, its content type, its bytes."""
Environ = dict[str, Any]
Wsgi = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]


def health_pages(health: Health) -> dict[str, Page]:
    """`/healthz`: the process answers. `/readyz`: it can do its work; 503 where it can't."""
    return {"/healthz": lambda: ("200 OK", JSON, b'{"ok": true}'), "/readyz": _Readiness(health)}


class _Readiness:
    def __init__(self, health: Health) -> None:
        self._health = health
        self._lock = threading.Lock()
        self._asked = -KEPT_S
        self._answer = ("", "", b"")

    def __call__(self) -> tuple[str, str, bytes]:
        with self._lock:
            if time.monotonic() >= self._asked + KEPT_S:
                ready, report = self._health.report()
                status = "200 OK" if ready else "503 Service Unavailable"
                self._answer = (status, JSON, json.dumps(report).encode())
                self._asked = time.monotonic()
            return self._answer


def serving(pages: Mapping[str, Page], otherwise: Wsgi | None = None) -> Wsgi:
    """A WSGI application of these pages; all other requests are for `otherwise`, or not found."""

    def answer(environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        page = pages.get(environ["PATH_INFO"])
        if page and environ["REQUEST_METHOD"] in ("GET", "HEAD"):
            status, kind, body = page()
        elif otherwise and not page:
            return otherwise(environ, start_response)
        else:
            status, kind, body = ("405 Method Not Allowed" if page else "404 Not Found"), "text/plain", b""
        start_response(status, [("Content-Type", kind), ("Content-Length", str(len(body)))])
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]

    return answer
