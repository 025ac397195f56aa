"""A whole program, from its announcement to the last report, played in a sandbox with the real bot."""

import csv
import io
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sandbox.client import Message
from sandbox.story import catalog, opening, rounds, summary, words
from sandbox.story.cast import DAY, Cast, after, cast
from sandbox.story.checks import Evidence, failures
from sandbox.story.checks.evidence import Delivery, Sheet
from sandbox.story.company import Company, company
from sandbox.story.diary import Diary, Seen
from sandbox.story.hands import Hands
from sandbox.story.pairs import Pairs
from sandbox.story.scenes import Scenes
from sandbox.story.stage import MONDAY, Stage
from sandbox.story.summary import Outcome
from sandbox.story.time import Time
from sandbox.story.weeks import Weeks

WEEK = timedelta(weeks=1)
EAGER = 2
SECOND_ROUND = timedelta(weeks=4, days=1, hours=3)
SECOND_PROGRAM = timedelta(weeks=2, hours=2)
SECOND_PROGRAM_ENDS = timedelta(weeks=7, days=-1)
LARGE = 40
HOMELY = 6
SECOND_PEOPLE = 12
REPORTS_AT = timedelta(hours=5)  # after Monday 12:00 UTC, when a week closes


@dataclass(frozen=True)
class Script:
    """What is to be played. `transport`: socket or http. `patience`: seconds that Slack waits for the bot."""

    weeks: int
    people: int
    seed: int
    out: Path
    transport: str
    patience: float = 3.0


