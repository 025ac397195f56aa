"""A database that says which migration it is at, as one has that was migrated and not just created."""

from collections.abc import Iterator

import pytest
from sqlalchemy import text

from bot import migrate
from bot.db import Database


@pytest.fixture
def migrated(database: Database) -> Iterator[Database]:
    with database.engine.begin() as connection:
        connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
        connection.execute(text("INSERT INTO alembic_version VALUES (:head)"), {"head": migrate.head()})
    yield database
    with database.engine.begin() as connection:
        connection.execute(text("DROP TABLE IF EXISTS alembic_version"))
