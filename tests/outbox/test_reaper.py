"""What is in doubt, where Slack can't say now, another process was faster, or the bot's token is no good."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.models import OutboxState, Workspace
from bot.outbox.reaper import Reaper, take_back_all
from bot.outbox.timing import UNPACED
from tests.outbox.conftest import LEASE, QUIET, PostOffice


def in_doubt(office: PostOffice, fault: str = "drop_after") -> None:
    office.slack.faults.add(fault, method="chat.postMessage", times=1)
    office.write()
    office.sender.run_once()
    assert office.row().state == OutboxState.UNKNOWN
    office.later(QUIET)


@pytest.mark.parametrize("fault", ["500", "internal_error", "drop_before", "truncate"])
def test_history_that_cannot_be_read_now_is_read_later(office: PostOffice, fault: str) -> None:
    in_doubt(office)
    office.slack.faults.add(fault, method="conversations.history", times=3)
    for _ in range(4):
        assert office.row().state == OutboxState.UNKNOWN
        office.reaper.run_once()
        office.later(timedelta(minutes=1))
    assert office.row().state == OutboxState.SENT
    assert len(office.received()) == 1


def test_history_is_asked_for_again_when_slack_says_so(office: PostOffice) -> None:
    """And no sooner, for no message of that workspace."""
    in_doubt(office)
    office.slack.faults.add("429", method="conversations.history", times=1, retry_after=60)
    for _ in range(3):
        office.reaper.run_once()
    assert len([call for call in office.slack.calls if call["method"] == "conversations.history"]) == 1
    office.later(timedelta(seconds=60))
    office.reaper.run_once()
    assert office.row().state == OutboxState.SENT


def test_history_is_read_to_its_end(office: PostOffice) -> None:
    in_doubt(office)
    with office.database.reading() as session:
        client = office.clients.for_sender(session.scalars(select(Workspace)).one().bot_token)
    for number in range(210):  # more than one page of newer ones
        client.chat_postMessage(channel=office.ana.id, text=f"{number}")
    office.reaper.run_once()
    assert office.row().state == OutboxState.SENT


def test_what_cannot_be_read_at_all_is_asked_about(office: PostOffice) -> None:
    in_doubt(office)
    office.slack.configure(scopes=["chat:write", "im:write"])
    office.reaper.run_once()
    assert office.row().state == OutboxState.HELD


def test_a_look_that_took_long_says_nothing_of_a_later_attempt(office: PostOffice) -> None:
    """Two replicas look at once; by the time that one of them acts, the message was sent again, in doubt again."""
    in_doubt(office, "drop_before")
    with office.database.reading():
        stale = office.row()
    office.reaper.run_once()  # the other replica: it isn't there
    office.slack.faults.add("drop_after", method="chat.postMessage", times=1)
    office.sender.run_once()
    assert office.row().state == OutboxState.UNKNOWN
    assert office.reaper._did_not_arrive(stale) == 0
    office.work()
    assert len(office.received()) == 1


def test_who_stood_still_may_yet_post_for_a_quiet_period(office: PostOffice) -> None:
    """A process that was stopped just before its POST, and goes on after its lease ran out."""
    office.write()
    letters, _ = office.sender.claims.take()
    office.later(LEASE + timedelta(seconds=1))
    office.reaper.run_once()
    office.sender.deliver(letters[0])
    office.work()
    assert len(office.received()) == 1


def test_who_is_alone_need_not_wait_for_the_leases_of_the_dead(office: PostOffice) -> None:
    """Nor does anything else that goes to the same conversation, such as the question whether it arrived."""
    office.write()
    assert len(office.sender.claims.take()[0]) == 1
    take_back_all(office.database, office.clocks.machine(), UNPACED)
    assert office.row().state == OutboxState.UNKNOWN
    office.write("hello again")
    office.another_sender().run_once()
    office.reaper.run_once()
    assert office.received() == [
        "hello again"
    ]  # the first may have been posted just before, and isn't yet looked up
    office.later(QUIET)
    office.work()
    assert sorted(office.received()) == ["hello", "hello again"]


def test_a_token_that_is_refused_while_looking_pauses_the_installation(office: PostOffice) -> None:
    in_doubt(office)
    office.slack.revoke_token()
    office.reaper.run_once()
    with office.database.transaction() as session:
        workspace = session.scalars(select(Workspace)).one()
        assert (workspace.paused_reason, office.row().state) == ("token_revoked", OutboxState.UNKNOWN)
        workspace.bot_token, workspace.paused_reason = office.slack.reinstall(), None
    office.reaper.run_once()
    assert office.row().state == OutboxState.SENT


def test_a_late_refusal_of_the_old_token_does_not_pause_the_new_installation(office: PostOffice) -> None:
    office.write()
    letters, _ = office.sender.claims.take()
    office.slack.revoke_token()
    refused = office.sender.deliver(letters[0])
    with office.database.transaction() as session:
        session.scalars(select(Workspace)).one().bot_token = office.slack.reinstall()
    office.sender.record([(letters[0], refused)])
    with office.database.reading() as session:
        assert session.scalars(select(Workspace)).one().paused_reason is None
    office.sender.run_once()
    assert len(office.received()) == 1


def test_one_workspace_that_cannot_be_looked_into_does_not_keep_the_others_waiting(office: PostOffice) -> None:
    in_doubt(office)
    office.slack.faults.add("500", method="conversations.history", times=1)
    reaper = Reaper(office.database, office.clients, office.clocks, UNPACED)
    reaper.run_once()
    retry_at = office.row().retry_at
    assert retry_at and retry_at > office.machine()  # it went to the end of the line
