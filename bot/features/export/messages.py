"""What is said of a program's export."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ExportAsked:
    """An owner asked for all that owners may read of their program; to them alone."""

    program_id: int
    member_id: int
