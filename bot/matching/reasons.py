from bot.matching.answer import Unmatched
from bot.matching.choose import Choice
from bot.matching.field import Field


def unmatched(field: Field, choice: Choice) -> tuple[Unmatched, ...]:
    return ()
