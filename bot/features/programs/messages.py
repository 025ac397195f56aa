"""What programs tell their channels."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ProgramAnnounced:
    """A program may be joined."""

    program_id: int
