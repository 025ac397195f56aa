"""What goes wrong on demand: for a method and/or a conversation, a number of times or with a probability."""

import random
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any

from sandbox.errors import SandboxError

KINDS = {
    "429": "answered 429 with Retry-After; nothing happens",
    "500": "answered 500; nothing happens",
    "503": "answered 503; nothing happens",
    "internal_error": "answered ok=false, internal_error; nothing happens",
    "drop_before": "the connection is closed without an answer; nothing happens",
    "drop_after": "it happens, then the connection is closed without an answer",
    "truncate": "it happens, then half of the answer comes and the connection is closed",
    "delay": "it happens `seconds` later",
    "deliver_twice": "an event is delivered twice (method: the event's name)",
}

SWITCHES: dict[str, dict[str, Any]] = {
    "down": {"kind": "503"},
    "rate_limited": {"kind": "429", "retry_after": 5},
    "slow": {"kind": "delay", "seconds": 1.0},
}


@dataclass
class Fault:
    """`method` is a name or pattern (`chat.*`), also `upload` and `response_url`. `times` None: until cleared.

    `switch`: the one of SWITCHES that it belongs to.
    """

    kind: str
    method: str = "*"
    conversation: str | None = None
    times: int | None = None
    probability: float = 1.0
    seed: int = 0
    seconds: float = 1.0
    retry_after: int = 1
    switch: str = ""
    hits: int = 0
    _random: random.Random = field(init=False, repr=False)

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise SandboxError(f"No fault of kind {self.kind!r}; there are {KINDS}")
        self._random = random.Random(self.seed)

    def strikes(self, method: str, conversation: str | None) -> bool:
        if self.times is not None and self.hits >= self.times:
            return False
        if not fnmatchcase(method, self.method) or self.conversation not in (None, conversation):
            return False
        if self._random.random() >= self.probability:
            return False
        self.hits += 1
        return True


@dataclass
class Faults:
    active: list[Fault] = field(default_factory=list)

    def strike(self, method: str, conversation: str | None, *, event: bool = False) -> Fault | None:
        """The first fault that hits this call (or, with `event`, this delivery of an event)."""
        for fault in self.active:
            if (fault.kind == "deliver_twice") == event and fault.strikes(method, conversation):
                return fault
        return None

    def switch(self, name: str, on: bool) -> None:
        """A state of Slack that a person knows by one word, see SWITCHES."""
        if name not in SWITCHES:
            raise SandboxError(f"No switch {name!r}; there are {sorted(SWITCHES)}")
        self.active = [fault for fault in self.active if fault.switch != name]
        if on:
            self.active.append(Fault(**SWITCHES[name], switch=name))
