"""From possible pairs to the best choice of them, and whether that is proven."""

import heapq
from itertools import count

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from bot.matching import ties
from bot.matching.arrays import Bools, Ints
from bot.matching.candidates import Candidates, Pairs
from bot.matching.network import Network, build
from bot.matching.optimum import CLOSE, optimum
from bot.matching.pricing import Cleared, missing

MOST_BRANCHES = 400
FEW_CHANGES = 50  # one better pair for so many mentees: the prices hardly move
NO_PAIRS = np.zeros(0, dtype=np.int64)


class Proof(Struct, frozen=True):
    """A choice `without` these pairs (`Candidates.key`) and the mentors' prices, by which it is the best of those;
    and how many pairs cost exactly the price: only of them another best one could be made."""

    without: Ints
    home: Ints
    price: Ints
    on_price: int


class Choice(Struct, frozen=True):
    """`home`: the mentor of each mentee, by position (nobody is the one after the last); and whether it is proven
    that none is better, with the proofs: its own, then those of the branches that were left.

    All else that choosing needs, hundreds of megabytes in large rounds, is let go with it."""

    home: Ints
    proven: bool
    proofs: tuple[Proof, ...] = ()


class _Solved(Struct, frozen=True):
    """The chosen arc of each mentee, the prices that go with it, and whether it is proven to be the best.

    `network` holds every pair that could matter at these prices, not every pair there is.
    """

    network: Network
    held: Pairs
    arcs: Ints
    price: Ints
    proven: bool

    @property
    def home(self) -> Ints:
        return self.network.mentor[self.arcs]

    @property
    def cost(self) -> int:
        return int(self.network.cost[self.arcs].sum())

    def cost_of(self, pair: int) -> int:
        """Of one chosen pair (see `Candidates.key`)."""
        mentee = pair // (len(self.network.places) - 1)
        return int(self.network.cost[self.arcs[mentee]])


class Chooser:
    """`candidates`: where pairs come from. `places` by mentor; `waiting` by mentee."""

    def __init__(self, candidates: Candidates, places: Ints, waiting: Bools) -> None:
        self._candidates, self._places, self._waiting = candidates, places, waiting

    def best(self) -> Choice:
        """Of all choices in which no two people are paired both ways round; only unknown levels allow such couples.

        Branch and bound: where there is one, solve without the one pair and without the other, always going on from
        the cheapest branch; the first choice without such a couple is the best. After MOST_BRANCHES the rest is
        decided by dropping the pair that costs more, and nothing is proven.
        """
        order = count()
        branches = [_Branch(NO_PAIRS, self._choose(self._candidates.best(), NO_PAIRS), next(order))]
        while (couple := self._both_ways(branches[0])) and next(order) < MOST_BRANCHES:
            branch = heapq.heappop(branches)
            for pair in couple:
                heapq.heappush(branches, self._without(branch, pair, next(order)))
        best, proven = branches[0], couple is None and branches[0].solved.proven
        while couple := self._both_ways(best):
            best = self._without(best, max(couple, key=best.solved.cost_of), 0)
        return Choice(best.solved.home, proven, tuple(map(_proof, branches)) if proven else ())

    def _without(self, branch: "_Branch", pair: int, age: int) -> "_Branch":
        without = np.sort(np.append(branch.without, pair))
        held = branch.solved.held
        return _Branch(without, self._choose(held.where(self._candidates.key(held) != pair), without), age)

    def _both_ways(self, branch: "_Branch") -> tuple[int, int] | None:
        """The first two chosen pairs that are of the same two people, the one way and the other."""
        network = branch.solved.network
        arcs = network.pairs(branch.solved.arcs)
        return self._candidates.first_both_ways(network.mentee[arcs], network.mentor[arcs])

    def _choose(self, held: Pairs, without: Ints) -> _Solved:
        """The cheapest choice of all, first in seeded order among equals. `held`: the pairs to begin with;
        `without`: pairs that may not be chosen.

        As long as some pair that isn't held could better the choice at the prices of those that are, such pairs
        are added and all is solved again. Then the prices prove the choice among all pairs (`network.proves`, and
        `missing` found none below them). What costs exactly the price is added too, so that the held
        pairs are all that any best choice can have.
        """
        cleared, before, close = Cleared.nothing(self._candidates), None, CLOSE
        while True:
            network = self._network(held)
            found = optimum(network, before, close)
            if not found.proven:
                return _Solved(network, held, found.arcs, found.price, proven=False)
            asked = network.least_by_mentee(network.cost + found.price[network.mentor])
            known = np.sort(np.append(self._candidates.key(held), without))
            price = found.price[:-1]
            more, cleared = missing(self._candidates, known, price, asked, cleared)
            held = held.and_also(more)
            gain = asked[more.mentee] + more.score - price[more.mentor]
            better = np.count_nonzero(gain > 0)
            before = replace(found, moved=int(gain.max(initial=0)))
            close = CLOSE // 4 if better * FEW_CHANGES < len(asked) else CLOSE
            if not better:
                return self._settled(held, network.mentor[found.arcs], found.price)

    def _network(self, held: Pairs) -> Network:
        return build(held.mentee, held.mentor, held.score, self._places, self._waiting)

    def _settled(self, held: Pairs, home: Ints, price: Ints) -> _Solved:
        network = self._network(held)
        arcs = network.arcs_to(home)
        return _Solved(network, held, ties.settle(network, arcs, price), price, proven=True)


class _Branch(Struct, frozen=True):
    """The best choice `without` these pairs (`Candidates.key`). Branches compare by what they cost, then by age."""

    without: Ints
    solved: _Solved
    age: int

    def __lt__(self, other: "_Branch") -> bool:
        return (self.solved.cost, self.age) < (other.solved.cost, other.age)


def _proof(branch: _Branch) -> Proof:
    solved, held = branch.solved, branch.solved.held
    asked = solved.network.least_by_mentee(solved.network.cost + solved.price[solved.network.mentor])
    on_price = np.count_nonzero(solved.price[held.mentor] - held.score == asked[held.mentee])
    return Proof(branch.without, solved.home, solved.price[:-1], int(on_price))
