"""One POST over a connection that is kept: asyncio's streams and h11, a fifth of what a full HTTP client takes."""

import asyncio
from dataclasses import dataclass
from urllib.parse import urlsplit

import h11

CHUNK = 65_536


@dataclass(frozen=True)
class Answered:
    status: int
    headers: dict[str, str]
    body: bytes


@dataclass
class _Line:
    """An open connection, between two requests."""

    place: tuple[str, int]
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    state: h11.Connection


class Poster:
    """Keeps connections to where it posts; not for https, since all is on this machine."""

    def __init__(self) -> None:
        self._idle: list[_Line] = []

    async def post(self, url: str, headers: dict[str, str], body: bytes) -> Answered:
        """Raises OSError when there is no connection, and when it ends or breaks before the answer does."""
        parts = urlsplit(url)
        line = await self._line(_place(url))
        try:
            target = parts.path + (f"?{parts.query}" if parts.query else "")
            complete = {"host": parts.netloc, "content-length": str(len(body))} | headers
            answered = await _exchange(line, target or "/", complete, body)
        except h11.ProtocolError as problem:
            line.writer.close()
            raise ConnectionError(str(problem)) from problem
        except (OSError, asyncio.CancelledError):
            line.writer.close()
            raise
        self._put_back(line)
        return answered

    async def reachable(self, url: str) -> bool:
        """Whether something listens there."""
        try:
            _, writer = await asyncio.open_connection(*_place(url))
        except OSError:
            return False
        writer.close()
        return True

    async def close(self) -> None:
        for line in self._idle:
            line.writer.close()

    async def _line(self, place: tuple[str, int]) -> _Line:
        while waiting := [line for line in self._idle if line.place == place]:
            line = waiting[-1]
            self._idle.remove(line)
            if not line.reader.at_eof() and not line.writer.is_closing():
                return line
            line.writer.close()
        reader, writer = await asyncio.open_connection(*place)
        return _Line(place, reader, writer, h11.Connection(h11.CLIENT))

    def _put_back(self, line: _Line) -> None:
        if line.state.our_state is h11.DONE and line.state.their_state is h11.DONE:
            line.state.start_next_cycle()
            self._idle.append(line)
        else:
            line.writer.close()


def _place(url: str) -> tuple[str, int]:
    parts = urlsplit(url)
    return parts.hostname or "", parts.port or 80


async def _exchange(line: _Line, target: str, headers: dict[str, str], body: bytes) -> Answered:
    request = h11.Request(method="POST", target=target, headers=list(headers.items()))
    parts = [line.state.send(event) or b"" for event in (request, h11.Data(data=body), h11.EndOfMessage())]
    line.writer.write(b"".join(parts))
    await line.writer.drain()
    status, answer_headers, content = 0, {}, bytearray()
    while True:
        event = line.state.next_event()
        if event is h11.NEED_DATA:
            line.state.receive_data(await line.reader.read(CHUNK))
        elif isinstance(event, h11.Response):
            status = event.status_code
            answer_headers = {name.decode(): value.decode("latin-1") for name, value in event.headers}
        elif isinstance(event, h11.Data):
            content += event.data
        elif isinstance(event, h11.EndOfMessage):
            return Answered(status, answer_headers, bytes(content))
        elif isinstance(event, h11.ConnectionClosed):
            raise ConnectionError("closed before the answer was complete")
