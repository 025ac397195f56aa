"""Waiting for something to happen, within one event loop."""

import asyncio
from collections.abc import Callable


class Signal:
    """Wakes everybody who waits, so that each can look whether it is what they wait for."""

    def __init__(self) -> None:
        self._woken = asyncio.Event()

    def wake(self) -> None:
        woken, self._woken = self._woken, asyncio.Event()
        woken.set()

    async def wait_until(self, done: Callable[[], bool], seconds: float) -> bool:
        """Whether it was done within `seconds`."""
        deadline = asyncio.get_running_loop().time() + seconds
        while not done():
            try:
                async with asyncio.timeout_at(deadline):
                    await self._woken.wait()
            except TimeoutError:
                return done()
        return True


class Changes(Signal):
    """`version` grows whenever anything changes that somebody sees."""

    def __init__(self) -> None:
        super().__init__()
        self.version = 0

    def happened(self) -> None:
        self.version += 1
        self.wake()

    async def after(self, version: int, seconds: float) -> None:
        """Returns when there is another version than this one, at the latest after `seconds`."""
        await self.wait_until(lambda: self.version != version, seconds)
