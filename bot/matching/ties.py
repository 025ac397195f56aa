"""Among all equally good choices, the one: each mentee in turn (in seeded order) gets the first mentor (in seeded
order) that any best choice allows, together with what those before them got. So the solver's whims don't show.
"""

from collections import defaultdict
from collections.abc import Iterator

import numpy as np

from bot.matching.arrays import Ints
from bot.matching.circles import circles
from bot.matching.network import Network

Step = tuple[int, int, int]  # where someone moves from, who moves (or NO_ONE), along which arc
THE_POOL = NO_ONE = -1


def settle(network: Network, choice: Ints, price: Ints) -> Ints:
    """The first of all best choices. `price` must prove that `choice` is one of them (`network.proves`).

    Every best choice uses only tight arcs (cost plus price is least) and fills every mentor who has a price.
    """
    return _Ties(network, choice, price).settle()


class _Ties:
    """Free places of mentors without a price are one pool: who leaves such a place needs nobody to follow."""

    def __init__(self, network: Network, choice: Ints, price: Ints) -> None:
        self.mentor = network.mentor.tolist()
        self.choice = choice.tolist()
        self.places = network.places.tolist()
        self.load = network.load(choice).tolist()
        self.unpriced = (price == 0).tolist()
        self.arcs = self._arcs_that_matter(network, choice, price)
        self.asked = defaultdict[int, list[int]](list)
        self.residents = defaultdict[int, set[int]](set)
        for mentee, arcs in self.arcs.items():
            self.residents[self.mentor[self.choice[mentee]]].add(mentee)
            for arc in arcs:
                self.asked[self.mentor[arc]].append(arc)
        self.mentee: list[int] = network.mentee.tolist()

    def _arcs_that_matter(self, network: Network, choice: Ints, price: Ints) -> dict[int, list[int]]:
        """By mentee: the tight arcs along which places can go round. The best choices differ in no others."""
        asked = network.cost + price[network.mentor]
        tight = np.flatnonzero(asked == network.least_by_mentee(asked)[network.mentee])
        home, to = network.mentor[choice][network.mentee[tight]], network.mentor[tight]
        pool = len(network.places)
        free = np.flatnonzero(network.load(choice) < network.places)
        unpriced = np.flatnonzero(price == 0)
        circle = circles(
            np.concatenate([home, free, np.full_like(unpriced, pool)]),
            np.concatenate([to, np.full_like(free, pool), unpriced]),
            pool + 1,
        )
        tight = tight[circle[home] == circle[to]]
        found = defaultdict[int, list[int]](list)
        for arc, mentee in zip(tight.tolist(), network.mentee[tight].tolist(), strict=True):
            found[mentee].append(arc)
        return {mentee: arcs for mentee, arcs in found.items() if len(arcs) > 1}

    def settle(self) -> Ints:
        for mentee in self.arcs:
            home = self.mentor[self.choice[mentee]]
            self.residents[home].discard(mentee)  # from here on they stay where they are put
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
        known_pool = THE_POOL in seen
        seen[wanted] = None
        waiting = [wanted]
        while waiting and home not in seen:
            at = waiting.pop()
            for to, step in self._ways_on(at):
                if to not in seen:
                    seen[to] = step
                    if to != THE_POOL:
                        waiting.append(to)
                    elif self.unpriced[home]:
                        seen[home] = (THE_POOL, NO_ONE, NO_ONE)
                        return True
        if home not in seen and THE_POOL in seen and not known_pool:
            self._from_pool(home, seen)
        return home in seen

    def _ways_on(self, at: int) -> Iterator[tuple[int, Step]]:
        """Where the surplus at a mentor can go: into a free place (THE_POOL), or with someone who moves on."""
        if self.load[at] < self.places[at]:
            yield THE_POOL, (at, NO_ONE, NO_ONE)
        for mentee in self.residents[at]:
            yield from ((self.mentor[arc], (at, mentee, arc)) for arc in self.arcs[mentee])

    def _from_pool(self, home: int, seen: dict[int, Step | None]) -> None:
        """From the pool any mentor without a price can be asked to give someone up; looked for from `home` back."""
        onward: dict[int, Step] = {}
        waiting = [home]
        while waiting:
            to = waiting.pop()
            for at, mentee, arc in self._ways_to(to):
                if at in onward or at == home:
                    continue
                onward[at] = (to, mentee, arc)
                waiting.append(at)
                if self.unpriced[at]:
                    seen[at] = (THE_POOL, NO_ONE, NO_ONE)
                    while at != home:
                        to, mentee, arc = onward[at]
                        seen[to] = (at, mentee, arc)
                        at = to
                    return

    def _ways_to(self, to: int) -> Iterator[Step]:
        for arc in self.asked[to]:
            mentee = self.mentee[arc]
            at = self.mentor[self.choice[mentee]]
            if mentee in self.residents[at] and at != to:
                yield at, mentee, arc

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
