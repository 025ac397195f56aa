"""As fast as Slack takes it, over all replicas: one at a time to a conversation, few a second to all."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from sqlalchemy import select

from bot.models import OutboxState, Workspace
from bot.outbox.timing import Timing
from tests.factories import NOW
from tests.outbox.conftest import LEASE, PostOffice

PACED = Timing(between=timedelta(seconds=1), share=timedelta(milliseconds=200), burst=5)
ALL_AT_ONCE = Timing(share=timedelta(0))


def posts(office: PostOffice) -> int:
    return len([call for call in office.slack.calls if call["method"] == "chat.postMessage"])


def test_a_conversation_gets_one_message_a_second_in_order(office: PostOffice) -> None:
    sender = office.another_sender(PACED)
    for number in range(3):
        office.write(f"hello {number}")
    for count in (1, 2, 3):
        sender.run_once()
        sender.run_once()
        assert posts(office) == count
        office.later(timedelta(seconds=1))
    assert office.received() == ["hello 0", "hello 1", "hello 2"]


def test_replicas_share_the_pace_of_a_conversation(office: PostOffice) -> None:
    for number in range(4):
        office.write(f"hello {number}")
    senders = [office.another_sender(ALL_AT_ONCE) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda sender: sender.run_once(), senders))
    assert posts(office) == 1


def test_a_conversation_is_left_alone_while_a_message_is_on_its_way(office: PostOffice) -> None:
    office.write("hello 1")
    office.write("hello 2")
    letters, _ = office.sender.claims.take()
    assert [letter.row.dedup_key for letter in letters] == ["hello 1"]
    office.another_sender().run_once()
    assert not office.received()
    office.later(LEASE + timedelta(seconds=1))  # who had it is gone
    office.another_sender().run_once()
    assert office.received() == ["hello 2"]


def test_a_workspace_gets_five_a_second_and_makes_up_for_a_rest(office: PostOffice) -> None:
    for number in range(30):
        office.write(f"hello {number}", to=office.slack.add_channel(f"c{number}").id)
    sender = office.another_sender(PACED)
    sent: list[int] = []
    for _ in range(4):  # a tick a second, and a little late each time
        while sender.run_once():
            pass
        sent.append(posts(office))
        office.later(timedelta(milliseconds=1100))
    assert sent == [6, 11, 17, 22]


def test_two_replicas_share_the_pace_of_a_workspace(office: PostOffice) -> None:
    for number in range(30):
        office.write(f"hello {number}", to=office.slack.add_channel(f"c{number}").id)
    senders = [office.another_sender(PACED) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        for _ in range(3):
            list(pool.map(lambda sender: sender.run_once(), senders))
    assert posts(office) <= 6


def test_two_replicas_make_full_use_of_what_slack_allows_and_are_never_refused(office: PostOffice) -> None:
    channels = [office.slack.add_channel(f"c{number}").id for number in range(40)]
    for number in range(120):
        office.write(f"hello {number}", to=channels[number % 40])
    office.slack.configure(limits=True)
    senders = [office.another_sender(PACED) for _ in range(2)]
    for _ in range(20):  # seconds, with a tick of each replica in every one
        for sender in senders:
            while sender.run_once():
                pass
        office.later(timedelta(seconds=1))
    answers = [call["error"] for call in office.slack.calls if call["method"] == "chat.postMessage"]
    assert set(answers) == {None} and len(answers) >= 0.95 * 5 * 20


def test_who_is_not_paced_is_refused_waits_and_loses_nothing(office: PostOffice) -> None:
    for number in range(6):
        office.write(f"hello {number}")
    office.slack.configure(limits=True)
    for _ in range(5):
        office.work(rounds=1)
    answers = [call["error"] for call in office.slack.calls if call["method"] == "chat.postMessage"]
    assert "ratelimited" in answers and office.received() == [f"hello {number}" for number in range(6)]


def test_who_asks_for_a_shorter_wait_does_not_shorten_a_longer_one(office: PostOffice) -> None:
    with office.database.transaction() as session:
        session.scalars(select(Workspace)).one().send_after = NOW
    office.slack.faults.add("429", method="chat.postMessage", times=1, retry_after=30)
    office.write()
    office.sender.run_once()
    with office.database.reading() as session:
        assert session.scalars(select(Workspace)).one().send_after == NOW + timedelta(seconds=30)
    assert office.row().state == OutboxState.PENDING
