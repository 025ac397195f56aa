"""Possible pairs as a network of arcs, and the proof that a choice of them is the cheapest.

Each mentee sends one unit to a mentor (cost: minus the score) or to nobody (cost: what a mentee left out is worth).
That worth carries the tiers of the objective in one whole number: leaving out one more mentee costs more than
everything below can give; leaving out one who has waited costs more than all scores together can give.
"""

from functools import cached_property

import numpy as np
from msgspec import Struct

from bot.matching.arrays import Bools, Ints
from bot.matching.problem import TOP_SCORE


class Network(Struct, frozen=True, dict=True):
    """Arcs in order of mentee, then mentor; both are positions in the seeded order. The last mentor is nobody.

    Every mentee has an arc to nobody, who has room for all. A choice is an array with one arc for each mentee.
    """

    mentee: Ints
    mentor: Ints
    cost: Ints
    places: Ints

    @cached_property
    def first_arc(self) -> Ints:
        """Where each mentee's arcs begin."""
        return np.flatnonzero(np.diff(self.mentee, prepend=-1))

    def load(self, choice: Ints) -> Ints:
        """How many mentees each mentor has."""
        return np.bincount(self.mentor[choice], minlength=len(self.places))

    def least_by_mentee(self, by_arc: Ints) -> Ints:
        return np.minimum.reduceat(by_arc, self.first_arc) if len(by_arc) else by_arc

    def arcs_to(self, mentor: Ints) -> Ints:
        """Each mentee's arc to this mentor of theirs (one for each mentee)."""
        width = len(self.places)
        wanted = np.arange(len(mentor)) * width + mentor
        return np.searchsorted(self.mentee * width + self.mentor, wanted)

    def pairs(self, arcs: Ints) -> Ints:
        """Those of the arcs that lead to somebody."""
        return arcs[self.mentor[arcs] < len(self.places) - 1]


def worth_of_a_mentee(waiting: Bools) -> Ints:
    """What it costs to leave each mentee out, from whether they were unmatched in an earlier round."""
    every_score = len(waiting) * TOP_SCORE + 1
    every_wait = int(waiting.sum()) * every_score
    return every_wait + every_score * (1 + waiting.astype(np.int64))


def build(mentee: Ints, mentor: Ints, score: Ints, places: Ints, waiting: Bools) -> Network:
    """The network of these possible pairs."""
    everyone, nobody = np.arange(len(waiting)), len(places)
    mentee, mentor = np.append(mentee, everyone), np.append(mentor, np.full_like(everyone, nobody))
    order = np.argsort(mentee * (nobody + 1) + mentor, kind="stable")
    cost = np.append(-score, worth_of_a_mentee(waiting))
    return Network(mentee[order], mentor[order], cost[order], np.append(places, len(everyone) + 1))


def proves(network: Network, choice: Ints, price: Ints) -> bool:
    """Complementary slackness over every arc: if it holds, no choice whatever is cheaper.

    No mentor has more mentees than places, no price is negative, who has a free place costs nothing, and each
    mentee is where cost plus price is least.
    """
    load = network.load(choice)
    asked = network.cost + price[network.mentor]
    return bool(
        np.array_equal(network.mentee[choice], np.arange(len(network.first_arc)))
        and np.all(load <= network.places)
        and np.all(price >= 0)
        and np.all(price[load < network.places] == 0)
        and np.array_equal(asked[choice], network.least_by_mentee(asked))
    )
