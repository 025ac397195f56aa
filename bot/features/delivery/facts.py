"""What is said about a message that could not be sent, or may not have arrived."""

from msgspec import Struct

from bot.mentions import Channel, Mention
from bot.terms import OutboxState


class OutboxFacts(Struct, frozen=True):
    """One message of the outbox, as its caretaker is told of it: which kind, where to, and what is known.

    `channel` is empty where it went to a person or a pair.
    """

    outbox_id: int
    kind: str
    channel: Channel | None
    state: OutboxState
    error: str
    can_be_sent_again: bool


class NotReachedFacts(Struct, frozen=True):
    """Some of the people who couldn't be written to, and how many more there are."""

    people: tuple[Mention, ...]
    more: int
