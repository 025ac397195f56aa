"""APScheduler, as a metronome: a short list of ticks, and nothing else. What is due is in the database."""

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from apscheduler.schedulers.background import BackgroundScheduler


@dataclass(frozen=True)
class Tick:
    """`run_once` does what is due now, a batch at most, and says how much it did."""

    name: str
    every: timedelta
    run_once: Callable[[], int]


def start(ticks: Sequence[Tick]) -> BackgroundScheduler:
    """Run each tick at its interval, never twice at once, in threads of this process."""
    scheduler = BackgroundScheduler(timezone="UTC")
    for tick in ticks:
        scheduler.add_job(
            drain,
            "interval",
            args=[tick],
            seconds=tick.every.total_seconds(),
            id=tick.name,
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
        )
    scheduler.start()
    return scheduler


def drain(tick: Tick, batches: int = 50) -> int:
    """Run a tick until nothing is due, or for `batches` batches; how much was done."""
    total = 0
    for _ in range(batches):
        done = tick.run_once()
        total += done
        if not done:
            break
    return total


def settle(ticks: Sequence[Tick], runs: int = 10_000) -> None:
    """Run the ticks in turn until none finds anything due: what one does may be what another waits for."""
    turns, at_rest = itertools.cycle(ticks), 0
    tick = next(turns)
    for _ in range(runs):
        if tick.run_once():
            at_rest = 0
            continue
        at_rest += 1
        if at_rest == len(ticks):
            return
        tick = next(turns)
    raise RuntimeError("the ticks always find more to do")
