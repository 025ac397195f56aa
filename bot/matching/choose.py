"""From possible pairs to the best choice of them, and whether that is proven."""

import heapq
from dataclasses import dataclass
from itertools import count

import numpy as np

from bot.matching import network as flow
from bot.matching import ties
from bot.matching.arrays import Bools, Ints
from bot.matching.network import Network

MOST_BRANCHES = 400


@dataclass(frozen=True)
class Choice:
    """The chosen arc of each mentee, the prices that go with it, and whether it is proven to be the best.

    `network` is what was solved last: less than what was asked where two people could have been paired both ways.
    """

    network: Network
    arcs: Ints
    price: Ints
    proven: bool

    @property
    def cost(self) -> int:
        return int(self.network.cost[self.arcs].sum())


def choose(network: Network) -> Choice:
    """The cheapest choice, first in seeded order among equals; proven when the prices prove it."""
    arcs = flow.cheapest_choice(network)
    price = flow.prices(network, arcs)
    if not flow.proves(network, arcs, price):
        return Choice(network, arcs, price, proven=False)
    return Choice(network, ties.settle(network, arcs, price), price, proven=True)


def choose_one_way(network: Network, opposite: Ints) -> Choice:
    """The same, but of two arcs that are each other's `opposite` (the same two people the other way round; -1:
    none) at most one is used. Only people of unknown level can have such arcs.

    Branch and bound: where both are chosen, solve without the one and without the other, always going on from the
    cheapest branch; the first choice without such a couple is the best. After MOST_BRANCHES the rest is decided
    by dropping the arc that costs more, and nothing is proven.
    """
    order = count()
    every_arc = np.ones(len(network.cost), dtype=bool)
    branches = [_Branch.of(network, every_arc, next(order))]
    while (both := branches[0].couples(opposite)) and next(order) < MOST_BRANCHES:
        branch = heapq.heappop(branches)
        for arc in both[0]:
            heapq.heappush(branches, _Branch.of(network, branch.kept & _all_but(arc, network), next(order)))
    best = branches[0]
    proven = not both and best.choice.proven
    while both := best.couples(opposite):
        best = _Branch.of(
            network, best.kept & _all_but(max(both[0], key=lambda arc: network.cost[arc]), network), 0
        )
    return Choice(best.choice.network, best.choice.arcs, best.choice.price, proven)


def _all_but(arc: int, network: Network) -> Bools:
    return np.arange(len(network.cost)) != arc


@dataclass(frozen=True)
class _Branch:
    """The best choice when only the `kept` arcs may be used. Branches compare by what they cost, then by age."""

    kept: Bools
    choice: Choice
    age: int

    @classmethod
    def of(cls, network: Network, kept: Bools, age: int) -> "_Branch":
        return cls(kept, choose(network.only(kept)), age)

    def __lt__(self, other: "_Branch") -> bool:
        return (self.choice.cost, self.age) < (other.choice.cost, other.age)

    def couples(self, opposite: Ints) -> list[tuple[int, int]]:
        """The pairs of opposite arcs that are both chosen."""
        chosen = np.flatnonzero(self.kept)[self.choice.arcs]
        turned = opposite[chosen]
        both = (turned > chosen) & np.isin(turned, chosen)
        return list(zip(chosen[both].tolist(), turned[both].tolist(), strict=True))
