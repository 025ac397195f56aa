"""What the outbox asks its caretakers: did it arrive, and what to do when it couldn't be sent."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.errors import NotYours
from bot.features.delivery import service, views
from bot.features.delivery.facts import OutboxFacts
from bot.features.delivery.service import died_facts, it_arrived, not_reached_facts, unknown_facts
from bot.models import Member, OutboxMessage, OutboxState
from bot.outbox.endings import UNREADABLE, bury
from bot.outbox.messages import HomeChanged, MessageDied, OutcomeUnknown, PeopleNotReached
from bot.text import Translator
from tests.factories import Factory

NOW = datetime(2027, 1, 12, 10, tzinfo=UTC)
t = Translator()


def send_again(session: Session, member: Member, outbox_id: int) -> OutboxFacts:
    return service.send_again(session, NOW, member, outbox_id)


@pytest.fixture
def make(session: Session) -> Factory:
    return Factory(session)


@pytest.fixture
def caretaker(make: Factory) -> Member:
    return make.member("Olive")


def row(session: Session, caretaker: Member, state: OutboxState, **values: Any) -> OutboxMessage:
    usual: dict[str, Any] = {
        "kind": "PairIntroduced",
        "params": {"pairing_id": 1},
        "recipient": "U1+U2",
        "dedup_key": "introduced:1",
        "wire_key": "abc",
        "due_at": NOW,
        "state": state,
        "attempts": 3,
        "last_error": "lease_expired",
    }
    message = OutboxMessage(workspace_id=caretaker.workspace_id, caretaker_id=caretaker.id, **usual | values)
    session.add(message)
    session.flush()
    return message


def test_it_arrived(session: Session, caretaker: Member) -> None:
    held = row(session, caretaker, OutboxState.HELD)
    assert unknown_facts(session, NOW, OutcomeUnknown(held.id)) is not None
    for _ in range(2):
        assert it_arrived(session, caretaker, held.id).state == OutboxState.SENT
    assert unknown_facts(session, NOW, OutcomeUnknown(held.id)) is None


def test_send_it_again(session: Session, caretaker: Member) -> None:
    held = row(session, caretaker, OutboxState.HELD)
    for _ in range(2):
        assert send_again(session, caretaker, held.id).state == OutboxState.PENDING
    assert (held.attempts, held.retry_at) == (0, None)


@pytest.mark.parametrize("state", [OutboxState.SENDING, OutboxState.SENT, OutboxState.CANCELLED])
@pytest.mark.parametrize("press", [it_arrived, send_again])
def test_a_late_press_changes_nothing(
    session: Session, caretaker: Member, state: OutboxState, press: Callable[..., OutboxFacts]
) -> None:
    """Said in one window, pressed in another; or it is on its way already."""
    message = row(session, caretaker, state)
    assert press(session, caretaker, message.id).state == state


@pytest.mark.parametrize("press", [it_arrived, send_again])
def test_only_the_caretaker(
    session: Session, make: Factory, caretaker: Member, press: Callable[..., OutboxFacts]
) -> None:
    held = row(session, caretaker, OutboxState.HELD)
    colleague = make.member("Colleague")
    make.workspace("T2")
    namesake = make.member("Olive", slack_id=caretaker.slack_id)
    for somebody in (colleague, namesake):
        with pytest.raises(NotYours):
            press(session, somebody, held.id)
    assert held.state == OutboxState.HELD


def test_what_died_can_be_sent_again(session: Session, caretaker: Member) -> None:
    dead = row(session, caretaker, OutboxState.DEAD, recipient="C7", last_error="not_in_channel")
    assert died_facts(session, NOW, MessageDied(dead.id)) is not None
    send_again(session, caretaker, dead.id)
    assert dead.state == OutboxState.PENDING
    assert died_facts(session, NOW, MessageDied(dead.id)) is None


def test_what_is_hopeless_stays_dead(session: Session, caretaker: Member) -> None:
    dead = row(session, caretaker, OutboxState.DEAD, last_error="user_disabled")
    facts = send_again(session, caretaker, dead.id)
    assert dead.state == OutboxState.DEAD
    assert "isn't active any more" in words(views.settled(t, facts).blocks)


def words(blocks: Any) -> str:
    return "\n".join(block["text"]["text"] for block in blocks if block["type"] == "section")


def buttons(blocks: Any) -> list[str]:
    return [one["text"]["text"] for block in blocks if block["type"] == "actions" for one in block["elements"]]


def test_the_question_names_the_message_and_disappears(session: Session, caretaker: Member) -> None:
    held = row(session, caretaker, OutboxState.HELD)
    facts = unknown_facts(session, NOW, OutcomeUnknown(held.id))
    assert facts is not None
    question = views.unknown(t, facts)
    assert "the introduction of you and your partner" in words(question.blocks)
    assert buttons(question.blocks) == ["It arrived", "Send it again"]
    answered = views.settled(t, it_arrived(session, caretaker, held.id))
    assert buttons(answered.blocks) == []


@pytest.mark.parametrize(
    ("error", "recipient", "expected", "again"),
    [
        ("not_in_channel", "C7", "<#C7>", True),
        ("channel_not_found", "C7", "/invite", True),
        ("channel_not_found", "U1", "You can try again", True),
        ("is_archived", "C7", "archived", True),
        ("user_disabled", "U1", "isn't active any more", False),
        ("not_rendered", "U1", "Slack didn't take it", False),
        ("something_new", "U1", "You can try again", True),
    ],
)
def test_what_died_says_what_to_do(
    session: Session, caretaker: Member, error: str, recipient: str, expected: str, again: bool
) -> None:
    dead = row(session, caretaker, OutboxState.DEAD, recipient=recipient, last_error=error, kind="Unheard")
    facts = died_facts(session, NOW, MessageDied(dead.id))
    assert facts is not None
    message = views.died(t, facts)
    assert expected in words(message.blocks)
    assert bool(buttons(message.blocks)) == again


def test_the_lock_screen_tells_nothing(session: Session, caretaker: Member) -> None:
    facts = unknown_facts(session, NOW, OutcomeUnknown(row(session, caretaker, OutboxState.HELD).id))
    assert facts is not None
    assert views.unknown(t, facts).text.plain() == "About a message of mine"


def test_what_has_expired_meanwhile_is_not_promised(session: Session, caretaker: Member) -> None:
    held = row(session, caretaker, OutboxState.HELD, expires_at=NOW)
    facts = send_again(session, caretaker, held.id)
    assert (held.state, held.last_error) == (OutboxState.DEAD, "expired")
    assert "in time" in words(views.settled(t, facts).blocks)


@pytest.mark.parametrize(
    ("kind", "error", "is_told"),
    [
        ("Joined", "user_not_found", True),
        ("Joined", UNREADABLE, False),
        (HomeChanged.__name__, "user_not_found", False),
        (HomeChanged.__name__, UNREADABLE, False),
    ],
)
def test_owners_hear_of_people_who_cannot_be_reached_not_of_what_cannot_be_read(
    session: Session, make: Factory, kind: str, error: str, is_told: bool
) -> None:
    """Nor of a Home that fails: an owner could do nothing about either."""
    owner, ben = make.member("Olive"), make.member("Ben")
    make.enroll(make.program(owner), ben)
    dead = row(session, owner, OutboxState.PENDING, kind=kind, recipient=ben.slack_id)
    dead.caretaker_id = None
    bury(session, dead, error, NOW)
    session.flush()
    tellings = session.scalars(select(OutboxMessage).filter_by(recipient=owner.slack_id)).all()
    assert [one.kind for one in tellings] == [PeopleNotReached.__name__] * is_told
    facts = not_reached_facts(session, NOW, PeopleNotReached(owner.id, NOW.isoformat()))
    assert (facts is not None) == is_told


def test_who_cares_for_what_cannot_be_read_is_told(session: Session, caretaker: Member) -> None:
    bury(session, row(session, caretaker, OutboxState.PENDING), UNREADABLE, NOW)
    session.flush()
    tellings = session.scalars(select(OutboxMessage).filter_by(recipient=caretaker.slack_id)).all()
    assert [one.kind for one in tellings] == [MessageDied.__name__]
