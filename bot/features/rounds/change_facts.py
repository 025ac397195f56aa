"""What texts about owners' changes of a round need: plain data."""

from msgspec import Struct

from bot.features.rounds.facts import Numbers, PairLine
from bot.mentions import Mention
from bot.terms import WishKind


class SwapDraft(Struct, frozen=True):
    """A pair whose mentor an owner wants to swap with another pair's. `place`: ids that come back."""

    place: str
    pair: PairLine
    page: int
    round_id: int


class PinDraft(Struct, frozen=True):
    """Two people to be chosen. `place`: ids that come back."""

    place: str
    page: int
    round_id: int


class Preview(Struct, frozen=True):
    """What a change would make of a round. `cost`: where it can be told at once; `place`: ids that come back."""

    place: str
    kind: WishKind
    before: tuple[PairLine, ...]
    after: tuple[PairLine, ...]
    cost: Numbers | None
    page: int
    round_id: int


class PersonOption(Struct, frozen=True):
    """Somebody whom an owner may choose."""

    enrollment_id: int
    person: str
    team: str | None


class PairOption(Struct, frozen=True):
    """A pair that an owner may choose."""

    mentor_id: int
    mentee_id: int
    mentor: str
    mentee: str


class NotChanged(Struct, frozen=True):
    """The pairs couldn't be found again. `rule` and the two: the wish that can't be, where that is why."""

    round_id: int
    program: str
    rule: str | None = None
    mentor: Mention | None = None
    mentee: Mention | None = None
