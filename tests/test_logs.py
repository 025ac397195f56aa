"""Logs say where something went wrong, and nothing of what people wrote."""

import json
import logging
import threading
import warnings
from typing import Any

import pytest
import structlog
from sqlalchemy.exc import IntegrityError

from bot.db import Database
from bot.logs import configure, correlated, correlation_id
from bot.models import Workspace
from tests.factories import Factory

CANARY = "a private sentence"
LIBRARIES = (
    "slack_sdk.socket_mode.client",
    "slack_bolt.App",
    "sqlalchemy.engine",
    "waitress",
    "apscheduler.executors",
)


class Logs:
    """What was written since it was last read; every line is JSON, and none has the canary."""

    def __init__(self, capfd: pytest.CaptureFixture[str]) -> None:
        self._capfd = capfd

    def begin(self) -> None:
        """Not in a fixture: while those are set up, what is written goes elsewhere."""
        configure("DEBUG")

    def read(self) -> list[dict[str, Any]]:
        out, err = self._capfd.readouterr()
        assert CANARY not in out + err
        return [json.loads(line) for line in err.splitlines()]


@pytest.fixture
def logs(capfd: pytest.CaptureFixture[str], logs_restored: None) -> Logs:
    return Logs(capfd)


def test_a_traceback_shows_lines_and_no_values(logs: Logs) -> None:
    logs.begin()
    note = CANARY
    try:
        try:
            raise ValueError(note)
        except ValueError as error:
            raise LookupError(note) from error
    except LookupError as error:
        error.add_note(note)
        structlog.get_logger().error("listener_failed", exc_info=error)
    (line,) = logs.read()
    assert [each["exc_type"] for each in line["exception"]] == ["LookupError", "ValueError"]
    assert line["exception"][0]["frames"][0]["filename"].endswith("test_logs.py")


def test_a_line_is_written_whatever_is_in_it(logs: Logs) -> None:
    """Where a file's name isn't UTF-8, Python has halves of characters in its place."""
    logs.begin()
    of_a_file = b"caf\xe9.py".decode(errors="surrogateescape")
    structlog.get_logger().error("tick_failed", where=of_a_file, error=LookupError())
    (line,) = logs.read()
    assert (line["where"], line["error"]) == (of_a_file, "LookupError()")


def test_nor_does_that_of_several_at_once(logs: Logs) -> None:
    logs.begin()
    try:
        raise ExceptionGroup(CANARY, [ValueError(CANARY)])
    except* ValueError as errors:
        structlog.get_logger().error("tick_failed", exc_info=errors)
    assert "ValueError" in json.dumps(logs.read())


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_library_says_where_and_not_what(logs: Logs, library: str) -> None:
    logs.begin()
    logger = logging.getLogger(library)
    for level in (logging.DEBUG, logging.INFO, logging.WARNING, logging.ERROR):
        logger.log(level, f"Unhandled request ({CANARY})")
    lines = logs.read()
    assert [(line["event"], line["library"], line["level"]) for line in lines] == [
        ("library", library, "warning"),
        ("library", library, "error"),
    ]
    assert all("test_logs.py" in line["where"] for line in lines)


def test_a_template_is_shown_without_its_values(logs: Logs) -> None:
    logs.begin()
    logging.getLogger("apscheduler").warning("Job %s was missed", CANARY)
    logging.getLogger("apscheduler").warning("Broken %d", CANARY)
    assert [line["said"] for line in logs.read()] == ["Job %s was missed", "Broken %d"]


def test_a_librarys_exception_and_a_warning_have_no_words(logs: Logs) -> None:
    logs.begin()
    try:
        raise OSError(CANARY)
    except OSError:
        logging.getLogger("slack_sdk").exception("Failed")
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn(CANARY, stacklevel=1)
    assert [line["event"] for line in logs.read()] == ["library", "library"]


def test_a_thread_that_crashes_says_so(logs: Logs) -> None:
    logs.begin()

    def crash() -> None:
        raise ValueError(CANARY)

    thread = threading.Thread(target=crash)
    thread.start()
    thread.join()
    assert [line["event"] for line in logs.read()] == ["crashed"]


def test_a_constraint_that_quotes_the_row_is_not_quoted(logs: Logs, database: Database) -> None:
    logs.begin()
    with pytest.raises(IntegrityError) as refused, database.transaction() as session:
        Factory(session).workspace(team_id=CANARY)
        session.add(
            Workspace(enterprise_id="", team_id=CANARY, name=CANARY, bot_id="", bot_user_id="", bot_token=CANARY)
        )
    structlog.get_logger().error("plan_failed", exc_info=refused.value)
    assert "IntegrityError" in json.dumps(logs.read())


def test_one_id_for_all_that_happens_inside(logs: Logs) -> None:
    logs.begin()
    with correlated() as outer:
        structlog.get_logger().info("one")
        with correlated("of the message"):
            structlog.get_logger().info("two")
        assert correlation_id() == outer
    assert correlation_id() is None
    assert [line["correlation_id"] for line in logs.read()] == [outer, "of the message"]
