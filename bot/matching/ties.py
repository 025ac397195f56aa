"""Among all equally good choices, the one: each mentee in turn (in seeded order) gets the first mentor (in seeded
order) that any best choice allows, together with what those before them got. So the solver's whims don't show.
"""

from collections import defaultdict, deque
from collections.abc import Iterator

import numpy as np

from bot.matching.arrays import Ints
from bot.matching.circles import circles
from bot.matching.network import Network

Move = tuple[int, int, int, int]  # from where, to where, who, along which arc
NO_ONE = -1


def settle(network: Network, choice: Ints, price: Ints) -> Ints:
    """The first of all best choices. `price` must prove that `choice` is one of them (`network.proves`).

    Every best choice uses only tight arcs (cost plus price is least) and fills every mentor who has a price.
    """
    return _Ties(network, choice, price).settle()


class _Ties:
    """The choice as it becomes; who may still move is among the `residents` of a mentor."""

    def __init__(self, network: Network, choice: Ints, price: Ints) -> None:
        self.mentor = network.mentor.tolist()
        self.choice = choice.tolist()
        self.places = network.places.tolist()
        self.load = network.load(choice).tolist()
        self.unpriced = (price == 0).tolist()
        self.arcs = self._arcs_that_matter(network, choice, price)
        self.asked = defaultdict[int, list[int]](list)
        self.residents = defaultdict[int, set[int]](set)
        self.settled = set[int]()
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
            self.residents[home].remove(mentee)  # from here on they stay where they are put
            self.settled.add(mentee)
            self._give_first_possible(mentee, home)
        return np.array(self.choice, dtype=np.int64)

    def _give_first_possible(self, mentee: int, home: int) -> None:
        ways = _Ways(self, home)
        for arc in self.arcs[mentee]:
            if arc == self.choice[mentee]:
                return
            if (moves := ways.to_home(self.mentor[arc])) is not None:
                self._move_all(moves, self.mentor[arc], home)
                self.choice[mentee] = arc
                return

    def ways_on(self, at: int) -> Iterator[Move]:
        """Where the surplus at a mentor can go: with someone who moves on."""
        for mentee in self.residents[at]:
            yield from ((at, self.mentor[arc], mentee, arc) for arc in self.arcs[mentee])

    def ways_to(self, to: int) -> Iterator[Move]:
        self.asked[to] = [arc for arc in self.asked[to] if self.mentee[arc] not in self.settled]
        for arc in self.asked[to]:
            mentee = self.mentee[arc]
            if (at := self.mentor[self.choice[mentee]]) != to:
                yield at, to, mentee, arc

    def _move_all(self, moves: list[Move], wanted: int, home: int) -> None:
        self.load[wanted] += 1
        self.load[home] -= 1
        for before, at, mentee, arc in moves:
            self.choice[mentee] = arc
            self.residents[before].remove(mentee)
            self.residents[at].add(mentee)
            self.load[before] -= 1
            self.load[at] += 1


class _Ways:
    """For one mentee: whether one more elsewhere can be made up for, person by person, by the place left free at
    `home`. Looked for from both ends, the shorter list first, so that seldom much of the graph is seen.

    Free places are one pool: who takes one needs nobody to move on, and any mentor without a price may be left with
    one. `behind` and `ahead` tell of each mentor by which move one goes on to home, or came there.
    """

    def __init__(self, ties: _Ties, home: int) -> None:
        self._ties = ties
        self._behind: dict[int, Move | None] = {home: None}
        self._waiting = deque([home])
        self._unpriced = home if ties.unpriced[home] else NO_ONE
        self._dead: set[int] = set()

    def to_home(self, wanted: int) -> list[Move] | None:
        """Who moves, if there is a way. What one failed search has seen leads nowhere for the next either."""
        if wanted in self._dead:
            return None
        ahead, front, free = dict[int, Move | None]({wanted: None}), deque([wanted]), NO_ONE
        meeting = wanted if wanted in self._behind else NO_ONE
        while meeting == NO_ONE:
            if free != NO_ONE and self._unpriced != NO_ONE:
                return _from(ahead, free) + self._on_from(self._unpriced)
            if (not front and free == NO_ONE) or (not self._waiting and self._unpriced == NO_ONE):
                self._dead.update(ahead if not front else ())
                return None
            if front and not 0 < len(self._waiting) < len(front):
                free = front[0] if self._is_free(front[0]) else free
                meeting = self._look_ahead(front, ahead)
            else:
                meeting = self._look_behind(ahead)
        return _from(ahead, meeting) + self._on_from(meeting)

    def _is_free(self, at: int) -> bool:
        return self._ties.load[at] < self._ties.places[at]

    def _look_ahead(self, front: deque[int], ahead: dict[int, Move | None]) -> int:
        for move in self._ties.ways_on(front.popleft()):
            to = move[1]
            if to not in ahead:
                ahead[to] = move
                front.append(to)
                if to in self._behind:
                    return to
        return NO_ONE

    def _look_behind(self, ahead: dict[int, Move | None]) -> int:
        for move in self._ties.ways_to(self._waiting.popleft()):
            at = move[0]
            if at not in self._behind:
                self._behind[at] = move
                self._waiting.append(at)
                if self._ties.unpriced[at]:
                    self._unpriced = at
                if at in ahead:
                    return at
        return NO_ONE

    def _on_from(self, at: int) -> list[Move]:
        moves: list[Move] = []
        while move := self._behind[at]:
            moves.append(move)
            at = move[1]
        return moves


def _from(ahead: dict[int, Move | None], at: int) -> list[Move]:
    moves: list[Move] = []
    while move := ahead[at]:
        moves.append(move)
        at = move[0]
    return moves
