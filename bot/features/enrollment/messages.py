"""What enrollment tells a member."""

from msgspec import Struct


class Joined(Struct, frozen=True):
    """A member joined a program."""

    enrollment_id: int


class PauseEnded(Struct, frozen=True):
    """A pause ended by itself, as the member had asked."""

    enrollment_id: int
