"""What the sandbox can say no with."""

from typing import Any


class SandboxError(Exception):
    """What was asked of the sandbox can't be: an unknown label, a button that is gone. Says what there is."""


class Refused(Exception):
    """Slack's no to a Web API call: `{"ok": false, "error": error, **extra}`."""

    def __init__(self, error: str, *messages: str, **extra: Any) -> None:
        super().__init__(error, *messages)
        self.error = error
        self.body: dict[str, Any] = {"ok": False, "error": error, **extra}
        if messages:
            self.body["response_metadata"] = {"messages": list(messages)}


class TooOften(Refused):
    """Slack's 429: the same call may come again in so many seconds."""

    def __init__(self, seconds: int) -> None:
        super().__init__("ratelimited")
        self.seconds = seconds
