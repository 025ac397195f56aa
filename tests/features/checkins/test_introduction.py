"""Nobody is asked whether they met somebody to whom they weren't introduced."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from bot.features.checkins.plan import couples_to_ask_about
from bot.features.pairings.messages import PairIntroduced
from bot.features.pairings.offers import introduction_key
from bot.models import OutboxMessage, OutboxState
from bot.outbox import queue
from tests.factories import NOW
from tests.features.checkins.conftest import Pair


@pytest.mark.parametrize(
    ("state", "asked"),
    [
        (OutboxState.SENT, True),
        (OutboxState.PENDING, False),
        (OutboxState.HELD, False),
        (OutboxState.DEAD, False),
    ],
)
def test_an_introduction_that_has_not_arrived(
    session: Session, pair: Pair, state: OutboxState, asked: bool
) -> None:
    queue.add(
        session,
        PairIntroduced(pair.pairing.id),
        to=(pair.ana, pair.ben),
        workspace_id=pair.ana.workspace_id,
        key=introduction_key(pair.pairing),
        due_at=NOW,
    )
    session.query(OutboxMessage).update({"state": state})
    assert (pair.ana.id in couples_to_ask_about(session, NOW + timedelta(days=3), [pair.ana])) is asked