class Play:
    """Everybody and everything in one place while the story goes on."""

    def __init__(self, script: Script, stage: Stage, passed: Callable[[datetime], None]) -> None:
        self._script = script
        self._stage = stage
        self.company: Company = company(script.people, script.seed)
        self.cast: Cast = cast(self.company, script.seed)
        self.diary = Diary(stage.slack, MONDAY)
        self.pairs = Pairs()
        self._hands = Hands(self.diary, self.cast, stage.hire(self.company))
        self._time = Time(stage, self.diary, self._react, passed)
        self.scenes = Scenes(self._time, self._hands, self.pairs, MONDAY, script.weeks)
        self._weeks = Weeks(self._time, self._hands, self.pairs, self.scenes)
        self._until = MONDAY + script.weeks * WEEK
        self.reports: list[tuple[datetime, str]] = []
        self.files: dict[str, bytes] = {}
        has_second = script.people >= LARGE and self._until > MONDAY + SECOND_PROGRAM_ENDS
        self._second_ends_on = (MONDAY + SECOND_PROGRAM_ENDS).date() if has_second else None

    def play(self) -> None:
        """From the first Monday to the report on the Monday after the last week."""
        opening.open_program(self._hands)
        opening.plan_joining(self._time, self._hands, MONDAY)
        self._time.at(MONDAY + timedelta(days=2, hours=1), lambda: rounds.propose(self._hands, words.PROGRAM))
        if self._script.weeks > SECOND_ROUND // WEEK + 1:
            self._time.at(MONDAY + SECOND_ROUND, lambda: rounds.propose(self._hands, words.PROGRAM))
        self._look_at_home()
        if self._second_ends_on:
            self._time.at(MONDAY + SECOND_PROGRAM, self._open_second)
        self._time.at(MONDAY + timedelta(days=8, hours=-1), self.scenes.give_out)
        if self._script.weeks > 1:
            self._time.at(MONDAY + WEEK + REPORTS_AT, self._pull_report)
        self._time.at(self._until + REPORTS_AT, self._pull_report)
        self._time.run(self._until + REPORTS_AT + timedelta(minutes=5))
        self._hands.require_nothing_open()
        self.diary.close()

    def _react(self, seen: Seen, message: Message) -> None:
        """What the reader of a message does about it."""
        match seen.kind:
            case "offer" | "offer_reminder":
                rounds.plan_answer(self._time, self._hands, seen, message)
            case "introduction":
                self._introduced(seen)
            case "nudge":
                self._weeks.nudged(seen, message)
            case "offer_closed" | "pairing_ended" | "unmatched" | "joined":
                rounds.plan_to_look(self._time, self._hands, seen, message)
            case "go_on":
                self._weeks.asked_to_go_on(seen, message)
            case "prompt":
                self._weeks.prompted(seen, message)
            case "meeting_to_confirm":
                self._weeks.asked_to_confirm(seen, message)
            case "help_offered":
                self._weeks.help_offered(seen, message)
            case "help_asked":
                self._weeks.help_asked(seen, message)
            case "skills_waiting":
                catalog.plan_look(self._time, self._hands, seen, message)
            case "round_proposed":
                program = next(name for name in words.PROGRAMS if name in seen.plain)
                self._time.at(seen.at + timedelta(minutes=30), lambda: rounds.decide(self._hands, message, program))
            case "report":
                self._reported(seen, message)

    def _reported(self, seen: Seen, message: Message) -> None:
        """The numbers of each report are judged; of its files the last ones are kept: report.csv, skills.png …"""
        for file in message.files:
            path = Path(file.name)
            self.files[path.stem.partition("-")[0] + path.suffix] = file.content
            if path.suffix == ".csv":
                self.reports.append((seen.at, file.content.decode()))

    def _introduced(self, seen: Seen) -> None:
        """The first two pairs are eager: they meet at once, and say so by the command."""
        one, other = seen.readers
        in_second = self._second_ends_on if words.SECOND in seen.plain else None
        until = in_second + DAY if in_second else self._until.date()
        pair = self.pairs.introduce(self.cast, (one, other), seen.at, MONDAY.date(), until)
        if in_second:
            self._time.at(MONDAY + SECOND_PROGRAM_ENDS + DAY, lambda: setattr(pair, "over", True))
        at = after(self.cast, one, seen.at, 120)
        if len(self.pairs) <= EAGER and at < MONDAY + timedelta(days=5):
            self._time.at(at, lambda: self._weeks.log_unasked(one, pair.partner(one)))

    def _pull_report(self) -> None:
        owner = self.company.owner.name
        rounds.of_program(self._hands, owner, "report", words.PROGRAM)
        self.diary.did(owner, "asked for a report")

    def _look_at_home(self) -> None:
        """A few people look at App Home on their Wednesdays."""
        for one in self.company.people[:HOMELY]:
            for week in range(1, self._script.weeks):
                at = after(self.cast, one.name, MONDAY + week * WEEK + timedelta(days=2), 90)
                self._time.at(at, lambda who=one.name: self._hands.open_home(who))

    def _open_second(self) -> None:
        """A second program, for some of those who are in the first and have no scene to play."""
        if self._second_ends_on is None:
            return
        opening.open_second(self._hands, self._second_ends_on)
        busy = self.scenes.players() | self.cast.players()
        free = [one for one in self.company.people if one.name not in busy and one.direction == "both"]
        opening.plan_joining_second(self._time, self._hands, free[:SECOND_PEOPLE], MONDAY + SECOND_PROGRAM)
        round_at = MONDAY + SECOND_PROGRAM + timedelta(days=3)
        self._time.at(round_at, lambda: rounds.propose(self._hands, words.SECOND))

    def evidence(self) -> Evidence:
        """What the checks judge, when it has been played."""
        return Evidence(
            cast=self.cast,
            begins=MONDAY.date(),
            cadence_weeks=opening.CADENCE_WEEKS,
            second_ends_on=self._second_ends_on,
            weeks=self._script.weeks,
            over_at=self.diary.now,
            seen=tuple(self.diary.seen),
            deeds=tuple(self.diary.deeds),
            gestures=tuple(self.diary.gestures),
            deliveries=tuple(_delivery(told) for told in self._stage.slack.deliveries),
            sheets=tuple(Sheet(at, tuple(csv.DictReader(io.StringIO(text)))) for at, text in self.reports),
            played=frozenset(self.scenes.played),
        )


def play(script: Script, passed: Callable[[datetime], None]) -> Outcome:
    """Plays it, checks it, and keeps what came of it in the script's folder.

    `passed` is told of every step of calendar time. Raises SandboxError where the story can't go on.
    """
    started = time.monotonic()
    script.out.mkdir(parents=True, exist_ok=True)
    summary.clear(script.out)
    with Stage(script.out, script.transport) as stage:
        stage.slack.configure(ack_seconds=script.patience, trigger_seconds=script.patience)
        story = Play(script, stage, passed)
        story.play()
        evidence = story.evidence()
    seconds = time.monotonic() - started
    outcome = Outcome(script.people, script.weeks, script.seed, seconds, evidence, failures(evidence), story.files)
    summary.keep(outcome, script.out)
    return outcome


def _delivery(told: dict) -> Delivery:
    return Delivery(told["type"], told["seconds"] or 0.0, told["failed"])
