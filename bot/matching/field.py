"""Who can be paired with whom in this round, beside the pins: the network of all possible pairs."""

import numpy as np

from bot.matching import network as flow
from bot.matching.arrays import Ints
from bot.matching.choose import Choice, choose, choose_one_way
from bot.matching.columns import Columns
from bot.matching.pins import make_pins
from bot.matching.rules import keep_allowed
from bot.matching.score import scores

COUPLES_AT_ONCE = 2_000_000
NONE = -1


class Field:
    """`mentees` and `mentors`: row numbers of who may still learn, and who teaches (their places may be
    full), in seeded order. `network` knows them by
    their positions there. `opposite`: for each arc the one that pairs the same two the other way round, or NONE.
    """

    def __init__(self, columns: Columns) -> None:
        self.columns = columns
        self.pins = make_pins(columns)
        seeking, places = columns.seeking.copy(), columns.places.copy()
        for mentor, mentee in self.pins:
            seeking[mentee] = False
            places[mentor] -= 1
        self.mentees, self.mentors = np.flatnonzero(seeking), np.flatnonzero(columns.teaching)
        mentor, mentee = self._possible_pairs()
        self.network = flow.build(
            np.searchsorted(self.mentees, mentee),
            np.searchsorted(self.mentors, mentor),
            scores(columns, mentor, mentee),
            places[self.mentors],
            columns.waiting[self.mentees],
        )
        self.opposite = self._opposite()

    def _possible_pairs(self) -> tuple[Ints, Ints]:
        """Row numbers of mentors and mentees; found in blocks of mentees, so that memory stays bounded."""
        size = max(COUPLES_AT_ONCE // max(len(self.mentors), 1), 1)
        blocks = [self._possible_pairs_of(self.mentees[at : at + size]) for at in range(0, len(self.mentees), size)]
        mentor, mentee = np.concatenate([np.zeros((2, 0), dtype=np.int64), *blocks], axis=1)
        return mentor, mentee

    def _possible_pairs_of(self, mentees: Ints) -> Ints:
        row, column = np.nonzero(self.columns.skills.index(self.mentors, mentees))
        mentor, mentee = keep_allowed(self.columns, self.mentors[column], mentees[row])
        once = ~np.isin(self.columns.couple(mentor, mentee), self._pinned_couples())
        return np.stack([mentor[once], mentee[once]])

    def _pinned_couples(self) -> Ints:
        pins = np.array(self.pins, dtype=np.int64).reshape(-1, 2)
        return self.columns.couple(pins[:, 0], pins[:, 1])

    def _opposite(self) -> Ints:
        """All NONE unless levels may be unknown: of two known levels only the lower can teach."""
        opposite = np.full(len(self.network.cost), NONE, dtype=np.int64)
        if self.columns.rules.allow_unknown_levels:
            arcs = self.network.pairs(np.arange(len(opposite)))
            mentor, mentee = self.rows(arcs)
            people = len(self.columns.people)
            order = np.argsort(mentor * people + mentee)
            sorted_keys = (mentor * people + mentee)[order]
            turned = mentee * people + mentor
            at = np.minimum(np.searchsorted(sorted_keys, turned), max(len(order) - 1, 0))
            found = sorted_keys[at] == turned
            opposite[arcs[found]] = arcs[order[at[found]]]
        return opposite

    def rows(self, arcs: Ints) -> tuple[Ints, Ints]:
        """Row numbers of the mentors and mentees of arcs that lead to somebody."""
        return self.mentors[self.network.mentor[arcs]], self.mentees[self.network.mentee[arcs]]

    def choose(self) -> Choice:
        if (self.opposite == NONE).all():
            return choose(self.network)
        return choose_one_way(self.network, self.opposite)

    def chosen_rows(self, choice: Choice) -> tuple[Ints, Ints]:
        """Row numbers of the mentors and mentees that are paired, pins among them."""
        network = choice.network
        arcs = network.pairs(choice.arcs)
        pins = np.array(self.pins, dtype=np.int64).reshape(-1, 2)
        mentor = np.append(self.mentors[network.mentor[arcs]], pins[:, 0])
        return mentor, np.append(self.mentees[network.mentee[arcs]], pins[:, 1])
