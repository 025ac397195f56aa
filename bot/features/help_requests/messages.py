"""What is said about help requests, each to one member."""

from dataclasses import dataclass


@dataclass(frozen=True)
class HelpAsked:
    """A member asked a neutral person for help, and agreed to what is passed on."""

    request_id: int


@dataclass(frozen=True)
class HelpTakenOn:
    """The neutral person has read it, and will get in touch."""

    request_id: int


@dataclass(frozen=True)
class HelpReminder:
    """Three working days have passed, and it still waits for the neutral person."""

    request_id: int


@dataclass(frozen=True)
class HelpUnanswered:
    """The neutral person hasn't answered, or can't any more: who asked may choose somebody else."""

    request_id: int


@dataclass(frozen=True)
class HelpTakenBack:
    """Who asked doesn't need it any more."""

    request_id: int


@dataclass(frozen=True)
class HelpDone:
    """The neutral person has taken care of it, and says how it ended."""

    request_id: int
