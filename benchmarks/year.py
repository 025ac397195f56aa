"""A year of weekly hellos: a company in more than 60 time zones, the real planner and sender, and an oracle.

Everybody is asked once in each ISO week of their own calendar, at the hour asked for, and never outside working
hours; people move between zones, and some never answer. Ends with 1 where anybody's year differs from what
`benchmarks.calendars` says it should be.
"""

import argparse
import heapq
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count

from sqlalchemy import func, select

from benchmarks import calendars, company
from benchmarks.calendars import Stay, Wish
from benchmarks.cast import ZONES, Someone, everybody, founded, some_stays
from benchmarks.here import Here, Post, Slack
from benchmarks.planning import postgres_url
from bot.logs import configure
from bot.models import OutboxMessage, OutboxState

HELLO, GO_ON, NOT_YET = "checkins.turn_off", "checkins.go_on", "checkins.not_yet"
"""Buttons by which a hello is known, which the one question after silence has, and by which one answers."""

MOST_UNANSWERED = 4
"""The last of them is the question whether to go on."""
FIRST_MONDAY = datetime(2027, 1, 4, tzinfo=UTC)
A_DAY_BEFORE = timedelta(hours=36)
"""From the first Monday of UTC: when it is still Saturday or Sunday everywhere."""


@dataclass
class Result:
    """What was seen, and everything that was wrong."""

    hellos: int = 0
    skipped: int = 0
    """Hellos at the end of a gap, whose own minute the clocks skipped."""
    repeated: int = 0
    """Hellos in an hour that the clocks repeated."""
    moves: int = 0
    empty: Counter[str] = field(default_factory=Counter)
    violations: list[str] = field(default_factory=list)


@dataclass
class Year:
    """The company, its bot, and what is still to happen."""

    here: Here
    people: Sequence[Someone]
    ends: datetime
    rng: random.Random
    result: Result = field(default_factory=Result)

    def __post_init__(self) -> None:
        self._by_id = {one.person.id: one for one in self.people}
        self._numbers = count()
        self._agenda: list[tuple[datetime, int, Callable[[], None]]] = []
        self.here.slack.on_post = self._seen
        for one in self.people:
            for stay in one.moves:
                self._plan(stay.since, lambda one=one, stay=stay: self._move(one, stay))

    def live(self) -> Result:
        """Let the time pass, then compare."""
        self.here.tick()
        while (at := min(filter(None, (self.here.bot.next_due(), self._next())))) < self.ends:
            self.here.live_to(at)
            while self._agenda and self._agenda[0][0] <= at:
                heapq.heappop(self._agenda)[2]()
        self._compare()
        return self.result

    def _next(self) -> datetime | None:
        return self._agenda[0][0] if self._agenda else None

    def _plan(self, at: datetime, do: Callable[[], None]) -> None:
        heapq.heappush(self._agenda, (at, next(self._numbers), do))

    def _seen(self, post: Post) -> None:
        slack = self.here.slack
        for reader in slack.readers(post):
            one = self._by_id[reader]
            if not calendars.is_working(one.wish, one.zone_at(post.at), post.at):
                self._wrong(one, f"was written to at {post.at}, outside of working hours")
            buttons = {button["action_id"]: button.get("value") for button in _buttons(post)}
            if HELLO in buttons:
                self._greeted(one, post, buttons)
            else:
                self._wrong(one, f"was sent something else at {post.at}: {post.body['text']}")
        slack.posts.clear()
        slack.team.conversations[post.channel].messages.clear()

    def _greeted(self, one: Someone, post: Post, buttons: dict[str, str]) -> None:
        one.came.append(post.at)
        if (GO_ON in buttons) != (not one.answers and len(one.came) == MOST_UNANSWERED):
            self._wrong(one, f"was asked the wrong thing at {post.at}")
        if one.answers and (len(one.came) + int(one.person.id[1:])) % 2 == 0:
            later = timedelta(minutes=self.rng.randint(1, 60 * 10), seconds=11)
            self._plan(post.at + later, lambda: self._answer(one, buttons[NOT_YET]))

    def _answer(self, one: Someone, value: str) -> None:
        self.here.click(one.person.id, NOT_YET, value)
        one.answered += 1
        self.here.slack.team.views.clear()
        self.here.slack.team.stacks.clear()

    def _move(self, one: Someone, stay: Stay) -> None:
        self.here.change(one.person, tz=stay.zone)
        self.here.tick()
        self.result.moves += 1

    def _wrong(self, one: Someone, what: str) -> None:
        self.result.violations.append(f"{one.person.id} in {one.stays[0].zone} {one.wish}: {what}")

    def _compare(self) -> None:
        for one in self.people:
            wanted = list(calendars.expected(one.wish, one.stays, self.ends))
            if not one.answers:
                wanted = _until_quiet(wanted, one.stays[0].zone)
            self._compare_one(one, wanted)
        with self.here.bot.database.reading() as session:
            rows = session.execute(select(OutboxMessage.state, func.count()).group_by(OutboxMessage.state))
            unsent = {str(state): number for state, number in rows if state != OutboxState.SENT}
        if unsent:
            self.result.violations.append(f"the outbox has rows that weren't sent: {unsent}")

    def _compare_one(self, one: Someone, wanted: Sequence[datetime]) -> None:
        result = self.result
        result.hellos += len(one.came)
        for at in sorted(set(wanted) - set(one.came)):
            self._wrong(one, f"heard nothing at {at}")
        for at in sorted(set(one.came) - set(wanted)):
            self._wrong(one, f"was greeted at {at} for no reason")
        weeks = Counter(calendars.week_of(at, one.zone_at(at)) for at in one.came)
        for week, number in weeks.items():
            if number > 1:
                self._wrong(one, f"was greeted {number} times in {week}")
        if one.answers:
            for week in sorted(set(_weeks(one, self.ends)) - weeks.keys()):
                result.empty[self._reason(one, week)] += 1
        for at in one.came:
            kind = _changed(one, at)
            result.skipped += kind == "skipped"
            result.repeated += kind == "repeated"

    def _reason(self, one: Someone, week: str) -> str:
        """Why a week has no hello: nobody works in it, or a move left none of its working hours."""
        monday = datetime.fromisocalendar(int(week[:4]), int(week[6:]), 1).replace(tzinfo=UTC)
        around = (monday - timedelta(days=1), monday + timedelta(days=8))
        if any(around[0] <= stay.since <= around[1] for stay in one.moves):
            return "moved"
        days = (monday.date() + n * calendars.DAY for n in range(7))
        if any(calendars.is_worked(one.wish, one.zone_at(monday + timedelta(days=2)), on) for on in days):
            self._wrong(one, f"heard nothing in {week}")
        return "no working day"


