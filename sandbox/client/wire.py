"""The client's connection to the sandbox: plain HTTP on this machine, one kept open for each thread."""

import json
import select
import threading
from datetime import date, datetime, time
from http.client import HTTPConnection, HTTPException
from typing import Any
from urllib.parse import urlsplit

from sandbox.errors import SandboxError

TIMEOUT = 180.0


def sendable(values: dict[str, Any]) -> dict[str, Any]:
    """What a person enters, by label, as JSON: dates and times as text, an instant as Unix seconds."""
    return {label: _plain(value) for label, value in values.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return int(value.timestamp())
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple | set):
        return [_plain(each) for each in value]
    return value


class Line:
    """The connections to one sandbox, shared by the wires of its workspaces. Safe to share between threads."""

    def __init__(self, url: str) -> None:
        self._address = urlsplit(url).netloc
        self._threads = threading.local()
        self._open: list[HTTPConnection] = []

    def post(self, path: str, body: bytes) -> tuple[int, bytes]:
        """Status and body of the answer; raises OSError or HTTPException where none came."""
        connection = self._connection()
        try:
            connection.request("POST", path, body, {"Content-Type": "application/json"})
            response = connection.getresponse()
            return response.status, response.read()
        except (OSError, HTTPException):
            connection.close()
            raise

    def close(self) -> None:
        for connection in self._open:
            connection.close()

    def _connection(self) -> HTTPConnection:
        connection = getattr(self._threads, "connection", None)
        if connection is None:
            connection = self._threads.connection = HTTPConnection(self._address, timeout=TIMEOUT)
            self._open.append(connection)
        if connection.sock and select.select([connection.sock], [], [], 0)[0]:
            connection.close()  # the sandbox hung up while nothing was asked; the next request connects anew
        return connection


class Wire:
    """Asks for verbs of the control API, on behalf of one workspace."""

    def __init__(self, url: str, team: str | None, line: Line | None = None) -> None:
        self.url = url.rstrip("/")
        self.team = team
        self._shared = line is not None
        self.line = line or Line(self.url)
        self.after_gesture = lambda: None

    def ask(self, verb: str, **arguments: Any) -> Any:
        """The verb's result; raises SandboxError with what the sandbox has to say."""
        asked = json.dumps(arguments | ({"team": self.team} if self.team else {})).encode()
        try:
            status, body = self.line.post(f"/sandbox/{verb}", asked)
        except (OSError, HTTPException) as problem:
            raise SandboxError(f"No sandbox at {self.url}: {problem!r}") from problem
        if status == 500:
            raise SandboxError(f"The sandbox broke at {verb}: {body.decode(errors='replace')}")
        answer = json.loads(body)
        if "error" in answer:
            raise SandboxError(answer["error"])
        return answer["result"]

    def gesture(self, verb: str, **arguments: Any) -> Any:
        """A verb that is a person's doing; with auto_settle the bots are waited for."""
        result = self.ask(verb, **arguments)
        self.after_gesture()
        return result

    def close(self) -> None:
        if not self._shared:
            self.line.close()
