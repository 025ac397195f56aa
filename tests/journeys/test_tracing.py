"""One id leads from a click to the message that it wrote, and to what came of that."""

import json

import pytest
from sqlalchemy import select

from bot.logs import configure
from bot.models import OutboxMessage
from tests.journeys.conftest import World


def test_from_the_form_to_the_message(world: World, capfd: pytest.CaptureFixture[str], logs_restored: None) -> None:
    world.open_program(world.hire("Olive Owner", is_admin=True))
    configure("INFO")
    world.join(world.hire("Ana Costa"), teaches=["TikTok"], learns=["Budgeting"], level="Junior")
    with world.bot.database.reading() as session:
        row = session.scalars(select(OutboxMessage).filter_by(kind="Joined")).one()
    lines = [json.loads(line) for line in capfd.readouterr().err.splitlines()]
    trace = [line for line in lines if line.get("correlation_id") == row.correlation_id]
    assert [(line["event"], line["kind"]) for line in trace] == [
        ("payload_answered", "view_submission"),
        ("message_posted", "Joined"),
    ]
    assert trace[0]["listener"] == "enrollment.join_form" and trace[1]["outbox_id"] == row.id
    assert trace[1]["outcome"] == "Sent"
