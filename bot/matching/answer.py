"""What the matcher answers: whole numbers, fixed terms, ids and the people's own words; no prose."""

from collections.abc import Mapping

from msgspec import Struct

from bot.matching.terms import Change, Reason, Role


class Parts(Struct, frozen=True):
    """What each part of the score gave; together they are the score."""

    skill_fit: int
    gives_back: int
    hours: int
    interests: int
    format: int
    style: int
    distance: int

    @property
    def total(self) -> int:
        return sum(getattr(self, part) for part in self.__struct_fields__)


class Pair(Struct, frozen=True):
    """`skills`: what the mentee learns, in their words and order; `gives_back_skills`: the mentor in turn.

    `overlap_minutes`: common working time in the smallest week, None when someone's hours aren't known.
    `flagged_unknown_level`: may exist only after an owner approved it one by one.
    """

    mentor: str
    mentee: str
    score: int
    parts: Parts
    skills: tuple[str, ...]
    gives_back_skills: tuple[str, ...]
    shared_interests: tuple[str, ...]
    overlap_minutes: int | None
    flagged_unknown_level: bool
    pinned: bool


class Helps(Struct, frozen=True):
    """The first single change that would match them (`changes.make` makes it). Which fields it has: see `Change`.

    What the person or a mentor can do, and newcomers, match one more and cost nobody else their place: with such a
    change every best answer matches them. Where levels are unknown that is so, too, but now and then an earlier
    change would have done. What the program can change moves many; there the answer is that of
    solving again with the same seed.
    """

    change: Change
    word: str | None = None
    number: int | None = None
    level: int | None = None
    person: str | None = None


class Unmatched(Struct, frozen=True):
    """Someone available who is on neither side of any pair; one who only teaches is a MENTOR here.

    `suitable`: how many people all the rules would let them be paired with. `needed`, with ALL_FULL: how many more
    places at one suitable mentor would match them and all others whom places there can match. Fewer would not, but
    in large rounds, where counting it out would take too long (`reach.MOST_EXACT`).
    """

    person: str
    role: Role
    reason: Reason
    suitable: int
    needed: int | None
    helps: Helps


class Supply(Struct, frozen=True):
    """One skill: free places of those who teach it, mentees who want it, pairs in which it is learned."""

    skill: str
    places: int
    wanted: int
    learned: int


class Answer(Struct, frozen=True):
    """`proven_optimal` is only true when dual prices over every possible pair prove it (see `choose.Chooser`).

    Pairs are in order of mentee and unmatched in order of person. `seconds` by phase; `peak_memory` of the
    process, in bytes.
    """

    pairs: tuple[Pair, ...]
    unmatched: tuple[Unmatched, ...]
    score: int
    waiting_matched: int
    proven_optimal: bool
    seed: int
    seconds: Mapping[str, float]
    peak_memory: int
    skills: tuple[Supply, ...]
