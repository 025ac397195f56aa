"""Which keys what is stored was sealed with, and sealing all of it anew with the newest."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, Label, RowMapping, Table, Text, bindparam, func, select, type_coerce, update
from sqlalchemy.orm import Session

from bot.db import Database, despite_deadlock
from bot.models.keyring import PREFIX_LENGTH, Keyring, Unreadable
from bot.models.sealed import Sealed, all_sealed

BATCH = 200

Progress = Callable[[int], None]
"""Is told how many values were sealed anew so far."""


@dataclass(frozen=True)
class Rotated:
    """`refused`: what can't be opened, though its key is there: it was changed, or moved from another place."""

    written: int
    refused: Sequence[str]


def in_use(session: Session) -> Counter[str]:
    """How many values were sealed with each key, by the prefix of their tokens."""
    found = Counter[str]()
    for table, seal in all_sealed():
        prefix = _prefix(table, seal)
        rows = select(prefix, func.count()).where(table.c[seal.name].is_not(None)).group_by(prefix.name)
        for begins, count in session.execute(rows):
            found[begins] += count
    return found


def lacking(session: Session, ring: Keyring) -> list[str]:
    """Columns whose oldest or newest value was sealed with a key that isn't there."""
    prefixes = {key.prefix for key in ring.keys}
    return [
        f"{table.name}.{seal.name}" for table, seal in all_sealed() if not _ends(session, table, seal) <= prefixes
    ]


def _ends(session: Session, table: Table, seal: Sealed[Any]) -> set[str]:
    some = select(_prefix(table, seal)).where(table.c[seal.name].is_not(None)).limit(1)
    orders = (table.c.id.asc(), table.c.id.desc())
    return {prefix for order in orders for prefix in session.scalars(some.order_by(order))}


def refusal(columns: Sequence[str]) -> str:
    """What to say to whom gave the wrong keys."""
    where = ", ".join(columns) or "some rows"
    return (
        f"ENCRYPTION_KEY can't read what is stored ({where}): it was written with another key.\n"
        "Put that key back: several with commas, the newest first. See “A lost key” in docs/operations.md."
    )


def rotate(database: Database, ring: Keyring, progress: Progress) -> Rotated:
    """Seal anew what older keys than the newest sealed, a few values at a time. Interrupted, it can go on."""
    written, refused = 0, list[str]()
    for table, seal in all_sealed():
        after = 0
        while rows := _older(database, table, seal, ring, after):
            opened = [(row, *_opened(seal, row)) for row in rows]
            refused += [f"{table.name}.{seal.name} of row {row['id']}" for row, _, is_open in opened if not is_open]
            anew = [
                {"row_id": row["id"], "before": row["token"], "anew": seal.fresh(value, row.__getitem__)}
                for row, value, is_open in opened
                if is_open
            ]
            written += despite_deadlock(partial(_write, database, table, seal, anew))
            progress(written)
            after = rows[-1]["id"]
    return Rotated(written, refused)


def _older(database: Database, table: Table, seal: Sealed[Any], ring: Keyring, after: int) -> Sequence[RowMapping]:
    names = [table.c[name] for name in dict.fromkeys(("id", *seal.named_by, seal.name))]
    is_older = _prefix(table, seal) != ring.newest.prefix
    rows = select(*names, _token(table, seal).label("token")).where(table.c.id > after, is_older)
    with database.reading() as session:
        return session.execute(rows.order_by(table.c.id).limit(BATCH)).mappings().all()


def _opened(seal: Sealed[Any], row: RowMapping) -> tuple[Any, bool]:
    try:
        return seal.opened_in(row), True
    except Unreadable:
        return None, False


def _write(database: Database, table: Table, seal: Sealed[Any], anew: Sequence[dict[str, Any]]) -> int:
    """Only over what was read: who changed it meanwhile has sealed it anew."""
    if not anew:
        return 0
    same = (table.c.id == bindparam("row_id")) & (_token(table, seal) == bindparam("before"))
    fresh = bindparam("anew", type_=table.c[seal.name].type)
    with database.transaction() as session:
        return session.connection().execute(update(table).where(same).values({seal.name: fresh}), anew).rowcount


def _token(table: Table, seal: Sealed[Any]) -> ColumnElement[str]:
    return type_coerce(table.c[seal.name], Text)


def _prefix(table: Table, seal: Sealed[Any]) -> Label[str]:
    return func.substr(_token(table, seal), 1, PREFIX_LENGTH, type_=Text).label("prefix")
