"""How much memory the matcher's process may take, and how few of the machine's processors."""

import os
import resource
import sys

LIBRARIES = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")


def one_thread() -> None:
    """Before numpy is loaded: small products are quicker in one thread, and acks have processors of their own."""
    for name in LIBRARIES:
        os.environ.setdefault(name, "1")


def at_most(megabytes: int) -> None:
    """Asking for more raises MemoryError, or ends the process. Address space is what every Unix can bound.

    macOS takes the bound and doesn't keep it.
    """
    if sys.platform != "win32":
        limit = megabytes * 2**20
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(
            resource.RLIMIT_AS, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard)
        )
