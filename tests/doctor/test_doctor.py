"""The doctor in front of a real (stand-in) Slack and real databases: each illness is named, with its cure."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
import yaml
from cryptography.fernet import Fernet
from sqlalchemy import text, update

from bot import migrate, quarantine
from bot.clock import system_time
from bot.commands.doctor import examine
from bot.db import Database, connect
from bot.doctor.slack import FAR_OFF, MANIFEST, of_clock, of_place, of_scopes, scopes_of
from bot.doctor.store import look_at_store
from bot.models import OutboxMessage, OutboxState, Workspace
from bot.models.keyring import Keyring
from bot.models.sealed import give_up
from sandbox import Sandbox
from tests.conftest import KEY, MONDAY
from tests.factories import Factory
from tests.journeys.conftest import SCOPES

ROOT = Path(__file__).parents[2]


@dataclass
class Patient:
    """What an operator has: a Slack app, an environment, a database."""

    sandbox: Sandbox
    env: dict[str, str]
    database: Database

    def said(self) -> list[str]:
        return [finding.what for finding in examine(self.env)]

    def wrong(self) -> list[str]:
        return [finding.what for finding in examine(self.env) if not finding.ok]


@pytest.fixture
def patient(tmp_path: Path) -> Iterator[Patient]:
    url = f"sqlite:///{tmp_path / 'bot.db'}"
    migrate.upgrade(url)
    database = connect(url)
    with Sandbox(scopes=SCOPES) as sandbox:
        env = {
            "SLACK_BOT_TOKEN": sandbox.bot_token,
            "SLACK_APP_TOKEN": sandbox.app_token,
            "SLACK_API_URL": sandbox.api_url,
            "ENCRYPTION_KEY": KEY,
            "DATABASE_URL": url,
        }
        with database.transaction() as session:
            Factory(session).program(name="Swap")
        yield Patient(sandbox, env, database)
    database.engine.dispose()


def test_who_is_well_is_told_so_and_no_secret_is_printed(patient: Patient, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "bot", "doctor"]
    env = {"PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"]} | patient.env
    done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("✓") == len(done.stdout.splitlines()) == 9
    for secret in (patient.sandbox.bot_token, patient.sandbox.app_token, KEY):
        assert secret not in done.stdout
    done = subprocess.run(
        command, cwd=tmp_path, env=env | {"SLACK_BOT_TOKEN": ""}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1 and "✗ SLACK_BOT_TOKEN is missing." in done.stdout
    assert "The database answers." in done.stdout
    assert "ENCRYPTION_KEY reads all that is stored (1 values)." in done.stdout  # that takes no token


def test_a_token_of_a_whole_organization_serves_nobody() -> None:
    answer = {"team": "Acme", "team_id": "E1", "enterprise_id": "E1", "is_enterprise_install": True}
    assert not of_place(answer).ok
    assert of_place(answer | {"team_id": "T1", "is_enterprise_install": False}).ok


def test_a_token_that_slack_refuses(patient: Patient) -> None:
    patient.sandbox.workspace.revoke_token()
    assert patient.wrong() == ["Slack doesn't accept SLACK_BOT_TOKEN (token_revoked)."]


def test_a_slack_that_is_not_there(patient: Patient) -> None:
    patient.env["SLACK_API_URL"] = "http://127.0.0.1:9/api/"
    assert patient.wrong() == ["Slack doesn't answer at http://127.0.0.1:9/api/ (ConnectionRefusedError)."]


def test_an_app_token_that_is_none(patient: Patient) -> None:
    patient.env["SLACK_APP_TOKEN"] = "xapp-other"
    assert patient.wrong() == ["Slack opens no Socket Mode connection for SLACK_APP_TOKEN (invalid_auth)."]


def test_scopes_that_are_missing(patient: Patient) -> None:
    patient.env["SLACK_BOT_TOKEN"] = patient.sandbox.workspace.reinstall([s for s in SCOPES if s != "dnd:read"])
    assert patient.wrong() == ["The app lacks scopes: dnd:read."]


def test_scopes_that_the_bot_must_not_have_and_those_it_needs_not() -> None:
    assert not of_scopes({*SCOPES, "mpim:history"}).ok
    assert of_scopes({*SCOPES, "team:read"}).what.endswith("more than it needs: team:read.")


def test_the_scopes_are_those_of_the_manifest() -> None:
    manifest = MANIFEST.read_text()
    assert scopes_of(manifest) == set(yaml.safe_load(manifest)["oauth_config"]["scopes"]["bot"])


def test_http_says_who_listens(patient: Patient) -> None:
    del patient.env["SLACK_APP_TOKEN"]
    patient.env |= {"SLACK_SIGNING_SECRET": patient.sandbox.signing_secret, "PORT": "9"}
    assert patient.wrong() == []
    port = patient.sandbox.url.rpartition(":")[2]
    patient.env["PORT"] = port
    assert patient.wrong() == [f"HTTP: something else than the bot listens on PORT {port}."]


@pytest.mark.parametrize("off", [FAR_OFF * 2, FAR_OFF * -2])
def test_a_clock_that_is_off(off: timedelta) -> None:
    slacks = format_datetime(MONDAY, usegmt=True)
    assert of_clock(slacks, MONDAY + off / 4).ok
    found = of_clock(slacks, MONDAY + off)
    assert "120 seconds" in found.what and not found.ok


def test_another_key_than_that_of_the_database(patient: Patient) -> None:
    patient.env["ENCRYPTION_KEY"] = Fernet.generate_key().decode()
    assert patient.wrong() == [
        "ENCRYPTION_KEY can't read what is stored (workspaces.bot_token): it was written with another key. "
        f"1 of 1 values need key {Keyring([KEY]).newest.id}."
    ]
    patient.env["ENCRYPTION_KEY"] += f",{KEY}"
    assert patient.wrong() == []


def test_no_new_key_is_advised_where_something_is_sealed(patient: Patient, tmp_path: Path) -> None:
    patient.env["ENCRYPTION_KEY"] = ""
    mends = [finding.mend for finding in examine(patient.env) if finding.what == "ENCRYPTION_KEY is missing."]
    assert len(mends) == 1 and "A lost key" in mends[0] and "make key" not in mends[0]
    patient.env["DATABASE_URL"] = f"sqlite:///{tmp_path / 'new.db'}"
    mends = [finding.mend for finding in examine(patient.env) if finding.what == "ENCRYPTION_KEY is missing."]
    assert len(mends) == 1 and "make key" in mends[0]


def test_every_value_is_opened_and_what_was_moved_is_told_from_what_was_given_up(patient: Patient) -> None:
    """Neither is the first or the last of its column."""
    with patient.database.transaction() as session:
        make = Factory(session)
        make.workspace("T2")
        program = make.program()
        places = [make.enroll(program, make.member()) for _ in range(5)]
        give_up(places[1], "avoid")
        ids = {"here": places[2].id, "there": places[3].id}
    assert patient.wrong() == []
    assert "Given up, and not written anew by now: enrollments.avoid (1)." in patient.said()
    others = "(SELECT interests FROM enrollments WHERE id = :there)"
    with patient.database.engine.begin() as connection:
        connection.execute(text(f"UPDATE enrollments SET interests = {others} WHERE id = :here"), ids)
        connection.execute(text("UPDATE enrollments SET avoid = 'junk' WHERE id = :here"), ids)
    assert patient.wrong() == [
        "What is stored was changed, or moved from another place: "
        f"enrollments.interests: 1 (row {ids['here']}); enrollments.avoid: 1 (row {ids['here']})."
    ]


def test_a_database_that_is_behind(patient: Patient) -> None:
    with patient.database.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0002'"))
    assert patient.wrong() == ["The database isn't at the schema of this version."]


def test_a_database_that_is_away_or_not_made_yet(tmp_path: Path) -> None:
    (away,) = look_at_store("postgresql+psycopg://nobody:canary@127.0.0.1:1/none", [KEY])
    assert not away.ok and "canary" not in str(away)
    (new,) = look_at_store(f"sqlite:///{tmp_path / 'new.db'}", [KEY])
    assert new.ok and not (tmp_path / "new.db").exists()


def test_what_waits_for_the_operator(patient: Patient) -> None:
    with patient.database.transaction() as session:
        quarantine.enter(session, MONDAY)
        session.execute(update(Workspace).values(paused_reason="token_revoked"))
    assert patient.wrong() == [
        "This database was put back from a copy: 0 messages are in quarantine.",
        "Nothing is sent to workspace T1: Slack refused its token (token_revoked).",
    ]


def test_since_when_slack_refuses_a_token_and_what_ends_it(patient: Patient) -> None:
    refused_at = system_time() - timedelta(days=12, hours=1)
    with patient.database.transaction() as session:
        session.execute(update(Workspace).values(paused_reason="token_revoked", refused_at=refused_at))
    (wrong,) = [str(finding) for finding in examine(patient.env) if not finding.ok]
    assert "Slack refused its token 12 days ago, and since (token_revoked)" in wrong
    assert "`python -m bot outbox uninstalled T1`" in wrong


def test_where_the_app_was_taken_away(patient: Patient) -> None:
    with patient.database.transaction() as session:
        session.execute(update(Workspace).values(paused_reason="app_uninstalled", uninstalled_at=MONDAY))
    when = MONDAY.date().isoformat()
    assert patient.wrong() == [
        f"Nothing is sent to workspace T1: the app was uninstalled on {when} (app_uninstalled)."
    ]


def test_a_channel_that_the_bot_is_not_in_until_it_is(patient: Patient) -> None:
    def announce(key: str, **values: object) -> None:
        with patient.database.transaction() as session:
            keys = {"workspace_id": 1, "dedup_key": key, "wire_key": key, "due_at": MONDAY, "params": {}}
            session.add(OutboxMessage(kind="ProgramAnnounced", recipient="C0001", **keys, **values))

    announce("first", state=OutboxState.DEAD, last_error="not_in_channel")
    assert patient.wrong() == ["The bot isn't in channel C0001, in which “Swap” is announced."]
    announce("second", state=OutboxState.SENT)
    assert patient.wrong() == []
