"""Server-sent events: each time something changes that somebody sees, the page is told to look again."""

import asyncio
from collections.abc import AsyncIterator

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from sandbox.changes import Changes

GAP_SECONDS = 0.03  # between two events: what happens meanwhile is one change
QUIET_SECONDS = 15.0


async def events(request: Request) -> Response:
    stream = _stream(request.app.state.world.changes)
    return StreamingResponse(stream, media_type="text/event-stream")


async def _stream(changes: Changes) -> AsyncIterator[str]:
    """The version of now, then each new one; a comment now and then shows that the line is still there."""
    told = -1
    yield "retry: 500\n\n"
    while True:
        if changes.version == told:
            yield ": nothing new\n\n"
        else:
            told = changes.version
            yield f'event: changed\ndata: {{"version": {told}}}\n\n'
            await asyncio.sleep(GAP_SECONDS)
        await changes.after(told, QUIET_SECONDS)
