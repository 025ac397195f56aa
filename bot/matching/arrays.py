"""The array types of the heavy part. Whole numbers are int64 everywhere: int32 overflows above 46,000 people."""

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
