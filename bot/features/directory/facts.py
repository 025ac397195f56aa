"""Facts of what changes of the organization tell owners."""

from msgspec import Struct

from bot.mentions import Mention


class LineFacts(Struct, frozen=True):
    """Two who swap in a program, and stand in one reporting line now."""

    program: str
    mentor: Mention
    mentee: Mention
