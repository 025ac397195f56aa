"""The client's one connection to the sandbox."""

import ssl
from typing import Any

import httpx

from sandbox.errors import SandboxError

TIMEOUT = 180.0
# All is plain HTTP on this machine: no certificate authorities are loaded (0.1 s), so none is trusted.
NO_AUTHORITIES = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


class Wire:
    """Asks for verbs of the control API, on behalf of one workspace. Safe to share between threads."""

    def __init__(self, url: str, team: str | None, client: httpx.Client | None = None) -> None:
        self.url = url.rstrip("/")
        self.team = team
        self._shared = client is not None
        self.client = client or httpx.Client(
            base_url=self.url, timeout=TIMEOUT, trust_env=False, verify=NO_AUTHORITIES
        )
        self.after_gesture = lambda: None

    def ask(self, verb: str, **arguments: Any) -> Any:
        """The verb's result; raises SandboxError with what the sandbox has to say."""
        try:
            response = self.client.post(
                f"/sandbox/{verb}", json=arguments | ({"team": self.team} if self.team else {})
            )
        except httpx.TransportError as problem:
            raise SandboxError(f"No sandbox at {self.url}: {problem!r}") from problem
        if response.status_code == 500:
            raise SandboxError(f"The sandbox broke at {verb}: {response.text}")
        answer = response.json()
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
            self.client.close()
