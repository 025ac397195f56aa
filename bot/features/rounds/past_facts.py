"""What texts about past rounds, and about the skills of a round, need: plain data."""

from dataclasses import dataclass
from datetime import date

from bot.terms import Replay


@dataclass(frozen=True)
class PastRound:
    """A round that was decided. `average`: points a pair; `asked`: it is being run once more; `gone`: what it was
    asked was put away, so it can't be."""

    id: int
    number: int
    approved: bool
    decided_on: date
    pairs: int
    average: int
    asked: bool
    gone: bool = False


@dataclass(frozen=True)
class PastRounds:
    """Those of a program, the newest first."""

    program: str
    rounds: tuple[PastRound, ...]


@dataclass(frozen=True)
class Replayed:
    """A past round, run once more."""

    program: str
    number: int
    outcome: Replay


@dataclass(frozen=True)
class SkillLine:
    """A skill in a round: places with those who show it, people who would like to learn it, and how many would."""

    skill: str
    places: int
    wanted: int
    learned: int


@dataclass(frozen=True)
class Supply:
    """The skills of a round: more wanted than there are places, enough for all, and asked for by nobody."""

    program: str
    scarce: tuple[SkillLine, ...]
    enough: tuple[SkillLine, ...]
    unasked: tuple[SkillLine, ...]
