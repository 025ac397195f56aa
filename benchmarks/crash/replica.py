"""A bot process of the campaign, as who starts and kills it sees it."""

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import IO


@dataclass
class Replica:
    """A bot process that is started again whenever it is gone, as a supervisor would."""

    environment: dict[str, str]
    options: Sequence[str]
    log: IO[str]
    deaths: int = 0
    process: subprocess.Popen[bytes] = field(init=False)

    def __post_init__(self) -> None:
        self._start()

    def _start(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.crash.process", *self.options],
            env=_as_installed(os.environ | self.environment),
            stdin=subprocess.PIPE,
            stdout=self.log,
            stderr=self.log,
            bufsize=0,  # what couldn't be said to a dead process isn't kept
        )

    def watch(self) -> None:
        if self.process.poll() is not None:
            self.deaths += 1
            self._hang_up()
            self._start()

    def die_at(self, point: str, count: int) -> None:
        assert self.process.stdin
        with suppress(OSError):  # who is dead doesn't listen
            self.process.stdin.write(f"{point} {count}\n".encode())

    def _hang_up(self) -> None:
        assert self.process.stdin
        self.process.stdin.close()

    def kill(self, number: int = signal.SIGKILL) -> None:
        self.process.send_signal(number)

    def is_dead(self) -> bool:
        return self.process.poll() is not None

    def end(self) -> None:
        self.process.send_signal(signal.SIGCONT)
        self.process.terminate()
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self._hang_up()


def _as_installed(environment: dict[str, str]) -> dict[str, str]:
    """Installed code has its bytecode beside it: who starts again and again doesn't compile it each time."""
    return {name: value for name, value in environment.items() if name != "PYTHONDONTWRITEBYTECODE"}
