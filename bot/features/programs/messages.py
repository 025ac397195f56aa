"""What programs tell their channels."""

from msgspec import Struct


class ProgramAnnounced(Struct, frozen=True):
    """A program may be joined."""

    program_id: int
