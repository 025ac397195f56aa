"""Small problems in which everything can happen, though seldom all at once: few people, few words, all rules."""

import random
from datetime import date

from hypothesis import strategies as st

from bot.matching.problem import Couple, PastPair, Person, Problem, Rules, Taken, Teach, WeekHours
from bot.matching.terms import Format, Style

from .companies import MONDAY

IDS = ["ana", "ben", "cem", "dia", "eva", "fay"]
SKILLS = ["TikTok", "tiktok ", "Excel", "Talks"]
ZONES = ["Europe/Lisbon", "Europe/Lisbon", "America/New_York", "Pacific/Auckland"]
WORKDAYS = frozenset(range(5))


def a_person(id: str, rng: random.Random, levels: list[int | None], odd: float) -> Person:
    """`odd`: how often each thing that may forbid a pair is there at all."""

    def seldom(*values):
        return rng.choice(values) if rng.random() < odd else None

    def some(values, most):
        return tuple(rng.choices(values, k=rng.randint(1, most)))

    role = rng.choice(["mentor", "mentee", "mentee", "both"])
    days = rng.choice([WORKDAYS, WORKDAYS, frozenset({0}), frozenset({6})])
    shift = rng.choice([(540, 1020), (480, 960), (480, 570), (1320, 360)])
    teaches = tuple(Teach(skill, rng.choice([None, 1, 2, 3])) for skill in some(SKILLS, 3))
    return Person(
        id=id,
        level=rng.choice({"mentor": levels[:3], "mentee": levels[3:], "both": levels}[role]),
        manager=seldom("boss", *IDS),
        team=seldom("Red", "red ", "Blue"),
        department=rng.choice([None, "Sales", "Tech"]),
        location=rng.choice([None, "Lisbon", "Berlin"]),
        hours=WeekHours(rng.choice(ZONES), days, *shift) if rng.random() < 2 * odd else None,
        languages=seldom(("English",), ("German",), ("english", "German")) or (),
        teaches=teaches if role != "mentee" else (),
        learns=some(SKILLS, 3) if role != "mentor" else (),
        interests=rng.choice([(), ("chess",), ("Chess", "food"), ("food", "music")]),
        format=rng.choice([None, *Format, Format.WRITTEN]),
        style=rng.choice([None, *Style]),
        mentor_capacity=rng.choice([1, 1, 2, 5]),
        available=seldom(False) is None,
        avoid=seldom(("ben",), ("eva", "gone")) or (),
        waiting_rounds=rng.choice([0, 0, 1, 3]),
    )


def a_couple(rng: random.Random) -> tuple[str, str]:
    return rng.choice(IDS), rng.choice(IDS)


def a_problem(seed: int, unknown_levels: bool, pins: bool) -> Problem:
    rng = random.Random(seed)
    odd = rng.choice([0.0, 0.1, 0.1, 0.3])
    levels = [None, None, 3, None, None, None] if unknown_levels else [1, 1, 2, 4, 5, rng.choice([3, 3, None])]
    people = [a_person(id, rng, levels, odd) for id in rng.sample(IDS, rng.randint(2, len(IDS)))]
    ids = {person.id for person in people}
    couples = [Couple(*a_couple(rng)) for _ in range(rng.choice([1, 1, 2]) if pins else 0)]
    few = rng.choice([0, 0, 1, 2])
    return Problem(
        people=tuple(people),
        first_monday=rng.choice([MONDAY, date(2027, 3, 8)]),
        weeks=rng.choice([1, 4]),
        rules=Rules(
            level_gap=rng.choice([1, 1, 2]),
            allow_same_team=rng.random() < 0.5,
            minimum_overlap=rng.choice([0, 120, 300]),
            past_pairs_expire_weeks=rng.choice([None, 0, 5, 6]),
            allow_unknown_levels=unknown_levels,
        ),
        past_pairs=tuple(PastPair(*a_couple(rng), rng.choice([None, date(2026, 11, 30)])) for _ in range(few)),
        forbids=tuple(Couple(*a_couple(rng)) for _ in range(rng.choice([0, 0, 1]))),
        pins=tuple(pin for pin in couples if {pin.mentor, pin.mentee} <= ids),
        managers=rng.choice([{}, {"boss": "ana"}, {"boss": "chief", "chief": "ben"}]),
        taken=rng.choice([Taken(), Taken(), Taken(), Taken({"ana": 1, "ben": 1}, frozenset({"cem", "dia"}))]),
        seed=rng.randint(0, 5),
        involving=rng.choice([None, None, frozenset({"ana"}), frozenset({"ben", "cem"}), frozenset({"gone"})]),
    )


def problems(unknown_levels: bool = False, pins: bool = False) -> st.SearchStrategy[Problem]:
    """Built from a seed, not drawn field by field: drawn, nearly every problem has no pair at all."""
    return st.integers(0, 2**32).map(lambda seed: a_problem(seed, unknown_levels, pins))
