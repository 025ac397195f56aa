"""What rounds tell their owners, and those whom a round left unmatched."""

from dataclasses import dataclass


@dataclass(frozen=True)
class RoundProposed:
    """The matcher is done: an owner may look at the pairs."""

    round_id: int


@dataclass(frozen=True)
class RoundFailed:
    """The matcher couldn't finish. Nothing was changed, and nobody was told but its owner."""

    round_id: int


@dataclass(frozen=True)
class RoundNotChanged:
    """The pairs of a proposed round couldn't be found again: it stays as it was. `rule`, `mentor_id`, `mentee_id`:
    the pair that its owners want and that can't be, where that is why."""

    round_id: int
    rule: str | None = None
    mentor_id: int | None = None
    mentee_id: int | None = None


@dataclass(frozen=True)
class RoundReplayed:
    """A past round was run once more, as an owner had asked. `outcome`: a Replay."""

    round_id: int
    outcome: str


@dataclass(frozen=True)
class FillInFailed:
    """The matcher couldn't finish a fill-in; to a member who had asked for it."""

    round_id: int
    enrollment_id: int


@dataclass(frozen=True)
class LeftUnmatched:
    """A round that was approved, or a fill-in that they asked for, found nobody for a member."""

    round_unmatched_id: int
