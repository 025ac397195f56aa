"""Drives a server over a few kept connections, each a thread that sends its next request once it is answered."""

import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import IO

CONNECTIONS = 8
LAST_LINES = 20
"""Of the server's log, where something fails."""
SIGNS = (b'"errors"', b'"push"', b"went wrong")
"""What the bot answers where something failed: a form's mistakes, a modal laid over it, an apology."""


class Failed(Exception):
    """The server didn't answer 200: nothing that is measured after that would mean anything."""


@dataclass(frozen=True)
class Slice:
    """Some requests: how long all took, the server's processor time in it, and how long each waited; seconds."""

    seconds: float
    cpu: float
    waits: Sequence[float]


class Served:
    """A server in a process of its own, and kept connections to it."""

    def __init__(self, asks: IO[str], tells: IO[str]) -> None:
        self._asks, self._tells = asks, tells
        port = int(tells.readline())
        self._lines = [socket.create_connection(("127.0.0.1", port)) for _ in range(CONNECTIONS)]
        for line in self._lines:
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def drive(self, requests: Sequence[bytes]) -> Slice:
        """Send all of them, shared out over the connections; raises Failed."""
        waits: list[float] = []
        failures: list[Exception] = []

        def work(line: socket.socket, share: Sequence[bytes]) -> None:
            try:
                waits.extend([ask(line, one) for one in share])
            except (Failed, OSError) as failure:
                failures.append(failure)

        shares = [requests[start::CONNECTIONS] for start in range(CONNECTIONS)]
        threads = [threading.Thread(target=work, args=pair) for pair in zip(self._lines, shares, strict=True)]
        used, began = self._cpu(), time.perf_counter()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        seconds = time.perf_counter() - began
        if failures:
            raise failures[0]
        return Slice(seconds, self._cpu() - used, waits)

    def _cpu(self) -> float:
        self._asks.write("\n")
        self._asks.flush()
        return float(self._tells.readline())

    def close(self) -> None:
        for line in self._lines:
            line.close()


@contextmanager
def serving(*arguments: str) -> Iterator[Served]:
    """One of benchmarks.servers; it ends afterwards. What it logs goes to a file, as it would."""
    command = [sys.executable, "-m", "benchmarks.servers", *arguments]
    pipe = subprocess.PIPE
    with (
        TemporaryFile("w+") as logged,
        subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=logged, text=True) as process,
    ):
        assert process.stdin and process.stdout
        try:
            served = Served(process.stdin, process.stdout)
            yield served
        except (Failed, OSError, ValueError):
            logged.seek(0)
            sys.stderr.writelines(logged.readlines()[-LAST_LINES:])
            raise
        served.close()
        process.stdin.close()


def ask(line: socket.socket, request: bytes) -> float:
    """Send one request; how long its answer took. Raises Failed."""
    began = time.perf_counter()
    line.sendall(request)
    read_answer(line)
    return time.perf_counter() - began


def read_answer(line: socket.socket) -> bytes:
    """The body of one answer, by its Content-Length; raises Failed for any status but 200, and for SIGNS."""
    received = b""
    while (end := received.find(b"\r\n\r\n")) < 0:
        received += _more(line)
    head, body = received[:end].lower(), received[end + 4 :]
    _, _, rest = head.partition(b"\r\ncontent-length:")
    length = int(rest.partition(b"\r\n")[0] or 0)
    while len(body) < length:
        body += _more(line)
    if b" 200 " not in head[:16] or any(sign in body for sign in SIGNS):
        raise Failed(f"{head[:80]!r} {body[:300]!r}")
    return body


def _more(line: socket.socket) -> bytes:
    chunk = line.recv(65_536)
    if not chunk:
        raise Failed("the server ended the connection")
    return chunk
