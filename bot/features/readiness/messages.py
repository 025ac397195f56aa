"""What is said about readiness: the question to the channel, and what came of it to who asked."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ReadinessAsked:
    """Three questions wait; to the program's channel."""

    pulse_id: int


@dataclass(frozen=True)
class ReadinessCounted:
    """The answers are counted; to the owner who asked."""

    pulse_id: int
