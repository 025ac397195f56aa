"""Whoever has several programs picks one first."""

from collections.abc import Sequence

from msgspec import Struct

from bot.slack.blocks import button, section
from bot.slack.replies import Message
from bot.text import Phrase, Translator

MOST = 49  # blocks of a message, beside the question


class Choice(Struct, frozen=True):
    """A program to pick: what its button carries and says, its name, and what there is to know about it."""

    value: int
    program: str
    label: Phrase
    note: Phrase | None = None


def of_programs(label: Phrase, programs: Sequence[tuple[int, str]]) -> list[Choice]:
    """Programs by id and name, all with the same button."""
    return [Choice(program_id, name, label) for program_id, name in programs]


def program_choice(t: Translator, question: Phrase, action_id: str, choices: Sequence[Choice]) -> Message:
    """A button with `action_id` for each choice; the first ones where there are very many."""
    rows = [
        section(_words(t, choice), button(choice.label, action_id, str(choice.value))) for choice in choices[:MOST]
    ]
    return Message(question, [section(question), *rows])


def _words(t: Translator, choice: Choice) -> Phrase:
    if choice.note:
        return t("program-choice-noted", program=choice.program, note=choice.note)
    return t("program-choice", program=choice.program)
