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


class Couples(NamedTuple):
    """What the loops look at; see `quick.Quick`. Of two `kind`s of people: `allowed` as bits, `gain` as numbers.

    Two with the same number in a `code` may not be a pair, nor two of whom one's `span` is inside the other's.
    """

    allowed: tuple[Array, ...]
    gain: tuple[Array, ...]
    mentee_kind: Array
    mentor_kind: Array
    mentee_code: Array
    mentor_code: Array
    mentee_span: Array
    mentor_span: Array
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
