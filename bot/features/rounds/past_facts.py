"""What texts about past rounds, and about the skills of a round, need: plain data."""

from datetime import date

from msgspec import Struct

from bot.terms import Replay


class PastRound(Struct, frozen=True):
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


class PastRounds(Struct, frozen=True):
    """Those of a program, the newest first."""

    program: str
    rounds: tuple[PastRound, ...]


class Replayed(Struct, frozen=True):
    """A past round, run once more."""

    program: str
    number: int
    outcome: Replay


class SkillLine(Struct, frozen=True):
    """A skill in a round: places with those who show it, people who would like to learn it, and how many would."""

    skill: str
    places: int
    wanted: int
    learned: int


class Supply(Struct, frozen=True):
    """The skills of a round: more wanted than there are places, enough for all, and asked for by nobody."""

    program: str
    scarce: tuple[SkillLine, ...]
    enough: tuple[SkillLine, ...]
    unasked: tuple[SkillLine, ...]
