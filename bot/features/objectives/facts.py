"""What a program sets out to reach, and how far it has come: plain data."""

from datetime import date
from enum import StrEnum

from msgspec import Struct

from bot.terms import Measure, Verdict

Choice = tuple[int, str]
"""A skill: its id and name."""


class Standing(Struct, frozen=True):
    """An objective and how it stands, by frozen and published numbers; `now` is None where none can be said."""

    id: int
    measure: Measure
    skill: str | None
    target: float
    now: float | None
    verdict: Verdict


class ObjectivesFacts(Struct, frozen=True):
    """All of a program's objectives; `as_of`: the last closed week, None before the first."""

    program_id: int
    program: str
    standings: tuple[Standing, ...]
    as_of: str | None
    most: int


class Hint(StrEnum):
    """What an owner could do half-way."""

    NO_ROUND = "no-round"
    NO_OBJECTIVES = "no-objectives"
    MORE_PEOPLE = "more-people"
    MEET = "meet"
    USEFUL = "useful"
    VOICE = "voice"
    UNKNOWN = "unknown"
    WELL = "well"


class HalfWayFacts(Struct, frozen=True):
    """A program half-way, and what one could do."""

    program_id: int
    program: str
    ends_on: date | None
    as_of: str | None
    standings: tuple[Standing, ...]
    hints: tuple[Hint, ...]
