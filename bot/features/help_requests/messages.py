"""What is said about help requests, each to one member."""

from msgspec import Struct


class HelpAsked(Struct, frozen=True):
    """A member asked a neutral person for help, and agreed to what is passed on."""

    request_id: int


class HelpTakenOn(Struct, frozen=True):
    """The neutral person has read it, and will get in touch."""

    request_id: int


class HelpReminder(Struct, frozen=True):
    """Three working days have passed, and it still waits for the neutral person."""

    request_id: int


class HelpUnanswered(Struct, frozen=True):
    """The neutral person hasn't answered, or can't any more: who asked may choose somebody else."""

    request_id: int


class HelpTakenBack(Struct, frozen=True):
    """Who asked doesn't need it any more."""

    request_id: int


class HelpDone(Struct, frozen=True):
    """The neutral person has taken care of it, and says how it ended."""

    request_id: int
