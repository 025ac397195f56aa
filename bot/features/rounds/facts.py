"""What texts about rounds need: plain data."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from bot.matching.terms import Change, Reason
from bot.mentions import Mention
from bot.terms import WishKind


class Desk(Struct, frozen=True):
    """A program before a round: how many people can be paired, and how many of them are in no pair.

    `waiting_skills`: people's own words that count only after an owner's yes. `missing`: skills (id and name) that
    people want to learn and nobody shows.
    """

    program_id: int
    program: str
    people: int
    free: int
    waiting_skills: int = 0
    missing: tuple[tuple[int, str], ...] = ()


class Waiting(Struct, frozen=True):
    """A round that is being worked out; `again`: with its owners' changes, and the pairs before are kept."""

    round_id: int
    version: int
    program: str
    asked_by: Mention
    by_reader: bool
    asked_at: datetime
    again: bool = False


class Numbers(Struct, frozen=True):
    """How good a round is, or what a change makes of it, in the order that counts.

    `waiting`: how many of those are matched who were left out before.
    """

    pairs: int
    waiting: int
    score: int

    def __sub__(self, other: "Numbers") -> "Numbers":
        return Numbers(self.pairs - other.pairs, self.waiting - other.waiting, self.score - other.score)


class PairLine(Struct, frozen=True):
    """A proposed pair. `parts`: points by the name of the score's part; `unknown`: whose level isn't known.

    `mentor_id`, `mentee_id`: their enrollments. `wanted`: an owner asked for it; `waits`: a change that concerns it
    isn't worked in yet.
    """

    id: int
    mentor_id: int
    mentee_id: int
    mentor: Mention
    mentee: Mention
    score: int
    parts: Mapping[str, int]
    skills: tuple[str, ...]
    gives_back: tuple[str, ...]
    interests: tuple[str, ...]
    overlap_minutes: int | None
    flagged: bool
    included: bool
    unknown: tuple[Mention, ...]
    wanted: bool = False
    waits: bool = False


class Why(Struct, frozen=True):
    """Why somebody is unmatched, and the one change that would help; which fields it has: see `Change`."""

    reason: Reason
    change: Change
    word: str | None = None
    number: int | None = None
    level: int | None = None
    person: Mention | None = None


class UnmatchedLine(Struct, frozen=True):
    """Somebody whom a round proposes to nobody."""

    member: Mention
    why: Why


class LastRound(Struct, frozen=True):
    """The approved round before this one, to compare with. `average`: points a pair."""

    pairs: int
    unmatched: int
    average: int


class ChangeLine(Struct, frozen=True):
    """A change that an owner asked for. `number`: its place in the list; `people`: as in Wish; `cost`: what it
    makes of the round by itself, where that was worked out."""

    number: int
    kind: WishKind
    people: tuple[Mention, ...]
    by: Mention
    worked_in: bool
    cost: Numbers | None


class Summary(Struct, frozen=True):
    """A round at a glance. `people`: who would be asked; `undecided`: flagged pairs that nobody has taken in.

    `pending`: how many changes aren't worked in; `changed`: what all that are make of it; `moved`: how it differs
    from the pairs before them, where it was worked out again. `is_readable`: whether what its owners want is known.
    """

    round_id: int
    version: int
    number: int
    program: str
    asks_first: bool
    pairs: int
    people: int
    undecided: int
    unmatched: int
    score: int = 0
    last: LastRound | None = None
    pending: int = 0
    changed: Numbers | None = None
    moved: Numbers | None = None
    is_readable: bool = True

    @property
    def average(self) -> int:
        """Points a pair."""
        return self.score // self.pairs if self.pairs else 0


class GroupKind(StrEnum):
    """By what people of a round are compared."""

    LEVEL = "level"
    TEAM = "team"
    LOCATION = "location"
    WAITING = "waiting"


GroupName = str | int


class Group(Struct, frozen=True):
    """How many of these people a round found somebody for."""

    matched: int
    people: int

    @property
    def percent(self) -> int:
        return round(100 * self.matched / self.people) if self.people else 0

    def without(self, some: "Group") -> "Group":
        """The rest of it."""
        return Group(self.matched - some.matched, self.people - some.people)


class Uneven(Struct, frozen=True):
    """A group for which a round found somebody much less often than for the rest. `name`: a level, a team, a place;
    "yes" for who has waited. `reason`: why most of those who are left have nobody."""

    kind: GroupKind
    name: GroupName
    group: Group
    rest: Group
    reason: Reason


class Shares(Struct, frozen=True):
    """For whom a round found somebody: all, and each group that is large enough, by its kind and name."""

    program: str
    everybody: Group
    groups: Mapping[GroupKind, Mapping[GroupName, Group]]


class Review(Struct, frozen=True):
    """One page of a proposed round, counted from 0: first the pairs, then the unmatched.

    `uneven`: groups that it finds somebody for much less often; `changes`: what owners asked for. The first page
    tells both.
    """

    summary: Summary
    page: int
    pages: int
    pairs: tuple[PairLine, ...]
    unmatched: tuple[UnmatchedLine, ...]
    uneven: tuple[Uneven, ...] = ()
    changes: tuple[ChangeLine, ...] = ()


class Approval(Struct, frozen=True):
    """What came of an approval. `skipped`: couples of whom one isn't free any more."""

    program: str
    asks_first: bool
    pairs: int
    people: int
    skipped: tuple[tuple[Mention, Mention], ...]
    unmatched: int


class Failure(Struct, frozen=True):
    """A round that couldn't be worked out."""

    program: str
