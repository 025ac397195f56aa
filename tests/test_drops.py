"""After a day of being down, a line a kind says how many messages were dropped and why; none of them goes."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from bot import app
from bot.app import Bot
from bot.clock import Clocks, MovableClock
from bot.config import Config
from bot.db import Database
from bot.logs import configure
from bot.models import OutboxMessage, OutboxState
from tests.conftest import KEY
from tests.factories import Factory

DOWN_AT = datetime(2027, 1, 5, 9, tzinfo=UTC)  # a Tuesday, an hour before everybody's weekly hello
UP_AGAIN = DOWN_AT + timedelta(days=1)


def bot_on(database: Database, now: datetime) -> Bot:
    env = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "s", "PORT": "1", "ENCRYPTION_KEY": KEY}
    url = database.engine.url.render_as_string(hide_password=False)
    config = Config.from_env(env | {"DATABASE_URL": url, "SLACK_API_URL": "http://127.0.0.1:9/api/"})
    clock = MovableClock(now)
    return app.create(config, Clocks(clock, clock))


def test_what_a_day_of_being_down_dropped_is_told_by_kind_and_reason(
    database: Database, capfd: pytest.CaptureFixture[str], logs_restored: None
) -> None:
    with database.transaction() as session:
        make = Factory(session)
        program = make.program()
        for _ in range(3):
            pair = [make.enroll(program, make.member(next_nudge_at=DOWN_AT + timedelta(hours=1))) for _ in range(2)]
            make.pairing(*pair)
        expired = {"kind": "NudgeDue", "params": {"nudge_id": 1}, "expires_at": DOWN_AT + timedelta(hours=8)}
        answered = {
            "kind": "MessageDied",
            "params": {"outbox_id": 3},
        }  # which is not dead, so there is nothing to tell
        for number, values in enumerate((expired, expired, answered)):
            keys = {"workspace_id": program.workspace_id, "recipient": f"U000{number + 1}", "due_at": DOWN_AT}
            session.add(OutboxMessage(dedup_key=str(number), wire_key=str(number), **keys, **values))
    configure("INFO")
    bot = bot_on(database, UP_AGAIN)
    for tick in bot.ticks:
        bot.metronome.run(tick)
    bot.database.engine.dispose()
    lines = [json.loads(line) for line in capfd.readouterr().err.splitlines()]
    dropped = {(line["kind"], line["reason"]): line["messages"] for line in lines if line["event"] == "dropped"}
    assert dropped == {
        ("NudgeDue", "its_hours_are_over"): 6,
        ("NudgeDue", "expired"): 2,
        ("MessageDied", "no_longer_wanted"): 1,
    }
    with database.reading() as session:
        states = [row.state for row in session.query(OutboxMessage)]
    assert OutboxState.PENDING not in states and OutboxState.SENT not in states
