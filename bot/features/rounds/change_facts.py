"""What texts about owners' changes of a round need: plain data."""

from dataclasses import dataclass

from bot.features.rounds.facts import Numbers, PairLine
from bot.mentions import Mention
from bot.terms import WishKind


@dataclass(frozen=True)
class SwapDraft:
    """A pair whose mentor an owner wants to swap with another pair's. `place`: ids that come back."""

    place: str
    pair: PairLine
    page: int
    round_id: int


@dataclass(frozen=True)
class PinDraft:
    """Two people to be chosen. `place`: ids that come back."""

    place: str
    page: int
    round_id: int


@dataclass(frozen=True)
class Preview:
    """What a change would make of a round. `cost`: where it can be told at once; `place`: ids that come back."""

    place: str
    kind: WishKind
    before: tuple[PairLine, ...]
    after: tuple[PairLine, ...]
    cost: Numbers | None
    page: int
    round_id: int


@dataclass(frozen=True)
class PersonOption:
    """Somebody whom an owner may choose."""

    enrollment_id: int
    person: str
    team: str | None


@dataclass(frozen=True)
class PairOption:
    """A pair that an owner may choose."""

    mentor_id: int
    mentee_id: int
    mentor: str
    mentee: str


@dataclass(frozen=True)
class NotChanged:
    """The pairs couldn't be found again. `rule` and the two: the wish that can't be, where that is why."""

    round_id: int
    program: str
    rule: str | None = None
    mentor: Mention | None = None
    mentee: Mention | None = None
