"""Alembic's entry: the address comes from `bot.migrate`, or from DATABASE_URL when alembic is called by hand."""

import os

from alembic import context

from bot.config import database_url_from
from bot.db import connect
from bot.models import Base
from bot.models.sealed import SealedColumn
from bot.models.types import UtcDateTime


def render_item(kind: str, item: object, _context: object) -> str | bool:
    """Our own column types as plain ones: a migration must not change when the code does."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, SealedColumn):
        return "sa.Text()"
    return False


url = context.config.attributes.get("url") or database_url_from(os.environ)

engine = connect(url).engine
try:
    with engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            # SQLite changes a table by copying it and dropping the old one, and with it all rows that point at it.
            connection.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=connection.dialect.name == "sqlite",
            compare_type=True,
            render_item=render_item,
            transactional_ddl=True,  # on SQLite, too (bot/db.py begins its transactions): all migrations, or none
        )
        with context.begin_transaction():
            context.run_migrations()
            if connection.dialect.name == "sqlite" and (
                broken := connection.exec_driver_sql("PRAGMA foreign_key_check").all()
            ):
                raise RuntimeError(f"rows that point nowhere after the migration: {broken[:5]}")
        connection.commit()
finally:
    engine.dispose()
