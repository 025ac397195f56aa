"""What the matcher is asked. Everything in it is checked when it is made (`BadProblem` names what is wrong)."""

from collections.abc import Collection, Mapping
from datetime import date
from zoneinfo import ZoneInfo

from msgspec import Struct, field

from bot.matching.errors import BadProblem
from bot.matching.terms import Format, Style

LEVELS = range(1, 11)
CAPACITIES = range(1, 6)
CONFIDENCES = range(1, 4)
MINUTES_A_DAY = 24 * 60
MINUTES_A_WEEK = 7 * MINUTES_A_DAY
TOP_SCORE = 100_000


def _within(path: str, number: int | None, allowed: Collection[int]) -> None:
    if number is not None and number not in allowed:
        raise BadProblem(path, f"must be from {min(allowed)} to {max(allowed)}, not {number}")


class WeekHours(Struct, frozen=True):
    """When someone works, in their own time: `days` (Monday is 0) from minute `start` of the day to minute `end`.

    An `end` before `start` is on the next day (a night shift that begins on each of `days`).
    """

    timezone: str
    days: frozenset[int]
    start: int
    end: int

    def __post_init__(self) -> None:
        _check_zone(self.timezone)
        for day in self.days:
            _within("days", day, range(7))
        _within("start", self.start, range(MINUTES_A_DAY))
        _within("end", self.end, range(MINUTES_A_DAY + 1))
        if self.start == self.end:
            raise BadProblem("end", "must differ from start")


def _check_zone(name: str) -> None:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise BadProblem("timezone", f"{name!r} is no IANA time zone (like Europe/Lisbon)") from error


class Teach(Struct, frozen=True):
    """A skill someone offers, and how confident they are in it: 1 to 3, None when not stated."""

    skill: str
    confidence: int | None = None

    def __post_init__(self) -> None:
        _within("confidence", self.confidence, CONFIDENCES)


class Person(Struct, frozen=True):
    """One enrollment. What isn't known is None or empty; it forbids nothing and scores nothing, except the level.

    `id`, `manager` and `avoid` are the same opaque ids, compared letter by letter (whoever reads
    e-mail addresses lowers them first). Words (skills, languages, team, …) are compared by `terms.same_word`.
    `learns` is in order of preference. `available`: enrolled, not paused, active. `waiting_rounds`: earlier
    rounds that left them unmatched.
    """

    id: str
    level: int | None = None
    manager: str | None = None
    team: str | None = None
    department: str | None = None
    location: str | None = None
    hours: WeekHours | None = None
    languages: tuple[str, ...] = ()
    teaches: tuple[Teach, ...] = ()
    learns: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()
    format: Format | None = None
    style: Style | None = None
    mentor_capacity: int = 1
    available: bool = True
    avoid: tuple[str, ...] = ()
    waiting_rounds: int = 0

    def __post_init__(self) -> None:
        if not self.id:
            raise BadProblem("id", "is empty")
        _within("level", self.level, LEVELS)
        _within("mentor_capacity", self.mentor_capacity, CAPACITIES)
        if self.waiting_rounds < 0:
            raise BadProblem("waiting_rounds", "must not be negative")


class Weights(Struct, frozen=True):
    """The most that each part of a score can give (matching.md, table of the score). Together at most 100,000."""

    skill_fit: int = 45_000
    gives_back: int = 15_000
    hours: int = 15_000
    interests: int = 10_000
    format: int = 5_000
    style: int = 5_000
    distance: int = 5_000

    def __post_init__(self) -> None:
        for part in self.__struct_fields__:
            if getattr(self, part) < 0:
                raise BadProblem(part, "must not be negative")
        if self.total > TOP_SCORE:
            raise BadProblem("", f"together must be at most {TOP_SCORE}, not {self.total}")

    @property
    def total(self) -> int:
        return sum(getattr(self, part) for part in self.__struct_fields__)


class Rules(Struct, frozen=True):
    """A program's settings. `minimum_overlap`: minutes a week. `past_pairs_expire_weeks`: None for never."""

    level_gap: int = 1
    allow_same_team: bool = False
    minimum_overlap: int = 120
    past_pairs_expire_weeks: int | None = None
    allow_unknown_levels: bool = False
    weights: Weights = field(default_factory=Weights)

    def __post_init__(self) -> None:
        _within("level_gap", self.level_gap, range(1, 10))
        _within("minimum_overlap", self.minimum_overlap, range(MINUTES_A_WEEK + 1))
        if self.past_pairs_expire_weeks is not None and self.past_pairs_expire_weeks < 0:
            raise BadProblem("past_pairs_expire_weeks", "must not be negative")


class Couple(Struct, frozen=True):
    """Two people, for a pin or a forbid. A pin is made in this direction; a forbid holds in both."""

    mentor: str
    mentee: str


class PastPair(Struct, frozen=True):
    """A pairing that was, or still is (`ended_on` None: it never expires)."""

    mentor: str
    mentee: str
    ended_on: date | None = None


class Taken(Struct, frozen=True):
    """What running pairings take up already: places by mentor, and the mentees who have a mentor.

    Those pairings belong in `past_pairs` too, or the same two could be paired the other way round.
    """

    mentors: Mapping[str, int] = field(default_factory=dict[str, int])
    mentees: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        for mentor, places in self.mentors.items():
            if places < 0:
                raise BadProblem(f"mentors[{mentor!r}]", "must not be negative")


class Problem(Struct, frozen=True):
    """One run. `managers` gives the manager of people who aren't enrolled, so that chains don't break off.

    The program's weeks start on `first_monday`; common hours must suffice in each of them. Past pairs,
    forbids and avoided ids may name people who aren't here any more; pins may not. `involving`, where it is given:
    every pair has one of these people in it, and nobody else is reported as unmatched.
    """

    people: tuple[Person, ...]
    first_monday: date
    weeks: int
    rules: Rules = field(default_factory=Rules)
    past_pairs: tuple[PastPair, ...] = ()
    pins: tuple[Couple, ...] = ()
    forbids: tuple[Couple, ...] = ()
    managers: Mapping[str, str | None] = field(default_factory=dict[str, str | None])
    taken: Taken = field(default_factory=Taken)
    seed: int = 0
    involving: frozenset[str] | None = None

    def __post_init__(self) -> None:
        if self.first_monday.weekday() != 0:
            raise BadProblem("first_monday", f"{self.first_monday} is not a Monday")
        _within("weeks", self.weeks, range(1, 521))
        seen: set[str] = set()
        for number, person in enumerate(self.people):
            if person.id in seen:
                raise BadProblem(f"people[{number}].id", f"{person.id!r} is there twice")
            seen.add(person.id)
        for number, pin in enumerate(self.pins):
            for missing in {pin.mentor, pin.mentee} - seen:
                raise BadProblem(f"pins[{number}]", f"{missing!r} is not among the people")
