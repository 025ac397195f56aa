"""What the bot counts of itself: told where it happens, kept where somebody asks for it (bot/health/metrics.py)."""

from typing import Protocol


class Measures(Protocol):
    """Takes down what happens. It never fails, and costs next to nothing."""

    def answered(self, kind: str, seconds: float) -> None:
        """A payload of this kind was answered, this long after its listener got it."""
        ...

    def failed(self, kind: str) -> None:
        """A payload of this kind met a bug, or a database that was away."""
        ...

    def posted(self, outcome: str) -> None:
        """What came of one attempt to send a message."""
        ...

    def ticked(self, name: str, late: float, seconds: float) -> None:
        """A tick began this many seconds after it should have, and took that long."""
        ...

    def tick_failed(self, name: str) -> None:
        """A tick raised an exception; it runs again at its next interval."""
        ...

    def page(self) -> tuple[str, str, bytes]:
        """All of it: an HTTP status, a content type, and the bytes."""
        ...


class Uncounted:
    """Nobody asks: nothing is kept."""

    def answered(self, kind: str, seconds: float) -> None: ...

    def failed(self, kind: str) -> None: ...

    def posted(self, outcome: str) -> None: ...

    def ticked(self, name: str, late: float, seconds: float) -> None: ...

    def tick_failed(self, name: str) -> None: ...

    def page(self) -> tuple[str, str, bytes]:
        return "404 Not Found", "text/plain", b""
