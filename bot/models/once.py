"""Insert a row unless one with the same key is there: the constraint decides, not a look beforehand."""

from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from bot.models.base import Base


def insert_once(session: Session, model: type[Base], **values: Any) -> int | None:
    """The new row's id, or None where a unique constraint says that it is there already."""
    dialect = session.get_bind().dialect.name
    insert = postgresql.insert(model) if dialect == "postgresql" else sqlite.insert(model)
    statement = insert.values(**values).on_conflict_do_nothing().returning(model.__table__.c.id)
    return session.scalar(statement)