def _until_quiet(wanted: Sequence[datetime], zone: str) -> list[datetime]:
    """Of weekly hellos, those that come to somebody who never answers: two, two more every second week, no more."""
    last, number, kept = None, 0, []
    for at in wanted:
        monday = calendars.monday_of(at, zone)
        pause = 0 if last is None else 7 if number < 2 else 14
        if last is None or (monday - last).days >= pause:
            kept.append(at)
            last, number = monday, number + 1
        if number == MOST_UNANSWERED:
            break
    return kept


def _weeks(one: Someone, ends: datetime) -> Iterator[str]:
    """The whole ISO weeks of the time that was simulated."""
    at = one.stays[0].since + A_DAY_BEFORE
    while at + timedelta(days=8) <= ends:
        yield calendars.iso(at.date())
        at += timedelta(weeks=1)


def _changed(one: Someone, at: datetime) -> str | None:
    """Whether a hello fell on a change of the clocks, and which."""
    zone = one.zone_at(at)
    wall, before = (calendars.local(moment, zone) for moment in (at, at - timedelta(hours=1)))
    passed = wall.replace(tzinfo=None) - before.replace(tzinfo=None)
    asked = min(max(one.wish.minute, one.wish.starts), one.wish.ends - 1)
    if passed > timedelta(hours=1) and wall.hour * 60 + wall.minute != asked:
        return "skipped"
    again = wall.replace(fold=1).utcoffset() != wall.replace(fold=0).utcoffset()
    return "repeated" if again and wall.fold == 0 else None


def _buttons(post: Post) -> Iterator[dict[str, str]]:
    for block in post.body.get("blocks", ()):
        yield from (element for element in block.get("elements", ()) if "action_id" in element)


def simulate(
    url: str, cast: Sequence[tuple[str, Wish]], begins: datetime, ends: datetime, rng: random.Random
) -> Result:
    """These people's lives, an even number, on an empty database with its tables; every fourth moves about."""
    slack = Slack.at(begins)
    here = Here.on(url, slack)
    people: list[Someone] = []
    for number, (zone, wish) in enumerate(cast):
        stays = some_stays(number, zone, rng, begins, ends)
        person = slack.hire(f"Member {number}", tz=zone)
        is_silent = len(stays) == 1 and number % 10 == 1
        people.append(Someone(person, wish, stays, answers=not is_silent))
    founded(here, people, begins)
    result = Year(here, people, ends, rng).live()
    here.bot.database.engine.dispose()
    return result


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what was checked; 1 where anything was wrong."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.year", description=__doc__)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--people", type=int, default=1_000)
    parser.add_argument("--weeks", type=int, default=52)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args(arguments)
    configure("ERROR")
    began = time.perf_counter()
    with ExitStack() as stack:
        url = stack.enter_context(postgres_url() if chosen.database == "postgresql" else company.sqlite_url())
        stack.enter_context(company.empty(url))
        rng = random.Random(chosen.seed)
        begins = FIRST_MONDAY - A_DAY_BEFORE
        cast = everybody(chosen.people, rng)
        result = simulate(url, cast, begins, begins + timedelta(weeks=chosen.weeks), rng)
    for violation in result.violations[:40]:
        print(violation)
    print(
        f"{chosen.people} people in {len(ZONES)} zones, {chosen.weeks} weeks, {chosen.database}: "
        f"{result.hellos} hellos, {result.moves} moves; "
        f"at the end of a gap {result.skipped}, in a repeated hour {result.repeated}; "
        f"weeks without one: {dict(result.empty)}"
    )
    print(f"violations {len(result.violations)}, seconds {time.perf_counter() - began:.0f}")
    return 1 if result.violations else 0


if __name__ == "__main__":
    sys.exit(main())
