"""The story from the command line: progress while it goes, then the summary."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from sandbox.errors import SandboxError
from sandbox.story import summary
from sandbox.story.run import Script, play
from sandbox.story.stage import MONDAY

WEEK = timedelta(weeks=1)
FAILED = 1


class Transport(StrEnum):
    """How Slack reaches the bot: Socket Mode, or signed HTTP."""

    SOCKET = "socket"
    HTTP = "http"


def perform(*, weeks: int, people: int, seed: int, out: Path, transport: Transport) -> int:
    """Plays the story and says what came of it; the exit code: 1 where it stopped, or a check failed."""
    console = Console()
    script = Script(weeks=weeks, people=people, seed=seed, out=out, transport=transport)
    try:
        with _progress(console, weeks, people) as passed:
            outcome = play(script, passed)
    except SandboxError as problem:
        Console(stderr=True).print(f"The story could not go on. {problem}", markup=False, highlight=False)
        return FAILED
    summary.tell(outcome, out, console)
    return FAILED if outcome.problems else 0


@contextmanager
def _progress(console: Console, weeks: int, people: int) -> Iterator[Callable[[datetime], None]]:
    """A bar in a terminal, else a line a week."""
    if not console.is_terminal:
        yield _line_by_line(weeks, people)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bars:
        task = bars.add_task("Starting Slack and the bot", total=weeks * WEEK.total_seconds())

        def passed(now: datetime) -> None:
            bars.update(task, completed=(now - MONDAY).total_seconds(), description=_where(now, weeks))

        yield passed


def _line_by_line(weeks: int, people: int) -> Callable[[datetime], None]:
    told: set[str] = set()

    def passed(now: datetime) -> None:
        where = _where(now, weeks).partition(",")[0]
        if where not in told:
            told.add(where)
            print(f"{where}: {people} people" if len(told) == 1 else where, flush=True)

    sys.stdout.flush()
    return passed


def _where(now: datetime, weeks: int) -> str:
    number = min((now - MONDAY) // WEEK + 1, weeks)
    return f"Week {number} of {weeks}, {now:%a %d %b}"
