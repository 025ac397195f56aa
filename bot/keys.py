"""Which keys what is stored was sealed with, and sealing all of it anew with the newest."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import accumulate
from pathlib import Path
from typing import Any

from msgspec import Struct
from sqlalchemy import (
    ColumnElement,
    Connection,
    Label,
    RowMapping,
    Table,
    Text,
    bindparam,
    func,
    inspect,
    select,
    type_coerce,
    update,
)
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot.db import Database, connect, despite_deadlock
from bot.models.keyring import GIVEN_UP, PREFIX_LENGTH, Keyring, Unreadable, key_of
from bot.models.sealed import Sealed, all_sealed

BATCH = 200
MOST_CHARACTERS = 2_000_000
"""Of what is read at once: what a round of thousands was asked takes megabytes."""

FIND_IT = (
    "Put that key back: several with commas, the newest first. A new key can't read it. "
    "See “A lost key” in docs/operations.md."
)

Progress = Callable[[int], None]
"""Is told how many values were sealed anew so far."""


class Rotated(Struct, frozen=True):
    """`refused`: what can't be opened, though its key is there: it was changed, or moved from another place."""

    written: int
    refused: Sequence[str]


def in_use(session: Session) -> Counter[str]:
    """How many values were sealed with each key, by the prefix of their tokens. What was given up needs none."""
    found = Counter[str]()
    for table, seal in all_sealed():
        prefix = _prefix(table, seal)
        rows = select(prefix, func.count()).where(is_sealed(table, seal)).group_by(prefix.name)
        for begins, count in session.execute(rows):
            found[begins] += count
    return found


def lacking(session: Session, ring: Keyring) -> list[str]:
    """Columns whose oldest or newest value was sealed with a key that isn't there."""
    return [
        f"{table.name}.{seal.name}" for table, seal in all_sealed() if missing(_ends(session, table, seal), ring)
    ]


def lacking_at(url: str, given: Sequence[str]) -> list[str]:
    """The same of the database there."""
    database = connect(url)
    try:
        with database.reading() as session:
            return lacking(session, Keyring(given))
    finally:
        database.engine.dispose()


def missing(prefixes: Iterable[str], ring: Keyring) -> set[str]:
    """The ids of keys that aren't there; what was overwritten is of none."""
    return {id_ for prefix in prefixes if (id_ := key_of(prefix))} - {key.id for key in ring.keys}


def _ends(session: Session, table: Table, seal: Sealed[Any]) -> set[str]:
    some = select(_prefix(table, seal)).where(is_sealed(table, seal)).limit(1)
    orders = (table.c.id.asc(), table.c.id.desc())
    return {prefix for order in orders for prefix in session.scalars(some.order_by(order))}


def refusal(columns: Sequence[str]) -> str:
    """What to say to whom gave the wrong keys."""
    where = ", ".join(columns) or "some rows"
    return f"ENCRYPTION_KEY can't read what is stored ({where}): it was written with another key.\n{FIND_IT}"


def are_needed(url: str) -> bool:
    """Whether something is stored there that takes a key, whatever the schema; no where nobody can tell."""
    path = make_url(url).database
    if make_url(url).get_backend_name() == "sqlite" and not (path and Path(path).exists()):
        return False
    database = connect(url)
    try:
        with database.reading() as session:
            return any(_has_any(session.connection(), table, seal) for table, seal in all_sealed())
    except SQLAlchemyError:
        return False
    finally:
        database.engine.dispose()


def _has_any(connection: Connection, table: Table, seal: Sealed[Any]) -> bool:
    there = inspect(connection)
    if not there.has_table(table.name) or seal.name not in {one["name"] for one in there.get_columns(table.name)}:
        return False
    some = select(table.c.id).where(table.c[seal.name].is_not(None))
    return connection.scalar(some.limit(1)) is not None


def rotate(database: Database, ring: Keyring, progress: Progress) -> Rotated:
    """Seal anew what older keys than the newest sealed, a few values at a time. Interrupted, it can go on."""
    written, refused = 0, list[str]()
    for table, seal in all_sealed():
        for rows in in_batches(database, table, seal, _prefix(table, seal) != ring.newest.prefix):
            opened = [(row, *_opened(seal, row)) for row in rows]
            refused += [f"{table.name}.{seal.name} of row {row['id']}" for row, _, is_open in opened if not is_open]
            anew = [
                {"row_id": row["id"], "before": row["token"], "anew": seal.fresh(value, row.__getitem__)}
                for row, value, is_open in opened
                if is_open
            ]
            written += despite_deadlock(partial(_write, database, table, seal, anew))
            progress(written)
    return Rotated(written, refused)


def in_batches(
    database: Database, table: Table, seal: Sealed[Any], *where: ColumnElement[bool]
) -> Iterator[Sequence[RowMapping]]:
    """Rows with something sealed in this column: what names it, and its `token`. Never much at once."""
    names = [table.c[name] for name in dict.fromkeys(("id", *seal.named_by, seal.name))]
    rows = select(*names, token_of(table, seal).label("token")).where(is_sealed(table, seal), *where)
    after = 0
    while ids := _next(database, table, seal, table.c.id > after, *where):
        with database.reading() as session:
            found = session.execute(rows.where(table.c.id.in_(ids)).order_by(table.c.id)).mappings().all()
        yield found
        after = ids[-1]


def _next(database: Database, table: Table, seal: Sealed[Any], *where: ColumnElement[bool]) -> list[int]:
    """At least one, and no more than can be held."""
    sizes = select(table.c.id, func.length(token_of(table, seal))).where(is_sealed(table, seal), *where)
    with database.reading() as session:
        found = session.execute(sizes.order_by(table.c.id).limit(BATCH)).all()
    so_far = accumulate(size for _, size in found)
    ids = [id_ for (id_, _), size in zip(found, so_far, strict=True) if size <= MOST_CHARACTERS]
    return ids or [id_ for id_, _ in found[:1]]


def _opened(seal: Sealed[Any], row: RowMapping) -> tuple[Any, bool]:
    try:
        return seal.opened_in(row), True
    except Unreadable:
        return None, False


def _write(database: Database, table: Table, seal: Sealed[Any], anew: Sequence[dict[str, Any]]) -> int:
    """Only over what was read: who changed it meanwhile has sealed it anew."""
    if not anew:
        return 0
    same = (table.c.id == bindparam("row_id")) & (token_of(table, seal) == bindparam("before"))
    fresh = bindparam("anew", type_=table.c[seal.name].type)
    with database.transaction() as session:
        return session.connection().execute(update(table).where(same).values({seal.name: fresh}), anew).rowcount


def token_of(table: Table, seal: Sealed[Any]) -> ColumnElement[str]:
    """As it is stored."""
    return type_coerce(table.c[seal.name], Text)


def is_sealed(table: Table, seal: Sealed[Any]) -> ColumnElement[bool]:
    """Whether a row has something there that takes a key."""
    return table.c[seal.name].is_not(None) & (token_of(table, seal) != GIVEN_UP)


def _prefix(table: Table, seal: Sealed[Any]) -> Label[str]:
    return func.substr(token_of(table, seal), 1, PREFIX_LENGTH, type_=Text).label("prefix")
