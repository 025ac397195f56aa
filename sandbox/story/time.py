"""Time goes from one thing due to the next, the bot's or a person's, and never past one."""

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count

from sandbox.client import Message
from sandbox.errors import SandboxError
from sandbox.story.diary import Diary, Seen
from sandbox.story.stage import Stage

Act = Callable[[], None]
React = Callable[[Seen, Message], None]
PATIENCE = 50  # how often the bot may say that something is due now, and not do it


@dataclass
class Time:
    """`react` is told of every message when it comes; `passed` of every step, for the progress shown."""

    stage: Stage
    diary: Diary
    react: React
    passed: Callable[[datetime], None]
    _agenda: list[tuple[datetime, int, Act]] = field(default_factory=list)
    _number: count = field(default_factory=count)

    def at(self, when: datetime, act: Act) -> None:
        """Somebody will do this then; at once, where `when` is over."""
        heapq.heappush(self._agenda, (max(when, self.diary.now), next(self._number), act))

    def run(self, until: datetime) -> None:
        due = self._advance(self.diary.now)
        stuck = 0
        while (to := self._next(due)) is not None and to <= until:
            stuck = stuck + 1 if to == self.diary.now else 0
            if stuck > PATIENCE:
                raise SandboxError(f"The bot says that something is due at {to.isoformat()}, and doesn't do it")
            due = self._advance(to)
            while self._acts(to):
                due = self._advance(to)
        self._advance(until)

    def _next(self, due: datetime | None) -> datetime | None:
        times = [due] if due else []
        times += [self._agenda[0][0]] if self._agenda else []
        return max(min(times), self.diary.now) if times else None

    def _acts(self, now: datetime) -> bool:
        """What people do by now; whether anybody did anything."""
        acted = False
        while self._agenda and self._agenda[0][0] <= now:
            heapq.heappop(self._agenda)[2]()
            acted = True
        return acted

    def _advance(self, to: datetime) -> datetime | None:
        self.stage.check_bot()
        due = self.stage.slack.clock.advance(to=to)
        self.stage.check_bot()
        self.diary.now = to
        self.passed(to)
        for seen, message in self.diary.read():
            self.react(seen, message)
        return due
