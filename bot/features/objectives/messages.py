"""What owners hear half-way."""

from msgspec import Struct


class HalfWay(Struct, frozen=True):
    """A program is half-way through, or has run for three months; to one of its owners."""

    program_id: int
    member_id: int
