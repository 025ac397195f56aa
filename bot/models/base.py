"""What every table shares: names of constraints, column types, and the workspace that a row belongs to."""

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Enum, ForeignKey, ForeignKeyConstraint, Index, MetaData, UniqueConstraint
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column
from sqlalchemy.schema import CreateIndex, SchemaItem
from sqlalchemy.sql.compiler import DDLCompiler

from bot.models.types import UtcDateTime


def _values(kind: type[enum.Enum]) -> list[str]:
    return [str(member.value) for member in kind]


class Base(DeclarativeBase):
    """Constraint names are fixed, so that migrations can speak of them on every database."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {
        datetime: UtcDateTime,
        dict[str, Any]: JSON,
        list[int]: JSON,
        list[str]: JSON,
        enum.Enum: Enum(enum.Enum, native_enum=False, create_constraint=True, length=20, values_callable=_values),
    }


class Scoped:
    """A row of one workspace. Foreign keys carry the workspace, so that no row can point into another one."""

    id: Mapped[int] = mapped_column(primary_key=True)

    @declared_attr
    def workspace_id(cls) -> Mapped[int]:
        return mapped_column(ForeignKey("workspaces.id", ondelete="CASCADE"), index=True)


def same_workspace(column: str, table: str, *, owner: bool = True) -> ForeignKeyConstraint:
    """`column` names a row of `table` in the same workspace. The row goes with its `owner`; any other it keeps."""
    return ForeignKeyConstraint(
        ["workspace_id", column],
        [f"{table}.workspace_id", f"{table}.id"],
        ondelete="CASCADE" if owner else "NO ACTION",
    )


def scoped(*constraints: SchemaItem) -> tuple[SchemaItem, ...]:
    """`__table_args__` of a scoped table: its constraints, and the key that other tables point at."""
    return (*constraints, UniqueConstraint("workspace_id", "id"))


def unique_where(name: str, *columns: str, where: str) -> Index:
    """Of the rows of which `where` is so, no two have the same in these columns.

    Both databases write it alike. SQLAlchemy's own way (`sqlite_where`, `postgresql_where`) loads all that it has
    for PostgreSQL wherever the bot starts on SQLite. Alembic's draft of a migration lacks the WHERE.
    """
    return Index(name, *columns, unique=True, info={"where": where})


@compiles(CreateIndex)
def _create_index(create: CreateIndex, compiler: DDLCompiler, **given: Any) -> str:
    where = create.element.info.get("where")
    statement = compiler.visit_create_index(create, **given)
    return f"{statement} WHERE {where}" if where else statement
