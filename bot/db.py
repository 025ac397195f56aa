"""The database: one way to write (`transaction`), one to only read (`reading`), either where needed (`unit`)."""

import threading
from collections.abc import Callable, Generator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import cached_property
from typing import Any, NoReturn, Self, TypeVar

from sqlalchemy import Connection, Engine, PoolProxiedConnection, bindparam, create_engine, event, func, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from bot.prepared import Prepared, Row

BUSY_TIMEOUT_MS = 1_500
POOL: dict[str, Any] = {"pool_size": 28, "max_overflow": 0}
"""For half of those who answer requests (the others wait for Slack, or on SQLite for their turn, and have none),
for monitors, all ticks, and rows. A connection is opened once, and kept.
"""

SETTINGS: dict[str, Any] = {"expire_on_commit": False, "close_resets_only": False}
"""A session that is over refuses: else it would begin again, and nobody would end that."""

POSTGRES_OPTIONS = (
    "-c statement_timeout=15000 -c lock_timeout=5000 "
    "-c idle_in_transaction_session_timeout=15000 -c application_name=reverse-mentor"
)

DEADLOCK = "40P01"
_TURN = select(func.pg_advisory_xact_lock(func.hashtextextended(bindparam("name"), 0)))

Result = TypeVar("Result")
ReadRow = Callable[[Prepared, Mapping[str, Any]], Row | None]


class Database:
    """An engine and its two kinds of session. Services never commit; these do."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        # SQLite takes one writer at a time. Those who wait there only look again now and then, and some of eight at
        # once never saw it free ("database is locked"): here the next one goes at once.
        self.is_sqlite = engine.dialect.name == "sqlite"
        self._turn: AbstractContextManager[object] = threading.RLock() if self.is_sqlite else nullcontext()
        self._asked_one_by_one = threading.Lock()
        self._reader = engine.execution_options(only_reads=True, postgresql_readonly=True)

    @contextmanager
    def transaction(self) -> Generator[Session]:
        """One unit of work: commits at the end, rolls back when it raises. The only commit there is."""
        with self._turn, Session(self.engine, **SETTINGS) as session, session.begin():
            yield session

    def forget_deleted(self) -> bool:
        """Make what was deleted unreadable in SQLite's files; False where a reader was in the way just now.

        Deleted content is overwritten at once (`secure_delete`), but older pages stay in the write-ahead log until
        it is emptied. PostgreSQL's are its operator's to clean (docs/privacy.md says how).
        """
        if not self.is_sqlite:
            return True
        with self._turn, self.engine.connect() as connection:
            driver: Any = connection.connection.driver_connection
            return driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0

    @contextmanager
    def reading(self) -> Generator[Session]:
        """A session for what only reads: it never waits behind a writer.

        Its transaction is committed, since psycopg forgets all prepared statements of a connection that rolls back;
        what is changed in the session isn't written.
        """
        with self._reader.begin() as connection, Session(connection, autoflush=False, **SETTINGS) as session:
            yield session

    def unit(self, *, only_reads: bool) -> "Unit":
        """For what may need no transaction at all."""
        if only_reads:
            return Unit(self.reading, self.row if self.is_sqlite else None)
        return Unit(self.transaction)

    def row(self, prepared: Prepared, values: Mapping[str, Any]) -> Row | None:
        """As SQLite's file is now. By one connection that is kept, and one thread at a time: it takes microseconds,
        in which several would only wake each other.
        """
        with self._asked_one_by_one:
            return prepared.asked_of(self._kept.driver_connection, values)

    @cached_property
    def _kept(self) -> PoolProxiedConnection:
        return self.engine.raw_connection()


class Unit:
    """A unit of work: its one transaction begins when its session is first asked for, and ends with `with`.

    `before`: how a row is read as long as it hasn't begun; None where that begins it, too.
    """

    def __init__(self, begin: Callable[[], AbstractContextManager[Session]], before: ReadRow | None = None) -> None:
        self._begin, self._before = begin, before
        self._transaction: AbstractContextManager[Session] | None = None

    @cached_property
    def session(self) -> Session:
        """In the transaction."""
        transaction = self._begin()
        session = transaction.__enter__()
        self._transaction = transaction  # which ends with the unit, since it has begun
        return session

    def row(self, prepared: Prepared, values: Mapping[str, Any]) -> Row | None:
        """Without the ORM: in the transaction, unless that hasn't begun and needn't."""
        if self._before and self._transaction is None:
            return self._before(prepared, values)
        return prepared.row(self.session.connection(), values)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *failure: Any) -> bool | None:
        self._begin = _too_late
        return self._transaction.__exit__(*failure) if self._transaction else None


def _too_late() -> NoReturn:
    raise RuntimeError("This unit of work is over: nobody would end what begins now")


def take_turn(session: Session, name: str) -> None:
    """Until this transaction ends, who else takes a turn of this name waits (SQLite has one writer at a time)."""
    if session.get_bind().dialect.name == "postgresql":
        session.connection().execute(_TURN, {"name": name})


def despite_deadlock(work: Callable[[], Result]) -> Result:
    """Of two transactions that wait for each other PostgreSQL ends one, and undoes it: it begins anew."""
    try:
        return work()
    except OperationalError as failure:
        if getattr(failure.orig, "sqlstate", None) != DEADLOCK:
            raise
        return work()


def connect(url: str) -> Database:
    """A Database for a SQLAlchemy URL of SQLite or PostgreSQL (psycopg)."""
    if make_url(url).get_backend_name() == "sqlite":
        return Database(_sqlite(url))
    return Database(
        create_engine(
            url,
            pool_pre_ping=True,
            **POOL,
            hide_parameters=True,  # errors end up in the log
            connect_args={"options": POSTGRES_OPTIONS},
        )
    )


def _sqlite(url: str) -> Engine:
    connect_args = {"isolation_level": None, "timeout": BUSY_TIMEOUT_MS / 1000}
    engine = create_engine(url, hide_parameters=True, connect_args=connect_args, **POOL)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",
        f"busy_timeout={BUSY_TIMEOUT_MS}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    """IMMEDIATE for writers: a plain BEGIN that later writes is refused with "database is locked"."""
    only_reads = connection.get_execution_options().get("only_reads", False)
    # By the driver itself: half of all statements would be BEGINs, each as dear as a query by way of SQLAlchemy.
    driver: Any = connection.connection.driver_connection
    driver.execute("BEGIN" if only_reads else "BEGIN IMMEDIATE")
