"""What whoever runs the bot reads of the outbox, and does about it."""

from typing import Any

import pytest
from typer.testing import CliRunner

from bot.__main__ import cli
from bot.db import Database
from bot.models import OutboxMessage, OutboxState, Workspace
from tests.conftest import KEY
from tests.factories import NOW, Factory

SECRET = "what a message says"


@pytest.fixture
def team(database: Database, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("DATABASE_URL", database.engine.url.render_as_string(hide_password=False))
    with database.transaction() as session:
        return Factory(session).workspace("T7").team_id


def add(database: Database, state: OutboxState, **values: Any) -> int:
    with database.transaction() as session:
        workspace = session.query(Workspace).one()
        count = session.query(OutboxMessage).count()
        usual: dict[str, Any] = {"kind": "Joined", "params": {"words": SECRET}, "recipient": "U1", "due_at": NOW}
        keys = {"dedup_key": f"{count}", "wire_key": f"{count}", "workspace_id": workspace.id}
        row = OutboxMessage(state=state, **usual | keys | values)
        session.add(row)
        session.flush()
        return row.id


def bot(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(cli, ["outbox", *arguments])
    return done.exit_code, done.output


def state(database: Database, id_: int) -> OutboxState:
    with database.reading() as session:
        return session.get_one(OutboxMessage, id_).state


def test_it_lists_what_needs_somebody_and_says_nothing_of_what_it_says(database: Database, team: str) -> None:
    dead = add(database, OutboxState.DEAD, last_error="user_disabled", attempts=8)
    add(database, OutboxState.DEAD, last_error="expired")
    add(database, OutboxState.SENT)
    with database.transaction() as session:
        session.query(Workspace).one().paused_reason = "token_revoked"
    code, told = bot()
    assert code == 0
    assert "2 dead, 1 sent" in told and "workspace T7 (token_revoked)" in told
    assert f"{dead}  dead     Joined" in told and "user_disabled" in told
    assert "expired" not in told and SECRET not in told and "U1" not in told


def test_an_empty_outbox(database: Database, team: str) -> None:
    assert bot() == (0, "The outbox is empty.\n")


def test_retry(database: Database, team: str) -> None:
    dead, held = add(database, OutboxState.DEAD), add(database, OutboxState.HELD, attempts=8)
    assert bot("retry", str(dead), str(held)) == (0, f"{dead}: will be sent\n{held}: will be sent\n")
    assert state(database, dead) == state(database, held) == OutboxState.PENDING


def test_what_is_on_its_way_is_not_sent_again(database: Database, team: str) -> None:
    sending = add(database, OutboxState.SENDING)
    code, told = bot("retry", str(sending))
    assert code == 1 and "nothing changed" in told
    assert state(database, sending) == OutboxState.SENDING


def test_resume(database: Database, team: str) -> None:
    with database.transaction() as session:
        session.query(Workspace).one().paused_reason = "account_inactive"
    assert bot("resume", team) == (0, "T7: messages go out again.\n")
    code, told = bot("resume", team)
    assert code == 1 and "No paused workspace" in told


def test_where_the_app_was_taken_away_only_installing_helps(database: Database, team: str) -> None:
    with database.transaction() as session:
        workspace = session.query(Workspace).one()
        workspace.paused_reason, workspace.uninstalled_at = "app_uninstalled", NOW
    code, told = bot("resume", team)
    assert code == 1 and "install it again" in told


def test_what_slack_told_while_no_bot_was_there_the_operator_can_say(
    database: Database, team: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ENCRYPTION_KEY", KEY)
    code, told = bot("uninstalled", team)
    assert code == 1 and "No paused workspace" in told
    with database.transaction() as session:
        session.query(Workspace).one().paused_reason = "account_inactive"
    assert f"`python -m bot outbox uninstalled {team}`" in bot()[1]
    code, told = bot("uninstalled", team)
    assert code == 0 and "its token is forgotten" in told
    with database.reading() as session:
        workspace = session.query(Workspace).one()
        assert workspace.bot_token == "" and workspace.uninstalled_at
