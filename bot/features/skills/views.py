"""What a type-ahead over the catalog offers, and what comes back from it."""

from collections.abc import Sequence

from bot.slack.blocks import Block, option
from bot.text import Translator

TYPED = "skills.typed"
NEW = "new:"  # as in the service, which reads it


def skill_options(t: Translator, found: Sequence[tuple[int, str]], own_words: str | None) -> list[Block]:
    """The skills found (id, name), and the member's own words where the catalog doesn't have them."""
    options = [option(name, str(skill_id)) for skill_id, name in found]
    return [*options, option(t("skill-add", skill=own_words), NEW + own_words)] if own_words else options
