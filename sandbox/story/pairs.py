"""Pairs as the story knows them: who was introduced, on which days they mean to meet, and what was said of it."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from sandbox.story.cast import DAY, Cast

CADENCE = timedelta(weeks=2)
MEETS = 0.82  # of the periods
WORKING_DAYS = 5


class Meeting(StrEnum):
    """What was said of a day on which two met, or meant to."""

    PLANNED = "planned"
    LOGGED = "logged"
    CONFIRMED = "confirmed"
    DISPUTED = "disputed"


@dataclass
class Pair:
    """`meetings`: by day; `logged_by`: whoever said so first."""

    names: tuple[str, str]
    introduced_at: datetime
    meetings: dict[date, Meeting] = field(default_factory=dict)
    logged_by: dict[date, str] = field(default_factory=dict)
    over: bool = False

    def partner(self, who: str) -> str:
        return self.names[1] if self.names[0] == who else self.names[0]

    def to_tell(self, who: str, today: date) -> date | None:
        """The latest day of which this one may still say that they met."""
        planned = (Meeting.PLANNED, Meeting.LOGGED)
        days = [
            day
            for day, state in self.meetings.items()
            if day <= today and state in planned and self.logged_by.get(day) != who
        ]
        return max(days, default=None)

    def to_confirm(self, who: str) -> date | None:
        """The latest day that the partner has logged, and of which this one hasn't spoken."""
        days = [day for day, state in self.meetings.items() if state == Meeting.LOGGED]
        return max((day for day in days if self.logged_by[day] != who), default=None)

    def tell(self, who: str, day: date) -> Meeting:
        """One of the two says that they met: it is logged, or confirmed where the other had logged it."""
        if self.meetings.get(day) == Meeting.LOGGED and self.logged_by[day] != who:
            self.meetings[day] = Meeting.CONFIRMED
        else:
            self.meetings[day] = Meeting.LOGGED
            self.logged_by[day] = who
        return self.meetings[day]


class Pairs:
    """All that were introduced, in that order."""

    def __init__(self) -> None:
        self._by_names: dict[frozenset[str], Pair] = {}

    def introduce(self, cast: Cast, names: tuple[str, str], at: datetime, begins: date, until: date) -> Pair:
        """`begins`: the Monday that periods are counted from."""
        pair = Pair(names, at)
        pair.meetings = dict.fromkeys(_plan(cast, pair, begins, until), Meeting.PLANNED)
        return self._by_names.setdefault(frozenset(names), pair)

    def get(self, one: str, other: str) -> Pair | None:
        return self._by_names.get(frozenset((one, other)))

    def of(self, who: str) -> list[Pair]:
        return [pair for pair in self if who in pair.names and not pair.over]

    def __iter__(self):
        return iter(list(self._by_names.values()))

    def __len__(self) -> int:
        return len(self._by_names)


def _plan(cast: Cast, pair: Pair, begins: date, until: date) -> list[date]:
    """In most periods one working day, from the Monday after the introduction."""
    first = pair.introduced_at.date() + (7 - pair.introduced_at.weekday()) * DAY
    found: list[date] = []
    period = begins
    while period < until:
        draw = cast.draw("meets", *sorted(pair.names), period)
        days = [period + n * DAY for n in range(CADENCE.days) if (period + n * DAY).weekday() < WORKING_DAYS]
        days = [day for day in days if first <= day < until]
        if days and draw.random() < MEETS:
            found.append(draw.choice(days))
        period += CADENCE
    return found
