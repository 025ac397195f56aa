"""Insert rows, mostly unless one with the same key is there: the constraint decides, not a look beforehand."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import Table, insert
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import ReturningInsert

from bot.models.base import Base
from bot.models.sealed import bound

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql, sqlite


def insert_once(session: Session, model: type[Base], **values: Any) -> int | None:
    """The new row's id, or None where a unique constraint says that it is there already."""
    return next(iter(insert_all_once(session, model, [values])), None)


def insert_all_once(session: Session, model: type[Base], rows: Sequence[dict[str, Any]]) -> Sequence[int]:
    """The ids of the rows that are new, in one statement a thousand; rows whose key is there are left out."""
    if not rows:
        return []
    _flush_what_it_may_meet(session, model)
    connection, table = session.connection(), cast(Table, model.__table__)
    statement = _insert(model, connection.dialect.name)
    values = [bound(table, row) for row in rows]
    return [id_ for (id_,) in connection.execute(statement, values if len(values) > 1 else values[0])]


def insert_all(session: Session, model: type[Base], rows: Sequence[dict[str, Any]]) -> None:
    """Rows none of which is there yet, in one statement."""
    table = cast(Table, model.__table__)
    if rows:
        session.execute(insert(table), [bound(table, row) for row in rows])


def _flush_what_it_may_meet(session: Session, model: type[Base]) -> None:
    """Only a change in the same table can be in the way of a new row; what it points at has its number already."""
    if any(isinstance(row, model) for row in (*session.new, *session.dirty, *session.deleted)):
        session.flush()


@cache
def _insert(model: type[Base], dialect: str) -> ReturningInsert[int]:
    table = cast(Table, model.__table__)
    return insert_of(dialect)(table).on_conflict_do_nothing().returning(table.c.id)


def insert_of(dialect: str) -> "Callable[[Table], postgresql.Insert | sqlite.Insert]":
    """The INSERT of that database, which knows ON CONFLICT. Its engine has loaded it; the other's isn't needed."""
    if dialect == "postgresql":
        from sqlalchemy.dialects.postgresql import insert
    else:
        from sqlalchemy.dialects.sqlite import insert
    return insert
