"""How long what is kept about people is kept, by class; whoever runs the bot may shorten or lengthen it."""

from datetime import timedelta

from msgspec import Struct


class Retention(Struct, frozen=True):
    """In days. The defaults are what an HR department would choose."""

    words: int = 365  # free text, and single answers to weekly hellos
    messages: int = 7  # what a message was to say, after it was sent
    declined: int = 90  # who said what to a suggestion that came to nothing
    gone: int = 365  # people who have left Slack, or every program
    uninstalled: int = 30  # everything, after the app was taken away
    refused: int = 180  # until an installation whose token Slack refuses, and says no more, is taken for that

    def before(self, kind: str) -> timedelta:
        """How long ago something of this class must be to be forgotten."""
        return timedelta(days=getattr(self, kind))
