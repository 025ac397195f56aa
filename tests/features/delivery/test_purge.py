"""Payloads that were dealt with are remembered for two days, then forgotten, about once a day."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.features.delivery import service
from bot.models import SeenPayload
from tests.factories import NOW, Factory


def test_old_payloads_are_forgotten(session: Session) -> None:
    workspace = Factory(session).workspace()
    for days in (0, 1, 2, 4):
        seen_at = NOW - timedelta(days=days, minutes=1)
        session.add(SeenPayload(workspace_id=workspace.id, key=f"event:{days}", seen_at=seen_at))
    session.flush()
    assert service.next_forgetting(session) == NOW - timedelta(days=1, minutes=1)
    assert service.forget_payloads(session, NOW) == 2
    assert set(session.scalars(select(SeenPayload.key))) == {"event:0", "event:1"}


def test_nothing_seen_nothing_to_forget(session: Session) -> None:
    assert service.next_forgetting(session) is None
