"""What nobody can open any more: all of it is found, and given up column by column, on both databases."""

from typing import Any

import pytest
from sqlalchemy import Table, Text, delete, select, type_coerce, update
from sqlalchemy.orm import Session

from bot import audit, keys, lost
from bot.commands.keys import LEFT
from bot.db import Database
from bot.models import AuditEntry, Deed, Erasure, Program, Round, Workspace, keyring
from bot.models.keyring import GIVEN_UP, Keyring
from bot.models.sealed import Sealed, all_sealed
from bot.outbox.posting import TOKEN_UNREADABLE
from tests.conftest import KEY, counting
from tests.factories import NOW, Factory
from tests.filled import Filled
from tests.test_sealing import OTHER

COLUMNS = [f"{table.name}.{seal.name}" for table, seal in all_sealed()]


def fill(database: Database) -> None:
    """Something in every sealed column."""
    with database.transaction() as session:
        filled = Filled(session)
        session.execute(delete(AuditEntry))  # it is sealed with nothing
        keys = {"workspace_id": filled.ben.workspace_id, "member_id": filled.ben.id}
        session.add(Erasure(**keys, mark="a checksum", erased_at=NOW))
        filled.program.aim = "To learn of each other"
        round_ = session.get_one(Round, filled.ids["rounds"])
        round_.wishes, round_.worked_in = [], None
        session.flush()
        round_.worked_in = {"of": 1}


def spoil(database: Database) -> None:
    moved = type_coerce(keyring.seal("[]", b"elsewhere"), Text)
    with database.engine.begin() as connection:
        for table, seal in all_sealed():
            there = update(table).where(table.c[seal.name].is_not(None))
            connection.execute(there.values({seal.name: moved}))


def stored(session: Session, table: Table, seal: Sealed[Any]) -> set[str | None]:
    return set(session.scalars(select(type_coerce(table.c[seal.name], Text))))


GUARDED = {"workspaces.bot_token", "enrollments.avoid", "outbox.params", "rounds.wishes", "rounds.worked_in"}
"""Where nothing in its place would do harm: somebody paired with whom they avoid, a message that says nothing."""


def test_for_every_column_it_is_said_what_is_left() -> None:
    assert sorted(LEFT) == sorted(COLUMNS)
    assert {f"{table.name}.{seal.name}" for table, seal in all_sealed() if seal.guards} == GUARDED
    with pytest.raises(TypeError, match="given up"):
        Sealed[str]("id")


def test_all_of_it_is_found_and_given_up_once(database: Database) -> None:
    fill(database)
    assert lost.look(database, keyring).found == []
    spoil(database)
    found = lost.look(database, keyring)
    assert [one.column for one in found.moved] == COLUMNS and not found.of_missing_keys()
    assert lost.give_up(database, keyring, NOW, []) == sum(one.count for one in found.found)
    assert lost.look(database, keyring).found == []
    assert lost.give_up(database, keyring, NOW, []) == 0
    with database.reading() as session:
        for table, seal in all_sealed():
            assert (GIVEN_UP in stored(session, table, seal)) == seal.guards, f"{table.name}.{seal.name}"
        assert set(lost.given_up(session)) == {f"{t.name}.{seal.name}" for t, seal in all_sealed() if seal.guards}
        assert session.scalars(select(Workspace.paused_reason)).all() == [TOKEN_UNREADABLE]


def test_it_is_in_the_log_of_its_workspace(database: Database) -> None:
    fill(database)
    spoil(database)
    lost.give_up(database, keyring, NOW, [])
    with database.reading() as session:
        entries = session.scalars(select(AuditEntry).filter_by(deed=Deed.VALUES_GIVEN_UP)).all()
        counts = {name: count for entry in entries for name, count in entry.subjects.items()}
        assert sorted(counts) == sorted(COLUMNS) and {entry.actor_id for entry in entries} == {None}
        assert audit.check(session, entries[0].workspace_id).entries >= len(COLUMNS)


def test_what_needs_a_missing_key_stays_unless_that_key_is_said_to_be_gone(database: Database) -> None:
    fill(database)
    other, key = Keyring([OTHER]), Keyring([KEY]).newest.id
    looked = lost.look(database, other)
    assert looked.of_missing_keys() == {key: looked.values} and not looked.moved
    assert lost.give_up(database, other, NOW, []) == 0
    assert lost.look(database, keyring).found == []
    keyring.use([OTHER])
    assert lost.give_up(database, other, NOW, [key]) == looked.values
    with database.reading() as session:
        assert keys.lacking(session, other) == []


def test_what_is_written_meanwhile_is_kept(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """By a bot that runs on PostgreSQL: an owner writes the aim anew after it was read."""
    with database.transaction() as session:
        program = Factory(session).program()
        program.aim = "Old"
    spoil(database)
    batches = keys.in_batches

    def then_written(*about: Any) -> Any:
        for rows in batches(*about):
            if about[1].name == "programs":
                with database.transaction() as session:
                    session.scalars(select(Program)).one().aim = "New"
            yield rows

    monkeypatch.setattr(keys, "in_batches", then_written)
    lost.give_up(database, keyring, NOW, [])
    with database.reading() as session:
        assert session.scalars(select(Program)).one().aim == "New"


def test_little_is_read_at_once(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    with database.transaction() as session:
        make = Factory(session)
        program = make.program()
        for _ in range(5):
            make.enroll(program, make.member()).interests = ["x" * 1000]
    table, seal = next(each for each in all_sealed() if each[1].name == "interests")
    assert [len(rows) for rows in keys.in_batches(database, table, seal)] == [5]
    monkeypatch.setattr(keys, "MOST_CHARACTERS", 3_000)
    assert [len(rows) for rows in keys.in_batches(database, table, seal)] == [2, 2, 1]
    monkeypatch.setattr(keys, "MOST_CHARACTERS", 10)
    assert [len(rows) for rows in keys.in_batches(database, table, seal)] == [1] * 5
    with counting(database) as statements:
        lost.look(database, keyring)
    assert len(statements) < 60
