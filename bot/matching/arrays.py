"""The array types of the heavy part. Whole numbers are int64 everywhere: int32 overflows above 46,000 people."""

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Words = NDArray[np.uint64]


def words(bits: Bools) -> Words:
    """Rows of bits in words of 64, the first bit lowest."""
    padded = np.pad(bits, ((0, 0), (0, -bits.shape[1] % 64)))
    return np.ascontiguousarray(np.packbits(padded, axis=1, bitorder="little")).view(np.uint64)


def bits(words: Words, count: int) -> Bools:
    """The first `count` bits of each row."""
    return np.unpackbits(words.view(np.uint8), axis=1, count=count, bitorder="little").view(np.bool_)
