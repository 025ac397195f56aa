"""Socket Mode: apps.connections.open gives a ticket, the app connects with it, an envelope goes to one connection.

https://docs.slack.dev/apis/events-api/using-socket-mode
"""

import asyncio
import itertools
import json
import secrets
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect

from sandbox.delivery.courier import Ack, Kind, Retry
from sandbox.world.world import World

MOST_CONNECTIONS = 10


class SocketCarrier:
    def __init__(self, world: World) -> None:
        self._world = world
        self._open: list[WebSocket] = []
        self._turn = itertools.count()
        self._awaited: dict[str, asyncio.Future[Any]] = {}

    @property
    def connected(self) -> int:
        return len(self._open)

    async def reachable(self) -> bool:
        return self.connected > 0

    async def carry(self, kind: Kind, payload: dict[str, Any], retry: Retry | None) -> Ack:
        """No connection is a failure at once, as in Slack; an answer after the time is dropped."""
        if not self._open:
            return Ack(failed="connection_failed")
        envelope_id = secrets.token_hex(16)
        envelope = _envelope(envelope_id, kind, payload, retry)
        answered = self._awaited[envelope_id] = asyncio.get_running_loop().create_future()
        socket = self._open[next(self._turn) % len(self._open)]
        try:
            async with asyncio.timeout(self._world.rules.ack_seconds):
                await socket.send_text(json.dumps(envelope))
                return Ack(await answered, status=200)
        except TimeoutError:
            return Ack(failed="operation_timeout")
        except (WebSocketDisconnect, RuntimeError):
            return Ack(failed="connection_failed")
        finally:
            del self._awaited[envelope_id]

    async def serve(self, socket: WebSocket) -> None:
        """One connection, from hello until either side ends it."""
        if not self._world.use_ticket(socket.query_params.get("ticket", "")) or self.connected >= MOST_CONNECTIONS:
            await socket.close(code=1008)
            return
        await socket.accept()
        self._open.append(socket)
        try:
            await socket.send_text(json.dumps(self._hello()))
            while True:
                self._acked(await socket.receive_text())
        except WebSocketDisconnect:
            pass
        finally:
            if socket in self._open:
                self._open.remove(socket)

    async def refresh(self) -> None:
        """Slack's way of moving connections: tells each to come again, then closes it."""
        going, self._open = self._open, []
        debug = {"host": "applink-sandbox"}
        for socket in going:
            await socket.send_text(
                json.dumps({"type": "disconnect", "reason": "refresh_requested", "debug_info": debug})
            )
            await socket.close(code=1000)

    def _acked(self, text: str) -> None:
        message = json.loads(text)
        answered = self._awaited.get(message.get("envelope_id", ""))
        if answered and not answered.done():
            answered.set_result(message.get("payload") or None)

    def _hello(self) -> dict[str, Any]:
        debug = {"host": "applink-sandbox", "build_number": 1, "approximate_connection_time": 18060}
        return {
            "type": "hello",
            "num_connections": self.connected,
            "debug_info": debug,
            "connection_info": {"app_id": self._world.app.id},
        }


def _envelope(envelope_id: str, kind: Kind, payload: dict[str, Any], retry: Retry | None) -> dict[str, Any]:
    envelope: dict[str, Any] = {
        "envelope_id": envelope_id,
        "payload": payload,
        "type": kind,
        "accepts_response_payload": kind != "events_api",
    }
    if kind == "events_api":
        envelope |= {"retry_attempt": retry.number if retry else 0, "retry_reason": retry.reason if retry else ""}
    return envelope
