"""What is said of a list of people that an owner handed in."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ListRead:
    """It was looked at, or taken over; to who handed it in."""

    list_id: int


@dataclass(frozen=True)
class BadRows:
    """All that is wrong with it, where that is too much for a message; to who handed it in."""

    list_id: int
