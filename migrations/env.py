"""Alembic's entry: the address comes from `bot.migrate`, or from DATABASE_URL when alembic is called by hand."""

import os

from alembic import context

from bot.config import database_url_from
from bot.db import connect
from bot.models import Base

url = context.config.attributes.get("url") or database_url_from(os.environ)

with connect(url).engine.connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
