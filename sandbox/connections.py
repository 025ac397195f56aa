"""Answers that go wrong on the wire: a closed connection, half an answer."""

import asyncio
from collections.abc import Awaitable, Callable

import uvicorn
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

Broken = Callable[[Scope, Receive, Send], Awaitable[None]]


async def close_connection(scope: Scope) -> None:
    """Closes the TCP connection that `scope` came on, without a word more, and lets uvicorn notice."""
    server: uvicorn.Server = scope["app"].state.server
    for connection in list(server.server_state.connections):
        if connection.transport.get_extra_info("peername")[:2] == tuple(scope["client"]):
            connection.transport.close()
    await asyncio.sleep(0)


async def drop(scope: Scope, _receive: Receive, _send: Send) -> None:
    await close_connection(scope)


def truncated(response: Response) -> Broken:
    """The response up to the middle of its body, then the end of the connection."""

    async def half(scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": response.status_code, "headers": response.raw_headers})
        body = bytes(response.body)
        await send({"type": "http.response.body", "body": body[: len(body) // 2], "more_body": True})
        await close_connection(scope)

    return half
