"""Structured logs on stderr: one JSON line an event, ids and error codes only, never what people wrote."""

import json
import logging
import random
import sys
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from types import TracebackType
from typing import Any

import msgspec
import structlog
from structlog.tracebacks import ExceptionDictTransformer
from structlog.typing import ExcInfo

CORRELATION = "correlation_id"
WORDS = ("exc_value", "exc_notes", "syntax_error")
_frames = ExceptionDictTransformer(show_locals=False)

log = structlog.get_logger()


def configure(level: str) -> None:
    """Everything goes through structlog; libraries are heard from WARNING up."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.processors.ExceptionRenderer(where_it_happened),
            structlog.processors.JSONRenderer(serializer=_written),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level.upper()),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    logging.basicConfig(level=logging.WARNING, handlers=[Libraries()], force=True)
    logging.raiseExceptions = False  # a library's broken message would be printed with all its values
    logging.captureWarnings(True)
    sys.excepthook = _crashed
    threading.excepthook = _thread_crashed


def _written(line: Any, default: Callable[[Any], Any]) -> str:
    """Twice as fast as Python's own JSON, which a line for each payload is worth. It refuses halves of characters,
    which names of files may have; a log refuses nothing.
    """
    try:
        return msgspec.json.encode(line, enc_hook=default).decode()
    except UnicodeEncodeError:
        return json.dumps(line, default=default)


@contextmanager
def correlated(known: str | None = None) -> Generator[str]:
    """All that happens inside bears one id: each line of the log, and each message that is written."""
    one = known or f"{random.getrandbits(64):016x}"
    before = structlog.contextvars.bind_contextvars(**{CORRELATION: one})
    try:
        yield one
    finally:
        structlog.contextvars.reset_contextvars(**before)


def correlation_id() -> str | None:
    """The id of what is happening just now; None outside of `correlated`."""
    return structlog.contextvars.get_contextvars().get(CORRELATION)


class Libraries(logging.Handler):
    """What a library says: which one, where, and of what kind. Never its words, which may quote people and tokens.

    Where it hands in a template and values apart, the template is shown.
    """

    def emit(self, record: logging.LogRecord) -> None:
        said = {"said": record.msg} if record.args and isinstance(record.msg, str) else {}
        where = f"{record.filename}:{record.lineno} in {record.funcName}"
        structlog.get_logger().log(
            record.levelno, "library", library=record.name, where=where, **said, exc_info=record.exc_info
        )


def where_it_happened(exc_info: ExcInfo) -> list[dict[str, Any]]:
    """The kinds of exceptions and the lines that they passed; what they say may be what people wrote."""
    return [_wordless(stack) for stack in _frames(exc_info)]


def _wordless(stack: dict[str, Any]) -> dict[str, Any]:
    grouped = [[_wordless(each) for each in stacks] for stacks in stack.get("exceptions", [])]
    return {name: value for name, value in stack.items() if name not in WORDS} | {"exceptions": grouped}


def _crashed(kind: type[BaseException], failure: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    log.critical("crashed", exc_info=(kind, failure, trace))


def _thread_crashed(args: threading.ExceptHookArgs) -> None:
    if args.exc_value is not None:
        log.critical("crashed", exc_info=(args.exc_type, args.exc_value, args.exc_traceback))
