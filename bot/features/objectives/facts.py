"""What a program sets out to reach, and how far it has come: plain data."""

from dataclasses import dataclass

from bot.terms import Measure, Verdict

Choice = tuple[int, str]
"""A skill: its id and name."""


@dataclass(frozen=True)
class Standing:
    """An objective and how it stands, by frozen and published numbers; `now` is None where none can be said."""

    id: int
    measure: Measure
    skill: str | None
    target: float
    now: float | None
    verdict: Verdict


@dataclass(frozen=True)
class ObjectivesFacts:
    """All of a program's objectives; `as_of`: the last closed week, None before the first."""

    program_id: int
    program: str
    standings: tuple[Standing, ...]
    as_of: str | None
    most: int
