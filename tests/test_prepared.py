"""Rows that SQLite's driver is asked for by itself, and units of work that begin when they must."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import bindparam, event, select
from sqlalchemy.exc import InvalidRequestError
from sqlalchemy.orm import Session

from bot.db import Database, Unit
from bot.models import Member, MemberKind, Workspace
from bot.models.sealed import Stored
from bot.models.types import UtcDateTime
from bot.prepared import Prepared
from tests.conftest import busy_connections
from tests.factories import NOW, Factory

EVERYTHING = (
    select(
        Member.id,
        Member.slack_id,
        Member.email,
        Member.kind,
        Member.is_admin,
        Member.refreshed_at,
        Member.deactivated_at,
        Member.level,
        Workspace.id,
        Workspace.name,
    )
    .join(Workspace, Workspace.id == Member.workspace_id)
    .where(
        Member.slack_id == bindparam("slack_id"),
        Member.kind == MemberKind.PERSON,
        Member.refreshed_at > bindparam("since", type_=UtcDateTime),
    )
)
PREPARED = Prepared(EVERYTHING)
RENAMED = Prepared(select(Workspace.name).where(Workspace.id == bindparam("id")))


@pytest.fixture
def ana(database: Database) -> Member:
    with database.transaction() as session:
        ana = Factory(session).member("Ana", email="ana@example.com", is_admin=True)
        ana.refreshed_at = NOW
        return ana


def asked(ana: Member, **others: Any) -> dict[str, Any]:
    return {"slack_id": ana.slack_id, "since": NOW - timedelta(days=1), **others}


@contextmanager
def begun(database: Database) -> Iterator[list[Any]]:
    """The transactions that begin meanwhile."""
    seen: list[Any] = []

    def note(connection: Any) -> None:
        seen.append(connection)

    event.listen(database.engine, "begin", note)
    yield seen
    event.remove(database.engine, "begin", note)


@pytest.mark.parametrize("only_reads", [True, False])
def test_a_row_is_as_sqlalchemy_would_give_it(database: Database, ana: Member, only_reads: bool) -> None:
    with database.reading() as session:
        promised = tuple(session.execute(EVERYTHING, asked(ana)).one())
    with database.unit(only_reads=only_reads) as unit:
        row = unit.row(PREPARED, asked(ana))
    assert row is not None and tuple(row) == promised
    assert [type(value) for value in row] == [type(value) for value in promised]
    assert row[3] is MemberKind.PERSON and row[4] is True and row[5] == NOW and row[6] is None


def test_parameters_are_converted_as_their_types_say(database: Database, ana: Member) -> None:
    with database.unit(only_reads=True) as unit:
        assert unit.row(PREPARED, asked(ana, since=NOW)) is None
        assert unit.row(PREPARED, asked(ana, since=NOW - timedelta(microseconds=1))) is not None
        assert unit.row(PREPARED, asked(ana, slack_id="U0")) is None


def test_what_is_sealed_stays_so_until_it_is_opened(database: Database, ana: Member) -> None:
    sealed = Prepared(select(Workspace.__table__.c.bot_token).where(Workspace.id == bindparam("id")))
    with database.unit(only_reads=True) as unit:
        row = unit.row(sealed, {"id": ana.workspace_id})
    assert row is not None and isinstance(row[0], Stored)


def test_on_sqlite_who_only_asks_for_rows_begins_nothing(database: Database, ana: Member) -> None:
    is_sqlite = database.engine.dialect.name == "sqlite"
    with begun(database) as transactions:
        with database.unit(only_reads=True) as unit:
            assert unit.row(PREPARED, asked(ana)) is not None
        assert len(transactions) == (0 if is_sqlite else 1)
        transactions.clear()
        with database.unit(only_reads=True) as unit:
            assert unit.session.get(Member, ana.id) and unit.row(PREPARED, asked(ana)) is not None
        assert len(transactions) == 1


def test_rows_of_a_unit_that_writes_are_those_of_its_transaction(database: Database, ana: Member) -> None:
    of = {"id": ana.workspace_id}
    with database.unit(only_reads=False) as unit, database.unit(only_reads=True) as another:
        unit.session.get_one(Workspace, ana.workspace_id).name = "Acme & Sons"
        unit.session.flush()
        assert tuple(unit.row(RENAMED, of) or ()) == ("Acme & Sons",)
        assert tuple(another.row(RENAMED, of) or ()) != ("Acme & Sons",)
    with database.unit(only_reads=True) as unit:
        assert tuple(unit.row(RENAMED, of) or ()) == ("Acme & Sons",)


def test_once_it_reads_a_unit_sees_what_was_there_when_it_began(database: Database, ana: Member) -> None:
    if database.engine.dialect.name != "sqlite":
        return  # PostgreSQL shows each statement what is there
    with database.unit(only_reads=True) as unit:
        name = unit.session.get_one(Workspace, ana.workspace_id).name
        with database.transaction() as session:
            session.get_one(Workspace, ana.workspace_id).name = "Acme & Sons"
        assert unit.row(RENAMED, {"id": ana.workspace_id}) == [name]


def test_a_unit_that_fails_leaves_everything_as_it_was(database: Database, ana: Member) -> None:
    def fail(unit: Unit) -> None:
        unit.session.get_one(Workspace, ana.workspace_id).name = "Acme & Sons"
        unit.session.flush()
        raise LookupError

    with pytest.raises(LookupError), database.unit(only_reads=False) as unit:
        fail(unit)
    with database.reading() as session:
        assert session.get_one(Workspace, ana.workspace_id).name != "Acme & Sons"


def test_what_a_unit_that_only_reads_changes_isn_t_kept(database: Database, ana: Member) -> None:
    def rename(session: Session) -> None:
        session.get_one(Workspace, ana.workspace_id).name = "Acme & Sons"

    with database.unit(only_reads=True) as unit:
        rename(unit.session)
    with database.reading() as session:
        assert session.get_one(Workspace, ana.workspace_id).name != "Acme & Sons"


@pytest.mark.parametrize("only_reads", [True, False])
@pytest.mark.parametrize("has_begun", [True, False])
def test_a_unit_that_is_over_begins_nothing_any_more(
    database: Database, ana: Member, only_reads: bool, has_begun: bool
) -> None:
    """Nobody would end it: it would keep a connection, and on SQLite everybody else from writing."""
    with database.unit(only_reads=only_reads) as unit:
        assert not has_begun or unit.session.get(Member, ana.id)
    busy = busy_connections(database)
    with pytest.raises((RuntimeError, InvalidRequestError)):
        unit.session.get(Member, ana.id)
    assert busy_connections(database) == busy


def test_who_reads_by_the_driver_is_never_in_the_way_of_what_must_be_forgotten(
    database: Database, ana: Member
) -> None:
    """A statement that isn't read to its end would keep the write-ahead log from being emptied."""
    everybody = Prepared(select(Member.id).order_by(Member.id))
    with database.transaction() as session:
        session.add(Member(workspace_id=ana.workspace_id, slack_id="U2", name="Ben", refreshed_at=NOW))
    with database.unit(only_reads=True) as unit:
        assert unit.row(PREPARED, asked(ana)) is not None
        if database.engine.dialect.name == "sqlite":
            assert unit.row(everybody, {}) == [ana.id]
        assert database.forget_deleted()
