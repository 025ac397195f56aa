"""The outbox against a Slack that fails in every way: nothing lost, nothing twice, doubt asked about."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.clock import Clocks, MovableClock
from bot.db import Database
from bot.features.people.budget import Gate
from bot.models import Member, OutboxMessage, OutboxState, Workspace
from bot.outbox import queue
from bot.outbox.messages import HomeChanged, MessageDied, OutcomeUnknown
from bot.outbox.posting import InDoubt, longest, outcome_of
from bot.outbox.reaper import QUIET, Reaper
from bot.outbox.registry import Registry
from bot.outbox.sender import LEASE, MARGIN, MAX_ATTEMPTS, Sender, retry_after
from bot.pictures.spec import SkillRow, SkillsPicture
from bot.slack.blocks import home_view, section
from bot.slack.clients import Clients
from bot.slack.replies import File, FileMessage, HomeTab, Message
from bot.text import Translator
from sandbox import Sandbox
from sandbox import Workspace as Slack
from tests.factories import NOW, Factory

SCOPES = ("chat:write", "im:write", "mpim:write", "im:history", "users:read", "files:write")


@dataclass(frozen=True)
class Letter:
    """The tests' own message: `what` decides what becomes of it."""

    what: str


def letter_facts(_session: Session, _now: object, message: Letter) -> str | None:
    return None if message.what == "unwanted" else message.what


def letter(t: Translator, what: str) -> Any:
    if what == "broken":
        raise KeyError("a bug in a view")
    if what == "file":
        return FileMessage(t("help-alert"), [File("report.csv", t("help-alert"), "a,b\n")])
    if what in ("pictures", "undrawable"):
        return FileMessage(t("help-alert"), [*_pictures(t, what), File("report.csv", t("help-alert"), "a,b\n")])
    return Message(t("help-alert"), [section(what)])


def _pictures(t: Translator, what: str) -> list[File]:
    skills = SkillsPicture("Swap", "Skills", "shows", "learns", (), "nobody", "", "Nothing yet")
    broken = replace(skills, rows=(SkillRow("TikTok", "many", 1),))
    last = broken if what == "undrawable" else skills
    return [
        File(f"{name}.png", t("help-alert"), one, t("help-promise")) for name, one in (("a", skills), ("b", last))
    ]


def told(t: Translator, what: str) -> Message:
    return Message(t("help-alert"), [section(what)])


def home(_t: Translator, name: str) -> HomeTab:
    return HomeTab(home_view([section(name)]))


REGISTRY = Registry(
    {
        Letter: (letter_facts, letter),
        MessageDied: (lambda *_: "it died", told),
        OutcomeUnknown: (lambda *_: "did it arrive?", told),
        HomeChanged: (lambda session, _now, message: session.get_one(Member, message.member_id).name, home),
    }
)


@dataclass
class PostOffice:
    """A database, a Slack, and Ana and Ben in both."""

    database: Database
    slack: Slack
    clients: Clients
    calendar: MovableClock
    machine: MovableClock
    ana: Any
    ben: Any

    def __post_init__(self) -> None:
        self.clocks = Clocks(self.calendar, self.machine)
        self.sender = Sender(self.database, self.clients, self.clocks, REGISTRY, Gate.of)
        self.reaper = Reaper(self.database, self.clients, self.clocks)

    def write(self, what: str = "hello", *, group: bool = False, **more: Any) -> None:
        with self.database.transaction() as session:
            ana, ben = (
                session.scalars(select(Member).filter_by(slack_id=person.id)).one()
                for person in (self.ana, self.ben)
            )
            queue.add(
                session,
                Letter(what),
                to=(ana, ben) if group else more.pop("to", ana),
                workspace_id=ana.workspace_id,
                key=more.pop("key", what),
                due_at=more.pop("due_at", NOW),
                caretaker=more.pop("caretaker", ben),
                **more,
            )

    def row(self, kind: str = "Letter") -> OutboxMessage:
        with self.database.reading() as session:
            return session.scalars(select(OutboxMessage).filter_by(kind=kind)).one()

    def later(self, span: timedelta) -> None:
        self.machine.move_to(self.machine() + span)

    def work(self, rounds: int = 6) -> None:
        """Send and reap as the ticks would, machine time passing in between."""
        for _ in range(rounds):
            self.sender.run_once()
            self.later(QUIET + timedelta(seconds=1))
            self.reaper.run_once()

    def received(self, person: Any = None) -> list[str]:
        return [message.plain for message in (person or self.ana).dm().messages if "hello" in message.plain]


