"""Whatever is planned, by whom and when: nobody is sent more in a week than they agreed to, nor at a bad time."""

import itertools
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.clock import Clocks, MovableClock
from bot.db import Database
from bot.features.people.budget import Budget, Gate, absence
from bot.features.people.service import work_week
from bot.models import Member, OutboxMessage, OutboxState
from bot.outbox import queue
from bot.outbox.posting import Outcome, Sent
from bot.outbox.registry import Registry
from bot.outbox.sender import Sender
from bot.outbox.timing import UNPACED
from bot.outbox.writing import Letter
from bot.slack.blocks import section
from bot.slack.clients import Clients
from bot.slack.replies import Message
from bot.worktime import MINUTES_A_DAY, iso_week
from tests.factories import NOW, Factory

HOUR = timedelta(hours=1)
ZONES = ["UTC", "Europe/Lisbon", "Pacific/Auckland", "America/St_Johns"]
NUMBERS = itertools.count()


class Word(Struct, frozen=True):
    """The tests' own message."""

    number: int


REGISTRY = Registry({Word: (lambda *_: "hello", lambda t, what: Message(t("help-alert"), [section(what)]))})


@dataclass
class Posting(Sender):
    """The sender, with a Slack that takes everything at once."""

    posted: list[tuple[int, str]] = field(default_factory=list)

    def _attempt(self, letter: Letter) -> Outcome:
        self.posted.append((letter.row.workspace_id, letter.row.recipient))
        return Sent("D1", "1.0")

    def run(self) -> None:
        while self.run_once():
            pass


def posting(database: Database, clock: MovableClock) -> Posting:
    return Posting(database, Clients("http://127.0.0.1:1/api/"), Clocks(clock, clock), REGISTRY, Gate.of, UNPACED)


def plan(session: Session, member: Member, at: datetime, expires_at: datetime | None = None) -> OutboxMessage:
    number = next(NUMBERS)
    queue.add(
        session,
        Word(number),
        to=member,
        workspace_id=member.workspace_id,
        key=f"word:{number}",
        due_at=at,
        expires_at=expires_at,
        unasked=True,
    )
    return session.scalars(select(OutboxMessage).filter_by(dedup_key=f"word:{number}")).one()


@dataclass
class Life:
    """A member, the bot, and weeks that go by."""

    database: Database
    member_id: int
    clock: MovableClock
    sender: Posting
    sent: list[datetime] = field(default_factory=list)

    def member(self, session: Session) -> Member:
        return session.get_one(Member, self.member_id)

    def do(self, what: str, number: int) -> None:
        now = self.clock()
        with self.database.transaction() as session:
            member = self.member(session)
            match what:
                case "plan":
                    plan(session, member, Budget.of(session, [member], now).take(member, now + number * HOUR))
                case "plan blindly":  # as a second replica would that plans in the same moment
                    plan(session, member, now + number * HOUR)
                case "agree to":
                    member.unasked_a_week = 1 + number % 5
                case "be quiet":
                    member.quiet_from, member.quiet_until = now, now + number * HOUR
                case "be quiet daily":
                    starts = number * 30 % MINUTES_A_DAY
                    member.quiet_starts, member.quiet_ends = starts, (starts + 14 * 60) % MINUTES_A_DAY
                case _:
                    member.away_until = now + number * HOUR

    def pass_by(self, hours: int) -> None:
        """The bot wakes after so many hours, and sends what it may."""
        self.clock.move_to(self.clock() + hours * HOUR)
        before = len(self.sender.posted)
        self.sender.run()
        with self.database.reading() as session:
            member = self.member(session)
            for _ in [to for to in self.sender.posted[before:] if to == (member.workspace_id, member.slack_id)]:
                self.sent.append(self.clock())
                self.check(member)

    def check(self, member: Member) -> None:
        """The last one that was sent."""
        week, now = work_week(member), self.sent[-1]
        weeks = [iso_week(week.local(at).date()) for at in self.sent]
        assert weeks.count(weeks[-1]) <= member.unasked_a_week
        assert week.is_working(now)
        assert absence(member)(now) is None


