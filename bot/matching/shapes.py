"""What the compiled loops read and write: plain arrays by name. `quick.py` fills them."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
BUCKETS = 2_048


class Product(NamedTuple):
    """Of two matrices with few entries: each mentee's words and values, each word's mentors and values."""

    start: Array
    word: Array
    value: Array
    word_start: Array
    mentor: Array
    mentor_value: Array


class Near(NamedTuple):
    """Mentors who may not be a mentee's for where they stand: in the lists `mentor` from `start` to `stop`; and
    from `last` on up, who is `above` whom, those whose span (to `leave`) has the mentee's `enter` in it.
    """

    mentor: Array
    start: Array
    stop: Array
    enter: Array
    last: Array
    above: Array
    leave: Array


class Couples(NamedTuple):
    """What the loops look at; see `quick.Quick`. Of two `kind`s of people: `allowed` as bits, `gain` as numbers."""

    allowed: tuple[Array, ...]
    gain: tuple[Array, ...]
    mentee_kind: Array
    mentor_kind: Array
    near: Near
    taught: Array
    fit: Product
    back: Product
    mentee_words: Array
    mentor_words: Array
    mentee_has: Array
    mentor_has: Array
    interests: np.float32


class Barred(NamedTuple):
    """Mentors whom a mentee may not have, or has already: of each mentee from `start`."""

    start: Array
    mentor: Array


class Market(NamedTuple):
    """What a pair must reach: the `price` of its mentor, less the `limit` of its mentee. In `bands` (bits) are
    all mentors up to each of the `edges`; who is in none isn't looked at.
    """

    price: Array
    limit: Array
    edges: Array
    bands: Array


class Found(NamedTuple):
    """Pairs, and what each may score at most; from how much on they are all there, by place among who was asked."""

    mentee: Array
    mentor: Array
    most: Array
    enough: Array


class Best(NamedTuple):
    """The best few mentees of each mentor, best first."""

    mentee: Array
    most: Array


class Asked(NamedTuple):
    """Arcs of a network (`network.Network`): each mentee's from `first`. And again by mentor: each one's from
    `by_mentor`, which `arc` it is, its mentee and its cost."""

    first: Array
    mentor: Array
    cost: Array
    by_mentor: Array
    arc: Array
    mentee_by_mentor: Array
    cost_by_mentor: Array


class Floor(NamedTuple):
    """Where places are sold: each mentor's from `start`, with the `mentor`, `price` and `owner` of each place, and
    the `least` price at each mentor (the last is nobody).
    """

    start: Array
    mentor: Array
    price: Array
    owner: Array
    least: Array


class Held(NamedTuple):
    """The arc and the place of each mentee."""

    arc: Array
    place: Array


class Room(NamedTuple):
    """What the loops write on: whom one mentee may have, as bits and one by one, with what each may score."""

    bits: Array
    at: Array
    most: Array
    gain: Array
    fit: Array
    back: Array
    buckets: Array


def room(mentors: int) -> Room:
    one = np.zeros(mentors + 1, dtype=np.float32)
    return Room(
        bits=np.zeros((mentors + 63) // 64, dtype=np.uint64),
        at=np.zeros(mentors + 1, dtype=np.int32),
        most=one,
        gain=one.astype(np.float64),
        fit=one.copy(),
        back=one.copy(),
        buckets=np.zeros(BUCKETS, dtype=np.int64),
    )
