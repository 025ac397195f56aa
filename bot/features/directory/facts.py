"""Facts of what changes of the organization tell owners."""

from dataclasses import dataclass

from bot.mentions import Mention


@dataclass(frozen=True)
class LineFacts:
    """Two who swap in a program, and stand in one reporting line now."""

    program: str
    mentor: Mention
    mentee: Mention
