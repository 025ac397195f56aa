"""Columns that only the holder of the key can read, each value bound to its table, column, workspace and row.

What is sealed for one place can't be opened at another. A row is named by what never changes in it, mostly not by
its number: that is known only once it is inserted. A value is sealed when it is written, and opened when somebody
looks at it.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from typing import Any, Generic, TypeVar, cast, overload

import structlog
from sqlalchemy import Dialect, MetaData, Table, Text
from sqlalchemy.orm import InstrumentedAttribute, mapped_column
from sqlalchemy.types import TypeDecorator

from bot.models.base import Base, Scoped
from bot.models.keyring import GIVEN_UP, GivenUp, Unreadable, keyring

Value = TypeVar("Value")
Read = Callable[[str], Any]
"""Gives what a row has in the column of that name."""

log = structlog.get_logger()


class Fresh:
    """A value on its way to the database, and the row that it is for."""

    def __init__(self, value: Any, place: Callable[[], bytes]) -> None:
        self.value, self._place = value, place

    def sealed(self) -> str:
        return keyring.seal(json.dumps(self.value, sort_keys=True), self._place())


class Stored:
    """A value as the database has it. It is opened once, if anybody looks at it."""

    def __init__(self, token: str) -> None:
        self._token: str | None = token
        self._value: Any = None

    def opened(self, place: Callable[[], bytes]) -> Any:
        if self._token is not None:
            self._value, self._token = json.loads(keyring.open(self._token, place())), None
        return self._value


LOST = Stored(GIVEN_UP)
"""A value that nobody can open any more, and that is refused until somebody writes it anew."""


class Sealed(Generic[Value]):
    """A value of a row that is sealed at rest. Assign a new one: changes inside aren't tracked.

    `named_by`: the columns that say which row of its workspace it is; they never change.
    `empty`: what a new row has, unless it is given something.
    `guards`: taking it for empty would do harm; once it is given up, it goes on being refused.
    """

    def __init__(
        self,
        *named_by: str,
        empty: Callable[[], Value] | None = None,
        nullable: bool = False,
        deferred: bool = False,
        guards: bool = False,
    ) -> None:
        if not (empty or nullable or guards):
            raise TypeError("What is left of it when it is given up?")
        self.named_by = named_by
        self.guards = guards
        self._empty = empty
        self._column: dict[str, Any] = {"nullable": nullable, "deferred": deferred}
        self._column |= {"default": self._in_new_row} if empty else {}

    def __set_name__(self, owner: type[Base], name: str) -> None:
        self.table, self.name, self._held = owner.__tablename__, name, f"_{name}"
        if issubclass(owner, Scoped):
            self.named_by = ("workspace_id", *self.named_by)
        setattr(owner, self._held, mapped_column(name, SealedColumn(self), **self._column))

    @overload
    def __get__(self, row: None, owner: type[Base]) -> InstrumentedAttribute[Any]: ...
    @overload
    def __get__(self, row: Base, owner: type[Base]) -> Value: ...
    def __get__(self, row: Base | None, owner: type[Base]) -> InstrumentedAttribute[Any] | Value:
        if row is None:
            return getattr(owner, self._held)
        return self._opened(getattr(row, self._held), partial(getattr, row))

    def __set__(self, row: Base, value: Value) -> None:
        setattr(row, self._held, self.fresh(value, partial(getattr, row)))

    def fresh(self, value: Any, read: Read) -> Fresh | None:
        """For a statement that writes the row."""
        return None if value is None else Fresh(value, partial(self.place, read))

    def opened_in(self, row: Mapping[Any, Any]) -> Any:
        """Of a row that was read without the ORM, with its id and all that names it."""
        return self._opened(row[self.name], row.__getitem__)

    def later(self, row: Base) -> Callable[[], Value]:
        """The same as now, for when the row's session is over."""
        held, named = getattr(row, self._held), {name: getattr(row, name) for name in ("id", *self.named_by)}
        return lambda: self._opened(held, named.__getitem__)

    def _opened(self, held: Fresh | Stored | None, read: Read) -> Any:
        if held is None or isinstance(held, Fresh):
            return held and held.value
        try:
            return held.opened(partial(self.place, read))
        except Unreadable as failure:
            if isinstance(failure, GivenUp):
                raise
            where = {"table": self.table, "column": self.name, "row": read("id")}
            log.error("unreadable", error=type(failure).__name__, **where)
            raise type(failure)(f"{self.table}.{self.name} of row {read('id')}: {failure}") from failure

    def place(self, read: Read) -> bytes:
        """What a value is bound to."""
        names = [read(name) for name in self.named_by]
        if None in names:
            raise ValueError(f"{self.table}.{self.name} can't be sealed before its row has {self.named_by}")
        return json.dumps([self.table, self.name, *names]).encode()

    def given_up(self, read: Read) -> Fresh | Stored | None:
        """What is left of it in a row, for a statement, where nobody can open it any more."""
        return LOST if self.guards else self.fresh(self.empty(), read)

    def empty(self) -> Value | None:
        """What a new row has."""
        return self._empty and self._empty()

    def _in_new_row(self, context: Any) -> Fresh | None:
        return self.fresh(self.empty(), context.get_current_parameters().__getitem__)


