"""What is said of a program's export."""

from msgspec import Struct


class ExportAsked(Struct, frozen=True):
    """An owner asked for all that owners may read of their program; to them alone."""

    program_id: int
    member_id: int
