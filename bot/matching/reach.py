"""Who could be matched if others moved: alternating paths from a best choice. Only whether, not at what score."""

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any

import numpy as np

from bot.matching.arrays import Bools, Ints, Words, bits, words

AT_ONCE = 2**12
FAR = 2**60
MOST_EXACT = 2_000_000
"""So many possible pairs, times mentors to ask about, are counted out; beyond, `places_for` may give too many."""


class Reach:
    """About every possible pair (bits, see `Candidates.possible`) and a choice that matches as many as possible.

    `home`: the mentor of each mentee; nobody is the one after the last. `places`: of each mentor. All by position.
    """

    def __init__(self, possible: Callable[[], Words], home: Ints, places: Ints) -> None:
        self._look_up, self.home, self._places, self._nobody = possible, home, places, len(places)
        self._free: Bools = np.bincount(home, minlength=self._nobody + 1)[:-1] < places
        self.unmatched: Bools = home == self._nobody
        self.steps_to_free = self._steps_to(self._free)
        self.steps_to_unmatched = self._steps_to_who_is_unmatched()
        self.can_take_one_more: Bools = self.steps_to_free < FAR
        self.can_be_spared: Bools = self.steps_to_unmatched < FAR
        self._work = 0

    @cached_property
    def _possible(self) -> Words:
        return self._look_up()

    def give_back(self) -> None:
        """The bits, hundreds of megabytes in large rounds, until they are asked for again."""
        self.__dict__.pop("_possible", None)

    def _steps_to(self, mentors: Bools) -> Ints:
        """Of each mentor how many would have to move: none where they are one of these, one where one of theirs
        could go to one of these, and so on; FAR where there is no way."""
        steps, new, step = np.where(mentors, 0, FAR), mentors, 0
        while new.any():
            homes = self.home[self.who_could_go_to(new)]
            new = np.zeros_like(self._free)
            new[homes[homes < self._nobody]] = True
            new &= steps == FAR
            step += 1
            steps[new] = step
        return steps

    def can_pass(self, mentors: Ints, mentees: Ints) -> bool:
        """Whether a place at one of these mentors would become free if one of these mentees left theirs."""
        left = np.zeros(self._nobody + 1, dtype=bool)
        left[self.home[mentees]] = True
        return bool(np.any(self._steps_to(left[:-1])[mentors] < FAR))

    def _steps_to_who_is_unmatched(self) -> Ints:
        """Of each mentee in how many steps somebody unmatched would get a place, if theirs were free."""
        steps, new, step = np.where(self.unmatched, 0, FAR), self.unmatched, 0
        while new.any():
            wanted = np.append(self._where_can_go(new), False)
            new = wanted[self.home] & (steps == FAR)
            step += 1
            steps[new] = step
        return steps

    def could_go_to(self, mentee: int, mentors: Bools) -> list[int]:
        """To which of these mentors this mentee could go."""
        return np.flatnonzero(bits(self._possible[mentee : mentee + 1], self._nobody)[0] & mentors).tolist()

    def _where_can_go(self, mentees: Bools) -> Bools:
        """Mentors to whom any of these could go."""
        found = np.zeros((1, self._possible.shape[1]), dtype=np.uint64)
        for block in self._blocks():
            found |= np.bitwise_or.reduce(self._possible[block][mentees[block]], axis=0)
        return bits(found, self._nobody)[0]

    def who_could_go_to(self, mentors: Bools) -> Bools:
        """Mentees who could go to any of these."""
        wanted = words(mentors[None, :])
        met = [(self._possible[block] & wanted).any(axis=1) for block in self._blocks()]
        return np.concatenate(met) if met else np.zeros(0, dtype=bool)

    def who_could_go_to_one(self, mentor: int) -> Bools:
        return (self._possible[:, mentor // 64] >> np.uint64(mentor % 64) & np.uint64(1)).astype(bool)

    def _blocks(self) -> Iterator[slice]:
        yield from (slice(at, at + AT_ONCE) for at in range(0, len(self._possible), AT_ONCE))

    @cached_property
    def asked(self) -> Ints:
        """How many could go to each mentor."""
        found = np.zeros(self._nobody, dtype=np.int64)
        for block in self._blocks():
            found += bits(self._possible[block], self._nobody).sum(axis=0, dtype=np.int64)
        return found

    def places_for(self, mentees: Bools) -> int:
        """How many places at one mentor, whom only these could have, it takes to match all whom they can match.

        That is the most of them that one best choice can leave out. Where counting it would take too long it is
        as many as can be left out at all: enough places, perhaps more than it takes.
        """
        least = int((mentees & self.unmatched).sum())
        most = min(int((mentees & self.can_be_spared).sum()), int(self.unmatched.sum()))
        if least == most or not self._may_count():
            return most
        return int(mentees.sum()) + self._most_matched_of(~mentees) - int((~self.unmatched).sum())

    def _may_count(self) -> bool:
        self._work += 1
        return self._work * int(self.asked.sum()) <= MOST_EXACT

    @cached_property
    def _pairs(self) -> tuple[Ints, Ints]:
        mentee, mentor = np.nonzero(bits(self._possible, self._nobody))
        return mentee, mentor

    def _most_matched_of(self, mentees: Bools) -> int:
        from ortools.graph.python.max_flow import SimpleMaxFlow  # see network.cheapest_choice

        start, (mentee, mentor) = len(mentees), self._pairs
        kept = mentees[mentee]
        source, sink = start + self._nobody, start + self._nobody + 1
        flow: Any = SimpleMaxFlow()  # its stubs take the shape of an array for its type
        sources, mentors = np.flatnonzero(mentees), np.arange(self._nobody)
        _add_arcs(flow, np.full_like(sources, source), sources, np.ones_like(sources))
        _add_arcs(flow, mentee[kept], mentor[kept] + start, np.ones_like(mentor[kept]))
        _add_arcs(flow, mentors + start, np.full_like(mentors, sink), self._places)
        if flow.solve(source, sink) != SimpleMaxFlow.Status.OPTIMAL:
            raise RuntimeError("the flow solver found no answer")
        return flow.optimal_flow()


def _add_arcs(flow: Any, tails: Ints, heads: Ints, capacities: Ints) -> None:
    flow.add_arcs_with_capacity(tails.astype(np.int32), heads.astype(np.int32), capacities)