class SealedColumn(TypeDecorator[Any]):
    """The text that is stored. Nothing can be written that isn't bound to a row."""

    impl = Text
    cache_ok = True

    def __init__(self, seal: Sealed[Any]) -> None:
        super().__init__()
        self.seal = seal

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        if value is None or isinstance(value, Fresh):
            return value and value.sealed()
        if value is LOST:
            return GIVEN_UP
        raise TypeError(f"{self.seal.table}.{self.seal.name} is sealed: assign it to its row")

    def process_result_value(self, value: str | None, dialect: Dialect) -> Stored | None:
        return None if value is None else Stored(value)


@cache
def sealed_in(table: Table) -> tuple[Sealed[Any], ...]:
    """What is sealed in a table."""
    kinds = [cast(object, column.type) for column in table.columns]
    return tuple(kind.seal for kind in kinds if isinstance(kind, SealedColumn))


def all_sealed(tables: MetaData = Base.metadata) -> Iterator[tuple[Table, Sealed[Any]]]:
    """Every sealed column there is, with its table."""
    for table in tables.sorted_tables:
        yield from ((table, seal) for seal in sealed_in(table))


def bound(table: Table, row: Mapping[str, Any]) -> dict[str, Any]:
    """A new row for a statement: what is sealed in it, bound to it."""
    return {**row, **_fresh(table, row, row.__getitem__)}


def bound_to(row: Base, values: Mapping[str, Any]) -> dict[str, Any]:
    """New values for a statement that changes this one row."""
    return {**values, **_fresh(cast(Table, row.__table__), values, partial(getattr, row))}


def _fresh(table: Table, values: Mapping[str, Any], read: Read) -> dict[str, Fresh | None]:
    return {one.name: one.fresh(values[one.name], read) for one in sealed_in(table) if one.name in values}


def empty(row: Base) -> None:
    """Nothing is sealed in it any more but what a new row has."""
    for seal in sealed_in(cast(Table, row.__table__)):
        setattr(row, seal.name, seal.empty())


def give_up(row: Base, name: str) -> None:
    """It can't be known: whoever reads it is refused until it is written anew."""
    setattr(row, f"_{name}", LOST)


def opens(row: Base, *names: str) -> bool:
    """Whether these values of a row can be read; what can't is in the log."""
    try:
        for name in names:
            getattr(row, name)
    except Unreadable:
        return False
    return True


def opened_or_empty(row: Base, name: str) -> Any:
    """For whom it concerns: where it can't be read they may still see all the rest, write it anew, or erase it."""
    if opens(row, name):
        return getattr(row, name)
    return next(seal.empty() for seal in sealed_in(cast(Table, row.__table__)) if seal.name == name)
