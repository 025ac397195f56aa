"""How everybody stands after the flood, beside a bot to which each payload came once."""

import sqlite3
from collections import deque
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.engine import make_url

from benchmarks.flood.couples import NOW, couple_ids, couple_of, founded
from benchmarks.flood.pouring import Result
from benchmarks.flood.standing import Standing, standing
from benchmarks.here import Here, Slack
from benchmarks.payloads import Payload
from bot.models import SeenPayload

MOST_ORDERS = 400


@dataclass
class Again:
    """A bot to which payloads come once each, on a SQLite file that begins each time as the flooded one did."""

    url: str
    couples: int
    by_key: dict[str, Payload]

    def __post_init__(self) -> None:
        self._here = Here.on(self.url, Slack.at(NOW))
        founded(self._here, self.couples)
        self._file = sqlite3.connect(str(make_url(self.url).database))
        self._beginning = sqlite3.connect(":memory:")
        self._file.backup(self._beginning)

    def standing(self, keys: Sequence[str], people: Collection[str] = ()) -> Standing:
        self._beginning.backup(self._file)
        self._here.start_over(NOW)
        for key in keys:
            self._here.send(self.by_key[key])
        with self._here.bot.database.reading() as session:
            return standing(session, people)

    def close(self) -> None:
        self._file.close()
        self._here.bot.database.engine.dispose()


def compare(here: Here, again: Again, result: Result) -> None:
    """Who stands otherwise than one by one, in whatever order may have been the one, is a violation."""
    with here.bot.database.reading() as session:
        keys = session.scalars(select(SeenPayload.key).order_by(SeenPayload.id)).all()
        flooded = standing(session)
    result.taken = len(keys)
    calm = again.standing(keys)
    differing = {
        couple_of(one) for one in flooded.keys() | calm.keys() if one[1:].isdecimal() and flooded[one] != calm[one]
    }
    for couple in sorted(differing):
        mine = [key for key in keys if _who(again.by_key[key], couple)]
        people = couple_ids(couple)
        orders = (again.standing(order, people) for order in _other_orders(mine, couple, again, result))
        if any(all(found[one] == flooded[one] for one in people) for found in orders):
            result.turned += 1
        else:
            result.violations += [
                f"{one}, {part}: {flooded[one].get(part)} after the flood, {calm[one].get(part)} one by one"
                for one in people
                for part in sorted(flooded[one].keys() | calm[one].keys())
                if flooded[one].get(part) != calm[one].get(part)
            ]


def _who(payload: Payload, couple: int) -> str | None:
    """Which of the two it is of."""
    return next((slack_id for slack_id in couple_ids(couple) if slack_id in payload.body), None)


def _other_orders(keys: Sequence[str], couple: int, again: Again, result: Result) -> Iterator[list[str]]:
    """The orders that come of taking one of the two's earlier than the other's that overlap it, the nearest first.

    What one person does is taken one after the other, in the order of the keys.
    """
    who = {key: _who(again.by_key[key], couple) for key in keys}
    tried, waiting = {tuple(keys)}, deque([list(keys)])
    while waiting and len(tried) <= MOST_ORDERS:
        order = waiting.popleft()
        for at, key in enumerate(order):
            for to in range(at - 1, -1, -1):
                if who[order[to]] == who[key] or not result.overlap(order[to], key):
                    break
                turned = [*order[:to], key, *order[to:at], *order[at + 1 :]]
                if tuple(turned) not in tried:
                    tried.add(tuple(turned))
                    waiting.append(turned)
                    yield turned
    if waiting:
        result.violations.append(f"couple {couple}: there are more than {MOST_ORDERS} orders")
