"""Who is above whom: management chains as nested spans, so that one comparison answers for any two people."""

from collections.abc import Mapping, Sequence

import numpy as np

from bot.matching.arrays import Bools, Ints


class Tree:
    """`in_line(a, b)`: is one anywhere in the other's management chain? By row number, as in `Columns`.

    Everyone spans from where a walk down the tree enters them to where it leaves them for good; the spans of two
    people are nested when one is above the other. Mistaken data may have people manage each other in a circle: then
    each of them is in the chain of all the others, so the circle is one node.
    """

    def __init__(self, people: Sequence[str], manager_of: Mapping[str, str | None]) -> None:
        above = _without_circles(people, manager_of)
        spans = _spans(above)
        self.enter = np.array([spans[above[person][0]][0] for person in people], dtype=np.int64)
        self.leave = np.array([spans[above[person][0]][1] for person in people], dtype=np.int64)

    def in_line(self, one: Ints, other: Ints) -> Bools:
        return self._above(one, other) | self._above(other, one)

    def _above(self, manager: Ints, report: Ints) -> Bools:
        return (self.enter[manager] <= self.enter[report]) & (self.enter[report] < self.leave[manager])


Node = tuple[str, str | None]


def _without_circles(people: Sequence[str], manager_of: Mapping[str, str | None]) -> dict[str, Node]:
    """For each id that matters: its node (itself, or the one that stands for its circle) and the node above."""
    done: dict[str, Node] = {}
    for person in people:
        path: dict[str, None] = {}
        at: str | None = person
        while at is not None and at not in done and at not in path:
            path[at] = None
            at = manager_of.get(at)
        walked = list(path)
        circle = walked[walked.index(at) :] if at in path else []
        for member in circle:
            done[member] = (circle[0], None)
        for below in reversed(walked[: len(walked) - len(circle)]):
            manager = manager_of.get(below)
            done[below] = (below, done[manager][0] if manager is not None else None)
    return done


def _spans(nodes: Mapping[str, Node]) -> dict[str, tuple[int, int]]:
    below: dict[str | None, list[str]] = {}
    for name, (node, above) in nodes.items():
        if name == node:
            below.setdefault(above, []).append(node)
    spans: dict[str, tuple[int, int]] = {}
    clock, stack = 0, list(below.get(None, []))
    while stack:
        node = stack[-1]
        if node in spans:  # back from everyone below
            spans[stack.pop()] = (spans[node][0], clock)
            continue
        spans[node] = (clock, clock)
        clock += 1
        stack.extend(below.get(node, []))
    return spans
