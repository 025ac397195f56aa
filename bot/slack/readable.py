"""What people typed, without what nobody can see: it breaks databases, turns lines around, and fakes names."""

import unicodedata

JOINERS = "\u200c\u200d"
"""Unseen, but some languages and many emoji aren't the same without them."""
BLANKS = "\u115f\u1160\u2800\u3164\uffa0"
"""Letters and symbols for Unicode, which look like nothing."""
LINES = "\n\t"


def readable(text: str) -> str:
    """The text without null bytes, other control characters, halves of characters, and what turns the direction of
    writing or takes no room; without surrounding space. Empty where nothing is left that can be seen.
    """
    if text.isascii() and text.isprintable():
        return text.strip()
    kept = "".join(char for char in text if _is_kept(char)).strip()
    return kept if any(_is_seen(char) for char in kept) else ""


def _is_kept(char: str) -> bool:
    if char in LINES or char in JOINERS:
        return True
    return unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Cn") or _is_of_a_flag(char)


def _is_of_a_flag(char: str) -> bool:
    """The tags of which the flags of Scotland and Wales are made."""
    return "\U000e0020" <= char <= "\U000e007f"


def _is_seen(char: str) -> bool:
    return unicodedata.category(char)[0] in "LNPS" and char not in BLANKS
