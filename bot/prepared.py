"""Selects that payload after payload asks, made ready once.

A listener asks its `Unit` (bot/db.py). That has it read by `row` in its transaction; before there is one, on
SQLite, by `asked_of`, of a connection that is kept for it.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, Select
from sqlalchemy.dialects import sqlite
from sqlalchemy.types import TypeEngine

Row = Sequence[Any]
Convert = Callable[[Any], Any]
_DIALECT = sqlite.dialect()


class Prepared:
    """A select of one row at most, which SQLite's driver is asked by itself.

    By way of SQLAlchemy each costs ten times as much as SQLite takes: how to compile, bind and read it is found out
    anew (docs/decisions/0043). On PostgreSQL it goes that way, since it's the network that takes the time.
    """

    def __init__(self, statement: Select[*tuple[Any, ...]]) -> None:
        self.statement = statement

    def row(self, connection: Connection, values: Mapping[str, Any]) -> Row | None:
        """In the transaction of this connection."""
        if connection.dialect.name == "sqlite":
            return self.asked_of(connection.connection.driver_connection, values)
        return connection.execute(self.statement, values).one_or_none()

    def asked_of(self, driver: Any, values: Mapping[str, Any]) -> Row | None:
        """By a connection of SQLite's driver."""
        text, parameters, fixed = self._compiled
        given = {**fixed, **values}
        bound = [convert(given[name]) if convert else given[name] for name, convert in parameters]
        found = driver.execute(text, bound).fetchone()
        if found is None:
            return None
        row = list(found)
        for place, read in self._readers:
            row[place] = read(row[place])
        return row

    @cached_property
    def _compiled(self) -> tuple[str, Sequence[tuple[str, Convert | None]], Mapping[str, Any]]:
        """The SQL, its parameters in order with what converts them, and the values of those that never change."""
        compiled = self.statement.compile(dialect=_DIALECT)
        binds = compiled.binds
        parameters = [
            (name, _native(binds[name].type).bind_processor(_DIALECT)) for name in compiled.positiontup or ()
        ]
        fixed = {name: bind.effective_value for name, bind in binds.items() if not bind.required}
        return str(compiled), parameters, fixed

    @cached_property
    def _readers(self) -> Sequence[tuple[int, Convert]]:
        """What makes of SQLite's values those that the columns' types promise, where they differ."""
        columns = self.statement.selected_columns
        readers = [_native(column.type).result_processor(_DIALECT, None) for column in columns]
        return [(place, read) for place, read in enumerate(readers) if read]


def _native(kind: TypeEngine[Any]) -> TypeEngine[Any]:
    """The type as SQLite has it."""
    return kind.dialect_impl(_DIALECT)
