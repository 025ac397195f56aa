"""Logs say where something went wrong, and nothing of what people wrote."""

import pytest
import structlog

from bot.logs import configure


@pytest.fixture(autouse=True)
def _as_before():
    yield
    structlog.reset_defaults()


def test_a_traceback_shows_no_values_of_variables(capfd: pytest.CaptureFixture[str]) -> None:
    configure("INFO")
    note = "a private sentence"
    try:
        raise LookupError(len(note))
    except LookupError as error:
        structlog.get_logger().error("listener_failed", exc_info=error)
    logged = capfd.readouterr().err
    assert "listener_failed" in logged
    assert "test_logs.py" in logged
    assert note not in logged