@pytest.fixture
def office(database: Database) -> Iterator[PostOffice]:
    with Sandbox(now=NOW, scopes=SCOPES) as sandbox:
        slack = Slack(sandbox.url)
        ana, ben = slack.add_user("Ana Costa"), slack.add_user("Ben Ito")
        with database.transaction() as session:
            make = Factory(session)
            make.workspace(bot_token=sandbox.bot_token)
            for person in (ana, ben):
                make.member(person.name, slack_id=person.id)
        clients = Clients(sandbox.api_url)
        yield PostOffice(database, slack, clients, MovableClock(NOW), MovableClock(NOW), ana, ben)
        slack.close()


def test_what_is_due_arrives_once(office: PostOffice) -> None:
    office.write()
    office.write()  # the same key: the same message
    office.work()
    assert len(office.received()) == 1
    message, row = office.ana.dm().last, office.row()
    assert message.metadata == {"event_type": "outbox", "event_payload": {"key": row.wire_key}}
    assert message.text == "How I can help"  # nothing private on a lock screen
    assert (row.state, row.slack_ts) == (OutboxState.SENT, message.ts)


def test_what_is_not_due_waits(office: PostOffice) -> None:
    office.write(due_at=NOW + timedelta(hours=1))
    office.work()
    assert not office.received()
    office.calendar.move_to(NOW + timedelta(hours=1))
    office.work()
    assert office.received()


def test_what_is_no_longer_wanted_is_cancelled(office: PostOffice) -> None:
    office.write("unwanted")
    office.work()
    assert office.row().state == OutboxState.CANCELLED and not office.ana.dm().messages


def test_what_comes_too_late_is_not_sent(office: PostOffice) -> None:
    office.write(expires_at=NOW + timedelta(hours=1), caretaker=None)
    office.calendar.move_to(NOW + timedelta(hours=1))
    office.work()
    assert (office.row().state, office.row().last_error) == (OutboxState.DEAD, "expired")
    assert not office.received()


def test_a_rate_limit_makes_the_workspace_wait_and_costs_no_attempt(office: PostOffice) -> None:
    office.slack.faults.add("429", method="chat.postMessage", times=1, retry_after=30)
    office.write()
    office.sender.run_once()
    office.later(timedelta(seconds=29))
    office.sender.run_once()
    assert (office.row().state, office.row().attempts) == (OutboxState.PENDING, 0)
    assert len([call for call in office.slack.calls if call["method"] == "chat.postMessage"]) == 1
    office.later(timedelta(seconds=1))
    office.sender.run_once()
    assert office.received()


def test_a_rate_limit_stops_the_rest_of_the_batch(office: PostOffice) -> None:
    office.slack.faults.add("429", method="chat.postMessage", times=1, retry_after=30)
    for number in range(3):
        office.write(f"hello {number}")
    office.sender.run_once()
    assert len([call for call in office.slack.calls if call["method"] == "chat.postMessage"]) == 1
    office.work()
    assert len(office.received()) == 3


def test_who_is_gone_from_slack_does_not_stay_in_doubt(office: PostOffice) -> None:
    office.slack.faults.add("drop_before", method="chat.postMessage", times=1)
    office.write()
    office.sender.run_once()
    office.ana.deactivate()
    office.work()
    assert (office.row().state, office.row().last_error) == (OutboxState.DEAD, "user_disabled")
    assert "it died" in office.ben.dm().last.plain


def test_the_page_of_a_proxy_is_doubt_and_stays_out_of_the_row() -> None:
    page = SlackResponse(
        client=None,
        http_verb="POST",
        api_url="",
        req_args={},
        data={"ok": False, "error": "Received a response in a non-JSON format: <html>please log in</html>"},
        headers={},
        status_code=200,
    )
    assert outcome_of(SlackApiError("", page)) == InDoubt("http_200")


