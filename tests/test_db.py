"""The database's promises, on both kinds."""

import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError, InternalError

from bot import db
from bot.db import Database
from bot.models import Base, PairingState, SeenPayload, Workspace, insert_once
from tests.conftest import counting
from tests.factories import NOW, Factory


def test_insert_once_inserts_once(database: Database) -> None:
    with database.transaction() as session:
        workspace = Factory(session).workspace()
        values = {"workspace_id": workspace.id, "key": "event:1", "seen_at": NOW}
        assert insert_once(session, SeenPayload, **values) is not None
        assert insert_once(session, SeenPayload, **values) is None


def test_insert_once_sees_what_the_session_has_changed_in_its_table(database: Database) -> None:
    with database.transaction() as session:
        workspace = Factory(session).workspace()
        row = SeenPayload(workspace_id=workspace.id, key="event:1", seen_at=NOW)
        values = {"workspace_id": workspace.id, "seen_at": NOW}
        session.add(row)
        assert insert_once(session, SeenPayload, key="event:1", **values) is None
        row.key = "event:2"
        assert insert_once(session, SeenPayload, key="event:1", **values) is not None
        session.delete(row)
        assert insert_once(session, SeenPayload, key="event:2", **values) is not None


def test_insert_once_writes_nothing_of_other_tables(database: Database) -> None:
    """So that what is changed of a row in several steps is one statement."""
    with database.transaction() as session:
        workspace = Factory(session).workspace()
        workspace.name = "Acme & Sons"
        with counting(database) as statements:
            insert_once(session, SeenPayload, workspace_id=workspace.id, key="event:1", seen_at=NOW)
        assert len(statements) == 1
    with database.reading() as session:
        assert session.scalar(select(Workspace.name)) == "Acme & Sons"


def test_a_mentee_has_one_live_pairing(database: Database) -> None:
    with pytest.raises(IntegrityError), database.transaction() as session:
        make = Factory(session)
        program = make.program()
        first, second, mentee = (make.enroll(program, make.member()) for _ in range(3))
        make.pairing(first, mentee)
        make.pairing(second, mentee, PairingState.OFFERED)


def test_a_couple_is_paired_once_whoever_teaches(database: Database) -> None:
    with pytest.raises(IntegrityError), database.transaction() as session:
        make = Factory(session)
        program = make.program()
        ana, ben = (make.enroll(program, make.member()) for _ in range(2))
        make.pairing(ana, ben)
        make.pairing(ben, ana)


def test_no_row_points_into_another_workspace(database: Database) -> None:
    with pytest.raises(IntegrityError), database.transaction() as session:
        make = Factory(session)
        program = make.program()
        make.workspace("T2")
        make.enroll(program, make.member("somebody of T2"))


def test_what_is_secret_is_unreadable_at_rest(database: Database) -> None:
    with database.transaction() as session:
        make = Factory(session)
        program = make.program()
        program.aim = "listen to newcomers"
        make.enroll(program, make.member(), avoid=[12345])
    with database.engine.connect() as connection:
        stored = [
            connection.scalar(text("SELECT aim FROM programs")),
            connection.scalar(text("SELECT avoid FROM enrollments")),
            connection.scalar(text("SELECT bot_token FROM workspaces")),
        ]
    assert not any(word in str(stored) for word in ("newcomers", "12345", "xoxb"))


def test_an_error_for_the_log_leaves_its_parameters_out(database: Database) -> None:
    with pytest.raises(IntegrityError) as refused, database.transaction() as session:
        make = Factory(session)
        member = make.member(name="Ana Costa")
        session.execute(
            text("INSERT INTO members (id, name) VALUES (:id, :name)"), {"id": member.id, "name": "Zoé"}
        )
    assert "SQL parameters hidden" in str(refused.value)


def test_writers_take_turns_however_long_one_takes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """SQLite by itself gives up after a while, and isn't fair: with eight at once, some never got their turn."""
    monkeypatch.setattr(db, "BUSY_TIMEOUT_MS", 10)
    database = db.connect(f"sqlite:///{tmp_path / 'test.db'}")
    Base.metadata.create_all(database.engine)
    done: list[str] = []

    def write(name: str) -> None:
        with database.transaction() as session:
            Factory(session).workspace(name)
            done.append(name)

    waiting = threading.Thread(target=write, args=["second"])
    with database.transaction() as session:
        Factory(session).workspace("first")
        waiting.start()
        waiting.join(0.1)  # ten times as long as SQLite waits
        done.append("first")
    waiting.join()
    database.engine.dispose()
    assert done == ["first", "second"]


def test_a_turn_is_taken_by_one_after_the_other(_postgresql: Database) -> None:
    order: list[str] = []

    def second() -> None:
        with _postgresql.transaction() as session:
            db.take_turn(session, "Ana")
            order.append("second")

    waiting = threading.Thread(target=second)
    with _postgresql.transaction() as session:
        db.take_turn(session, "Ana")
        waiting.start()
        with _postgresql.transaction() as other:
            db.take_turn(other, "Ben")  # who isn't Ana needn't wait
        waiting.join(0.2)
        order.append("first")
    waiting.join()
    assert order == ["first", "second"]


def test_of_two_who_wait_for_each_other_one_begins_anew(_postgresql: Database) -> None:
    both_hold_one = threading.Barrier(2)
    tries: list[str] = []

    def take(first: str, second: str) -> None:
        is_first_try = first not in tries
        tries.append(first)
        with _postgresql.transaction() as session:
            session.execute(text("SET LOCAL deadlock_timeout = 10"))
            db.take_turn(session, first)
            if is_first_try:
                both_hold_one.wait()
            db.take_turn(session, second)

    with ThreadPoolExecutor(2) as pool:
        turns = [("Ana", "Ben"), ("Ben", "Ana")]
        done = [pool.submit(db.despite_deadlock, partial(take, *each)) for each in turns]
        for each in done:
            each.result()
    assert sorted(tries) in (["Ana", "Ana", "Ben"], ["Ana", "Ben", "Ben"])


def test_what_only_reads_changes_nothing(database: Database) -> None:
    with database.transaction() as session:
        workspace_id = Factory(session).workspace().id
    with database.reading() as session:
        session.get_one(Workspace, workspace_id).paused_reason = "account_inactive"
        session.scalars(select(Workspace)).all()  # before which a session that writes would have written it
    with database.reading() as session:
        assert session.get_one(Workspace, workspace_id).paused_reason is None


def test_postgresql_refuses_a_write_by_what_only_reads(_postgresql: Database) -> None:
    with pytest.raises(InternalError, match="read-only transaction"), _postgresql.reading() as session:
        session.execute(text("DELETE FROM outbox"))
    with _postgresql.transaction() as session:
        session.execute(text("DELETE FROM outbox"))  # by the same connection, which may write again


def test_a_connection_keeps_the_plans_of_its_statements_when_it_has_read(postgres_url: str) -> None:
    """psycopg forgets them at each ROLLBACK, and each statement would be planned anew."""
    database = db.connect(postgres_url)
    for _ in range(7):
        with database.reading() as session:
            session.execute(text("SELECT 1"))
    with database.reading() as session:
        prepared = session.scalars(text("SELECT statement FROM pg_prepared_statements")).all()
    assert "SELECT 1" in prepared
    database.engine.dispose()
