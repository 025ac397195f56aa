"""What nobody can open any more: found by reading all that is sealed, and given up when the operator says so."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from msgspec import Struct
from sqlalchemy import RowMapping, Table, bindparam, func, select, update
from sqlalchemy.orm import Session

from bot import audit, keys
from bot.db import Database, despite_deadlock
from bot.models import Deed, Unreadable, Workspace
from bot.models.keyring import GIVEN_UP, Keyring, key_of
from bot.models.sealed import Sealed, all_sealed
from bot.outbox.posting import TOKEN_UNREADABLE

SHOWN = 10
"""So many rows of a column are named one by one."""


@dataclass
class Found:
    """Of one column, for one reason. `key`: the id of the key that isn't there; None: it was changed, or moved."""

    column: str
    key: str | None
    count: int = 0
    rows: tuple[int, ...] = ()

    def add(self, row_id: int) -> None:
        self.count += 1
        if len(self.rows) < SHOWN:
            self.rows = (*self.rows, row_id)

    def __str__(self) -> str:
        more = " …" if self.count > len(self.rows) else ""
        return f"{self.column}: {self.count} (row {', '.join(map(str, self.rows))}{more})"


class Looked(Struct, frozen=True):
    """All that is sealed was read: how many values there are, and which of them nobody can open."""

    values: int
    found: Sequence[Found]

    def of_missing_keys(self) -> Mapping[str, int]:
        """How many values need each key that isn't there, by its id."""
        counted = Counter[str]()
        for one in self.found:
            counted.update({one.key: one.count} if one.key else {})
        return counted

    @property
    def moved(self) -> Sequence[Found]:
        """What a key that is there sealed for another place, or what is no token any more."""
        return [one for one in self.found if one.key is None]


def look(database: Database, ring: Keyring) -> Looked:
    """Open everything, a few values at a time: 100,000 take seconds."""
    found: dict[tuple[str, str | None], Found] = {}
    values = 0
    for table, seal in all_sealed():
        column = f"{table.name}.{seal.name}"
        for rows in keys.in_batches(database, table, seal):
            values += len(rows)
            for row, key in _shut(ring, seal, rows):
                found.setdefault((column, key), Found(column, key)).add(row["id"])
    return Looked(values, list(found.values()))


def given_up(session: Session) -> Mapping[str, int]:
    """By column, how many values were given up and not written anew."""
    found: dict[str, int] = {}
    for table, seal in all_sealed():
        marked = select(func.count()).select_from(table).where(keys.token_of(table, seal) == GIVEN_UP)
        if count := session.scalar(marked):
            found[f"{table.name}.{seal.name}"] = count
    return found


def give_up(database: Database, ring: Keyring, now: datetime, gone: Collection[str]) -> int:
    """Let go of what was changed or moved, and of what needs a key of which the id is in `gone`; how many values.

    A few at a time, each few written down in the log of their workspace: interrupted, it goes on.
    """
    done = 0
    for table, seal in all_sealed():
        for rows in keys.in_batches(database, table, seal):
            hopeless = [row for row, key in _shut(ring, seal, rows) if key is None or key in gone]
            if hopeless:
                done += despite_deadlock(partial(_let_go, database, table, seal, now, hopeless))
    return done


def _shut(ring: Keyring, seal: Sealed[Any], rows: Sequence[RowMapping]) -> Iterator[tuple[RowMapping, str | None]]:
    """Those that can't be opened, with the id of the key that is missing."""
    known = {key.id for key in ring.keys}
    for row in rows:
        key = key_of(row["token"])
        if key and key not in known:
            yield row, key
        elif not _opens(ring, seal, row):
            yield row, None


def _opens(ring: Keyring, seal: Sealed[Any], row: RowMapping) -> bool:
    try:
        ring.open(row["token"], seal.place(row.__getitem__))
    except Unreadable:
        return False
    return True


def _let_go(database: Database, table: Table, seal: Sealed[Any], now: datetime, rows: Sequence[RowMapping]) -> int:
    """Only what was read: who wrote it anew meanwhile has mended it."""
    same = (table.c.id == bindparam("row_id")) & (keys.token_of(table, seal) == bindparam("before"))
    left = bindparam("left", type_=table.c[seal.name].type)
    statement = update(table).where(same).values({seal.name: left})
    done = Counter[int]()
    with database.transaction() as session:
        for row in rows:
            values = {"row_id": row["id"], "before": row["token"], "left": seal.given_up(row.__getitem__)}
            if session.connection().execute(statement, values).rowcount:
                done[row["workspace_id"] if table is not Workspace.__table__ else row["id"]] += 1
        if table is Workspace.__table__:
            _pause(session, done)
        for workspace_id, count in sorted(done.items()):
            about = {f"{table.name}.{seal.name}": count}
            audit.append(session, now, workspace_id, None, Deed.VALUES_GIVEN_UP, **about)
    return done.total()


def _pause(session: Session, workspace_ids: Collection[int]) -> None:
    """As it would be with the next message: nothing is sent until the bot is installed again, or started."""
    mine = (Workspace.id.in_(workspace_ids), Workspace.paused_reason.is_(None))
    session.execute(update(Workspace).where(*mine).values(paused_reason=TOKEN_UNREADABLE))
