"""What Prometheus reads: counters of this process, and the queue as the database has it when it is asked."""

from collections.abc import Iterable

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from sqlalchemy.exc import SQLAlchemyError

from bot.clock import Clock
from bot.db import Database
from bot.outbox import standing

PREFIX = "reverse_mentor_"
ACK_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3)
"""Slack waits three seconds."""
TICK_SECONDS = (0.01, 0.1, 0.5, 1, 5, 15, 60, 300)


class Prometheus:
    """Measures that Prometheus can read; no label says who or what a message was about."""

    def __init__(self, database: Database, calendar: Clock) -> None:
        self._registry = registry = CollectorRegistry()
        registry.register(Queue(database, calendar))
        ProcessCollector(registry=registry)

        def counter(name: str, about: str, label: str) -> Counter:
            return Counter(PREFIX + name, about, [label], registry=registry)

        def histogram(name: str, about: str, label: str, buckets: tuple[float, ...]) -> Histogram:
            return Histogram(PREFIX + name, about, [label], registry=registry, buckets=buckets)

        self._acks = histogram("ack_seconds", "From a listener's start to its answer.", "kind", ACK_SECONDS)
        self._failed = counter("payloads_failed", "Payloads that met a bug or no database.", "kind")
        self._sends = counter("sends", "What came of sends; RateLimited is Slack's 429.", "outcome")
        self._late = histogram("tick_late_seconds", "How late ticks began.", "tick", TICK_SECONDS)
        self._took = histogram("tick_seconds", "How long ticks took.", "tick", TICK_SECONDS)
        self._tick_failed = counter("ticks_failed", "Ticks that raised an exception.", "tick")

    def answered(self, kind: str, seconds: float) -> None:
        self._acks.labels(kind).observe(seconds)

    def failed(self, kind: str) -> None:
        self._failed.labels(kind).inc()

    def posted(self, outcome: str) -> None:
        self._sends.labels(outcome).inc()

    def ticked(self, name: str, late: float, seconds: float) -> None:
        self._late.labels(name).observe(late)
        self._took.labels(name).observe(seconds)

    def tick_failed(self, name: str) -> None:
        self._tick_failed.labels(name).inc()

    def page(self) -> tuple[str, str, bytes]:
        """All of it, in Prometheus' text format."""
        return "200 OK", CONTENT_TYPE_PLAIN_0_0_4, generate_latest(self._registry)


class Queue(Collector):
    """Counted when it is asked for, and the same whichever replica is asked."""

    def __init__(self, database: Database, calendar: Clock) -> None:
        self._database, self._calendar = database, calendar

    def describe(self) -> Iterable[Metric]:
        return []  # else registering would ask the database

    def collect(self) -> Iterable[Metric]:
        now = self._calendar()
        up = GaugeMetricFamily(PREFIX + "database_up", "1 where the database answers.")
        messages = GaugeMetricFamily(PREFIX + "outbox_messages", "Messages that aren't done.", labels=["state"])
        oldest = GaugeMetricFamily(
            PREFIX + "outbox_oldest_seconds", "For how long the oldest has been due.", labels=["state"]
        )
        try:
            with self._database.reading() as session:
                found = standing.by_state(session, now)
        except SQLAlchemyError:
            up.add_metric([], 0)
            return [up]
        up.add_metric([], 1)
        for each in found:
            messages.add_metric([each.state], each.messages)
            oldest.add_metric([each.state], max(0.0, (now - each.due_at).total_seconds()))
        return [up, messages, oldest]
