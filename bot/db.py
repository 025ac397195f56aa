"""The database: one way to write (`transaction`), one way to only read (`reading`)."""

from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

BUSY_TIMEOUT_MS = 1_500
POSTGRES_OPTIONS = (
    "-c statement_timeout=15000 -c lock_timeout=5000 "
    "-c idle_in_transaction_session_timeout=15000 -c application_name=reverse-mentor"
)


class Database:
    """An engine and its two kinds of session. Services never commit; these do."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._reader = engine.execution_options(only_reads=True)

    @contextmanager
    def transaction(self) -> Generator[Session]:
        """One unit of work: commits at the end, rolls back when it raises. The only commit there is."""
        with Session(self.engine, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def reading(self) -> Generator[Session]:
        """A session for what only reads: it never waits behind a writer, and never commits."""
        with Session(self._reader, expire_on_commit=False, autoflush=False) as session:
            yield session


def connect(url: str) -> Database:
    """A Database for a SQLAlchemy URL of SQLite or PostgreSQL (psycopg)."""
    if make_url(url).get_backend_name() == "sqlite":
        return Database(_sqlite(url))
    return Database(
        create_engine(
            url,
            pool_pre_ping=True,
            pool_size=16,
            max_overflow=8,
            hide_parameters=True,  # errors end up in the log
            connect_args={"options": POSTGRES_OPTIONS},
        )
    )


def _sqlite(url: str) -> Engine:
    connect_args = {"isolation_level": None, "timeout": BUSY_TIMEOUT_MS / 1000}
    engine = create_engine(url, hide_parameters=True, connect_args=connect_args)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={BUSY_TIMEOUT_MS}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    """IMMEDIATE for writers: a plain BEGIN that later writes is refused with "database is locked"."""
    only_reads = connection.get_execution_options().get("only_reads", False)
    # By the driver itself: half of all statements would be BEGINs, each as dear as a query by way of SQLAlchemy.
    driver: Any = connection.connection.driver_connection
    driver.execute("BEGIN" if only_reads else "BEGIN IMMEDIATE")
