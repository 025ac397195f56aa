"""A database that is put back from a copy doesn't say again what was said since the copy was made."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text
from typer.testing import CliRunner

from bot import backup, migrate, quarantine
from bot.__main__ import cli
from bot.clock import Clocks, MovableClock
from bot.db import Database, connect
from bot.health.checks import Health
from bot.models import OutboxMessage, OutboxState
from bot.planning import Plan, Planner
from tests.conftest import MONDAY
from tests.factories import Factory


def populate(database: Database) -> None:
    """A pending message to Ana, one to a pair, one that isn't due yet, and one that was sent."""
    with database.transaction() as session:
        workspace = Factory(session).workspace()
        for key, recipient, due_at, state in (
            ("ana", "U1", MONDAY, OutboxState.PENDING),
            ("pair", "U1+U2", MONDAY, OutboxState.PENDING),
            ("later", "U1+U2", MONDAY + timedelta(days=9), OutboxState.PENDING),
            ("sent", "U1", MONDAY, OutboxState.SENT),
        ):
            values: dict[str, Any] = {"kind": "Joined", "params": {}, "recipient": recipient, "due_at": due_at}
            keys = {"workspace_id": workspace.id, "dedup_key": key, "wire_key": key}
            session.add(OutboxMessage(state=state, **keys, **values))


def states(database: Database) -> dict[str, str]:
    with database.reading() as session:
        return {row.dedup_key: row.state.value for row in session.query(OutboxMessage)}


QUARANTINED = {"ana": "quarantined", "pair": "quarantined", "later": "quarantined", "sent": "sent"}
UNTOUCHED = {"ana": "pending", "pair": "pending", "later": "pending", "sent": "sent"}


class File:
    """An SQLite database as a bot leaves it that ran for a while."""

    def __init__(self, path: Path) -> None:
        self.path, self.url = path, f"sqlite:///{path}"
        migrate.upgrade(self.url)
        with self.opened() as database:
            populate(database)
        assert not self.starts()

    def opened(self) -> Any:
        return _Opened(self.url)

    def starts(self, path: Path | None = None) -> bool:
        """Whether a bot that starts on it notices that it was put back."""
        url = f"sqlite:///{path or self.path}"
        with _Opened(url) as database:
            return quarantine.look(database, url, MONDAY + timedelta(days=1))

    def states(self) -> dict[str, str]:
        with self.opened() as database:
            return states(database)


class _Opened:
    def __init__(self, url: str) -> None:
        self._database = connect(url)

    def __enter__(self) -> Database:
        return self._database

    def __exit__(self, *_: object) -> None:
        self._database.engine.dispose()


@pytest.fixture
def file(tmp_path: Path) -> File:
    return File(tmp_path / "bot.db")


def test_starting_again_and_again_holds_nothing_back(file: File) -> None:
    assert not file.starts() and not file.starts()
    assert file.states() == UNTOUCHED


def test_a_copy_that_backup_made_is_noticed_once(file: File, tmp_path: Path) -> None:
    backup.copy(file.path, tmp_path / "copy.db")
    assert (tmp_path / "copy.db").stat().st_mode & 0o077 == 0
    shutil.copy(tmp_path / "copy.db", file.path)
    assert file.starts()
    assert file.states() == QUARANTINED
    assert not file.starts()


def test_the_original_goes_on_as_if_nothing_had_been_copied(file: File, tmp_path: Path) -> None:
    backup.copy(file.path, tmp_path / "copy.db")
    assert not file.starts()


def test_any_other_copy_that_is_older_is_noticed(file: File, tmp_path: Path) -> None:
    shutil.copy(file.path, tmp_path / "plain-copy.db")
    with file.opened() as database:
        quarantine.beat(database, file.url)
    shutil.copy(tmp_path / "plain-copy.db", file.path)
    assert file.starts()


def test_a_file_that_comes_to_another_place_is_noticed_and_one_with_all_its_files_is_not(
    file: File, tmp_path: Path
) -> None:
    for name, brought in (("alone", ["bot.db"]), ("all", ["bot.db", "bot.db.seen"])):
        (tmp_path / name).mkdir()
        for each in brought:
            shutil.copy(tmp_path / each, tmp_path / name / each)
    assert file.starts(tmp_path / "alone" / "bot.db")
    assert not file.starts(tmp_path / "all" / "bot.db")


