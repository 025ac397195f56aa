"""What may stand in a cell of a people file: each takes the cell, and raises Wrong, which says what to do."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from zoneinfo import available_timezones

from roster.people import Hours, Taught

LONGEST = 200
"""Characters of a name, an address or a word."""
JOINERS = "\u200c\u200d"
"""Unseen, but some languages aren't the same without them."""
MOST_WORDS = 50
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WORKDAYS = frozenset(range(5))
FORMATS = ("in_person", "call", "written", "any")
STYLES = ("direct", "reflective", "by_example", "any")
EMAIL = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s,;<>\".]+")
TIME = re.compile(r"(\d{1,2}):([0-5]\d)")
CONFIDENCE = re.compile(r"(.*):\s*([+-]?\d*)", re.DOTALL)
MINUTES_A_DAY = 24 * 60


class Wrong(ValueError):
    """A cell can't be used; the message says why, and what would do."""


def email(cell: str) -> str:
    """In lower case: addresses compare without it."""
    if not EMAIL.fullmatch(cell):
        raise Wrong(f"{shown(cell)} isn't an e-mail address")
    return short(cell).lower()


def short(cell: str) -> str:
    """Text of one line, not longer than LONGEST."""
    if len(cell) > LONGEST:
        raise Wrong(f"{shown(cell)} is longer than {LONGEST} characters")
    if any(unicodedata.category(sign) in ("Cc", "Cf", "Cs") and sign not in JOINERS for sign in cell):
        raise Wrong(f"{shown(cell)} has a line break, a tab or another sign in it that can't be seen")
    return cell


def whole(cell: str, least: int, most: int | None) -> int:
    """A whole number from `least` to `most`."""
    wanted = f"a whole number from {least} to {most}" if most is not None else f"a whole number, {least} or more"
    if not re.fullmatch(r"\d{1,6}", cell, re.ASCII) or int(cell) < least or (most is not None and int(cell) > most):
        raise Wrong(f"{shown(cell)} isn't {wanted}")
    return int(cell)


def zone(cell: str) -> str:
    if cell not in _zones():
        raise Wrong(f"{shown(cell)} isn't a time zone such as Europe/Lisbon")
    return cell


@cache
def _zones() -> set[str]:
    return available_timezones()


def one_of(cell: str, allowed: Iterable[str]) -> str:
    """One of a few fixed words; capitals don't matter, nor whether a space or `_` is written."""
    word = cell.lower().replace(" ", "_").replace("-", "_")
    if word not in allowed:
        raise Wrong(f"{shown(cell)} isn't one of {', '.join(allowed)}")
    return word


def words(cell: str) -> tuple[str, ...]:
    """`one; two`: each once, however it is spelled, in their order."""
    found: dict[str, str] = {}
    for word in (" ".join(part.split()) for part in cell.split(";")):
        if word:
            found.setdefault(key(word), short(word))
    if len(found) > MOST_WORDS:
        raise Wrong(f"There are more than {MOST_WORDS} entries")
    return tuple(found.values())


def key(word: str) -> str:
    """What makes two spellings one word: NFKC, without capitals."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", word).casefold())


def emails(cell: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(email(word) for word in words(cell)))


def taught(cell: str) -> tuple[Taught, ...]:
    """`TikTok:3; Python`: of two entries for a skill the first counts."""
    found: dict[str, Taught] = {}
    for word in words(cell):
        skill = _taught(word)
        found.setdefault(key(skill.skill), skill)
    return tuple(found.values())


def _taught(word: str) -> Taught:
    """What stands after a colon and is no number belongs to the skill: `Design: Figma`."""
    split = CONFIDENCE.fullmatch(word)
    if split is None:
        return Taught(word, None)
    skill, number = split[1].strip(), split[2]
    if not skill or number not in ("1", "2", "3"):
        raise Wrong(f"{shown(word)}: after the colon stands how sure they are, from 1 to 3")
    return Taught(skill, int(number))


def days(cell: str) -> frozenset[int]:
    """`Mon;Tue`; whole names of days will do."""
    found = [_day(word) for word in words(cell)]
    return frozenset(found) if found else WORKDAYS


def _day(word: str) -> int:
    short_name = word.lower()[:3]
    if short_name not in DAYS:
        raise Wrong(f"{shown(word)} isn't a day such as Mon")
    return DAYS.index(short_name)


def minute(cell: str) -> int:
    """`09:00` as a minute of the day; 24:00 is its end."""
    time = TIME.fullmatch(cell)
    found = int(time[1]) * 60 + int(time[2]) if time else None
    if found is None or found > MINUTES_A_DAY:
        raise Wrong(f"{shown(cell)} isn't a time such as 09:00")
    return found


def hours(on: str, starts: str, ends: str) -> Hours | None:
    """None where no times are given: then nobody knows when they work."""
    working = days(on)
    if not starts and not ends:
        return None
    if not starts or not ends:
        raise Wrong("hours_start and hours_end belong together: give both, or neither")
    start, end = minute(starts), minute(ends)
    if start % MINUTES_A_DAY == end % MINUTES_A_DAY:
        raise Wrong("hours_start and hours_end are the same: leave both out where any time will do")
    return Hours(working, start % MINUTES_A_DAY, end)


def shown(cell: str) -> str:
    """A cell in a message: its beginning, and no sign that could change a terminal."""
    return repr(cell if len(cell) <= 60 else f"{cell[:57]}…")
