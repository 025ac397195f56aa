"""What is said about readiness: the question to the channel, and what came of it to who asked."""

from msgspec import Struct


class ReadinessAsked(Struct, frozen=True):
    """Three questions wait; to the program's channel."""

    pulse_id: int


class ReadinessCounted(Struct, frozen=True):
    """The answers are counted; to the owner who asked."""

    pulse_id: int
