"""What check-ins say of their own accord, each to one member."""

from dataclasses import dataclass


@dataclass(frozen=True)
class NudgeDue:
    """The weekly check-in of a member has come due."""

    nudge_id: int


@dataclass(frozen=True)
class MeetingToConfirm:
    """A partner logged a meeting: only the other one can say that it was so."""

    meeting_id: int


@dataclass(frozen=True)
class MeetingRememberedDifferently:
    """The partner of who logged a meeting says that it didn't happen."""

    meeting_id: int


@dataclass(frozen=True)
class HelpOffered:
    """A member's own pulse says that it isn't easy: they are offered a quiet word."""

    pairing_id: int
    member_id: int
