"""What enrollment tells a member."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Joined:
    """A member joined a program."""

    enrollment_id: int


@dataclass(frozen=True)
class PauseEnded:
    """A pause ended by itself, as the member had asked."""

    enrollment_id: int
