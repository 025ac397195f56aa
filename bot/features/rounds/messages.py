"""What rounds tell their owners, and those whom a round left unmatched."""

from msgspec import Struct


class RoundProposed(Struct, frozen=True):
    """The matcher is done: an owner may look at the pairs."""

    round_id: int


class RoundFailed(Struct, frozen=True):
    """The matcher couldn't finish. Nothing was changed, and nobody was told but its owner."""

    round_id: int


class RoundNotChanged(Struct, frozen=True):
    """The pairs of a proposed round couldn't be found again: it stays as it was. `rule`, `mentor_id`, `mentee_id`:
    the pair that its owners want and that can't be, where that is why."""

    round_id: int
    rule: str | None = None
    mentor_id: int | None = None
    mentee_id: int | None = None


class RoundReplayed(Struct, frozen=True):
    """A past round was run once more, as an owner had asked. `outcome`: a Replay."""

    round_id: int
    outcome: str


class FillInFailed(Struct, frozen=True):
    """The matcher couldn't finish a fill-in; to a member who had asked for it."""

    round_id: int
    enrollment_id: int


class LeftUnmatched(Struct, frozen=True):
    """A round that was approved, or a fill-in that they asked for, found nobody for a member."""

    round_unmatched_id: int
