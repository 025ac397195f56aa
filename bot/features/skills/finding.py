"""Which names of skills fit what somebody typed: what they mean comes first, and nothing far-fetched. Pure."""

from collections.abc import Sequence

from rapidfuzz.distance import OSA

from bot.features.skills.names import letters_of, typos_between, words_of

Fit = tuple[int, int]
"""The lower the better: the kind of likeness, and how many typos are in it."""

EXACT, BEGINS, NEAR, WORDS, FORMS, SLIPS = range(6)
STEM = 5  # letters that two forms of a word share at least: "prompting", "prompts"
LONGEST_ENDING = 4
ENDINGS = ("ing", "ers")  # and every shorter one
WITH_A_TYPO = 5  # letters that a word needs before it forgives one
TELLING = 5  # letters of a word that says something by itself
FEW = 4  # names that share a word which says something


def best(typed: str, names: Sequence[str]) -> list[int]:
    """The places of the names that fit, the best first; in their order where they fit alike.

    What needs a slip of the finger to fit comes only where nothing fits without, and what fits a single one of
    several words only where nothing fits them all.
    """
    fits = sorted((how, place) for place, name in enumerate(names) if (how := fit(typed, name)))
    certain = [place for (kind, _), place in fits if kind != SLIPS]
    return certain or [place for _, place in fits] or _by_one_word(typed, names)


def fit(typed: str, name: str) -> Fit | None:
    """How a name fits; None where it doesn't.

    From the best on: the same letters; it begins like that; a few typos; each typed word begins a word of it; each
    is another form of one; each is one with a typo.
    """
    letters, wanted = letters_of(name), letters_of(typed)
    if not wanted:
        return None
    if letters == wanted:
        return EXACT, 0
    if letters.startswith(wanted):
        return BEGINS, 0
    typos = typos_between(typed, name)
    return (NEAR, typos) if typos is not None else _by_words(wanted, words_of(typed), words_of(name))


def _by_words(wanted: str, typed: Sequence[str], words: Sequence[str]) -> Fit | None:
    if any(word.startswith(wanted) for word in words):
        return WORDS, 0
    kinds = [min((_kind(one, word) for word in words), default=None) for one in typed]
    worst = max(kind if kind is not None else SLIPS + 1 for kind in kinds)
    return (worst, 0) if worst <= SLIPS else None


def _kind(one: str, other: str) -> int:
    if one[0] != other[0]:
        return SLIPS + 1  # nearly all: nobody waits for the rest
    if other.startswith(one):
        return WORDS
    if _is_form_of(*sorted((one, other), key=len)):
        return FORMS
    is_slip = min(len(one), len(other)) >= WITH_A_TYPO and OSA.distance(one, other, score_cutoff=1) <= 1
    return SLIPS if is_slip else SLIPS + 1


def _is_form_of(shorter: str, longer: str) -> bool:
    """Whether two words are forms of one: "okr" and "okrs", "prompts" and "prompting"."""
    shared = next((n for n, (a, b) in enumerate(zip(shorter, longer, strict=False)) if a != b), len(shorter))
    rest = longer[shared:]
    if shared == len(shorter):
        return shared >= 3 and (len(rest) <= 2 or rest in ENDINGS)
    return shared >= STEM and len(rest) <= LONGEST_ENDING


def _by_one_word(typed: str, names: Sequence[str]) -> list[int]:
    """Names that have a word of it which few have: "how to use TikTok"."""
    found: list[int] = []
    for one in words_of(typed):
        having = [place for place, name in enumerate(names) if _tells(one, words_of(name))]
        found += having if len(having) <= FEW else []
    return sorted(set(found), key=found.index)


def _tells(one: str, words: Sequence[str]) -> bool:
    if len(one) < TELLING:
        return len(one) >= 3 and (one,) == tuple(words)
    return any(_kind(one, word) <= FORMS for word in words)
