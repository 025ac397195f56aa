"""The outbox against a Slack that fails in every way: nothing lost, nothing twice, doubt asked about."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from socket import gaierror
from urllib.error import URLError

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse
from sqlalchemy import select, text, update

from bot.features.delivery.service import not_reached_facts
from bot.models import Member, OutboxMessage, OutboxState, Workspace
from bot.outbox import queue
from bot.outbox.messages import PeopleNotReached
from bot.outbox.posting import InDoubt, NotSent, longest, outcome_of
from bot.outbox.timing import MAX_ATTEMPTS, UNPACED, Timing
from bot.text import Translator
from tests.conftest import somebody_waits
from tests.factories import NOW, Factory
from tests.outbox.conftest import LEASE, QUIET, PostOffice, letter

ON_ONE_DATABASE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
"""For what a drawing process costs seconds of, and no database has a part in."""


def test_what_is_due_arrives_once(office: PostOffice) -> None:
    office.write()
    office.write()  # the same key: the same message
    office.work()
    assert len(office.received()) == 1
    message, row = office.ana.dm().last, office.row()
    assert message.metadata == {"event_type": "outbox", "event_payload": {"key": row.wire_key}}
    assert message.text == "How I can help"  # nothing private on a lock screen
    assert (row.state, row.slack_ts) == (OutboxState.SENT, message.ts)


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_what_was_sent_is_written_down_also_where_postgresql_ends_a_deadlock(office: PostOffice) -> None:
    """As when its reader is being forgotten just then: it would be in doubt, and somebody asked about a file."""
    office.write()
    with ThreadPoolExecutor(1) as aside:
        with office.database.transaction() as session:
            session.execute(text("SET LOCAL deadlock_timeout = 10000"))  # the sender's notices, and is undone
            session.execute(update(Member).values(level=3))
            sending = aside.submit(office.sender.run_once)
            while not (sending.done() or somebody_waits(office.database)):
                pass
            session.scalars(select(OutboxMessage).with_for_update()).all()
        assert sending.result() == 1
    assert (office.row().state, len(office.received())) == (OutboxState.SENT, 1)


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


@pytest.mark.parametrize("reason", [TimeoutError(), gaierror(), BrokenPipeError(), OSError("unreachable")])
def test_a_request_that_never_was_whole_did_nothing(reason: OSError) -> None:
    assert outcome_of(URLError(reason)) == NotSent(type(reason).__name__)
    assert outcome_of(TimeoutError()) == InDoubt("TimeoutError")  # this one was out


def test_an_upload_of_which_slack_kept_nothing_is_done_again(office: PostOffice) -> None:
    office.slack.faults.add("internal_error", method="upload", times=1)
    office.write("file")
    office.work()
    assert office.row().state == OutboxState.SENT


def test_half_an_answer_says_enough_where_nobody_could_look(office: PostOffice) -> None:
    office.slack.faults.add("truncate", method="chat.postMessage", times=1)
    office.write(group=True)
    office.work()
    assert (office.row().state, office.row().traceable) == (OutboxState.SENT, False)
    assert office.row().slack_ts is None
    assert len([call for call in office.slack.calls if call["method"] == "chat.postMessage"]) == 1


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
    office.sender.claims.take()  # and then the plug is pulled
    office.sender.run_once()
    assert office.row().state == OutboxState.SENDING
    office.later(LEASE + timedelta(seconds=1))
    office.work()
    assert len(office.received()) == 1


def test_a_sender_that_died_after_posting_sends_no_second(office: PostOffice) -> None:
    office.write()
    letters, _ = office.sender.claims.take()
    office.sender.deliver(letters[0])  # and then the plug is pulled
    office.later(LEASE + timedelta(seconds=1))
    office.work()
    assert len(office.received()) == 1
    assert office.row().state == OutboxState.SENT


def test_a_late_answer_changes_nothing_once_the_lease_is_lost(office: PostOffice) -> None:
    office.write()
    letters, _ = office.sender.claims.take()
    office.later(LEASE + timedelta(seconds=1))
    office.reaper.run_once()
    office.sender.record([(letters[0], office.sender.deliver(letters[0]))])
    assert office.row().state in (OutboxState.UNKNOWN, OutboxState.PENDING)


def test_a_lease_that_is_nearly_over_is_not_used(office: PostOffice) -> None:
    office.write()
    letters, _ = office.sender.claims.take()
    office.later(LEASE - timedelta(seconds=5))
    assert not office.sender.has_time(letters[0])


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


@ON_ONE_DATABASE
@pytest.mark.parametrize("fault", ["500", "drop_after"])
def test_an_upload_that_fails_is_done_again_at_once(office: PostOffice, fault: str) -> None:
    office.slack.faults.add(fault, method="files.getUploadURLExternal", times=2)
    office.write("file")
    office.sender.run_once()
    assert (office.row().state, office.row().attempts) == (OutboxState.SENT, 0)


def test_pictures_arrive_with_their_words_in_one_message_with_the_file(office: PostOffice) -> None:
    office.write("pictures")
    office.sender.run_once()
    (message,) = office.ana.dm().messages
    assert [file.name for file in message.files] == ["a.png", "b.png", "report.csv"]
    assert [file.content[:4] for file in message.files] == [b"\x89PNG", b"\x89PNG", b"a,b\n"]
    promise = Translator()("help-promise").plain()
    assert [file.alt_text for file in message.files] == [promise, promise, ""]


@ON_ONE_DATABASE
def test_what_cannot_be_drawn_is_tried_again_and_then_left_out(office: PostOffice) -> None:
    office.write("undrawable")
    for attempts in (1, 2):
        office.work(rounds=1)
        row = office.row()
        assert (row.state, row.attempts, row.last_error) == (OutboxState.PENDING, attempts, "not_drawn")
    office.work(rounds=3)
    (message,) = office.ana.dm().messages
    assert [file.name for file in message.files] == ["a.png", "report.csv"]
    assert "not all of them could be drawn" in message.text


@ON_ONE_DATABASE
def test_a_message_of_nothing_but_a_picture_that_cannot_be_drawn_is_told_in_the_end(office: PostOffice) -> None:
    office.write("picture that can't be drawn")
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
    times = [longest(letter(t, what), UNPACED.call) for what in ("hello", "file", "pictures")]
    assert times == sorted({*times})
    assert times[-1] + UNPACED.margin < LEASE


def test_many_senders_send_each_message_once(office: PostOffice) -> None:
    for number in range(60):
        office.write(f"hello {number}")
    senders = [office.another_sender() for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        for _ in range(6):
            list(pool.map(lambda sender: sender.run_once(), senders))
    assert sorted(office.received()) == sorted({*office.received()})
    assert len(office.received()) == 60


def test_the_waits_between_attempts_grow_to_half_an_hour() -> None:
    assert [Timing().retry_after(n).total_seconds() for n in (1, 2, 3, 20)] == [15, 60, 240, 1800]
    waits = [Timing().retry_after(n) for n in range(1, MAX_ATTEMPTS)]
    assert sum(waits, timedelta()) > timedelta(hours=1, minutes=45)


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


def test_a_sender_that_is_told_to_stop_claims_nothing_more(office: PostOffice) -> None:
    office.write()
    office.sender.stop()
    assert office.sender.run_once() == 0
    assert (office.row().state, office.received()) == (OutboxState.PENDING, [])


def test_who_runs_the_program_hears_whom_nothing_reaches_once_for_many(office: PostOffice) -> None:
    """Nobody asked for these messages, so nobody else looks after them."""
    with office.database.transaction() as session:
        make = Factory(session)
        ana, ben = session.scalars(select(Member).order_by(Member.id)).all()
        make.enroll(make.program(ben), ana)
    for number in range(3):
        office.write("broken", key=f"{number}", caretaker=None)
    office.work(2)
    with office.database.reading() as session:
        tellings = session.scalars(select(OutboxMessage).filter_by(kind="PeopleNotReached")).all()
        assert [row.recipient for row in tellings] == [office.ben.id]
        facts = not_reached_facts(session, NOW, PeopleNotReached(**tellings[0].params))
    assert facts and [person.slack_id for person in facts.people] == [office.ana.id]
