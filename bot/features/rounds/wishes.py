"""What owners want changed in a proposed round, and what it costs. A round keeps it encrypted: it names people.

Nobody but the program's owners ever learns of it.
"""

from collections.abc import Iterable, Sequence
from typing import Any, cast

from msgspec import Struct
from msgspec.structs import replace

from bot.errors import UserError
from bot.features.rounds.facts import Numbers
from bot.matching.answer import Answer
from bot.matching.problem import Couple, Problem
from bot.models import Round, WishKind
from bot.models.sealed import opens

Pair = tuple[int, int]
"""Enrollment ids: who teaches, who learns."""

SIZES = {WishKind.PIN: 2, WishKind.FORBID: 2, WishKind.LEAVE_OUT: 1, WishKind.SWAP: 4}


class Wish(Struct, frozen=True):
    """One change. `people`: enrollment ids, the mentor of each pair first; of a swap both pairs as they shall be.

    `by`: the member id of the owner who asked for it.
    """

    kind: WishKind
    people: tuple[int, ...]
    by: int

    def __post_init__(self) -> None:
        if len(self.people) != SIZES[self.kind] or not all(type(one) is int for one in self.people):
            raise ValueError(f"no people of a {self.kind}: {len(self.people)}")

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """Those that it is about; none of one who is left out."""
        return tuple(zip(self.people[::2], self.people[1::2], strict=False))

    @property
    def pins(self) -> tuple[Pair, ...]:
        return () if self.kind == WishKind.FORBID else self.pairs

    @property
    def forbids(self) -> tuple[Pair, ...]:
        return self.pairs if self.kind == WishKind.FORBID else ()

    @property
    def left_out(self) -> frozenset[int]:
        return frozenset(self.people if self.kind == WishKind.LEAVE_OUT else ())

    def is_same(self, other: "Wish") -> bool:
        """Whoever asked for it."""
        return (self.kind, self.people) == (other.kind, other.people)

    def contradicts(self, other: "Wish") -> bool:
        """Whether both can't be."""
        return _excludes(self, other) or _excludes(other, self) or _compete(self.pins, other.pins)


Wishes = tuple[Wish, ...]
Costs = tuple[Numbers | None, ...]


def _excludes(one: Wish, other: Wish) -> bool:
    forbidden = {frozenset(pair) for pair in one.forbids}
    paired = {person for pair in other.pins for person in pair}
    return bool(one.left_out & paired) or any(frozenset(pair) in forbidden for pair in other.pins)


def _compete(pins: Sequence[Pair], others: Sequence[Pair]) -> bool:
    """Two mentors for one mentee, or the same two both ways."""
    mentors = {mentee: mentor for mentor, mentee in pins}
    taken = any(mentors.get(mentee, mentor) != mentor for mentor, mentee in others)
    return taken or any((mentee, mentor) in pins for mentor, mentee in others)


class Worked(Struct, frozen=True):
    """What the pairs of a round rest on: the wishes they fulfill, and how good they are.

    `costs`: what each wish costs by itself, where it was worked out; `plain`: how good they were without any wish;
    `before`: how good those were that these took the place of.
    """

    wishes: Wishes
    costs: Costs
    now: Numbers
    plain: Numbers
    before: Numbers | None = None

    def stored(self) -> dict[str, Any]:
        return {
            "wishes": stored(self.wishes),
            "costs": [_listed(cost) for cost in self.costs],
            "now": _listed(self.now),
            "plain": _listed(self.plain),
            "before": _listed(self.before),
        }


def stored(wishes: Iterable[Wish]) -> list[Any]:
    """As a round keeps them."""
    return [{"kind": wish.kind.value, "people": list(wish.people), "by": wish.by} for wish in wishes]


def wishes_of(round_: Round) -> Wishes:
    """What the owners want changed; raises ValueError where what was kept is no such thing."""
    return _read(round_.wishes or [])


def worked_of(round_: Round) -> Worked | None:
    """What the round's pairs rest on; None before there are any, and for rounds from before there were wishes."""
    kept = round_.worked_in
    if kept is None:
        return None
    return Worked(
        wishes=_read(kept["wishes"]),
        costs=tuple(_numbers(cost) for cost in kept["costs"]),
        now=_needed(kept["now"]),
        plain=_needed(kept["plain"]),
        before=_numbers(kept["before"]),
    )


WISHED = ("wishes", "worked_in")


def require_readable(round_: Round) -> None:
    """Raises UserError where nobody knows any more what owners asked for: it is neither changed nor approved."""
    if not opens(round_, *WISHED):
        raise UserError("round-unreadable")


class Seen(Struct, frozen=True):
    """What who only looks at a round is shown of it: nothing where it can't be read."""

    wishes: Wishes = ()
    worked: Worked | None = None
    is_readable: bool = False

    @classmethod
    def of(cls, round_: Round) -> "Seen":
        return cls(wishes_of(round_), worked_of(round_), True) if opens(round_, *WISHED) else cls()

    @property
    def fulfilled(self) -> Wishes:
        return self.worked.wishes if self.worked else ()

    @property
    def pending(self) -> Wishes:
        return _differing(self.wishes, self.fulfilled)


def fulfilled(round_: Round) -> Wishes:
    """The wishes that the round's pairs fulfill."""
    worked = worked_of(round_)
    return worked.wishes if worked else ()


def pending(round_: Round) -> Wishes:
    """What was asked for, or taken back, since the round's pairs were found."""
    return _differing(wishes_of(round_), fulfilled(round_))


def _differing(wanted: Wishes, done: Wishes) -> Wishes:
    return tuple(wish for wish in wanted if wish not in done) + tuple(wish for wish in done if wish not in wanted)


def with_wishes(problem: Problem, wishes: Iterable[Wish]) -> Problem:
    """The problem in which they hold."""
    wishes = tuple(wishes)
    left_out = {str(person) for wish in wishes for person in wish.left_out}
    people = (replace(one, available=False) if one.id in left_out else one for one in problem.people)
    return replace(
        problem,
        people=tuple(people),
        pins=(*problem.pins, *(_couple(pair) for wish in wishes for pair in wish.pins)),
        forbids=(*problem.forbids, *(_couple(pair) for wish in wishes for pair in wish.forbids)),
    )


def numbers_of(answer: Answer) -> Numbers:
    """How good an answer is, in the order that counts."""
    return Numbers(len(answer.pairs), answer.waiting_matched, answer.score)


def _couple(pair: Pair) -> Couple:
    mentor, mentee = pair
    return Couple(str(mentor), str(mentee))


def _read(kept: Sequence[Any]) -> Wishes:
    return tuple(Wish(WishKind(one["kind"]), tuple(one["people"]), int(one["by"])) for one in kept)


def _listed(numbers: Numbers | None) -> list[int] | None:
    return [numbers.pairs, numbers.waiting, numbers.score] if numbers else None


def _numbers(kept: Any) -> Numbers | None:
    return _needed(kept) if kept else None


def _needed(kept: Any) -> Numbers:
    pairs, waiting, score = cast(list[int], kept)
    return Numbers(pairs, waiting, score)
