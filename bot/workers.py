"""The threads that answer requests: one as long as it gets on, another where it is kept waiting."""

import threading
import time
from collections import deque
from typing import Protocol

import structlog

PATIENCE_S = 0.003
"""For so long a request may be at work before the next one is begun beside it."""
PATIENCE_WITH_A_NETWORK_S = 0.001
"""The same where it waits at each statement, as for PostgreSQL."""

log = structlog.get_logger()


class Task(Protocol):
    """A connection of waitress's, with what it was asked."""

    def service(self) -> None: ...

    def cancel(self) -> None:
        """Its connection is closed without an answer."""
        ...


class Workers:
    """Waitress's task dispatcher, in which no more threads work at once than get on.

    Python runs one thread at a time. Several that would like to run wake each other whenever one of them lets go,
    as it does at each step of a statement, and spend more on that than on answering (docs/decisions/0043). One
    that waits, for Slack, the database or its turn to write, is known by the time that it takes.

    Each thread has a bell: a lock that is held, and let go to wake it. It stands among the idle ones, or has begun;
    from when it is woken, so that nobody wakes a second one for the same task.
    """

    def __init__(self, threads: int, patience_s: float = PATIENCE_S) -> None:
        self._patience_s = patience_s
        self._lock = threading.Lock()
        self._tasks: deque[Task] = deque()
        self._idle: list[threading.Lock] = []  # who came last goes first: what it needs is in the caches
        self._began: dict[threading.Lock, float] = {}
        self._closing = threading.Event()
        self._kept_waiting = threading.Event()
        # All of them now: where the machine allows no more, that is known at the start, and not while people wait.
        self._threads = [threading.Thread(target=self._work, name="answers", daemon=True) for _ in range(threads)]
        self._threads.append(threading.Thread(target=self._watch, name="watches", daemon=True))
        for thread in self._threads:
            thread.start()

    def add_task(self, task: Task) -> None:
        """Have it answered; called by waitress."""
        with self._lock:
            if not self._closing.is_set():
                self._tasks.append(task)
                self._wake_next()
                self._kept_waiting.set()
                return
        task.cancel()

    def shutdown(self, cancel_pending: bool = True, timeout: float = 5) -> bool:
        """Let those at work finish, for so many seconds at most. Whether there were any who aren't answered."""
        with self._lock:
            self._closing.set()
            pending = list(self._tasks)
            self._tasks.clear()
            while self._idle:
                self._idle.pop().release()
        self._kept_waiting.set()
        for task in pending:
            task.cancel()
        until = time.monotonic() + timeout
        for thread in self._threads:
            thread.join(max(0.0, until - time.monotonic()))
        return bool(pending)

    def _wake_next(self) -> None:
        """Only with the lock."""
        if self._tasks and self._idle and not self._somebody_gets_on():
            bell = self._idle.pop()
            self._began[bell] = time.monotonic()
            bell.release()

    def _somebody_gets_on(self) -> bool:
        """Or has only just begun. Only with the lock."""
        return max(self._began.values(), default=-self._patience_s) + self._patience_s > time.monotonic()

    def _work(self) -> None:
        bell = threading.Lock()
        bell.acquire()
        while task := self._next(bell):
            try:
                task.service()
            except BaseException:  # waitress answers what is an Exception: nobody will answer this
                log.exception("request_broken")
                task.cancel()

    def _next(self, bell: threading.Lock) -> Task | None:
        """Waits for it; None where none comes any more."""
        while True:
            with self._lock:
                self._began.pop(bell, None)
                if self._closing.is_set():
                    return None
                if self._tasks and not self._somebody_gets_on():
                    self._began[bell] = time.monotonic()
                    return self._tasks.popleft()
                self._idle.append(bell)
            bell.acquire()

    def _watch(self) -> None:
        """While anybody is kept waiting, see now and then whether those at work get on."""
        while not self._closing.is_set():
            self._kept_waiting.wait()
            self._closing.wait(self._patience_s)
            with self._lock:
                self._wake_next()
                if not self._tasks:
                    self._kept_waiting.clear()
