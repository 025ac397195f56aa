"""What owners hear half-way."""

from dataclasses import dataclass


@dataclass(frozen=True)
class HalfWay:
    """A program is half-way through, or has run for three months; to one of its owners."""

    program_id: int
    member_id: int
