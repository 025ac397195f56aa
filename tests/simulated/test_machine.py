"""Whatever people, owners, Slack and the clock do, in whatever order, and twice: what was promised holds.

A few short lives in the suite, always the same; `--hypothesis-profile thorough` lives many, other ones each time.
"""

import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from benchmarks.here import Here, Slack
from bot.db import Database
from tests.conftest import emptied
from tests.simulated.life import NOW, ZONES, Life, match_here

WHO = st.integers(1, 5)
HOW = st.sampled_from(("once", "once", "once", "twice", "late"))
QUIETLY: Any = {"deadline": None, "database": None, "suppress_health_check": list(HealthCheck)}
DIRECTIONS = ("both", "both", "teach", "learn")
SEED = st.integers(0, 9)
HOURS = st.sampled_from((1, 5, 12, 24, 24, 72, 168))


class Lives(RuleBasedStateMachine):
    """One company's life; `start` gives it an empty bot."""

    start: Callable[[], Here]

    @initialize(
        zones=st.tuples(*(st.sampled_from(ZONES) for _ in range(5))),
        asks_first=st.sampled_from((True, True, False)),
        weeks=st.sampled_from((None, None, 3, 6)),
        joined=st.sampled_from((2, 3, 5, 5)),
        stage=st.sampled_from(("proposed", "offered", "paired", "greeted", "greeted")),
        seed=SEED,
    )
    def begin(
        self, zones: tuple[str, ...], asks_first: bool, weeks: int | None, joined: int, stage: str, seed: int
    ) -> None:
        """Most lives begin where there is something to lose."""
        ends_on = weeks and (NOW + timedelta(weeks=weeks)).date()
        self.life = Life.begin(self.start(), zones, asks_first=asks_first, ends_on=ends_on)
        for number, who in enumerate(self.life.people[1 : joined + 1]):
            self.life.deliver(self.life.joining(who, DIRECTIONS[(seed + number) % 4]))
        self.life.deliver(self.life.proposing())
        self.life.here.tick()
        if stage != "proposed":
            self.approve("once")
        if stage in ("paired", "greeted"):
            self.live(24)
            self.accept_all("once")
        if stage == "greeted":
            self.live(168)

    @rule(who=WHO, how=HOW, seed=SEED)
    def join(self, who: int, how: str, seed: int) -> None:
        self.life.deliver(self.life.joining(self.life.people[who], DIRECTIONS[seed % 4]), how)

    @rule(who=WHO, how=HOW, days=st.integers(0, 20))
    def pause(self, who: int, how: str, days: int) -> None:
        self.life.deliver(self.life.pausing(self.life.people[who], days), how)

    @rule(who=WHO, how=HOW, word=st.sampled_from(("resume", "pair", "leave", "round")))
    def type(self, who: int, how: str, word: str) -> None:
        self.life.deliver(self.life.typing(self.life.people[who], word), how)

    @rule(who=WHO, how=HOW)
    def leave(self, who: int, how: str) -> None:
        self.life.deliver(self.life.leaving(self.life.people[who]), how)

    @rule(who=WHO, how=HOW, seed=SEED)
    def change_profile(self, who: int, how: str, seed: int) -> None:
        self.life.deliver(self.life.profile(self.life.people[who], random.Random(seed)), how)

    @rule(how=HOW)
    def propose(self, how: str) -> None:
        self.life.deliver(self.life.proposing(), how)
        self.life.here.tick()

    @rule(how=HOW)
    def approve(self, how: str) -> None:
        if payload := self.life.approving():
            self.life.deliver(payload, how)

    @precondition(lambda self: self.life.buttons)
    @rule(back=st.integers(1, 60), how=HOW)
    def press(self, back: int, how: str) -> None:
        """Any button that ever came, by whom it came to."""
        buttons = self.life.buttons[-60:]
        self.life.deliver(self.life.pressing(buttons[-back % len(buttons)]), how)

    @rule(how=HOW)
    def accept_all(self, how: str) -> None:
        """Who was asked lately says yes."""
        for button in [one for one in self.life.buttons if one[1] == "pairings.accept"][-4:]:
            self.life.deliver(self.life.pressing(button), how)

    @rule(how=HOW, number=st.integers(0, 20))
    def answer(self, how: str, number: int) -> None:
        """One of the buttons of what came last."""
        if latest := self.life.buttons[-8:]:
            self.life.deliver(self.life.pressing(latest[number % len(latest)]), how)

    @precondition(lambda self: self.life.buttons)
    @rule(number=st.integers(0, 60), who=WHO)
    def press_anothers(self, number: int, who: int) -> None:
        """A button that came to somebody else."""
        _, action_id, value = self.life.buttons[number % len(self.life.buttons)]
        self.life.deliver(self.life.pressing((self.life.people[who].id, action_id, value)))

    @rule(who=WHO, how=HOW)
    def log(self, who: int, how: str) -> None:
        if payload := self.life.logging(self.life.people[who]):
            self.life.deliver(payload, how)

    @rule(who=WHO, how=HOW, zone=st.sampled_from(ZONES))
    def move(self, who: int, how: str, zone: str) -> None:
        self._change(who, how, tz=zone)

    @rule(who=WHO, how=HOW, gone=st.sampled_from(({"deleted": True}, {"is_restricted": True})))
    def go(self, who: int, how: str, gone: dict[str, Any]) -> None:
        self._change(who, how, **gone)

    @rule(who=WHO, how=HOW)
    def come_back(self, who: int, how: str) -> None:
        self._change(who, how, deleted=False, is_restricted=False)

    @rule(who=WHO, how=HOW, hours=HOURS)
    def be_away(self, who: int, how: str, hours: int) -> None:
        ends = int((self.life.here.slack.now + timedelta(hours=hours)).timestamp())
        self._change(who, how, status_emoji=":palm_tree:", status_expiration=ends)

    @precondition(lambda self: self.life.drawer)
    @rule(number=st.integers(0, 20))
    def deliver_late(self, number: int) -> None:
        self.life.deliver(self.life.drawer.pop(number % len(self.life.drawer)), "twice")

    @rule(hours=HOURS)
    def live(self, hours: int) -> None:
        """Time passes, and the bot is up."""
        self.life.here.live_to(self.life.here.slack.now + timedelta(hours=hours))

    @rule(hours=HOURS)
    def be_down(self, hours: int) -> None:
        """Time passes, and the bot is down."""
        self.life.here.move_to(self.life.here.slack.now + timedelta(hours=hours))
        self.life.here.tick()

    @invariant()
    def holds(self) -> None:
        if hasattr(self, "life"):
            self.life.check()

    def teardown(self) -> None:
        if hasattr(self, "life"):
            self.life.finish()

    def _change(self, who: int, how: str, **fields: Any) -> None:
        person = self.life.people[who]
        for name, value in fields.items():
            setattr(person, name, value)
        self.life.deliver(self.life.here.changed(person), how)


def test_whatever_happens(database: Database) -> None:
    url = database.engine.url.render_as_string(hide_password=False)
    here = Here.on(url, Slack.at(NOW))
    here.match_with(match_here)

    def start() -> Here:
        emptied(database)
        here.start_over(NOW)
        return here

    class Started(Lives):
        pass

    Started.start = staticmethod(start)
    run_state_machine_as_test(Started, settings=_thorough() if _is_thorough() else _short())
    here.bot.database.engine.dispose()


def _is_thorough() -> bool:
    return settings.default is not None and settings.default.max_examples >= 1_000


def _short() -> settings:
    return settings(max_examples=4, stateful_step_count=20, derandomize=True, phases=[Phase.generate], **QUIETLY)


def _thorough() -> settings:
    return settings(max_examples=300, stateful_step_count=50, **QUIETLY)
