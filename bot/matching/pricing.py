"""What was left out and could still matter, at given prices."""

import numpy as np
from msgspec import Struct

from bot.matching.arrays import Ints
from bot.matching.candidates import Candidates, Pairs
from bot.matching.sieve import Prices

NEAR = 1_000
NEVER = -(2**61)


class Cleared(Struct, frozen=True):
    """Of every pair that isn't held it is known: its cost and its mentor's `price` exceed its mentee's `asked`."""

    price: Ints
    asked: Ints

    @classmethod
    def nothing(cls, candidates: Candidates) -> "Cleared":
        mentees, mentors = candidates.sizes
        return cls(np.zeros(mentors, dtype=np.int64), np.full(mentees, NEVER))


def missing(
    candidates: Candidates, known: Ints, price: Ints, asked: Ints, cleared: Cleared
) -> tuple[Pairs, Cleared]:
    """Every pair whose cost and price are at most what its mentee is asked for now, but for the `known`.

    Where a mentee has many that cost less: the best of them, and the mentee isn't cleared. Some that cost a little
    more (NEAR) come along; they spare rounds. Who was cleared before is looked at again only if asked for more by
    now, and with mentors whose price has fallen. A price that rose can only make pairs dearer.
    """
    mentees = np.arange(len(asked))
    open_ = (candidates.left >= 0) & (candidates.left >= -asked)
    fell = cleared.price - price > NEAR // 2
    rose = open_ & (asked > cleared.asked - NEAR // 2)
    if fell.sum() > len(fell) // 4:
        fell, rose = np.ones_like(fell), open_
    again = Prices(known, price, asked, asked + NEAR)
    everywhere, cut = candidates.reaching(mentees[rose], np.ones_like(fell), again)
    where_fallen, also_cut = candidates.reaching(mentees[open_ & ~rose], fell, again)
    now = np.where(rose, asked + NEAR, np.minimum(cleared.asked, asked + NEAR))
    now[~open_] = NEVER  # nobody looked at them with the mentors whose price fell
    now[np.append(cut, also_cut)] = NEVER
    return everywhere.and_also(where_fallen), Cleared(np.where(fell, price, np.maximum(cleared.price, price)), now)
