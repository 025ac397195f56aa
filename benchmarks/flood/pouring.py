"""Sends payloads from many threads at once, and notes what is wrong with the answers."""

import http.client
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from typing import Any

from sqlalchemy import Connection, Engine, event

from benchmarks import payloads
from benchmarks.here import WENT_WRONG, Here
from benchmarks.payloads import Payload
from bot.http import PATH, HttpServer


@dataclass
class Result:
    """What came of it, and everything that was wrong."""

    sent: int = 0
    taken: int = 0
    violations: list[str] = field(default_factory=list)
    spans: dict[str, list[tuple[float, float]]] = field(default_factory=lambda: defaultdict(list))
    """By key, when a payload was sent, and when it was answered, each time."""
    begun: dict[str, float] = field(default_factory=dict)
    """By key, when the turn began in which it was taken: before, it waited, and saw nothing."""
    turned: int = 0
    """Couples who are explained by another order than that of the keys."""

    def note(self, payload: Payload, sent_at: float, answered_at: float) -> None:
        self.spans[payloads.key_of(payload)].append((sent_at, answered_at))

    def overlap(self, one: str, other: str) -> bool:
        """Whether two were dealt with at the same time, so that nobody can say which was first."""
        (began, ended), (other_began, other_ended) = self._taken(one), self._taken(other)
        return began < other_ended and other_began < ended

    def _taken(self, key: str) -> tuple[float, float]:
        """From when to when. One that is refused isn't kept, and may be taken when it comes once more."""
        began = self.begun.get(key)
        if began is None:
            return min(sent for sent, _ in self.spans[key]), min(answered for _, answered in self.spans[key])
        return began, max(answered for sent, answered in self.spans[key] if sent <= began <= answered)

    def watch(self, engine: Engine) -> None:
        """Note on PostgreSQL when turns begin. On SQLite the next transaction begins when one has ended."""

        @event.listens_for(engine, "after_cursor_execute")
        def seen(connection: Connection, cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
            if "pg_advisory_xact_lock" in statement:
                connection.info["turn"] = time.monotonic()
            if statement.startswith("INSERT INTO seen_payloads") and "turn" in connection.info:
                began = connection.info.pop("turn")
                if cursor.rowcount:  # else it has been taken before
                    self.begun |= {str(value): began for value in parameters.values()}


def pour(port: int, deliveries: Sequence[Payload], threads: int, result: Result) -> None:
    """Send all of them, from so many threads at once."""
    waiting: SimpleQueue[Payload] = SimpleQueue()
    turn = threading.Lock()
    for one in deliveries:
        waiting.put(one)

    def work() -> None:
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        while True:
            try:
                payload = waiting.get_nowait()
            except Empty:
                return line.close()
            began = time.monotonic()
            line.request("POST", PATH, payload.body.encode(), payload.headers())
            answer = line.getresponse()
            body = answer.read().decode()
            with turn:
                result.note(payload, began, time.monotonic())
            if answer.status != 200 or WENT_WRONG in body:
                result.violations.append(f"{answer.status} {body[:200]} to {payload.body[:200]}")

    workers = [threading.Thread(target=work) for _ in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    result.sent = len(deliveries)


@contextmanager
def served(here: Here) -> Iterator[int]:
    server = HttpServer(here.bot.bolt, "127.0.0.1", 0)
    server.start()
    yield server.port
    server.close()
