"""HTTP mode's beginning and end."""

import http.client
import threading

import pytest
from slack_bolt import App

from bot.http import PATH, HttpServer

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
