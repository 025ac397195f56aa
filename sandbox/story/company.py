"""An invented company, the same for the same seed: offices around the world, teams, who reports to whom, wishes."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sandbox.story.offices import FRESH, INTERESTS, OFFICES, OWN_WORDS, SEASONED, TEAMS, Office
from sandbox.story.words import FORMATS

FEWEST, MOST = 12, 400


@dataclass(frozen=True)
class Hours:
    """When somebody works and likes to be asked, in local time: weekdays (Monday is 0), minutes from midnight."""

    days: tuple[int, ...] = (0, 1, 2, 3, 4)
    starts: int = 9 * 60
    ends: int = 17 * 60
    nudge_day: int = 1
    nudge_minute: int = 10 * 60


@dataclass(frozen=True)
class Profile:
    """What somebody may say beyond the first form."""

    hours: Hours
    languages: tuple[str, ...]
    interests: tuple[str, ...]
    capacity: int
    format: str


@dataclass(frozen=True)
class Colleague:
    """`profile` None: leaves everything as it comes. `direction`: both, teach or learn. `level`: 1 to 10.

    `email` "": whatever Slack makes up.
    """

    name: str
    city: str
    tz: str
    team: str
    level: int
    manager: str | None
    direction: str
    teaches: tuple[str, ...]
    learns: tuple[str, ...]
    profile: Profile | None
    email: str = ""

    @property
    def hours(self) -> Hours:
        return self.profile.hours if self.profile else Hours()

    def as_user(self) -> dict[str, Any]:
        return {"real_name": self.name, "email": self.email, "tz": self.tz, "title": self.team}


@dataclass(frozen=True)
class Company:
    """`people` take part, `bystanders` never do; the owner runs the program, the contact is neutral."""

    owner: Colleague
    contact: Colleague
    people: tuple[Colleague, ...]
    bystanders: tuple[Colleague, ...]
    everyone: tuple[Colleague, ...] = field(init=False)

    def __post_init__(self) -> None:
        everyone = (self.owner, self.contact, *self.bystanders, *self.people)
        object.__setattr__(self, "everyone", everyone)

    def as_users(self) -> list[dict[str, Any]]:
        """Everybody as a member of Slack; the owner is an admin there."""
        return [one.as_user() | {"is_admin": one is self.owner} for one in self.everyone]


def company(people: int, seed: int) -> Company:
    """A company of which `people` take part (12 to 400). Raises ValueError for more or fewer."""
    if not FEWEST <= people <= MOST:
        raise ValueError(f"A company has {FEWEST} to {MOST} people who take part, not {people}")
    return _Founding(random.Random(f"company {seed}"), people).company()


class _Founding:
    def __init__(self, chance: random.Random, people: int) -> None:
        self._chance = chance
        self._size = people
        self._names = {office.city: _names(office, chance) for office in OFFICES}
        self._teams = TEAMS[: max(3, min(len(TEAMS), people // 7))]

    def company(self) -> Company:
        chief = self._outsider("Berlin", "Board", 9, None)
        owner = self._outsider("Lisbon", "People", 6, chief.name)
        contact = self._outsider("Nairobi", "People", 5, chief.name)
        idle = [self._bystander(number, chief.name) for number in range(2 + self._size // 8)]
        return Company(owner, contact, tuple(self._people(chief.name)), (chief, *idle))

    def _people(self, chief: str) -> list[Colleague]:
        """In each team one leads, and everybody reports to somebody more senior in it."""
        seniors = [self._senior(number) for number in range(self._size * 9 // 20)]
        juniors = [self._junior(number) for number in range(self._size - len(seniors))]
        heads = {team: max((s for s in seniors if s["team"] == team), key=_level) for team in self._teams}
        staff: list[Colleague] = []
        for one in (*seniors, *juniors):
            above = [s for s in seniors if s["team"] == one["team"] and s["level"] > one["level"]]
            manager = chief if one is heads[one["team"]] or not above else self._chance.choice(above)["name"]
            staff.append(Colleague(**one, manager=manager))
        self._chance.shuffle(staff)
        return staff

    def _senior(self, number: int) -> dict:
        return self._somebody(number, (8, 5, 6, 4, 7)[number % 5], teaches=SEASONED, learns=FRESH)

    def _junior(self, number: int) -> dict:
        return self._somebody(number, (2, 3, 1)[number % 3], teaches=FRESH, learns=SEASONED)

    def _somebody(self, number: int, level: int, *, teaches: Sequence[str], learns: Sequence[str]) -> dict:
        office = OFFICES[number % len(OFFICES)]
        direction = self._chance.choices(("both", _one_way(level)), (8, 2))[0]
        shows = self._some(teaches, 1, 2)
        if self._chance.random() < 0.05:
            shows = (self._chance.choice(OWN_WORDS),)
        return {
            "name": next(self._names[office.city]),
            "city": office.city,
            "tz": office.tz,
            "team": self._teams[number % len(self._teams)],
            "level": level,
            "direction": direction,
            "teaches": shows if direction != "learn" else (),
            "learns": self._some(learns, 1, 3) if direction != "teach" else (),
            "profile": self._profile(office) if self._chance.random() < 0.5 else None,
        }

    def _profile(self, office: Office) -> Profile:
        starts = self._chance.choice((8 * 60, 9 * 60, 9 * 60, 10 * 60))
        days = (0, 1, 2, 3) if self._chance.random() < 0.1 else (0, 1, 2, 3, 4)
        hours = Hours(
            days=days,
            starts=starts,
            ends=starts + 8 * 60,
            nudge_day=self._chance.choice(days),
            nudge_minute=starts + self._chance.choice((60, 120, 180, 300)),
        )
        english = ("English",) if self._chance.random() < 0.95 else ()
        return Profile(
            hours=hours,
            languages=(*english, office.language),
            interests=self._some(INTERESTS, 2, 4),
            capacity=self._chance.choices((1, 2), (4, 1))[0],
            format=self._chance.choice(FORMATS),
        )

    def _some(self, words: Sequence[str], least: int, most: int) -> tuple[str, ...]:
        """A few different ones; those at the front come up most."""
        weights = [1 / (place + 1) for place in range(len(words))]
        wanted = self._chance.randint(least, most)
        found: dict[str, None] = {}
        while len(found) < wanted:
            found[self._chance.choices(words, weights)[0]] = None
        return tuple(found)

    def _bystander(self, number: int, chief: str) -> Colleague:
        office = OFFICES[(number * 3 + 1) % len(OFFICES)]
        return self._outsider(office.city, self._teams[number % len(self._teams)], 3, chief)

    def _outsider(self, city: str, team: str, level: int, manager: str | None) -> Colleague:
        office = next(office for office in OFFICES if office.city == city)
        name = next(self._names[city])
        return Colleague(name, city, office.tz, team, level, manager, "both", (), (), None)


def _level(somebody: dict) -> int:
    return somebody["level"]


def _one_way(level: int) -> str:
    """Where somebody only gives or only takes, juniors share and seniors learn."""
    return "learn" if level > 3 else "teach"


def _names(office: Office, chance: random.Random) -> Iterator[str]:
    """Every name of an office once, in an order of its own."""
    names = [f"{given} {family}" for given in office.given.split() for family in office.family.split()]
    chance.shuffle(names)
    return iter(names)
