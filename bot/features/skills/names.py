"""When two names mean the same skill: one rule, for the type-ahead, for own words and for the catalog itself. Pure.

Two names are near each other where they have the same letters (case, spaces, hyphens, accents and the order of
words don't count), or where few typos lie between them: none in a short name, one from five letters on, two from
twelve on. Digits, + and # are never typos: C isn't C#, and Web 2 isn't Web 3.
"""

import re
import unicodedata
from functools import lru_cache

from msgspec import Struct
from rapidfuzz.distance import OSA

LONGEST_NAME = 60
_ACCENTS = re.compile("[\u0300-\u036f]")  # of Latin, Greek and Cyrillic letters; other scripts' marks are letters
_TELLING = re.compile(r"[^\d+#]")
TYPOS = ((5, 0), (12, 1))  # names shorter than so many letters forgive so many typos …
MOST_TYPOS = 2  # … and longer ones this many


def clean(name: str) -> str:
    """A name as it is kept: NFKC, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", name).split())


def key_of(name: str) -> str:
    """How names of skills are told apart (matching.md): NFKC, case folded, single spaces."""
    return clean(name).casefold()


def letters_of(name: str) -> str:
    """What counts in a name when it is compared; empty where there is no letter and no digit in it."""
    return _spelling(name).letters


def words_of(name: str) -> tuple[str, ...]:
    """The words of a name, each by its letters; hyphens part words, too."""
    return _spelling(name).words


def typos_between(one: str, other: str) -> int | None:
    """How many typos lie between two names that are near each other; None where they are different skills."""
    first, second = _spelling(one), _spelling(other)
    if first.letters == second.letters:
        return 0
    if first.telling != second.telling:
        return None
    most = _forgiven(max(len(first.letters), len(second.letters)))
    typos = min(
        OSA.distance(first.letters, second.letters, score_cutoff=most),
        OSA.distance(first.ordered, second.ordered, score_cutoff=most),
    )
    return typos if typos <= most else None


class _Spelling(Struct, frozen=True):
    words: tuple[str, ...]
    letters: str
    ordered: str  # with the words in order of the alphabet
    telling: str  # digits, + and #


@lru_cache(maxsize=20_000)
def _spelling(name: str) -> _Spelling:
    folded = _ACCENTS.sub("", unicodedata.normalize("NFKD", name.casefold()))
    parts = ("".join(filter(_counts, word)) for word in re.split(r"[\s-]+", folded))
    words = tuple(part for part in parts if part)
    letters = "".join(words)
    return _Spelling(words, letters, "".join(sorted(words)), _TELLING.sub("", letters))


def _counts(character: str) -> bool:
    """Letters, the marks that belong to them, and digits."""
    return character in "+#" or unicodedata.category(character)[0] in "LMN"


def _forgiven(length: int) -> int:
    return next((typos for below, typos in TYPOS if length < below), MOST_TYPOS)
