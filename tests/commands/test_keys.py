"""`keys rotate` as an operator runs it: killed in the middle, run again, with the wrong keys, beside a bot."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import select, text
from typer.testing import CliRunner

from bot import keys, lost, migrate
from bot.__main__ import cli
from bot.commands.alone import only_one
from bot.db import Database, connect
from bot.models import OutboxMessage, Workspace, insert_all, keyring
from bot.models.keyring import GivenUp, Keyring, OutOfPlace
from tests.conftest import KEY
from tests.factories import NOW, Factory

ROOT = Path(__file__).parents[2]
NEW = Fernet.generate_key().decode()
MESSAGES = 3 * keys.BATCH
LAST = str(MESSAGES - 1)
SLOW = {
    "sqlite": [
        "CREATE TRIGGER slow BEFORE UPDATE ON outbox WHEN NEW.id = {id} BEGIN SELECT count(*) FROM {many}; END"
    ],
    "postgresql": [
        "CREATE FUNCTION slow() RETURNS trigger AS 'BEGIN PERFORM pg_sleep(60); RETURN NEW; END' LANGUAGE plpgsql",
        "CREATE TRIGGER slow BEFORE UPDATE ON outbox FOR EACH ROW WHEN (NEW.id = {id}) EXECUTE FUNCTION slow()",
    ],
}
BREAKS = {
    "sqlite": [
        "CREATE TRIGGER slow BEFORE UPDATE ON outbox WHEN NEW.id = {id} BEGIN SELECT RAISE(ABORT, 'full'); END"
    ],
    "postgresql": [
        "CREATE FUNCTION slow() RETURNS trigger AS 'BEGIN RAISE EXCEPTION ''full''; END' LANGUAGE plpgsql",
        "CREATE TRIGGER slow BEFORE UPDATE ON outbox FOR EACH ROW WHEN (NEW.id = {id}) EXECUTE FUNCTION slow()",
    ],
}
FAST = {"sqlite": ["DROP TRIGGER slow"], "postgresql": ["DROP TRIGGER slow ON outbox", "DROP FUNCTION slow"]}


@pytest.fixture(params=["sqlite"])
def stored(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """A workspace and its messages, sealed with KEY; by now NEW is the newest key."""
    url = f"sqlite:///{tmp_path / 'bot.db'}"  # a database of its own costs two seconds on PostgreSQL
    if request.param == "postgresql":
        url = request.getfixturevalue("postgres_url").replace("/reverse_mentor", "/keys")
        admin = request.getfixturevalue("_postgresql").engine.execution_options(isolation_level="AUTOCOMMIT")
        with admin.connect() as connection:
            connection.execute(text("DROP DATABASE IF EXISTS keys WITH (FORCE)"))
            connection.execute(text("CREATE DATABASE keys"))
    migrate.upgrade(url)
    database = connect(url)
    _fill(database)
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setenv("ENCRYPTION_KEY", f"{NEW},{KEY}")
    yield database
    database.engine.dispose()


def _fill(database: Database) -> None:
    with database.transaction() as session:
        scope = {
            "workspace_id": Factory(session).workspace().id,
            "kind": "Joined",
            "recipient": "U1",
            "due_at": NOW,
        }
        rows = [
            {**scope, "params": {"number": number}, "dedup_key": str(number), "wire_key": str(number)}
            for number in range(MESSAGES)
        ]
        insert_all(session, OutboxMessage, rows)


def rotate() -> tuple[int, str]:
    done = CliRunner().invoke(cli, ["keys", "rotate"])
    return done.exit_code, done.stdout + (str(done.exception) if isinstance(done.exception, SystemExit) else "")


def read(database: Database, *given: str) -> tuple[str, list[int]]:
    """All that is stored, with these keys alone."""
    keyring.use(given)
    with database.reading() as session:
        messages = session.scalars(select(OutboxMessage).order_by(OutboxMessage.id))
        numbers = [(one.params or {})["number"] for one in messages]
        return session.scalars(select(Workspace)).one().bot_token, numbers


ALL = ("xoxb-T1", list(range(MESSAGES)))


def with_new_key(database: Database) -> int:
    with database.reading() as session:
        return keys.in_use(session)[Keyring([NEW]).newest.prefix]


def execute(database: Database, *statements: str) -> None:
    with database.engine.begin() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


@pytest.mark.parametrize("stored", ["sqlite", "postgresql"], indirect=True)
def test_killed_in_the_middle_it_goes_on(stored: Database) -> None:
    kind = stored.engine.dialect.name
    many = ", ".join(f"outbox o{number}" for number in range(6))
    execute(stored, *(statement.format(id=MESSAGES - 1, many=many) for statement in SLOW[kind]))
    command = [sys.executable, "-m", "bot", "keys", "rotate"]
    with subprocess.Popen(command, cwd=ROOT, env=os.environ, stderr=subprocess.DEVNULL) as rotating:
        until = time.monotonic() + 60
        while with_new_key(stored) < 1 + 2 * keys.BATCH and time.monotonic() < until:
            time.sleep(0.02)
        assert rotating.poll() is None
        rotating.kill()
    if kind == "postgresql":
        execute(
            stored,
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE strpos(query, 'UPDATE outbox') = 1",
        )
    execute(stored, *FAST[kind])
    assert with_new_key(stored) == 1 + 2 * keys.BATCH  # what was at work is as it was, as a whole
    assert read(stored, NEW, KEY) == read(stored, KEY, NEW) == ALL
    code, said = rotate()
    assert (code, said.splitlines()[0]) == (
        0,
        f"{keys.BATCH} values were sealed anew; {MESSAGES + 1} are sealed with the first key.",
    )
    assert "Nothing is left of an older key" in said
    assert read(stored, NEW) == ALL
    assert rotate()[1].startswith("0 values were sealed anew")


def test_without_a_key_that_is_needed_nothing_is_changed(
    stored: Database, monkeypatch: pytest.MonkeyPatch, logs_restored: None
) -> None:
    monkeypatch.setenv("ENCRYPTION_KEY", NEW)
    code, said = rotate()
    assert code == 1 and said.startswith(
        "ENCRYPTION_KEY can't read what is stored (workspaces.bot_token, outbox.params)"
    )
    for name, value in (("SLACK_BOT_TOKEN", "xoxb-1"), ("SLACK_APP_TOKEN", "xapp-1")):
        monkeypatch.setenv(name, value)
    done = CliRunner().invoke(cli, ["run"])
    assert str(done.exception).startswith("ENCRYPTION_KEY can't read what is stored")
    assert read(stored, KEY) == ALL


def test_what_was_moved_stays_and_is_named(stored: Database) -> None:
    execute(stored, "UPDATE outbox SET params = (SELECT max(params) FROM outbox WHERE id <> 7) WHERE id = 7")
    code, said = rotate()
    assert code == 1 and "1 are still sealed with an older key: keep it" in said
    keyring.use([NEW, KEY])
    with stored.reading() as session, pytest.raises(OutOfPlace):
        str(session.get_one(OutboxMessage, 7).params)


def test_what_is_written_meanwhile_is_kept(database: Database) -> None:
    """A bot that runs on PostgreSQL writes while its rows are sealed anew."""
    _fill(database)
    keyring.use([NEW, KEY])
    written: list[int] = []

    def meanwhile(count: int) -> None:
        if not written:
            with database.transaction() as session:
                session.scalars(select(OutboxMessage).filter_by(wire_key=LAST)).one().params = {"number": -1}
        written.append(count)

    assert keys.rotate(database, keyring, meanwhile).refused == []
    assert read(database, NEW)[1] == [*range(MESSAGES - 1), -1]


def test_a_bot_on_the_same_file_is_in_the_way(stored: Database) -> None:
    with only_one(stored.engine.url.render_as_string()):
        code, said = rotate()
    assert code == 1 and said.startswith("Another bot is running")
    assert with_new_key(stored) == 0


def give_up(*options: str, says: str = "") -> tuple[int, str]:
    done = CliRunner().invoke(cli, ["keys", "give-up", *options], input=says)
    return done.exit_code, done.output + (str(done.exception) if isinstance(done.exception, SystemExit) else "")


def move_and_break(database: Database) -> None:
    """Nothing of it at an end of its column, and one at the very end."""
    execute(
        database,
        "UPDATE outbox SET params = (SELECT max(params) FROM outbox WHERE id <> 7) WHERE id = 7",
        f"UPDATE outbox SET params = 'junk' WHERE id = {MESSAGES}",
    )


@pytest.mark.parametrize("stored", ["sqlite", "postgresql"], indirect=True)
def test_what_nobody_can_open_is_given_up_and_the_old_key_is_not_needed(
    stored: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    move_and_break(stored)
    assert rotate()[0] == 1
    code, said = give_up(says="n\n")
    assert code == 1 and f"outbox.params: 2 (row 7, {MESSAGES})" in said and "Nothing was changed." in said
    assert rotate()[0] == 1
    code, said = give_up("--yes")
    assert code == 0 and "2 values were given up." in said
    code, said = rotate()
    assert code == 0 and "ENCRYPTION_KEY needs only its first one now" in said
    monkeypatch.setenv("ENCRYPTION_KEY", NEW)
    assert give_up() == (0, f"All {MESSAGES - 1} values can be opened: there is nothing to give up.\n")
    assert rotate()[0] == 0
    with stored.reading() as session, pytest.raises(GivenUp):
        str(session.get_one(OutboxMessage, 7).params)


def test_a_broken_value_at_the_end_does_not_keep_the_bot_from_starting(stored: Database) -> None:
    move_and_break(stored)
    with stored.reading() as session:
        assert keys.lacking(session, Keyring([NEW, KEY])) == []


def test_nobody_gives_up_what_a_missing_key_would_open_unawares(
    stored: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ENCRYPTION_KEY", NEW)
    key, every = Keyring([KEY]).newest.id, MESSAGES + 1
    code, said = give_up("--yes")
    assert code == 1 and f"{every} of {every} values need key {key}, and stay. Put that key back" in said
    code, said = give_up("--yes", "--lost", "0123456789ab")
    assert code == 1 and "Nothing needs key 0123456789ab. Nothing was changed." in said
    assert read(stored, KEY) == ALL
    code, said = give_up("--yes", "--lost", key)
    assert code == 0 and f"{MESSAGES + 1} values were given up." in said
    with stored.reading() as session:
        assert keys.lacking(session, Keyring([NEW])) == []


@pytest.mark.parametrize("stored", ["sqlite", "postgresql"], indirect=True)
def test_giving_up_that_was_interrupted_goes_on(stored: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENCRYPTION_KEY", NEW)
    key, kind = Keyring([KEY]).newest.id, stored.engine.dialect.name
    execute(stored, *(statement.format(id=MESSAGES - 1) for statement in BREAKS[kind]))
    assert give_up("--yes", "--lost", key)[0] == 1
    with stored.reading() as session:
        assert lost.given_up(session) == {"workspaces.bot_token": 1, "outbox.params": 2 * keys.BATCH}
    execute(stored, *FAST[kind])
    code, said = give_up("--yes", "--lost", key)
    assert code == 0 and f"{keys.BATCH} values were given up." in said


@pytest.mark.parametrize(
    ("given", "code", "says"),
    [(NEW, 1, "the bot won't start"), ("", 0, "Put that key back")],
    ids=["another", "none"],  # a key is another one in each worker
)
def test_migrate_says_that_the_key_is_not_the_right_one(
    stored: Database, monkeypatch: pytest.MonkeyPatch, given: str, code: int, says: str
) -> None:
    monkeypatch.setenv("ENCRYPTION_KEY", given)
    done = CliRunner().invoke(cli, ["migrate"])
    assert done.exit_code == code and says in done.output + str(done.exception)
    assert "make key" not in done.output + str(done.exception)


def test_run_and_rotate_without_a_key_ask_for_the_old_one(
    stored: Database, monkeypatch: pytest.MonkeyPatch, logs_restored: None
) -> None:
    monkeypatch.setenv("ENCRYPTION_KEY", "")
    for command in (["run"], ["keys", "rotate"]):
        done = CliRunner().invoke(cli, command)
        assert "A new key can't read it" in str(done.exception) and "make key" not in str(done.exception)
