"""APScheduler, as a metronome: a short list of ticks, and nothing else. What is due is in the database."""

import itertools
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog
from apscheduler.schedulers.background import BackgroundScheduler
from msgspec import Struct

from bot import drops
from bot.clock import Clock
from bot.measures import Measures

log = structlog.get_logger()


class Tick(Struct, frozen=True):
    """`run_once` does what is due now, a batch at most, and says how much it did; `stop` ends a long one soon."""

    name: str
    every: timedelta
    run_once: Callable[[], int]
    stop: Callable[[], None] = lambda: None


@dataclass
class Metronome:
    """Runs each tick at its interval, never twice at once, in threads of this process."""

    ticks: Sequence[Tick]
    measures: Measures
    clock: Clock  # machine time
    stopping: threading.Event = field(default_factory=threading.Event, init=False)
    _scheduler: BackgroundScheduler = field(default_factory=lambda: BackgroundScheduler(timezone="UTC"), init=False)
    _began_at: dict[str, datetime] = field(default_factory=dict[str, datetime], init=False)
    _seen_at: dict[str, datetime] = field(default_factory=dict[str, datetime], init=False)

    def start(self) -> None:
        self._seen_at = {tick.name: self.clock() for tick in self.ticks}
        for tick in self.ticks:
            self._scheduler.add_job(
                self.run,
                "interval",
                args=[tick],
                seconds=tick.every.total_seconds(),
                id=tick.name,
                coalesce=True,
                max_instances=1,
                misfire_grace_time=None,
            )
        self._scheduler.start()

    def stop(self) -> None:
        """Begin nothing more, and wait for what has begun."""
        self.stopping.set()
        for tick in self.ticks:
            tick.stop()
        if self._scheduler.running:
            self._scheduler.shutdown(wait=True)

    def run(self, tick: Tick) -> None:
        """One beat of a tick, watched: when it was at work last, how late it began, how long it took."""
        now, began = self.clock(), time.perf_counter()
        late = now - self._began_at.get(tick.name, now - tick.every) - tick.every
        self._began_at[tick.name] = now

        def go_on() -> bool:
            self._seen_at[tick.name] = self.clock()
            return not self.stopping.is_set()

        try:
            with drops.told():
                drain(tick, go_on=go_on)
        except Exception:
            # It is tried again at its next beat; the scheduler would say so in words of its own.
            log.exception("tick_failed", tick=tick.name)
            self.measures.tick_failed(tick.name)
        self.measures.ticked(tick.name, max(0.0, late.total_seconds()), time.perf_counter() - began)

    def idle_for(self) -> dict[str, timedelta]:
        """By name of the tick, how long ago it was last seen at work; empty before the start."""
        now = self.clock()
        return {name: now - at for name, at in self._seen_at.items()}


def drain(tick: Tick, batches: int = 50, *, go_on: Callable[[], bool] = lambda: True) -> int:
    """Run a tick until nothing is due, or for `batches` batches, as long as it may go on; how much was done."""
    total = 0
    for _ in range(batches):
        done = tick.run_once() if go_on() else 0
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
