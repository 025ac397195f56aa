"""One row of a people file, as plain data. What isn't said is None or empty."""

from typing import NamedTuple

from msgspec import Struct


class Taught(NamedTuple):
    """A skill that somebody could show, and how sure they are of it: 1 to 3, or not said."""

    skill: str
    confidence: int | None


class Hours(Struct, frozen=True):
    """Working days (Monday is 0) and the minutes of the day from `start` to `end`, which may be on the next day."""

    days: frozenset[int]
    start: int
    end: int


class Person(Struct, frozen=True):
    """E-mail addresses are in lower case, words as they were written, each once. `line` is where the row ends."""

    line: int
    email: str
    name: str
    level: int | None
    manager: str | None
    team: str | None
    department: str | None
    location: str | None
    timezone: str | None
    hours: Hours | None
    languages: tuple[str, ...]
    teaches: tuple[Taught, ...]
    learns: tuple[str, ...]
    interests: tuple[str, ...]
    format: str | None
    style: str | None
    mentor_capacity: int
    avoid: tuple[str, ...]
    waiting_rounds: int

    @property
    def takes_part(self) -> bool:
        """Whether they could be paired at all; others are there for the reporting lines."""
        return bool(self.teaches or self.learns)
