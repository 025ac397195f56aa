"""Who can be paired with whom in this round, beside the pins."""

import numpy as np

from bot.matching.arrays import Ints
from bot.matching.candidates import Candidates
from bot.matching.choose import Choice, Chooser
from bot.matching.columns import Columns
from bot.matching.pins import make_pins

MOST_CANDIDATES = 16
SMALL = 2**18
"""So few couples are all held from the beginning: solving more at once is quicker than looking again."""


class Field:
    """`mentees` and `mentors`: row numbers of who may still learn, and who teaches what one of them wants (their
    places may be full), in seeded order. `unasked`: who has a place, and teaches nothing of that. `candidates` know
    both by their positions here, and begin with `most` pairs of each mentee; not
    given: as many as is quickest.
    """

    def __init__(self, columns: Columns, most: int | None = None) -> None:
        self.columns = columns
        self.pins = make_pins(columns)
        seeking, places = columns.seeking.copy(), columns.places.copy()
        for mentor, mentee in self.pins:
            seeking[mentee] = False
            places[mentor] -= 1
        self.mentees = np.flatnonzero(seeking)
        self.mentors = np.flatnonzero(columns.teaching & columns.skills.teaches_any_of(self.mentees))
        self.places = places[self.mentors]
        self.unasked = np.setdiff1d(np.flatnonzero(places > 0), self.mentors)
        pins = self._pins()
        excluded = np.unique(columns.couple(pins[:, 0], pins[:, 1]))
        few = len(self.mentors) * len(self.mentees) > SMALL
        most = most or (MOST_CANDIDATES if few else max(len(self.mentors), 1))
        self.candidates = Candidates(columns, self.mentors, self.mentees, excluded, most)

    def _pins(self) -> Ints:
        return np.array(self.pins, dtype=np.int64).reshape(-1, 2)

    def choose(self) -> Choice:
        return Chooser(self.candidates, self.places, self.columns.waiting[self.mentees]).best()

    def chosen_rows(self, choice: Choice) -> tuple[Ints, Ints]:
        """Row numbers of the mentors and mentees that are paired, pins among them."""
        matched, pins = np.flatnonzero(choice.home < len(self.mentors)), self._pins()
        mentor = np.append(self.mentors[choice.home[matched]], pins[:, 0])
        return mentor, np.append(self.mentees[matched], pins[:, 1])
