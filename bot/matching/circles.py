"""Which nodes of a graph lie on a circle together (its strongly connected components, by Tarjan's algorithm)."""

import numpy as np

from bot.matching.arrays import Ints


def circles(tails: Ints, heads: Ints, nodes: int) -> Ints:
    """A number for each node, the same for two exactly when there is a way from each to the other."""
    order = np.argsort(tails, kind="stable")
    start = np.searchsorted(tails[order], np.arange(nodes + 1)).tolist()
    return np.array(_Walk(heads[order].tolist(), start).circle, dtype=np.int64)


class _Walk:
    """A walk in depth; `low` is the earliest node on the way here that can be reached from below."""

    def __init__(self, heads: list[int], start: list[int]) -> None:
        nodes = len(start) - 1
        self.heads, self.start = heads, start
        self.next = start[:nodes]
        self.low, self.circle = [-1] * nodes, [-1] * nodes
        self.entered = [-1] * nodes
        self.open: list[int] = []
        self.clock = 0
        for node in range(nodes):
            if self.entered[node] < 0:
                self._from(node)

    def _from(self, node: int) -> None:
        path = [self._enter(node)]
        while path:
            at = path[-1]
            if self.next[at] == self.start[at + 1]:
                self._leave(path.pop(), path)
                continue
            to = self.heads[self.next[at]]
            self.next[at] += 1
            if self.entered[to] < 0:
                path.append(self._enter(to))
            elif self.circle[to] < 0:
                self.low[at] = min(self.low[at], self.entered[to])

    def _enter(self, node: int) -> int:
        self.entered[node] = self.low[node] = self.clock
        self.clock += 1
        self.open.append(node)
        return node

    def _leave(self, node: int, path: list[int]) -> None:
        if self.low[node] == self.entered[node]:
            while self.circle[node] < 0:
                self.circle[self.open.pop()] = node
        elif path:
            self.low[path[-1]] = min(self.low[path[-1]], self.low[node])
