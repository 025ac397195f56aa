"""Invented companies for the matcher: juniors who show things to seniors, as a running program would find them."""

import random
from collections.abc import Sequence
from datetime import date

from bot.matching.problem import Person, Problem, Taken, Teach, WeekHours
from bot.matching.terms import Format, Style

MONDAY = date(2027, 1, 4)
SHOWN = [f"shown {number}" for number in range(60)]
"""What juniors show, the most common first: by Zipf's law."""
GIVEN_BACK = [f"given back {number}" for number in range(30)]
INTERESTS = [f"interest {number}" for number in range(40)]
DEPARTMENTS = [f"department {number}" for number in range(12)]
OFFICES = [  # place, zone, language, how many of a hundred work there
    ("Lisbon", "Europe/Lisbon", "Portuguese", 15),
    ("Berlin", "Europe/Berlin", "German", 20),
    ("Paris", "Europe/Paris", "French", 15),
    ("London", "Europe/London", "English", 15),
    ("New York", "America/New_York", "English", 15),
    ("San Francisco", "America/Los_Angeles", "English", 8),
    ("Bangalore", "Asia/Kolkata", "Hindi", 8),
    ("Tokyo", "Asia/Tokyo", "Japanese", 4),
]
SPAN = 8


def company(each: int, seed: int, scarce: bool) -> Problem:
    """`each` juniors of levels 1 to 4 and as many seniors of 4 to 10; a place or, if not scarce, 1.5 for everyone.

    Half of the seniors show something in turn. A third of the juniors want that; they have their mentor already
    (Taken), so that the two sides stay what they are.
    """
    rng = random.Random(seed)
    seniors = [_employee(number, rng, True, scarce) for number in range(each)]
    juniors = [_employee(number, rng, False, scarce) for number in range(each, 2 * each)]
    taken = Taken(mentees=frozenset(person.id for person in juniors if person.learns))
    return Problem((*seniors, *juniors), first_monday=MONDAY, weeks=26, seed=seed, taken=taken)


def _employee(number: int, rng: random.Random, senior: bool, scarce: bool) -> Person:
    office, zone, language, _ = rng.choices(OFFICES, [share for *_, share in OFFICES])[0]
    start = rng.choice([480, 540, 540, 600])
    also = rng.random() < (0.5 if senior else 1 / 3)
    learns = _some(SHOWN, rng) if senior else _some(GIVEN_BACK, rng) * also
    teaches = _some(GIVEN_BACK, rng) * also if senior else _some(SHOWN, rng)
    return Person(
        id=f"p{number:06}",
        level=rng.randint(4, 10) if senior else rng.randint(1, 4),
        manager=f"p{(number - 1) // SPAN:06}" if number else None,
        team=f"team {(number - 1) // SPAN}",
        department=rng.choice(DEPARTMENTS),
        location=office,
        hours=WeekHours(zone, frozenset(range(5)), start, start + 480) if rng.random() < 0.95 else None,
        languages=tuple(dict.fromkeys((language, "English"))) if rng.random() < 0.7 else (language,),
        teaches=tuple(Teach(skill, rng.choice([None, 1, 2, 3])) for skill in teaches),
        learns=tuple(learns),
        interests=tuple(rng.sample(INTERESTS, rng.randint(0, 4))),
        format=rng.choice([*Format, None]),
        style=rng.choice([*Style, None]),
        mentor_capacity=1 if scarce else rng.choice([1, 2]),
        waiting_rounds=rng.choice([0, 0, 0, 1]),
    )


def _some(words: Sequence[str], rng: random.Random) -> list[str]:
    """One to four different ones."""
    weights = [1 / (rank + 1) for rank in range(len(words))]
    return list(dict.fromkeys(rng.choices(words, weights, k=rng.randint(1, 4))))
