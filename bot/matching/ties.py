"""Among all equally good choices, the one: each mentee in turn (in seeded order) gets the first mentor (in seeded
order) that any best choice allows, together with what those before them got. So the solver's whims don't show.
"""

from collections import defaultdict
from collections.abc import Iterator

import numpy as np

from bot.matching.arrays import Ints
from bot.matching.network import Network

Step = tuple[int, int, int]  # where someone moves from, who moves (or NO_ONE), along which arc
THE_POOL = NO_ONE = -1


def settle(network: Network, choice: Ints, price: Ints) -> Ints:
    """The first of all best choices. `price` must prove that `choice` is one of them (`network.proves`).

    Every best choice uses only tight arcs (cost plus price is least) and fills every mentor who has a price.
    """
    return _Ties(network, choice, price).settle()


class _Ties:
    def __init__(self, network: Network, choice: Ints, price: Ints) -> None:
        asked = network.cost + price[network.mentor]
        tight = np.flatnonzero(asked == network.least_by_mentee(asked)[network.mentee])
        self.arcs = defaultdict[int, list[int]](list)
        for arc, mentee in zip(tight.tolist(), network.mentee[tight].tolist(), strict=True):
            self.arcs[mentee].append(arc)
        self.mentor = network.mentor.tolist()
        self.choice = choice.tolist()
        self.places = network.places.tolist()
        self.load = network.load(choice).tolist()
        self.unpriced = np.flatnonzero(price == 0).tolist()
        self.residents = defaultdict[int, set[int]](set)
        for mentee, arc in enumerate(self.choice):
            if len(self.arcs[mentee]) > 1:  # who has no other way can't make room
                self.residents[self.mentor[arc]].add(mentee)

    def settle(self) -> Ints:
        for mentee in range(len(self.choice)):
            home = self.mentor[self.choice[mentee]]
            self.residents[home].discard(mentee)  # from here on they stay where they are put
            if len(self.arcs[mentee]) > 1:
                self._give_first_possible(mentee, home)
        return np.array(self.choice, dtype=np.int64)

    def _give_first_possible(self, mentee: int, home: int) -> None:
        """Tries arcs in order. What one failed search has seen can't lead home either, so `seen` is kept."""
        seen: dict[int, Step | None] = {}
        for arc in self.arcs[mentee]:
            if arc == self.choice[mentee]:
                return
            wanted = self.mentor[arc]
            if wanted not in seen and self._leads_home(wanted, home, seen):
                self._move_all(wanted, home, seen)
                self.choice[mentee] = arc
                return

    def _leads_home(self, wanted: int, home: int, seen: dict[int, Step | None]) -> bool:
        """Can one more at `wanted` be made up for, person by person, by the place left free at `home`?"""
        seen[wanted] = None
        waiting = [wanted]
        while waiting and home not in seen:
            at = waiting.pop()
            for to, step in self._ways_on(at):
                if to not in seen:
                    seen[to] = step
                    waiting.append(to)
        return home in seen

    def _ways_on(self, at: int) -> Iterator[tuple[int, Step]]:
        """Where the surplus at a mentor can go: with someone who moves on, or into a free place (THE_POOL).

        From the pool any mentor without a price can be asked to give one up.
        """
        if at == THE_POOL:
            yield from ((mentor, (at, NO_ONE, NO_ONE)) for mentor in self.unpriced)
            return
        if self.load[at] < self.places[at]:
            yield THE_POOL, (at, NO_ONE, NO_ONE)
        for mentee in self.residents[at]:
            yield from ((self.mentor[arc], (at, mentee, arc)) for arc in self.arcs[mentee])

    def _move_all(self, wanted: int, home: int, seen: dict[int, Step | None]) -> None:
        self.load[wanted] += 1
        self.load[home] -= 1
        at = home
        while step := seen[at]:
            before, mentee, arc = step
            if mentee != NO_ONE:
                self.choice[mentee] = arc
                self.residents[before].remove(mentee)
                self.residents[at].add(mentee)
                self.load[before] -= 1
                self.load[at] += 1
            at = before
