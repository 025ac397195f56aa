"""The cheapest choice of a large network, by an auction: mentees bid for places, and prices rise to where nobody
wants to move any more; places that nobody has any more are offered for less (Bertsekas and Castañon's forward and
reverse auction). Steps are long at first and become so short that what they leave open is less than one.

Nothing rests on it: `network.proves` decides about every choice that comes out of here.
"""

from collections.abc import Iterator

import numpy as np

from bot.matching import bidding
from bot.matching.arrays import Ints
from bot.matching.network import Network
from bot.matching.problem import TOP_SCORE
from bot.matching.shapes import Asked, Floor, Held

SHORTER = 5  # times, from step to step
STEPS = 30  # about so many long ones make up for the most that a price can be off
MOSTLY_ENOUGH = 1 / 4
MOST_BIDS = 400  # by each mentee in one step; who needs more had better be solved otherwise


def choices(network: Network, cost: Ints, guide: Ints, moved: int) -> Iterator[tuple[Ints, Ints]]:
    """A choice that mostly is the cheapest at this cost, then one that is; each with the `guide` for another time.

    Begins with the prices of `guide`, some of which may be off by as much as `moved`. None where it takes too long.
    """
    unit = len(network.first_arc) + 1  # in whole numbers: steps of less than 1 / mentees leave nothing open
    asked, floor, held = (
        _asked(network, cost * unit),
        _floor(network, np.minimum(guide, bidding.NEVER // unit) * unit),
        _held(network),
    )
    for step in _steps(unit, moved):
        if not _settled(asked, floor, held, step):
            return
        if step == 1 or step <= MOSTLY_ENOUGH * unit < step * SHORTER:
            yield held.arc.copy(), floor.least // unit


def _steps(unit: int, moved: int) -> Iterator[int]:
    step = max(min(moved // STEPS, TOP_SCORE) * unit, 1)
    while step > 1:
        yield step
        step //= SHORTER
    yield 1


def _settled(asked: Asked, floor: Floor, held: Held, step: int) -> bool:
    waiting = np.zeros(len(held.arc) + len(floor.price), dtype=np.int64)
    paid, most = np.zeros_like(held.arc), MOST_BIDS * len(waiting)
    count = bidding.who_moves(asked, floor, held, step, waiting)
    if bidding.bid(asked, floor, held, step, waiting, count, most):
        return False
    return bidding.lower(asked, floor, held, step, waiting, paid, most) == 0


def _asked(network: Network, cost: Ints) -> Asked:
    mentor, first = network.mentor, np.append(network.first_arc, len(cost))
    by_mentor = np.append(0, np.cumsum(np.bincount(mentor, minlength=len(network.places))))
    order = np.zeros_like(mentor)
    bidding.in_order(mentor, by_mentor.copy(), order)
    return Asked(first, mentor, cost, by_mentor, order, network.mentee[order], cost[order])


def _floor(network: Network, least: Ints) -> Floor:
    places = network.places[:-1]
    mentor = np.repeat(np.arange(len(places)), places)
    start = np.append(0, np.cumsum(places))
    least[:-1][places == 0] = bidding.NEVER
    return Floor(start, mentor, least[mentor], np.full(len(mentor), bidding.EMPTY), least)


def _held(network: Network) -> Held:
    return Held(*np.full((2, len(network.first_arc)), bidding.EMPTY))
