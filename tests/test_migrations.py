"""A migrated database is what `create_all` makes, down to every constraint and index predicate."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from cryptography.fernet import Fernet
from sqlalchemy import Connection, Engine, create_engine, event, inspect, select, text
from sqlalchemy.orm import Session

from bot import migrate
from bot.db import connect
from bot.models import Base, Enrollment, OutboxMessage, Program, Unreadable, Workspace, keyring
from tests.conftest import KEY

OTHER_KEY = Fernet.generate_key().decode()


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_urls(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[str, str]]:
    """Two empty databases of one kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'a.db'}", f"sqlite:///{tmp_path / 'b.db'}"
        return
    server = request.getfixturevalue("postgres_url")
    admin = create_engine(server, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        for name in ("migrated", "created"):
            connection.execute(text(f"DROP DATABASE IF EXISTS {name}"))
            connection.execute(text(f"CREATE DATABASE {name}"))
    admin.dispose()
    yield server.replace("/reverse_mentor", "/migrated"), server.replace("/reverse_mentor", "/created")


def test_migrations_make_what_the_models_say(empty_urls: tuple[str, str]) -> None:
    """The one is how an old database becomes today's, the other how a new one is made."""
    migrated, created = empty_urls
    command.upgrade(migrate.alembic_config(migrated), "head")
    migrate.upgrade(created)
    old, new = connect(migrated).engine, connect(created).engine
    assert shape(old) == shape(new)
    assert migrate.is_current(migrated) and migrate.is_current(created)
    old.dispose()
    new.dispose()


def test_a_new_database_is_made_whole_or_not_at_all(empty_urls: tuple[str, str]) -> None:
    url, _ = empty_urls
    last = Base.metadata.sorted_tables[-1]
    event.listen(last, "before_create", _out_of_disk)
    with pytest.raises(OSError, match="no space"):
        migrate.upgrade(url)
    event.remove(last, "before_create", _out_of_disk)
    migrate.upgrade(url)
    assert migrate.is_current(url)


def _out_of_disk(*_: Any, **__: Any) -> None:
    raise OSError("no space left on the device")


def shape(engine: Engine) -> dict[str, Any]:
    """Every table as plain data, with names and SQL normalized."""
    found = inspect(engine)
    return {
        table: {
            "columns": {
                column["name"]: (str(column["type"]), column["nullable"], column.get("default"))
                for column in found.get_columns(table)
            },
            "primary": sorted(found.get_pk_constraint(table)["constrained_columns"]),
            "foreign": sorted(map(str, found.get_foreign_keys(table))),
            "unique": sorted((key["name"], key["column_names"]) for key in found.get_unique_constraints(table)),
            "checks": sorted(
                (check["name"], plain(check["sqltext"])) for check in found.get_check_constraints(table)
            ),
            "indexes": sorted(
                (index["name"], index["unique"], index["column_names"], plain(predicates(index)))
                for index in found.get_indexes(table)
            ),
        }
        for table in found.get_table_names()
        if table != "alembic_version"
    }


def predicates(index: Any) -> str:
    return str({name: str(value) for name, value in index.get("dialect_options", {}).items()})


def plain(sql: str) -> str:
    return re.sub(r"\s+", " ", sql).strip().lower()


def test_a_database_that_is_behind_is_seen(tmp_path: Path) -> None:
    assert not migrate.is_current(f"sqlite:///{tmp_path / 'new.db'}")


def test_sqlite_keeps_a_copy_before_it_upgrades(tmp_path: Path) -> None:
    path = tmp_path / "bot.db"
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE precious (word TEXT)"))
        connection.execute(text("INSERT INTO precious VALUES ('kept')"))
    engine.dispose()
    migrate.ready(f"sqlite:///{path}", [])
    copy = create_engine(f"sqlite:///{path}.before-upgrade")
    with copy.connect() as connection:
        assert connection.scalar(text("SELECT word FROM precious")) == "kept"
    copy.dispose()


def test_an_upgrade_keeps_every_row(empty_urls: tuple[str, str]) -> None:
    """SQLite copies tables to change them: nothing that points at a row may go with the old copy."""
    url, _ = empty_urls
    command.upgrade(migrate.alembic_config(url), "0001")
    engine = connect(url).engine
    with engine.begin() as connection:
        for statement in COMPANY:
            connection.execute(text(statement))
        before = {table: _count(connection, table) for table in inspect(connection).get_table_names()}
    engine.dispose()
    migrate.upgrade(url, [KEY])
    engine = connect(url).engine
    with engine.connect() as connection:
        after = {table: _count(connection, table) for table in before}
        assert after == before
        states = connection.scalars(text("SELECT state FROM outbox WHERE state = dedup_key AND NOT unasked")).all()
        assert len(states) == 7
        assert connection.scalar(text("SELECT state FROM skills")) == "listed"
        assert connection.scalar(text("SELECT unasked_a_week FROM members")) == 2
        assert connection.scalar(text("SELECT count(*) FROM members WHERE active_at = refreshed_at")) == 1
    engine.dispose()


def test_what_was_encrypted_belongs_to_its_place_from_now_on(empty_urls: tuple[str, str]) -> None:
    url, _ = empty_urls
    old = as_it_was(url, "0021")
    migrate.upgrade(url, [OTHER_KEY, KEY])
    database = connect(url)
    keyring.use([OTHER_KEY])
    with database.reading() as session:
        assert session.scalars(select(Workspace)).one().bot_token == "secret"
        assert session.scalars(select(Program)).one().aim is None
        assert session.scalars(select(Enrollment)).one().avoid == []
        assert [row.params for row in session.scalars(select(OutboxMessage))] == [{"nudge_id": 1}] * 7
    with database.engine.begin() as connection:
        first, second, *_ = connection.scalars(text("SELECT params FROM outbox ORDER BY id")).all()
        put = text("UPDATE outbox SET params = :token WHERE id = (SELECT min(id) FROM outbox)")
        for moved in (second, old["outbox.params"]):
            connection.execute(put, {"token": moved})
            with Session(connection) as session, pytest.raises(Unreadable):
                str(session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)).first().params)
        connection.execute(put, {"token": first})
    command.downgrade(migrate.alembic_config(url, [OTHER_KEY]), "0021")
    with database.engine.connect() as connection:
        token = connection.scalar(text("SELECT bot_token FROM workspaces"))
        assert Fernet(OTHER_KEY).decrypt(token) == b"secret"
    database.engine.dispose()


