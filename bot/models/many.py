"""Rows by their ids, in one statement."""

from collections.abc import Iterable
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.models.base import Scoped

Model = TypeVar("Model", bound=Scoped)


def many(session: Session, model: type[Model], ids: Iterable[int]) -> dict[int, Model]:
    """By id; an id without a row isn't in it. Rows that the session holds already aren't read again."""
    wanted = set(ids)
    held = {id_: session.identity_map.get(session.identity_key(model, id_)) for id_ in wanted}
    found = {id_: row for id_, row in held.items() if isinstance(row, model)}
    if missing := wanted - found.keys():
        found |= {row.id: row for row in session.scalars(select(model).where(model.id.in_(missing)))}
    return found
