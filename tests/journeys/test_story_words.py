"""The story finds its way by what people read: a text that was changed must be changed in its words, too."""

from pathlib import Path

import pytest

from sandbox.story import words

SHOWN = Path("bot/text/en.ftl").read_text(encoding="utf-8")
OF_THE_STORY = {"COMMAND", "PROGRAM", "SECOND", "APP", "GENERAL", "REPORTS", "LOGGED_BY", "CADENCE_OF"}

LABELS = [value for name, value in vars(words).items() if isinstance(value, str) and name.isupper()]
LABELS = [value for value in LABELS if value not in {getattr(words, name) for name in OF_THE_STORY}]
LISTS = [*words.LEVELS, *words.WEEKDAYS, *words.SCORES, *words.FORMATS, *words.HOW, *words.LEARNS]
ALERTS = [*words.KINDS, *words.ENDINGS, *words.DIRECTIONS.values()]


@pytest.mark.parametrize("words", [*LABELS, *LISTS, *ALERTS])
def test_what_the_story_looks_for_is_written_somewhere(words: str) -> None:
    assert words in SHOWN