def test_with_a_wrong_key_nothing_is_changed(empty_urls: tuple[str, str]) -> None:
    """Nor by the migrations before."""
    url, _ = empty_urls
    before = as_it_was(url, "0018")
    for keys in ([], [OTHER_KEY]):
        with pytest.raises(SystemExit, match=r"ENCRYPTION_KEY .* Nothing was changed"):
            migrate.upgrade(url, keys)
    assert tokens(url) == before
    engine = create_engine(url)
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) == "0018"
        assert "wrapped_up_at" not in {column["name"] for column in inspect(connection).get_columns("programs")}
    engine.dispose()


def as_it_was(url: str, revision: str) -> dict[str, str]:
    """A company as the versions before wrote it; what it has encrypted."""
    command.upgrade(migrate.alembic_config(url), "0001")
    engine = connect(url).engine
    with engine.begin() as connection:
        for statement in COMPANY:
            connection.execute(text(statement))
    engine.dispose()
    command.upgrade(migrate.alembic_config(url), revision)
    return tokens(url)


def tokens(url: str) -> dict[str, str]:
    engine = create_engine(url)
    with engine.connect() as connection:
        found = {
            "workspaces.bot_token": connection.scalar(text("SELECT bot_token FROM workspaces")),
            "outbox.params": connection.scalar(text("SELECT params FROM outbox ORDER BY id DESC LIMIT 1")),
        }
    engine.dispose()
    return found


def _count(connection: Connection, table: str) -> int:
    return connection.scalar(text(f"SELECT count(*) FROM {table}")) or 0


TOKEN, LIST, PARAMS = (Fernet(KEY).encrypt(each).decode() for each in (b"secret", b"[]", b'{"nudge_id": 1}'))
COMPANY = (
    f"""INSERT INTO workspaces (id, enterprise_id, team_id, name, bot_id, bot_user_id, bot_token)
    VALUES (1, '', 'T1', 'Acme', 'B1', 'UBOT', '{TOKEN}')""",
    """INSERT INTO members (id, workspace_id, slack_id, name, kind, is_admin, timezone, locale, refreshed_at,
    languages, work_days, work_starts, work_ends, nudge_day, nudge_minute)
    VALUES (1, 1, 'U1', 'Ana', 'person', false, 'UTC', 'en-US', '2027-01-04', '[]', '[0]', 540, 1020, 1, 600)""",
    "INSERT INTO skills (id, workspace_id, name, key) VALUES (1, 1, 'TikTok', 'tiktok')",
    """INSERT INTO programs (id, workspace_id, name, state, announce_channel, starts_on, cadence_weeks, level_gap,
    same_team, overlap_minutes, asks_first)
    VALUES (1, 1, 'Swap', 'open', 'C1', '2027-01-04', 2, 1, false, 120, true)""",
    "INSERT INTO program_owners (workspace_id, program_id, member_id) VALUES (1, 1, 1)",
    f"""INSERT INTO enrollments (id, workspace_id, program_id, member_id, state, joined_at, capacity, format, style,
    interests, avoid, waiting_rounds, nudges_off)
    VALUES (1, 1, 1, 1, 'active', '2027-01-04', 1, 'any', 'any', '{LIST}', '{LIST}', 0, false)""",
    """INSERT INTO enrollment_skills (workspace_id, enrollment_id, skill_id, side, rank)
    VALUES (1, 1, 1, 'teach', 1)""",
    "INSERT INTO nudges (workspace_id, member_id, iso_week, due_at) VALUES (1, 1, '2027-W01', '2027-01-05')",
    *(
        f"""INSERT INTO outbox (workspace_id, kind, params, recipient, dedup_key, wire_key, state, due_at, attempts)
        VALUES (1, 'NudgeDue', '{PARAMS}', 'U1', '{state}', '{state}', '{state}', '2027-01-05', 0)"""
        for state in ("pending", "sending", "sent", "unknown", "held", "cancelled", "dead")
    ),
)
