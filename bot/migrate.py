"""Schema upgrades by Alembic. SQLite upgrades itself at start, after a backup; PostgreSQL is the operator's."""

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, create_engine, inspect, text
from sqlalchemy.engine import make_url

from bot import backup
from bot.db import connect
from bot.models import Base, Unreadable

ROOT = Path(__file__).parent.parent
_VERSION = text("SELECT version_num FROM alembic_version")


def upgrade(url: str, keys: Sequence[str] = ()) -> None:
    """Bring the database at `url` to the newest revision. A new one gets its tables at once, as they are now.

    With a wrong key it exits, and nothing is changed.
    """
    if _is_new(url):
        _create(url)
        return
    from alembic import command

    try:
        command.upgrade(alembic_config(url, keys), "head")
    except Unreadable as problem:
        raise SystemExit(f"{problem}. Nothing was changed.") from problem


def _is_new(url: str) -> bool:
    with _transaction(url) as connection:
        return not inspect(connection).get_table_names()


def _create(url: str) -> None:
    """All or nothing: half of the tables would be a database that no migration fits."""
    from alembic.runtime.migration import MigrationContext

    with _transaction(url) as connection:
        Base.metadata.create_all(connection)
        MigrationContext.configure(connection).stamp(_script(), "head")


@contextmanager
def _transaction(url: str) -> Generator[Connection]:
    engine = connect(url).engine
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


def is_current(url: str) -> bool:
    """Whether the database has every migration of this version of the bot; Alembic isn't loaded to look."""
    engine = create_engine(url)
    with engine.connect() as connection:
        is_ours = inspect(connection).has_table("alembic_version")
        current = set(connection.scalars(_VERSION)) if is_ours else set[str]()
    engine.dispose()
    return current == {head()}


@cache
def head() -> str:
    """The newest revision that this version of the bot knows: a migration's file begins with its number."""
    return max(path.name for path in (ROOT / "migrations" / "versions").glob("[0-9]*.py")).partition("_")[0]


def _script() -> Any:
    from alembic.script import ScriptDirectory

    return ScriptDirectory(str(ROOT / "migrations"))


def ready(url: str, keys: Sequence[str]) -> None:
    """Make sure that the bot may start on this database; exits with what to do where it may not."""
    if is_current(url):
        return
    if make_url(url).get_backend_name() != "sqlite":
        raise SystemExit("The database is behind this version of the bot. Run `python -m bot migrate` first.")
    _back_up(url)
    upgrade(url, keys)


def _back_up(url: str) -> None:
    """A copy beside the file, before the schema changes; an empty database needs none."""
    path = Path(make_url(url).database or "")
    if not path.exists() or not path.stat().st_size:
        return
    copy = path.with_suffix(path.suffix + ".before-upgrade")
    copy.unlink(missing_ok=True)
    backup.copy(path, copy)


def alembic_config(url: str, keys: Sequence[str] = ()) -> Any:
    """Alembic's own configuration for the database at `url`; `keys` for migrations that read what is sealed."""
    from alembic.config import Config

    config = Config(ROOT / "alembic.ini")
    config.set_main_option("script_location", str(ROOT / "migrations"))
    config.attributes.update(url=url, keys=keys)
    return config