@pytest.mark.parametrize("fault", ["500", "503", "internal_error", "drop_before"])
def test_what_did_not_arrive_is_sent_again(office: PostOffice, fault: str) -> None:
    office.slack.faults.add(fault, method="chat.postMessage", times=1)
    office.write()
    office.sender.run_once()
    assert office.row().state == OutboxState.UNKNOWN
    office.work()
    assert len(office.received()) == 1


@pytest.mark.parametrize("fault", ["drop_after", "truncate"])
def test_what_did_arrive_is_not_sent_again(office: PostOffice, fault: str) -> None:
    office.slack.faults.add(fault, method="chat.postMessage", times=1)
    office.write()
    office.sender.run_once()
    assert office.row().state == OutboxState.UNKNOWN
    office.sender.run_once()  # nobody sends what is in doubt
    office.work()
    assert len(office.received()) == 1
    assert office.row().state == OutboxState.SENT


def test_doubt_is_not_looked_into_before_slack_is_quiet(office: PostOffice) -> None:
    office.slack.faults.add("drop_before", method="chat.postMessage", times=1)
    office.write()
    office.sender.run_once()
    office.later(QUIET - timedelta(seconds=1))
    office.reaper.run_once()
    assert office.row().state == OutboxState.UNKNOWN


def test_slack_down_for_long_loses_nothing(office: PostOffice) -> None:
    office.slack.faults.add("503", times=40)
    office.write()
    office.work(3)
    assert not office.received()
    office.slack.faults.clear()
    office.later(timedelta(hours=1))
    office.work()
    assert len(office.received()) == 1


def test_after_eight_attempts_the_caretaker_is_told(office: PostOffice) -> None:
    office.slack.faults.add("500", method="chat.postMessage", times=MAX_ATTEMPTS)
    office.write()
    for _ in range(MAX_ATTEMPTS + 3):
        office.later(timedelta(hours=1))
        office.work(1)
    assert office.row().state == OutboxState.DEAD
    assert "it died" in office.ben.dm().last.plain


def test_what_slack_refuses_for_good_is_not_tried_again(office: PostOffice) -> None:
    office.write(to="C0GONE")
    office.work()
    assert (office.row().state, office.row().last_error) == (OutboxState.DEAD, "channel_not_found")
    assert "it died" in office.ben.dm().last.plain


def test_a_bug_in_one_text_does_not_stop_the_others(office: PostOffice) -> None:
    office.write("broken", key="1")
    office.write("hello", key="2")
    office.work()
    assert len(office.received()) == 1
    assert "it died" in office.ben.dm().last.plain


def test_a_revoked_token_pauses_the_installation_and_keeps_the_message(office: PostOffice) -> None:
    office.slack.revoke_token()
    office.write()
    office.work()
    with office.database.transaction() as session:
        workspace = session.scalars(select(Workspace)).one()
        assert workspace.paused_reason == "token_revoked"
        assert office.row().state == OutboxState.PENDING
        workspace.bot_token, workspace.paused_reason = office.slack.reinstall(), None
    office.work()
    assert len(office.received()) == 1


def test_a_sender_that_died_before_posting_leaves_no_gap(office: PostOffice) -> None:
    office.write()
    office.sender._claim()  # and then the plug is pulled
    office.sender.run_once()
    assert office.row().state == OutboxState.SENDING
    office.later(LEASE + timedelta(seconds=1))
    office.work()
    assert len(office.received()) == 1


def test_a_sender_that_died_after_posting_sends_no_second(office: PostOffice) -> None:
    office.write()
    letters, _ = office.sender._claim()
    office.sender._deliver(letters[0])  # and then the plug is pulled
    office.later(LEASE + timedelta(seconds=1))
    office.work()
    assert len(office.received()) == 1
    assert office.row().state == OutboxState.SENT


def test_a_late_answer_changes_nothing_once_the_lease_is_lost(office: PostOffice) -> None:
    office.write()
    letters, _ = office.sender._claim()
    office.later(LEASE + timedelta(seconds=1))
    office.reaper.run_once()
    office.sender._record(letters[0], office.sender._deliver(letters[0]))
    assert office.row().state in (OutboxState.UNKNOWN, OutboxState.PENDING)


def test_a_lease_that_is_nearly_over_is_not_used(office: PostOffice) -> None:
    office.write()
    letters, _ = office.sender._claim()
    office.later(LEASE - timedelta(seconds=5))
    assert not office.sender._has_time(letters[0])


