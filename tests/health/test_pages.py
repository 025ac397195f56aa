"""What probes and Prometheus get over HTTP: health on both ports, numbers only on the port of their own."""

import http.client
import json
from collections.abc import Iterator
from datetime import timedelta

import pytest
from slack_bolt import App

from bot import migrate
from bot.clock import Clocks, MovableClock
from bot.db import Database
from bot.health.checks import Health
from bot.health.metrics import Prometheus
from bot.health.pages import health_pages, serving
from bot.http import HttpServer, WsgiServer
from bot.schedule import Metronome, Tick
from tests.conftest import MONDAY
from tests.health.test_checks import World, message


@pytest.fixture
def measures(migrated: Database, clock: MovableClock) -> Prometheus:
    return Prometheus(migrated, clock)


@pytest.fixture
def health(migrated: Database) -> Health:
    return Health(migrated, Clocks(), migrate.head(), lambda: {"send": timedelta(seconds=3)})


@pytest.fixture
def monitor(health: Health, measures: Prometheus) -> Iterator[WsgiServer]:
    server = WsgiServer(serving(health_pages(health) | {"/metrics": measures.page}), "127.0.0.1", 0, 2)
    server.start()
    yield server
    server.close()


def get(server: WsgiServer, path: str, method: str = "GET") -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    connection.request(method, path)
    answer = connection.getresponse()
    body = answer.read().decode()
    connection.close()
    return answer.status, body


def test_the_port_of_their_own(monitor: WsgiServer) -> None:
    assert get(monitor, "/healthz") == (200, '{"ok": true}')
    status, body = get(monitor, "/readyz")
    assert (status, json.loads(body)["checks"]["ticks"]) == (200, {"ok": True, "idle_seconds": {"send": 3}})
    assert get(monitor, "/metrics")[0] == 200
    assert get(monitor, "/slack/events") == (404, "")
    assert get(monitor, "/healthz", "POST") == (405, "")
    assert get(monitor, "/healthz", "HEAD") == (200, "")


def test_who_is_not_ready_answers_503(migrated: Database) -> None:
    health = Health(migrated, Clocks(), "another", dict)
    server = WsgiServer(serving(health_pages(health)), "127.0.0.1", 0, 2)
    server.start()
    status, body = get(server, "/readyz")
    server.close()
    assert status == 503 and json.loads(body)["checks"]["migrations"]["ok"] is False


def test_beside_slacks_requests_there_is_health_and_no_metrics(health: Health) -> None:
    bolt = App(token="xoxb-1", signing_secret="s", token_verification_enabled=False)
    server = HttpServer(bolt, "127.0.0.1", 0, health_pages(health))
    server.start()
    answers = {path: get(server, path)[0] for path in ("/healthz", "/readyz", "/metrics")}
    refused = get(server, "/slack/events", "POST")[0]
    server.close()
    assert answers == {"/healthz": 200, "/readyz": 200, "/metrics": 404}
    assert refused == 401


def test_metrics_say_how_much_and_how_long(migrated: Database, measures: Prometheus, clock: MovableClock) -> None:
    world = World(migrated)
    message(world, MONDAY - timedelta(hours=1))
    measures.answered("block_actions", 0.2)
    measures.posted("RateLimited")
    late = Metronome([], measures, clock)
    tick = Tick("send", timedelta(seconds=1), lambda: 0)
    late.run(tick)
    clock.move_to(MONDAY + timedelta(seconds=4))
    late.run(tick)
    page = measures.page()[2].decode()
    for line in (
        'reverse_mentor_outbox_messages{state="pending"} 1.0',
        'reverse_mentor_outbox_oldest_seconds{state="pending"} 3604.0',
        'reverse_mentor_ack_seconds_count{kind="block_actions"} 1.0',
        'reverse_mentor_sends_total{outcome="RateLimited"} 1.0',
        'reverse_mentor_tick_late_seconds_sum{tick="send"} 3.0',
        "reverse_mentor_database_up 1.0",
    ):
        assert line in page.splitlines()
