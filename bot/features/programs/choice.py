"""An owner of several programs picks one first."""

from collections.abc import Sequence

from bot.slack.blocks import Words, button, section
from bot.slack.replies import Message
from bot.text import Phrase, Translator

MOST = 49  # blocks of a message, beside the question


def program_choice(
    t: Translator, question: Phrase, action_id: str, label: Words, programs: Sequence[tuple[int, str]]
) -> Message:
    """A button with `action_id` for each program (id and name); the newest ones where there are very many."""
    rows = [
        section(t("program-choice", program=name), button(label, action_id, str(program_id)))
        for program_id, name in programs[:MOST]
    ]
    return Message(question, [section(question), *rows])
