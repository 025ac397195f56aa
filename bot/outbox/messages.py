"""What the outbox itself has to say, to the caretaker of a message."""

from msgspec import Struct


class HomeChanged(Struct, frozen=True):
    """Something happened that a member's App Home may show. It is published if it looks different now."""

    member_id: int


class MessageDied(Struct, frozen=True):
    """A message could not be sent, and won't be tried again."""

    outbox_id: int


class OutcomeUnknown(Struct, frozen=True):
    """Nobody knows whether a message to a group or channel arrived: its caretaker is asked."""

    outbox_id: int


class PeopleNotReached(Struct, frozen=True):
    """Messages without a caretaker couldn't be sent: who runs a program of their readers is told, hourly."""

    owner_id: int
    since: str  # an ISO instant, calendar time
