"""Who could be matched if others moved: alternating paths from a best choice. Only whether, not at what score."""

from typing import Any

import numpy as np
from ortools.graph.python.max_flow import SimpleMaxFlow

from bot.matching.arrays import Bools, Ints
from bot.matching.network import Network


class Reach:
    """About one network and a choice in it that matches as many as possible; arrays are by position, as there."""

    def __init__(self, network: Network, choice: Ints) -> None:
        self._network = network
        self._home = network.mentor[choice]
        self._nobody = len(network.places) - 1
        self._free = network.load(choice) < network.places
        self._free[self._nobody] = False
        self._asked = np.bincount(network.mentor, minlength=len(network.places))
        self.unmatched: Bools = self._home == self._nobody
        self.can_take_one_more = self._mentors_with_a_way_to_a_free_place()
        self.can_be_spared = self._mentees_whose_place_helps_someone()

    def _mentors_with_a_way_to_a_free_place(self) -> Bools:
        """Free themselves, or one of theirs could go to one of these."""
        found = self._free
        while True:
            more = found.copy()
            more[self._home[self._who_could_go_to(found)]] = True
            more[self._nobody] = False
            if np.array_equal(more, found):
                return found
            found = more

    def _mentees_whose_place_helps_someone(self) -> Bools:
        """Unmatched themselves, or one of these could have their place."""
        found = self.unmatched
        while True:
            wanted = np.zeros(self._nobody + 1, dtype=bool)
            wanted[self._network.mentor[found[self._network.mentee]]] = True
            wanted[self._nobody] = False
            more = found | wanted[self._home]
            if np.array_equal(more, found):
                return found
            found = more

    def more_with_places_for(self, mentees: Bools) -> int:
        """How many more would be matched, had one mentor (a new one, or whom only these could have) endless places.

        All of `mentees` could go there, so it is they and as many of the rest as all other mentors can take. As
        each place matches at most one more, it is also the number of places that this takes.
        """
        return int(mentees.sum()) + self._most_matched_of(~mentees) - int((~self.unmatched).sum())

    def _most_matched_of(self, mentees: Bools) -> int:
        network, start = self._network, len(mentees)
        arcs = network.pairs(np.flatnonzero(mentees[network.mentee]))
        source, sink = start + self._nobody, start + self._nobody + 1
        flow: Any = SimpleMaxFlow()  # its stubs take the shape of an array for its type
        sources, mentors = np.flatnonzero(mentees), np.arange(self._nobody)
        _add_arcs(flow, np.full_like(sources, source), sources, np.ones_like(sources))
        _add_arcs(flow, network.mentee[arcs], network.mentor[arcs] + start, np.ones_like(arcs))
        _add_arcs(flow, mentors + start, np.full_like(mentors, sink), network.places[:-1])
        if flow.solve(source, sink) != SimpleMaxFlow.Status.OPTIMAL:
            raise RuntimeError("the flow solver found no answer")
        return flow.optimal_flow()

    def asked(self, mentor: int) -> int:
        """How many could go to this mentor."""
        return int(self._asked[mentor])

    def who_could_go_to(self, mentor: int) -> Bools:
        return self._who_could_go_to(np.arange(self._nobody + 1) == mentor)

    def _who_could_go_to(self, mentors: Bools) -> Bools:
        return self._network.any_by_mentee(mentors[self._network.mentor])


def _add_arcs(flow: Any, tails: Ints, heads: Ints, capacities: Ints) -> None:
    flow.add_arcs_with_capacity(tails.astype(np.int32), heads.astype(np.int32), capacities)
