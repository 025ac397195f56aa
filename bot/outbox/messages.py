"""What the outbox itself has to say, to the caretaker of a message."""

from dataclasses import dataclass


@dataclass(frozen=True)
class HomeChanged:
    """Something happened that a member's App Home may show. It is published if it looks different now."""

    member_id: int


@dataclass(frozen=True)
class MessageDied:
    """A message could not be sent, and won't be tried again."""

    outbox_id: int


@dataclass(frozen=True)
class OutcomeUnknown:
    """Nobody knows whether a message to a group or channel arrived: its caretaker is asked."""

    outbox_id: int


@dataclass(frozen=True)
class PeopleNotReached:
    """Messages without a caretaker couldn't be sent: who runs a program of their readers is told, hourly."""

    owner_id: int
    since: str  # an ISO instant, calendar time
