"""Rows by their ids, in one statement."""

from collections.abc import Iterable
from functools import cache
from typing import TypeVar, cast

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from bot.models.base import Scoped

Model = TypeVar("Model", bound=Scoped)


def many(session: Session, model: type[Model], ids: Iterable[int]) -> dict[int, Model]:
    """By id; an id without a row isn't in it. Rows that the session holds already aren't read again."""
    wanted = set(ids)
    held = {id_: session.identity_map.get(session.identity_key(model, id_)) for id_ in wanted}
    found = {id_: row for id_, row in held.items() if isinstance(row, model)}
    if missing := wanted - found.keys():
        rows = session.scalars(cast(Select[Model], _by_id(model)), {"ids": list(missing)})
        found |= {row.id: row for row in rows}
    return found


@cache
def _by_id(model: type[Scoped]) -> Select[Scoped]:
    return select(model).where(model.id.in_(bindparam("ids", expanding=True)))
