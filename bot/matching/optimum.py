"""The exact choice of pairs, as a flow of least cost, with a proof that does not rest on the solver's word."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from msgspec import Struct

from bot.matching.arrays import Ints
from bot.matching.errors import BadProblem
from bot.matching.network import Network, proves
from bot.matching.problem import TOP_SCORE

FAR = 2**60
CLOSE = 12_000
"""How much more than the least a pair may be asked for, at prices from before, to be looked at in a quick try."""
MANY_ARCS = 50_000
LEADS = (4, 64, 1024)
"""How many times the best score a wait is worth, and a match how many waits, for a quick try."""


class Optimum(Struct, frozen=True):
    """One of the cheapest choices of a network, the prices that go with it, and whether they prove it.

    For a network that has some more arcs: `guide` are prices to begin with, `moved` is the most that an arc gains.
    """

    arcs: Ints
    price: Ints
    proven: bool
    guide: Ints
    moved: int = 0


def optimum(network: Network, before: Optimum | None = None, close: int = CLOSE) -> Optimum:
    """Whoever finds a choice is quicker when leaving somebody out costs little more than a score, and with what is
    known from `before`; mostly that is enough. Whether it was, the true costs of all arcs decide.

    Raises BadProblem when 64 bits can't hold the solver's numbers.
    """
    found = None
    for choice, guide in _choices(network, before, close):
        price = prices(network, choice)
        found = Optimum(choice, price, proves(network, choice, price), price if guide is None else guide)
        if found.proven:
            return found
    if found is None:
        raise BadProblem("people", f"are too many to match exactly: {len(network.first_arc)} mentees")
    return found


def _choices(network: Network, before: Optimum | None, close: int) -> Iterator[tuple[Ints, Ints | None]]:
    if len(network.mentee) > MANY_ARCS:
        from bot.matching import auction  # loading the compiler takes longer than a small network

        guide, moved = (before.guide, before.moved) if before else (np.zeros_like(network.places), FAR)
        for cost in _costs_to_try(network):
            for choice, reached in auction.choices(network, cost, guide, moved):
                yield choice, reached
                guide = reached
    for arcs, cost in _to_try(network, before, close):
        part = Network(network.mentee[arcs], network.mentor[arcs], cost, network.places)
        yield arcs[cheapest_choice(part)], None


def _to_try(network: Network, before: Optimum | None, close: int) -> Iterator[tuple[Ints, Ints]]:
    """Arcs, and what they are to cost. At first those that are `close` to the least at the prices of `before`."""
    every = np.arange(len(network.mentee))
    for cost in _costs_to_try(network):
        if before is not None:
            asked = network.cost + before.price[network.mentor]
            near = asked <= (network.least_by_mentee(asked) + close)[network.mentee]
            arcs = np.flatnonzero(near | (network.mentor == len(network.places) - 1))
            yield arcs, cost[arcs]
            before = None
        yield every, cost


def _costs_to_try(network: Network) -> Iterator[Ints]:
    nobody = network.mentor == len(network.places) - 1
    worth = network.cost[nobody]
    waiting = worth > worth.min(initial=FAR)
    for lead in LEADS:
        cost = network.cost.copy()
        cost[nobody] = np.minimum(worth, lead * TOP_SCORE * (lead + waiting))
        yield cost
    if int(worth.max(initial=0)) * (len(worth) + len(network.places) + 1) < FAR:  # the solver multiplies by nodes
        yield network.cost


def cheapest_choice(network: Network) -> Ints:
    """The solver's choice: one of the cheapest."""
    mentees, mentors = int(network.mentee.max(initial=-1)) + 1, len(network.places)
    if mentees == 0:
        return np.zeros(0, dtype=np.int64)
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow  # an owner's preview has nobody to choose for

    flow: Any = SimpleMinCostFlow()  # its stubs take the shape of an array for its type
    sink = mentees + mentors
    ones = np.ones(len(network.mentee), dtype=np.int64)
    arcs = _add_arcs(flow, network.mentee, network.mentor + mentees, ones, network.cost)
    exits = np.arange(mentees, sink)
    _add_arcs(flow, exits, np.full_like(exits, sink), network.places, np.zeros_like(exits))
    flow.set_nodes_supplies(np.arange(mentees, dtype=np.int32), ones[:mentees])
    flow.set_node_supply(sink, -mentees)
    status = flow.solve()
    if status != SimpleMinCostFlow.Status.OPTIMAL:
        raise RuntimeError(f"the flow solver says {status.name}")
    return np.flatnonzero(flow.flows(arcs)).astype(np.int64)


def _add_arcs(flow: Any, tails: Ints, heads: Ints, capacities: Ints, costs: Ints) -> Ints:
    tails32, heads32 = tails.astype(np.int32), heads.astype(np.int32)
    return flow.add_arcs_with_capacity_and_unit_cost(tails32, heads32, capacities, costs)


def prices(network: Network, choice: Ints) -> Ints:
    """What one place less at each mentor would cost: shortest paths in the residual graph (Bellman-Ford).

    These are dual prices of the flow; `proves` checks them, so that a mistake here or in the solver can't pass.
    """
    free = network.load(choice) < network.places
    price = np.where(free, 0, FAR)
    if len(network.mentee) > MANY_ARCS:
        from bot.matching.bidding import fallen  # see _choices

        fallen(np.append(network.first_arc, len(network.mentee)), network.mentor, network.cost, choice, price)
        return price
    home = network.mentor[choice]
    for _ in range(len(network.places) + 1):
        cheapest = network.least_by_mentee(network.cost + price[network.mentor])
        lower = price.copy()
        np.minimum.at(lower, home, cheapest - network.cost[choice])
        if np.array_equal(lower, price) or (lower < 0).any():  # below zero: the choice can be bettered
            return lower
        price = lower
    return price
