"""Invented people for the matcher's tests."""

import random
from datetime import date

from msgspec.structs import replace

from bot.matching.problem import Person, Problem, Rules, Teach, WeekHours
from bot.matching.terms import Format, Style

MONDAY = date(2027, 1, 4)
ZONES = ["Europe/Lisbon", "Europe/Berlin", "America/New_York", "America/Los_Angeles", "Asia/Kolkata", "Asia/Tokyo"]
SKILLS = [f"skill {number}" for number in range(40)]


def teacher(id: str, *skills: str, level: int | None = 1, **more: object) -> Person:
    return replace(Person(id, level=level, teaches=tuple(Teach(skill) for skill in skills)), **more)


def learner(id: str, *skills: str, level: int | None = 5, **more: object) -> Person:
    return replace(Person(id, level=level, learns=skills), **more)


def problem(*people: Person, rules: Rules | None = None, **more: object) -> Problem:
    return Problem(people, first_monday=MONDAY, weeks=4, rules=rules or Rules(), **more)


def company(size: int, seed: int, mentors: float = 0.5) -> Problem:
    """`size` people with a management tree, six zones and Zipf's law over skills; a share of them only teach."""
    rng = random.Random(seed)
    people = [_employee(number, rng, mentors) for number in range(size)]
    return Problem(tuple(people), first_monday=MONDAY, weeks=26, seed=seed)


def _employee(number: int, rng: random.Random, mentors: float) -> Person:
    teaches = rng.random() < mentors
    level = rng.randint(1, 4) if teaches else rng.randint(4, 9)
    start = rng.choice([480, 540, 600])
    return Person(
        id=f"p{number:05}",
        level=level,
        manager=f"p{number // 7:05}" if number else None,
        team=f"team {number // 7}",
        department=rng.choice(["Sales", "Tech", "People", None]),
        location=rng.choice(["Lisbon", "Berlin", "New York", None]),
        hours=WeekHours(rng.choice(ZONES), frozenset(range(5)), start, start + 480),
        languages=tuple(rng.sample(["English", "German", "Portuguese"], rng.randint(1, 2))),
        teaches=tuple(Teach(skill, rng.choice([1, 2, 3, None])) for skill in _some_skills(rng)) if teaches else (),
        learns=() if teaches and rng.random() < 0.5 else tuple(_some_skills(rng)),
        interests=tuple(rng.sample(["music", "chess", "food", "running", "films"], rng.randint(0, 3))),
        format=rng.choice([*Format, None]),
        style=rng.choice([*Style, None]),
        mentor_capacity=rng.choice([1, 1, 1, 2, 3]),
        waiting_rounds=rng.choice([0, 0, 0, 1]),
    )


def _some_skills(rng: random.Random) -> list[str]:
    weights = [1 / (rank + 1) for rank in range(len(SKILLS))]
    return list(dict.fromkeys(rng.choices(SKILLS, weights, k=rng.randint(1, 4))))
