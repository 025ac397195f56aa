"""HTTP mode's beginning and end."""

import hmac
import http.client
import threading
import time
from collections.abc import Iterator

import pytest
from slack_bolt import App

from bot.app import create_bolt
from bot.config import Config
from bot.http import LARGEST_BODY, PATH, HttpServer
from bot.logs import configure
from tests.conftest import KEY

TIMES = 200


def test_it_ends_while_connections_are_open_without_an_error_in_any_thread(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A race: with sockets closed from outside the polling thread, about half of the runs of this test fail."""
    failures: list[threading.ExceptHookArgs] = []
    monkeypatch.setattr(threading, "excepthook", failures.append)
    bolt = App(token="xoxb-1", signing_secret="s", token_verification_enabled=False)
    for _ in range(TIMES):
        server = HttpServer(bolt, "127.0.0.1", 0)
        server.start()
        connections = [http.client.HTTPConnection("127.0.0.1", server.port) for _ in range(3)]
        for connection in connections:
            connection.request("POST", PATH, b"x")
        assert [connection.getresponse().status for connection in connections] == [401] * 3
        server.close()
        for connection in connections:
            connection.close()
    assert failures == []


@pytest.fixture
def server() -> Iterator[HttpServer]:
    env = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "s", "PORT": "1", "ENCRYPTION_KEY": KEY}
    server = HttpServer(create_bolt(Config.from_env(env)), "127.0.0.1", 0)
    server.start()
    yield server
    server.close()


FORM, JSON = "application/x-www-form-urlencoded", "application/json"
WORD = "zwitscher"
"""In every body: no line of the log may have it."""


@pytest.mark.parametrize("is_signed", [True, False])
@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (WORD.encode() + b"\xff\xfe", FORM),
        (WORD.encode("utf-16"), FORM),
        (f"payload={WORD}".encode(), FORM),
        (f"{{{WORD}".encode(), JSON),
        (f'["{WORD}"]'.encode(), JSON),
        (f'"{WORD}"'.encode(), JSON),
        (b"null", JSON),
        (b'{"a":' * 100_000, JSON),
        (f'{{"user": ["{WORD}"], "team": "{WORD}"}}'.encode(), JSON),
        (WORD.encode(), "text/plain"),
        (WORD.encode(), "multipart/form-data; boundary=x"),
        (WORD.encode(), "\xfc"),
        (b"", ""),
    ],
    ids=range(13),
)
def test_what_slack_never_sends_is_refused_and_not_logged(
    server: HttpServer,
    capfd: pytest.CaptureFixture[str],
    logs_restored: None,
    body: bytes,
    kind: str,
    is_signed: bool,
) -> None:
    configure("DEBUG")
    stamp = str(int(time.time()))
    signed = hmac.new(b"s", b"v0:%s:%s" % (stamp.encode(), body), "sha256").hexdigest()
    status = answered(server, body, kind, stamp, f"v0={signed}" if is_signed else "v0=0")
    assert 400 <= status < 500
    assert WORD not in "".join(capfd.readouterr())


@pytest.mark.parametrize(
    ("stamp", "signature"),
    [("", ""), ("1", "v0=0"), ("9" * 400, "v0=0"), ("x", "v0=0"), ("-1", "v0=0"), ("1", "\xe9"), ("\xb2", "v0=0")],
)
def test_no_or_an_old_signature_is_refused(server: HttpServer, stamp: str, signature: str) -> None:
    assert answered(server, b"text=hello", FORM, stamp, signature) == 401


def test_a_huge_body_is_not_even_read(server: HttpServer) -> None:
    assert answered(server, b"", FORM, "1", "v0=0", **{"Content-Length": str(LARGEST_BODY + 1)}) == 413


def answered(server: HttpServer, body: bytes, kind: str, stamp: str, signature: str, **more: str) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    headers = {"Content-Type": kind, "X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": signature}
    connection.request("POST", PATH, body, headers | more)
    with connection.getresponse() as response:
        response.read()
    connection.close()
    return response.status
