"""A company that lives through weekly hellos: the whole bot, people who move and answer, and an oracle."""

import heapq
import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count

from sqlalchemy import func, select

from benchmarks import calendars
from benchmarks.calendars import Down, Stay, Wish
from benchmarks.cast import Someone, founded, some_stays
from benchmarks.here import Here, Post, Slack
from benchmarks.year_result import Result
from bot.models import OutboxMessage, OutboxState

HELLO, GO_ON, NOT_YET = "checkins.turn_off", "checkins.go_on", "checkins.not_yet"
"""Buttons by which a hello is known, which the one question after silence has, and by which one answers."""

MOST_UNANSWERED = 4
"""The last of them is the question whether to go on."""
A_DAY_BEFORE = timedelta(hours=36)
"""From the first Monday of UTC: when it is still Saturday or Sunday everywhere."""


@dataclass
class Year:
    """The company, its bot, and what is still to happen."""

    here: Here
    people: Sequence[Someone]
    ends: datetime
    rng: random.Random
    downs: Sequence[Down] = ()
    result: Result = field(default_factory=Result)

    def __post_init__(self) -> None:
        self._by_id = {one.person.id: one for one in self.people}
        self._numbers = count()
        self._agenda: list[tuple[datetime, int, Callable[[], None]]] = []
        self.here.slack.on_post = self._seen
        for one in self.people:
            for stay in one.moves:
                self._plan(stay.since, lambda one=one, stay=stay: self._move(one, stay))
        for down in self.downs:
            self._plan(down.since, lambda down=down: self.here.move_to(down.until))

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
        for one in sorted(self.people, key=lambda one: one.stays[0].zone):  # who share the oracle's days
            wanted = list(calendars.expected(one.wish, one.stays, self.ends, self.downs))
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
            result.late += any(at == down.until for down in self.downs)

    def _reason(self, one: Someone, week: str) -> str:
        """Why a week has no hello: nobody works in it, or a move left none of its working hours."""
        monday = datetime.fromisocalendar(int(week[:4]), int(week[6:]), 1).replace(tzinfo=UTC)
        around = (monday - timedelta(days=1), monday + timedelta(days=8))
        if any(around[0] <= stay.since <= around[1] for stay in one.moves):
            return "moved"
        if any(around[0] <= down.since <= around[1] for down in self.downs):
            return "the bot was down"
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
    url: str,
    cast: Sequence[tuple[str, Wish]],
    begins: datetime,
    ends: datetime,
    rng: random.Random,
    downs: Sequence[Down] = (),
    piece: slice = slice(None),
) -> Result:
    """These people's lives, an even number, on an empty database with its tables; every fourth moves about.

    `piece`: only those of them live, as they would among all.
    """
    slack = Slack.at(begins)
    here = Here.on(url, slack)
    people: list[Someone] = []
    lives = [(zone, wish, some_stays(number, zone, rng, begins, ends)) for number, (zone, wish) in enumerate(cast)]
    for number, (zone, wish, stays) in list(enumerate(lives))[piece]:
        person = slack.hire(f"Member {number}", tz=zone)
        is_silent = len(stays) == 1 and number % 10 == 1
        stays = [stay for stay in stays if not any(down.since <= stay.since < down.until for down in downs)]
        people.append(Someone(person, wish, stays, answers=not is_silent))
    founded(here, people, begins)
    result = Year(here, people, ends, rng, downs).live()
    here.bot.database.engine.dispose()
    return result