def life(database: Database, **values: Any) -> Life:
    clock = MovableClock(NOW)
    with database.transaction() as session:
        make = Factory(session)
        make.workspace(f"T{next(NUMBERS)}")
        member_id = make.member(**values).id
    return Life(database, member_id, clock, posting(database, clock))


WHAT = st.sampled_from(["plan", "plan", "plan blindly", "agree to", "be quiet", "be quiet daily", "be away"])
DAYS = st.lists(st.tuples(WHAT, st.integers(0, 120), st.integers(1, 60)), min_size=5, max_size=40)


@settings(max_examples=20)
@given(st.sampled_from(ZONES), st.frozensets(st.integers(0, 6), min_size=1), DAYS)
def test_nobody_is_sent_more_than_they_agreed_to(
    database: Database, zone: str, days: frozenset[int], deeds: list[tuple[str, int, int]]
) -> None:
    one = life(database, tz=zone, work_days=sorted(days))
    for what, number, hours in deeds:
        one.do(what, number)
        one.pass_by(hours)


@pytest.fixture
def ana(database: Database) -> Iterator[Life]:
    yield life(database, name="Ana")


def words(one: Life) -> list[OutboxMessage]:
    with one.database.reading() as session:
        return list(session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)))


def test_what_piled_up_comes_week_by_week(ana: Life) -> None:
    """The bot was down for three weeks: what it had planned comes two a week, in working hours."""
    for _ in range(6):
        ana.do("plan", 0)
    ana.pass_by(24 * 17 + 12)  # Thursday, 22:00
    for _ in range(24 * 21):
        ana.pass_by(1)
    weeks = [iso_week(at.date()) for at in ana.sent]
    assert weeks == ["2027-W03"] * 2 + ["2027-W04"] * 2 + ["2027-W05"] * 2


def test_who_comes_back_is_not_flooded(ana: Life) -> None:
    ana.do("agree to", 0)
    for _ in range(3):
        ana.do("plan blindly", 1)
    ana.do("be away", 24 * 7)
    for _ in range(24 * 30):
        ana.pass_by(1)
    assert [iso_week(at.date()) for at in ana.sent] == ["2027-W02", "2027-W03", "2027-W04"]


def test_what_comes_too_late_is_dropped(ana: Life) -> None:
    with ana.database.transaction() as session:
        plan(session, ana.member(session), NOW, expires_at=NOW + 5 * HOUR)
    ana.do("be quiet", 6)
    ana.pass_by(0)
    assert [(row.state, row.last_error) for row in words(ana)] == [(OutboxState.DEAD, "expired")]


def test_what_was_asked_for_comes_in_any_week(ana: Life) -> None:
    ana.do("be away", 48)
    with ana.database.transaction() as session:
        member = ana.member(session)
        for number in range(4):
            queue.add(session, Word(number), to=member, workspace_id=1, key=f"asked:{number}", due_at=NOW)
    ana.sender.run()
    assert len(ana.sender.posted) == 4


def test_two_senders_at_once_overspend_nothing(database: Database) -> None:
    """Each of many readers may read one message, and has three due: they are claimed in several batches at once."""
    clock = MovableClock(NOW)
    with database.transaction() as session:
        make = Factory(session)
        for _ in range(30):
            member = make.member(unasked_a_week=1)
            for _ in range(3):
                plan(session, member, NOW)
    senders = [posting(database, clock) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        for _ in range(8):
            list(pool.map(lambda sender: sender.run_once(), senders))
    readers = [reader for sender in senders for reader in sender.posted]
    assert len(readers) == len(set(readers)) == 30


def test_a_reader_on_whom_another_sender_decides_is_left_alone(database: Database) -> None:
    if database.engine.dialect.name == "sqlite":
        pytest.skip("SQLite has one writer at a time")
    with database.transaction() as session:
        make = Factory(session)
        ana, ben = make.member("Ana"), make.member("Ben")
        one, other = plan(session, ana, NOW), plan(session, ben, NOW)
    with database.transaction() as first, database.transaction() as second:
        Gate.of(first, [ana], NOW)
        gate = Gate.of(second, [ana, ben], NOW)
        assert (gate.opens_at(one, ana, NOW), gate.opens_at(other, ben, NOW)) == (None, NOW)
