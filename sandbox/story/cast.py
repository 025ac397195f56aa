"""Who does what: everybody has a temper, and a few have a scene. The same company and seed give the same cast."""

import random
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from sandbox.story.company import Colleague, Company
from sandbox.story.offices import OWN_WORDS

DAY = timedelta(days=1)
STOPS = 60  # minutes
LATE_JOINERS_FROM = 40


@dataclass(frozen=True)
class Temper:
    """How likely somebody is to answer a message, and within how many minutes of their working time."""

    answers: float
    minutes: int


TEMPERS = (Temper(0.95, 40), Temper(0.9, 120), Temper(0.8, 240), Temper(0.6, 400), Temper(0.25, 900))
SHARES = (3, 4, 4, 2, 1)


@dataclass(frozen=True)
class Cast:
    """The scenes that are given out before the story begins; those of pairs are given when there are pairs.

    `away`: pauses before the round; `declines`: says "not this time" to the first suggestion; `silent`: never
    answer theirs; `slow`: answers at the reminder; `late`: join after the first round; `double`: clicks twice;
    `shouts`: has <!channel> in the profile. `moved`: to which time zone somebody has moved meanwhile.
    """

    seed: int
    company: Company
    away: str
    declines: str
    silent: frozenset[str]
    slow: str
    late: frozenset[str]
    double: str
    shouts: str
    moved: dict[str, str] = field(default_factory=dict)

    def players(self) -> set[str]:
        """Everybody who has a scene before there are pairs."""
        return {self.away, self.declines, *self.silent, self.slow, *self.late, self.double, self.shouts}

    def temper(self, name: str) -> Temper:
        return self.draw("temper", name).choices(TEMPERS, SHARES)[0]

    def colleague(self, name: str) -> Colleague:
        """As they are now."""
        one = next(one for one in self.company.everyone if one.name == name)
        return replace(one, tz=self.moved[name]) if name in self.moved else one

    def draw(self, *occasion: object) -> random.Random:
        """Chance for one occasion: the same whatever happened before it."""
        return random.Random(f"{self.seed} {' '.join(map(str, occasion))}")


def cast(company: Company, seed: int) -> Cast:
    """Gives the scenes to people who are likely to be paired: those who both share and learn."""
    chance = random.Random(f"cast {seed}")
    names = [one.name for one in company.people if one.direction == "both" and one.teaches[0] not in OWN_WORDS]
    chance.shuffle(names)
    scenes = iter(names)
    large = len(company.people) >= LATE_JOINERS_FROM
    return Cast(
        seed=seed,
        company=company,
        away=next(scenes),
        declines=next(scenes),
        silent=frozenset(next(scenes) for _ in range(3 if large else 1)),
        slow=next(scenes),
        late=frozenset(next(scenes) for _ in range(3 if large else 0)),
        double=next(scenes),
        shouts=next(scenes),
    )


def after(cast: Cast, who: str, at: datetime, minutes: int) -> datetime:
    """So many minutes later, in their working hours, at the next full hour: so the clock has few stops to make."""
    later = at + timedelta(minutes=minutes)
    later += timedelta(minutes=-later.minute % STOPS)
    return at_work(cast.colleague(who), later.replace(second=0, microsecond=0))


def at_work(one: Colleague, at: datetime) -> datetime:
    """`at`, if they work then, else the start of their next working day."""
    local = at.astimezone(ZoneInfo(one.tz))
    for on in (local.date() + n * DAY for n in range(8)):
        begins, ends = local_instant(one, on, one.hours.starts), local_instant(one, on, one.hours.ends)
        if on.weekday() in one.hours.days and at < ends:
            return max(at, begins)
    raise ValueError(f"{one.name} never works")


def local_instant(one: Colleague, on: date, minute: int) -> datetime:
    """A minute of their day (from midnight) as an instant; no story has one in a gap of spring."""
    wall = datetime(on.year, on.month, on.day, minute // 60, minute % 60, tzinfo=ZoneInfo(one.tz))
    return wall.astimezone(UTC)


def today(one: Colleague, at: datetime) -> date:
    return at.astimezone(ZoneInfo(one.tz)).date()
