"""APScheduler, as a metronome: a short list of ticks, and nothing else. What is due is in the database."""

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


def settle(ticks: Sequence[Tick], rounds: int = 200) -> None:
    """Run all ticks until none finds anything due: what one does may be what another waits for."""
    for _ in range(rounds):
        if not sum(drain(tick) for tick in ticks):
            return
    raise RuntimeError("the ticks always find more to do")
