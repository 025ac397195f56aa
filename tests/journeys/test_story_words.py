"""The story finds its way by what people read: a text that was changed must be changed in its words, too."""

from pathlib import Path

import pytest
import yaml

from sandbox.story import words

SHOWN = Path("bot/text/en.ftl").read_text(encoding="utf-8")
OF_SLACK = {"COMMAND", "COMMAND_IS_FOR", "COMMAND_GOES_ON"}
OF_THE_STORY = OF_SLACK | {"PROGRAM", "SECOND", "APP", "GENERAL", "REPORTS", "LOGGED_BY", "CADENCE_OF"}

LABELS = [value for name, value in vars(words).items() if isinstance(value, str) and name.isupper()]
LABELS = [value for value in LABELS if value not in {getattr(words, name) for name in OF_THE_STORY}]
LISTS = [*words.LEVELS, *words.WEEKDAYS, *words.SCORES, *words.FORMATS, *words.HOW, *words.LEARNS]
ALERTS = [*words.KINDS, *words.ENDINGS, *words.DIRECTIONS.values()]


@pytest.mark.parametrize("words", [*LABELS, *LISTS, *ALERTS])
def test_what_the_story_looks_for_is_written_somewhere(words: str) -> None:
    assert words in SHOWN


def test_the_command_is_set_up_as_in_the_manifest() -> None:
    (command,) = yaml.safe_load(Path("manifest.yml").read_text(encoding="utf-8"))["features"]["slash_commands"]
    told = (command["command"], command["description"], command["usage_hint"])
    assert told == (words.COMMAND, words.COMMAND_IS_FOR, words.COMMAND_GOES_ON)
