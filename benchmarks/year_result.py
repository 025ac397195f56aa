"""What a year of weekly hellos came to, also where it is lived in pieces: so many people at a time."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass
class Result:
    """What was seen, and everything that was wrong."""

    hellos: int = 0
    skipped: int = 0
    """Hellos at the end of a gap, whose own minute the clocks skipped."""
    repeated: int = 0
    """Hellos in an hour that the clocks repeated."""
    late: int = 0
    """Hellos that came when the bot was up again, in what was left of that day's hours."""
    moves: int = 0
    empty: Counter[str] = field(default_factory=Counter)
    violations: list[str] = field(default_factory=list)
    seconds: float = 0

    def __add__(self, other: "Result") -> "Result":
        both = [(getattr(self, name), getattr(other, name)) for name in self.__dataclass_fields__]
        return Result(*(one + another for one, another in both))

    def __str__(self) -> str:
        return (
            f"{self.hellos} hellos, {self.moves} moves; at the end of a gap {self.skipped}, in a repeated hour "
            f"{self.repeated}, late since the bot was down {self.late}; weeks without one: {dict(self.empty)}\n"
            f"violations {len(self.violations)}, seconds {self.seconds:.0f}"
        )


@dataclass(frozen=True)
class Pieces:
    """A file with a line for each piece that was lived; `of` says of which year, and how many there are."""

    path: Path
    of: dict[str, Any]

    def next(self) -> int | None:
        """The first piece that isn't there yet, counted from 0; None where all are."""
        done = {line["piece"] for line in self._lines()}
        return next((number for number in range(self.of["pieces"]) if number not in done), None)

    def keep(self, piece: int, result: Result) -> None:
        with self.path.open("a") as file:
            file.write(json.dumps({"piece": piece, "of": self.of, "result": vars(result)}) + "\n")

    def together(self) -> Result:
        found = [Result(**(line["result"] | {"empty": Counter(line["result"]["empty"])})) for line in self._lines()]
        return sum(found, Result())

    def __str__(self) -> str:
        return f"{len(self._lines())} of {self.of['pieces']} pieces"

    def _lines(self) -> Sequence[dict[str, Any]]:
        lines = self.path.read_text().splitlines() if self.path.exists() else []
        return [line for line in map(json.loads, lines) if line["of"] == self.of]