def test_a_crash_between_the_two_counts_is_no_alarm(file: File, tmp_path: Path) -> None:
    beside = tmp_path / "bot.db.seen"
    before = beside.read_text()
    with file.opened() as database:
        quarantine.beat(database, file.url)
    beside.write_text(before)
    assert not file.starts()


@pytest.fixture
def postgres(postgres_url: str) -> Iterator[str]:
    """A database of its own; its tables can be made anew, as pg_restore makes them."""
    admin = create_engine(postgres_url, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text("DROP DATABASE IF EXISTS restored WITH (FORCE)"))
        connection.execute(text("CREATE DATABASE restored"))
    yield postgres_url.replace("/reverse_mentor", "/restored")
    with admin.connect() as connection:
        connection.execute(text("DROP DATABASE IF EXISTS restored WITH (FORCE)"))
    admin.dispose()


def test_a_postgresql_dump_that_is_put_back_is_noticed(postgres: str) -> None:
    migrate.upgrade(postgres)
    with _Opened(postgres) as database:
        populate(database)
        assert not quarantine.look(database, postgres, MONDAY)
        assert not quarantine.look(database, postgres, MONDAY)
        with database.transaction() as session:  # what pg_restore --clean does to each table
            for statement in (
                "CREATE TABLE again (LIKE outbox INCLUDING ALL)",
                "INSERT INTO again SELECT * FROM outbox",
                "DROP TABLE outbox CASCADE",
                "ALTER TABLE again RENAME TO outbox",
            ):
                session.execute(text(statement))
        assert quarantine.look(database, postgres, MONDAY)
        assert states(database) == QUARANTINED


def test_what_was_due_is_looked_up_or_asked_about_and_what_was_not_waits(database: Database) -> None:
    populate(database)
    with database.transaction() as session:
        quarantine.enter(session, MONDAY + timedelta(days=1))
    assert states(database) == QUARANTINED
    with database.transaction() as session:
        released = quarantine.release(session, MONDAY, drop=False)
    assert released == quarantine.Released(looked_up=1, asked_about=1, not_yet_due=1)
    assert states(database) == {"ana": "unknown", "pair": "unknown", "later": "pending", "sent": "sent"}


def test_all_can_be_dropped_and_a_second_release_changes_nothing(database: Database) -> None:
    populate(database)
    with database.transaction() as session:
        quarantine.enter(session, MONDAY)
        assert quarantine.release(session, MONDAY, drop=True) == quarantine.Released(dropped=3)
        assert quarantine.release(session, MONDAY, drop=False) == quarantine.Released()


def test_nothing_new_is_planned_meanwhile_and_readyz_says_so(database: Database) -> None:
    populate(database)
    done: list[str] = []
    clock = MovableClock(MONDAY)

    def do(_session: object, _now: object) -> int:
        done.append("planned")
        return 0

    planner = Planner(database, clock, [Plan("all", lambda _: MONDAY, do)])
    health = Health(database, Clocks(clock, clock), "none", dict)
    with database.transaction() as session:
        quarantine.enter(session, MONDAY)
    planner.run_once()
    assert not done
    assert health.report()[1]["checks"]["quarantine"] == {"ok": False, "messages": 3}


def run(path: Path, *arguments: str) -> tuple[int, str]:
    """As an operator does, without the key or a token."""
    unset = dict.fromkeys(("ENCRYPTION_KEY", "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"))
    done = CliRunner().invoke(cli, arguments, env={**unset, "DATABASE_URL": f"sqlite:///{path}"})
    return done.exit_code, done.output


def test_the_commands(file: File, tmp_path: Path) -> None:
    """As an operator rehearses it; none of them needs the key or a token."""
    copy = tmp_path / "backup.db"
    assert "can be put back" in run(file.path, "backup", str(copy))[1]
    code, told = run(file.path, "backup", str(copy))
    assert code == 1 and "there already" in told
    assert "3 messages are in quarantine" in run(file.path, "quarantine")[1]
    assert "3 aren't due yet" in run(file.path, "release")[1]
    assert "Nothing is in quarantine" in run(file.path, "release", "--drop")[1]
    with closing(sqlite3.connect(copy)) as made:
        assert made.execute("SELECT count(*) FROM outbox").fetchone() == (4,)
