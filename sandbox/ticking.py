"""Where people use a workspace, bots do what is due as soon as they were told something, and now and then.

Calendar time stands still meanwhile.
"""

import contextlib

from sandbox.errors import SandboxError
from sandbox.world.world import World

EVERY_SECONDS = 2.0
PATIENCE_SECONDS = 60.0


async def keep_ticking(world: World) -> None:
    """For as long as the sandbox is served; does nothing unless the rules say so."""
    while True:
        told = world.traffic.told
        if world.rules.ticking and world.clock.followers:
            with contextlib.suppress(SandboxError):  # a bot that is late is named to whoever moves the clock
                await world.clock.advance(world.clock.now, PATIENCE_SECONDS)
        await world.changes.wait_until(
            lambda told=told: world.rules.ticking and world.traffic.told != told, EVERY_SECONDS
        )