def test_an_introduction_in_doubt_is_held_and_asked_about(office: PostOffice) -> None:
    office.slack.faults.add("drop_after", method="chat.postMessage", times=1)
    office.write(group=True)
    office.work()
    assert office.row().state == OutboxState.HELD
    assert "did it arrive?" in office.ben.dm().last.plain
    assert len(office.ana.groups[0].messages) == 1


def test_a_file_arrives_where_it_should(office: PostOffice) -> None:
    office.write("file")
    office.work()
    files = [file for message in office.ana.dm().messages for file in message.files]
    assert [(file.name, file.content) for file in files] == [("report.csv", b"a,b\n")]


def test_pictures_arrive_with_their_words_in_one_message_with_the_file(office: PostOffice) -> None:
    office.write("pictures")
    office.sender.run_once()
    (message,) = office.ana.dm().messages
    assert [file.name for file in message.files] == ["a.png", "b.png", "report.csv"]
    assert [file.content[:4] for file in message.files] == [b"\x89PNG", b"\x89PNG", b"a,b\n"]
    promise = Translator()("help-promise").plain()
    assert [file.alt_text for file in message.files] == [promise, promise, ""]


def test_what_cannot_be_drawn_is_tried_again_and_told_in_the_end(office: PostOffice) -> None:
    office.write("undrawable")
    office.sender.run_once()
    row = office.row()
    assert (row.state, row.attempts, row.last_error) == (OutboxState.PENDING, 1, "not_drawn")
    assert not [call for call in office.slack.calls if call["method"].startswith("files.")]
    with office.database.transaction() as session:
        session.get_one(OutboxMessage, row.id).attempts = MAX_ATTEMPTS - 1
    office.work(rounds=3)
    assert (office.row().state, office.row().last_error) == (OutboxState.DEAD, "not_drawn")
    assert "it died" in office.ben.dm().last.plain


def test_nothing_is_posted_that_could_outlast_its_lease(office: PostOffice) -> None:
    """Files take longer than a message, and pictures longer still."""
    t = Translator()
    times = [longest(letter(t, what)) for what in ("hello", "file", "pictures")]
    assert times == sorted({*times})
    assert times[-1] + MARGIN < LEASE


def test_many_senders_send_each_message_once(office: PostOffice) -> None:
    for number in range(60):
        office.write(f"hello {number}")
    senders = [Sender(office.database, office.clients, office.clocks, REGISTRY, Gate.of) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        for _ in range(6):
            list(pool.map(lambda sender: sender.run_once(), senders))
    assert sorted(office.received()) == sorted({*office.received()})
    assert len(office.received()) == 60


def test_the_waits_between_attempts_grow_to_half_an_hour() -> None:
    assert [retry_after(n).total_seconds() for n in (1, 2, 3, 20)] == [15, 60, 240, 1800]
    assert sum((retry_after(n) for n in range(1, MAX_ATTEMPTS)), timedelta()) > timedelta(hours=1, minutes=45)


def published(office: PostOffice) -> int:
    return office.ana.home.publishes if office.ana.home else 0


def ana_changes(office: PostOffice, name: str, times: int = 1) -> None:
    with office.database.transaction() as session:
        ana = session.scalars(select(Member).filter_by(slack_id=office.ana.id)).one()
        ana.name, ana.home_opened_at = name, NOW
        for _ in range(times):
            queue.refresh_home(session, ana, NOW)


def test_home_is_published_once_a_change(office: PostOffice) -> None:
    ana_changes(office, "Ana", times=3)
    office.work()
    assert published(office) == 1
    ana_changes(office, "Ana")
    office.work()
    assert published(office) == 1
    ana_changes(office, "Ana Costa")
    office.work()
    assert published(office) == 2
    assert office.ana.home.plain == "Ana Costa"


@pytest.mark.parametrize("kind", ["drop_before", "drop_after", "internal_error"])
def test_home_is_published_again_when_nobody_knows_whether_it_was(office: PostOffice, kind: str) -> None:
    office.slack.faults.add(method="views.publish", kind=kind, times=1)
    ana_changes(office, "Ana")
    office.work()
    assert office.ana.home.plain == "Ana"
    assert not office.ana.dm().messages
