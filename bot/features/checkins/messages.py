"""What check-ins say of their own accord, each to one member."""

from msgspec import Struct


class NudgeDue(Struct, frozen=True):
    """The weekly check-in of a member has come due."""

    nudge_id: int


class MeetingToConfirm(Struct, frozen=True):
    """A partner logged a meeting: only the other one can say that it was so."""

    meeting_id: int


class MeetingRememberedDifferently(Struct, frozen=True):
    """The partner of who logged a meeting says that it didn't happen."""

    meeting_id: int


class HelpOffered(Struct, frozen=True):
    """A member's own pulse says that it isn't easy: they are offered a quiet word."""

    pairing_id: int
    member_id: int
