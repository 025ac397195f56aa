"""Alembic's entry: the address comes from `bot.migrate`, or from DATABASE_URL when alembic is called by hand."""

import os

from alembic import context

from bot.config import database_url_from
from bot.db import connect
from bot.models import Base
from bot.models.types import EncryptedJson, EncryptedText, UtcDateTime


def render_item(kind: str, item: object, _context: object) -> str | bool:
    """Our own column types as plain ones: a migration must not change when the code does."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, EncryptedText | EncryptedJson):
        return "sa.Text()"
    return False


url = context.config.attributes.get("url") or database_url_from(os.environ)

engine = connect(url).engine
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
    )
    with context.begin_transaction():
        context.run_migrations()
        if connection.dialect.name == "sqlite" and (
            broken := connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        ):
            raise RuntimeError(f"rows that point nowhere after the migration: {broken[:5]}")
    connection.commit()
engine.dispose()
