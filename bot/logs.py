"""Structured logs on stderr: one JSON line an event, ids and error codes only, never what people wrote."""

import logging
import sys

import structlog
from structlog.tracebacks import ExceptionDictTransformer

TRACEBACK = ExceptionDictTransformer(show_locals=False)
"""Where it happened, without the values of variables: they hold what people wrote, and Slack's payloads."""


def configure(level: str) -> None:
    """Everything goes through structlog; libraries are heard from WARNING up."""
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(name)s: %(message)s")
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.processors.ExceptionRenderer(TRACEBACK),
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level.upper()),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
