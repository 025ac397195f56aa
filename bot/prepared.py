"""Selects that payload after payload asks, made ready once."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any

from sqlalchemy import BindParameter, Connection, Select
from sqlalchemy.dialects import sqlite

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
        text, order, fixed = self._compiled
        given = {**fixed, **values}
        found = driver.execute(text, [given[name] for name in order]).fetchone()
        if found is None:
            return None
        row = list(found)
        for place, read in self._readers:
            row[place] = read(row[place])
        return row

    @cached_property
    def _compiled(self) -> tuple[str, Sequence[str], Mapping[str, Any]]:
        """The SQL, the names of its parameters in their order, and the values of those that never change."""
        compiled = self.statement.compile(dialect=_DIALECT)
        fixed = {name: _bound(bind) for name, bind in compiled.binds.items() if not bind.required}
        return str(compiled), tuple(compiled.positiontup or ()), fixed

    @cached_property
    def _readers(self) -> Sequence[tuple[int, Convert]]:
        """What makes of SQLite's values those that the columns' types promise, where they differ."""
        types = [column.type.dialect_impl(_DIALECT) for column in self.statement.selected_columns]
        readers = [kind.result_processor(_DIALECT, None) for kind in types]
        return [(place, read) for place, read in enumerate(readers) if read]


def _bound(bind: BindParameter[Any]) -> Any:
    convert = bind.type.dialect_impl(_DIALECT).bind_processor(_DIALECT)
    return convert(bind.effective_value) if convert else bind.effective_value
