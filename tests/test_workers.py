"""Who answers requests: one thread as long as it gets on, another where it is kept waiting."""

import http.client
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.health.pages import Environ
from bot.http import WsgiServer
from bot.workers import Workers

PATIENT, IMPATIENT = 60.0, 0.0
WITHIN_S = 10


class Asked:
    """A request: `does` while it is answered."""

    def __init__(self, does: Callable[[], object] = lambda: None) -> None:
        self.does = does
        self.by: threading.Thread | None = None
        self.begun, self.answered, self.cancelled = threading.Event(), threading.Event(), threading.Event()

    def service(self) -> None:
        self.by = threading.current_thread()
        self.begun.set()
        try:
            self.does()
        finally:
            self.answered.set()

    def cancel(self) -> None:
        self.cancelled.set()


@pytest.fixture
def workers() -> Iterator[Callable[[int, float], Workers]]:
    made: list[Workers] = []

    def make(most: int, patience_s: float) -> Workers:
        made.append(Workers(most, patience_s))
        return made[-1]

    yield make
    for each in made:
        each.shutdown(timeout=WITHIN_S)


Make = Callable[[int, float], Workers]


def ask(workers: Workers, *requests: Asked) -> None:
    for request in requests:
        workers.add_task(request)


def test_what_gets_on_is_answered_by_one_thread_in_turn(workers: Make) -> None:
    pool, order = workers(4, PATIENT), list[int]()
    requests = [Asked(lambda number=number: order.append(number)) for number in range(200)]
    ask(pool, *requests)
    assert all(each.answered.wait(WITHIN_S) for each in requests)
    assert order == list(range(200))
    assert len({each.by for each in requests}) == 1


@pytest.mark.parametrize("patience_s", [IMPATIENT, 0.02])
def test_who_waits_holds_nobody_up(workers: Make, patience_s: float) -> None:
    """For Slack, say, or the database; also where no other request comes that would show it."""
    pool, slack = workers(4, patience_s), threading.Event()
    waiting, next_one = Asked(lambda: slack.wait(WITHIN_S)), Asked()
    ask(pool, waiting, next_one)
    assert waiting.begun.wait(WITHIN_S)
    assert next_one.answered.wait(WITHIN_S)
    assert not waiting.answered.is_set()
    slack.set()
    assert waiting.answered.wait(WITHIN_S)


def test_no_more_are_begun_at_once_than_there_are_threads(workers: Make) -> None:
    pool, slack = workers(2, IMPATIENT), threading.Event()
    waiting, next_one = [Asked(lambda: slack.wait(WITHIN_S)) for _ in range(2)], Asked()
    ask(pool, *waiting, next_one)
    assert not next_one.answered.wait(0.2)
    slack.set()
    assert next_one.answered.wait(WITHIN_S)


@pytest.mark.parametrize("failure", [ZeroDivisionError, SystemExit, KeyboardInterrupt])
def test_nothing_that_a_request_raises_ends_a_thread(workers: Make, failure: type[BaseException]) -> None:
    """What isn't an Exception waitress doesn't catch: its connection would stay open, and nobody would answer."""

    def fail() -> None:
        raise failure

    pool = workers(1, PATIENT)
    broken, next_one = Asked(fail), Asked()
    ask(pool, broken, next_one)
    assert next_one.answered.wait(WITHIN_S)
    assert broken.cancelled.is_set()


def test_where_no_more_threads_are_to_be_had_those_that_are_there_answer(
    workers: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A container allows only so many; who serves learns of it at the start, not a request."""
    pool, slack = workers(2, IMPATIENT), threading.Event()

    def refuse(_thread: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", refuse)
    waiting, next_one = Asked(lambda: slack.wait(WITHIN_S)), Asked()
    ask(pool, waiting, next_one)
    assert next_one.answered.wait(WITHIN_S)
    slack.set()
    assert waiting.answered.wait(WITHIN_S)


def test_it_may_be_ended_twice(workers: Make) -> None:
    """By waitress's loop, when it is interrupted, and by who started it."""
    pool = workers(8, IMPATIENT)
    pool.shutdown(timeout=0)
    pool.shutdown(timeout=WITHIN_S)


def test_at_the_end_who_is_at_work_finishes_and_who_waits_is_told(workers: Make) -> None:
    pool, slack = workers(1, PATIENT), threading.Event()
    at_work, waiting, late = Asked(lambda: slack.wait(WITHIN_S)), Asked(), Asked()
    ask(pool, at_work, waiting)
    assert at_work.begun.wait(WITHIN_S)
    with ThreadPoolExecutor(1) as aside:
        ended = aside.submit(pool.shutdown, timeout=WITHIN_S)
        assert waiting.cancelled.wait(WITHIN_S)
        ask(pool, late)
        assert late.cancelled.is_set()
        slack.set()
        assert ended.result(WITHIN_S)
    assert at_work.answered.is_set()
    assert not waiting.answered.is_set() and not late.answered.is_set()


@pytest.mark.parametrize("patience_s", [IMPATIENT, 0.001, PATIENT])
def test_each_is_answered_once_whoever_asks_and_however_long_it_takes(workers: Make, patience_s: float) -> None:
    pool, answered = workers(8, patience_s), list[int]()
    lock = threading.Lock()

    def slowly(number: int) -> None:
        with lock:  # some wait here, too
            answered.append(number)

    requests = [Asked(lambda number=number: slowly(number)) for number in range(4_000)]
    with ThreadPoolExecutor(8) as askers:
        for start in range(8):
            askers.submit(ask, pool, *requests[start::8])
    assert all(each.answered.wait(WITHIN_S) for each in requests)
    assert sorted(answered) == list(range(4_000))


def test_a_page_that_waits_holds_up_no_other() -> None:
    slack = threading.Event()

    def application(environ: Environ, start_response: Callable[..., object]) -> Iterable[bytes]:
        if environ["PATH_INFO"] == "/slow":
            slack.wait(WITHIN_S)
        start_response("200 OK", [])
        return [b"yes"]

    server = WsgiServer(application, "127.0.0.1", 0, threads=4)
    server.start()
    slow, fast = (http.client.HTTPConnection("127.0.0.1", server.port, timeout=WITHIN_S) for _ in range(2))
    slow.request("GET", "/slow")
    for _ in range(20):
        fast.request("GET", "/fast")
        assert fast.getresponse().read() == b"yes"
    slack.set()
    assert slow.getresponse().read() == b"yes"
    for connection in (slow, fast):
        connection.close()
    server.close()
