"""What is dropped because nobody is served by it any more: counted, and told in a line for each kind and reason."""

from collections import Counter
from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar

import structlog

_counted: ContextVar[Counter[tuple[str, str]] | None] = ContextVar("drops", default=None)

log = structlog.get_logger()


@contextmanager
def told() -> Generator[None]:
    """Tells at the end what was dropped inside, also after a day of being down: how many and why, not what."""
    counted = Counter[tuple[str, str]]()
    token = _counted.set(counted)
    try:
        yield
    finally:
        _counted.reset(token)
        for (kind, reason), messages in sorted(counted.items()):
            log.warning("dropped", kind=kind, reason=reason, messages=messages)


def note(kind: str, reason: str) -> None:
    """One message of this kind won't be sent."""
    counted = _counted.get()
    if counted is not None:
        counted[kind, reason] += 1
