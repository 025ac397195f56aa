"""`people import`: the whole list or nothing of it, what changes is said, nobody is enrolled."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select
from typer.testing import CliRunner

from bot.__main__ import cli
from bot.db import Database
from bot.models import Enrollment, ListedPerson, Member, MemberKind, Workspace
from sandbox import Sandbox
from tests.conftest import KEY
from tests.factories import NOW, Factory
from tests.journeys.conftest import SCOPES

SOUND = "email,name,level,manager_email,teaches\nana@acme.com,Ana,2,ben@acme.com,TikTok:3\nben@acme.com,Ben,6,,\n"
NO_ENVIRONMENT = ("SLACK_BOT_TOKEN", "ENCRYPTION_KEY", "SLACK_API_URL", "DATABASE_URL")


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No token, no key, no `.env`, no database but those that a test gives."""
    monkeypatch.chdir(tmp_path)
    for name in NO_ENVIRONMENT:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def installed(database: Database, monkeypatch: pytest.MonkeyPatch) -> Database:
    monkeypatch.setenv("DATABASE_URL", database.engine.url.render_as_string(hide_password=False))
    with database.transaction() as session:
        Factory(session).member("Ana", email="ana@acme.com")
    return database


@pytest.fixture
def slack(installed: Database, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sandbox]:
    """A Slack in which Ana is, and Ben is no more."""
    with Sandbox(now=NOW, scopes=SCOPES, commands=["/reverse-mentor"]) as sandbox:
        sandbox.workspace.add_user("Ana", email="Ana@acme.com")
        sandbox.workspace.add_user("Ben", email="ben@acme.com", deleted=True)
        monkeypatch.setenv("SLACK_API_URL", sandbox.api_url)
        monkeypatch.setenv("ENCRYPTION_KEY", KEY)
        with installed.transaction() as session:
            session.scalars(select(Workspace)).one().bot_token = sandbox.bot_token
        yield sandbox


def run(content: str | bytes, *options: str) -> tuple[int, str, str]:
    file = Path("people.csv")
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    done = CliRunner().invoke(cli, ["people", "import", str(file), *options])
    return done.exit_code, done.stdout, done.stderr


def listed(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count(ListedPerson.id))) or 0


def test_a_dry_run_needs_neither_database_nor_token_nor_key() -> None:
    code, told, _ = run(SOUND, "--dry-run")
    assert code == 0
    assert "2 people; new 2; changed 0; as before 0." in told and "nothing was written" in told
    assert [path.name for path in Path().iterdir()] == ["people.csv"]


def test_a_dry_run_compares_and_writes_nothing(installed: Database) -> None:
    run(SOUND, "--without-slack")
    code, told, _ = run(SOUND.replace(",2,", ",3,"), "--dry-run")
    assert code == 0 and "changed: ana@acme.com: level 2 → 3" in told
    assert run(SOUND, "--dry-run")[1].startswith("2 people; new 0; changed 0; as before 2.")


def test_every_bad_row_is_named_and_nothing_is_written(installed: Database) -> None:
    bad = (
        "email,name,level,manager_email,timezone\n"
        "ana@acme.com,Ana,12,ben@acme.com,\n"
        "ben@acme.com,Ben,6,ana@acme.com,Mars/Base\n"
        "cat@acme.com,Cat,6,,\n"
        "cat@acme.com,Cat,6,,\n"
    )
    code, told, wrong = run(bad, "--without-slack")
    assert (code, told, listed(installed)) == (2, "", 0)
    named = wrong.splitlines()
    for line, reason in ((2, "level"), (2, "circle"), (3, "time zone"), (5, "is on line 4 already")):
        assert any(f"line {line}: " in each and reason in each for each in named), (line, reason, wrong)
    assert "Nothing was taken over" in wrong


@pytest.mark.parametrize("content", [b"\xff\xfe", b"", b"name\nAna\n", b'email,name\n"ana'])
def test_what_is_no_list_is_refused(installed: Database, content: bytes) -> None:
    code, told, wrong = run(content, "--without-slack")
    assert (code, told, listed(installed)) == (2, "", 0)
    assert wrong.startswith("people.csv: ")


def test_it_says_who_is_not_in_slack_and_enrolls_nobody(slack: Sandbox, installed: Database) -> None:
    code, told, wrong = run(SOUND)
    assert code == 0, wrong
    assert "not in Slack: ben@acme.com" in told and "not in Slack 1" in told and "Nobody was enrolled" in told
    with installed.reading() as session:
        assert session.scalars(select(Member.level)).all() == [2]
        assert session.scalars(select(Enrollment)).all() == []
    assert listed(installed) == 2


def test_where_slack_fails_nothing_is_written(slack: Sandbox, installed: Database) -> None:
    slack.workspace.faults.add("internal_error", method="users.list")
    code, _, wrong = run(SOUND)
    assert (code, listed(installed)) == (2, 0)
    assert "internal_error" in wrong and "--without-slack" in wrong


def test_who_leaves_the_list_is_named(installed: Database) -> None:
    run(SOUND, "--without-slack")
    only_ana = SOUND.rsplit("ben@acme.com,Ben", 1)[0]
    assert "not in this file 1, who stay on the list" in run(only_ana, "--without-slack")[1]
    assert "leaves the list: ben@acme.com" in run(only_ana, "--without-slack", "--whole")[1]
    assert listed(installed) == 1


def test_of_several_workspaces_one_must_be_named(installed: Database) -> None:
    with installed.transaction() as session:
        Factory(session).workspace("T2")
    code, _, wrong = run(SOUND, "--without-slack")
    assert (code, listed(installed)) == (2, 0) and "--workspace" in wrong
    assert run(SOUND, "--without-slack", "--workspace", "T2")[0] == 0
    assert run(SOUND, "--without-slack", "--workspace", "T9") == (2, "", "There is no workspace T9.\n")


def test_without_a_database_it_says_what_to_do() -> None:
    code, _, wrong = run(SOUND, "--without-slack")
    assert code == 2 and "python -m bot migrate" in wrong
    assert [path.name for path in Path().iterdir()] == ["people.csv"]


def forgotten(*arguments: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(cli, ["people", "forget", *arguments])
    return done.exit_code, done.stdout, done.stderr


def test_who_cannot_ask_in_slack_is_forgotten(installed: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """A guest, and somebody who is only in the organization's list."""
    monkeypatch.setenv("ENCRYPTION_KEY", KEY)
    with installed.transaction() as session:
        workspace_id = session.scalars(select(Workspace.id)).one()
        session.scalars(select(Member)).one().kind = MemberKind.GUEST
        session.add(ListedPerson(workspace_id=workspace_id, email="ben@acme.com", name="Ben"))
    assert forgotten("Ana@acme.com")[0] == forgotten("ben@acme.com")[0] == 0
    assert listed(installed) == 0
    with installed.reading() as session:
        ana = session.scalars(select(Member)).one()
        assert ana.erased_at and ana.email is None
    code, _, why = forgotten("ana@acme.com")
    assert code == 2 and "Nobody has that address" in why


def test_who_runs_a_program_alone_is_not_forgotten(installed: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENCRYPTION_KEY", KEY)
    with installed.transaction() as session:
        Factory(session).program(session.scalars(select(Member)).one(), name="Swap")
    code, _, why = forgotten("ana@acme.com")
    assert code == 2 and "They alone run Swap" in why
