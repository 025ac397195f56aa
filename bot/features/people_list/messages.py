"""What is said of a list of people that an owner handed in."""

from msgspec import Struct


class ListRead(Struct, frozen=True):
    """It was looked at, or taken over; to who handed it in."""

    list_id: int


class BadRows(Struct, frozen=True):
    """All that is wrong with it, where that is too much for a message; to who handed it in."""

    list_id: int
