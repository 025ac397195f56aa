"""Compiles loops, and keeps what was compiled beside their file; it is done again when that file changes.

So compiled loops of one file call none of another. Loading this takes about half a second: for large rounds only.
"""

import os
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

_numba: Any = import_module("numba")  # it has no types
compiled: Callable[[Any], Any] = _numba.njit(cache=os.access(Path(__file__).parent, os.W_OK), error_model="numpy")
