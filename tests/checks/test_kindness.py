"""What can be tested of how the bot speaks (docs/kindness.md). The rest has to be read."""

import re

import pytest

from bot.text import written

TEXTS = {key: re.sub(r"(?m)^#.*$", "", entry.partition(" =")[2]) for key, entry in written("en").items()}
BLAME = r"\b(fail(ed|ure) to|you (forgot|missed|neglected|should have|must)|overdue|still haven't|too late)\b"
LACK = r"\b(you lack|gaps? in your|weak(ness|nesses)|deficit|catch up|up to speed|digital native)\b"
PRESSURE = r"\b(asap|urgent(ly)?|don't miss|last chance|hurry|act now|mandatory|required to)\b"
GUILT = r"\b(sorry to see you go|are you sure|disappoint\w*|let (him|her|them|us) down|counting on you)\b"
ONE_WAY = r"\b(your (mentor|mentee)|will teach you|protégée?|trainer)\b"
GOODBYES = re.compile(
    r"(left|leave-|erase|closed|home-over|error-program-over|pair-end|end-nears|offer-(closed|declined)|unmatched"
    r"|help-(unanswered|declined)|pause-|paused|nudge-off|prompt-off|prompt-nothing|own-closed|disputed|remembered)"
)


@pytest.mark.parametrize("words", [BLAME, LACK, PRESSURE, GUILT, ONE_WAY])
def test_no_text_speaks_like_that(words: str) -> None:
    assert not [key for key, said in TEXTS.items() if re.search(words, said, re.IGNORECASE)]


def test_no_goodbye_and_no_sad_word_is_shouted() -> None:
    sad = [key for key in TEXTS if GOODBYES.match(key) and not key.startswith("pause-ended")]
    assert len(sad) > 40
    assert not [key for key in sad if "!" in TEXTS[key]]


def test_what_ends_says_what_ends_with_it_before_it_does() -> None:
    """A click that somebody could regret tells what others hear of it, or that nobody does, or that it is final."""
    asks = [key for key in TEXTS if re.search(r"(-confirm|-sure|erase-final|leave-intro)$", key)]
    tells = re.compile(
        r"nobody|they'll read|reads that|hear|can't be undone|I'll (post|tell)|can (still|undo|pick)|say"
    )
    assert len(asks) > 10
    assert not [key for key in asks if not tells.search(TEXTS[key])]


def test_quotes_and_percent_are_written_in_one_way() -> None:
    assert not [
        key for key, said in TEXTS.items() if re.search(r'[\w.] %(?! \*)|\w"[\s,.:]', said.replace("95 %", ""))
    ]
