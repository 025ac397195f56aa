"""Two workspaces in which all ids and names of Slack's are the same: neither touches or reads the other's rows."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import ForeignKeyConstraint, Table, UniqueConstraint, select
from sqlalchemy.orm import Session

from bot.app import Bot
from bot.db import Database
from bot.features.privacy import keeping
from bot.models import Base, OutboxMessage
from bot.models.base import Scoped
from bot.outbox.registry import Registry
from bot.parts import ANSWERS, MESSAGES, PLANS
from bot.planning import Plan
from bot.retention import Retention
from bot.slack.payloads import Listener
from bot.text import Translator
from tests.acting import IDS, Stage, body_of, commands, listeners
from tests.conftest import emptied
from tests.factories import NOW
from tests.filled import Filled

UNSCOPED = {"workspaces", "deployment"}
RANDOM = {"wire_key"}
"""Unique in all of the database, because nobody could guess them."""
OTHERS = "kuckuck"
"""In every text of the other workspace."""
REGISTRY = Registry(MESSAGES, ANSWERS)


def tables() -> Sequence[Table]:
    return [table for table in Base.metadata.sorted_tables if table.name not in UNSCOPED]


@pytest.mark.parametrize("table", tables(), ids=lambda table: table.name)
def test_every_row_belongs_to_a_workspace_and_points_into_no_other(table: Table) -> None:
    assert issubclass(next(one.class_ for one in Base.registry.mappers if one.local_table is table), Scoped)
    assert not table.c.workspace_id.nullable
    for key in table.foreign_key_constraints:
        to = key.referred_table.name
        pairs = {(one.parent.name, one.column.name) for one in key.elements}
        assert ("workspace_id", "id" if to == "workspaces" else "workspace_id") in pairs


@pytest.mark.parametrize("table", tables(), ids=lambda table: table.name)
def test_what_is_unique_is_so_in_its_workspace(table: Table) -> None:
    """Else a row of one workspace could keep another's out, without being seen."""
    pointing = {one for key in table.foreign_key_constraints for one in names(key)}
    for key in table.constraints:
        if isinstance(key, UniqueConstraint):
            assert set(names(key)) & (pointing | {"workspace_id"} | RANDOM)


def names(key: UniqueConstraint | ForeignKeyConstraint) -> list[str]:
    return [column.name for column in key.columns]


@dataclass
class Two:
    """A filled workspace, its twin, and a third, so that new rows get the same numbers when the twin is gone."""

    database: Database
    mine: Mapping[str, int]
    people: Mapping[str, int]
    theirs: int

    def rows(self, session: Session) -> dict[str, list[Any]]:
        """The twin's, byte for byte."""
        read = session.connection().exec_driver_sql
        at = {table.name: "workspace_id" for table in tables()} | {"workspaces": "id"}
        return {
            name: list(map(tuple, read(f"SELECT * FROM {name} WHERE {column} = {self.theirs} ORDER BY id")))
            for name, column in at.items()
        }

    def without(self) -> None:
        """The twin was never there."""
        with self.database.engine.begin() as connection:
            connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
            for table in tables():
                connection.exec_driver_sql(f"DELETE FROM {table.name} WHERE workspace_id = {self.theirs}")
            connection.exec_driver_sql(f"DELETE FROM workspaces WHERE id = {self.theirs}")


@pytest.fixture
def two(_sqlite: Database) -> Two:
    emptied(_sqlite)
    with _sqlite.transaction() as session:
        mine = Filled(session)
        people = {"owner": mine.olive.id, "mentor": mine.ids["members"], "mentee": mine.ben.id}
        theirs, _third = Filled(session, "T2", OTHERS), Filled(session, "T3", "amsel")
        return Two(_sqlite, mine.ids, people, theirs.ids["workspaces"])


def everything(bot: Bot) -> list[tuple[str, Listener]]:
    return [*listeners(bot), *commands(bot)]


@dataclass(frozen=True)
class Act:
    """What somebody did, that wasn't refused, and what came of it."""

    who: int
    kind: str
    listener: Listener
    value: str
    showed: str
    wrote: set[str]


def acts(bot: Bot, two: Two, before: Mapping[str, Any]) -> Iterator[Act]:
    """What each listener does for the first whom it doesn't refuse. `before`: the twin's rows."""
    left = everything(bot)
    for who in two.people.values():
        with Stage(two.database, who) as stage:
            done = [act for kind, one in left if (act := _act(stage, two, kind, one, before))]
        yield from done
        left = [each for each in left if each[1].name not in {act.listener.name for act in done}]


def _act(stage: Stage, two: Two, kind: str, listener: Listener, before: Mapping[str, Any]) -> Act | None:
    for value in IDS if kind != "words" else [""]:
        attempt = stage.attempt(listener, body_of(kind, value))
        if attempt.wrote:
            assert two.rows(attempt.ctx.session) == before, listener.name
        if not attempt.refused:
            return Act(stage.who, kind, listener, value, attempt.showed, attempt.wrote)
    return None


def test_the_other_stays_as_it_was_and_answers_are_as_if_it_were_not_there(bot: Bot, two: Two) -> None:
    with two.database.reading() as session:
        done = list(acts(bot, two, two.rows(session)))
    assert len(done) > 90  # of all that there is, and it was really done
    two.without()
    for who in two.people.values():
        with Stage(two.database, who) as stage:
            for act in done:
                if act.who == who:
                    again = stage.attempt(act.listener, body_of(act.kind, act.value))
                    assert (again.showed, again.wrote) == (act.showed, act.wrote), act.listener.name


@settings(max_examples=20)
@given(data=st.data())
def test_whatever_ids_come_back_nothing_of_the_other_is_shown_or_changed(
    bot: Bot, two: Two, data: st.DataObject
) -> None:
    who = data.draw(st.sampled_from([*two.people.values()]))
    with two.database.reading() as session:
        before = two.rows(session)
    with Stage(two.database, who) as stage:
        for _ in range(5):
            kind, listener = data.draw(st.sampled_from(everything(bot)))
            value = ":".join(map(str, data.draw(st.lists(st.integers(1, 12), min_size=1, max_size=5))))
            attempt = stage.attempt(listener, body_of(kind, value))
            assert OTHERS not in attempt.showed, listener.name
            assert not attempt.wrote or two.rows(attempt.ctx.session) == before, listener.name


def planned(two: Two) -> list[tuple[Any, ...]]:
    """All that time does within a month, and what is said of it. Nothing of it stays."""
    purge = Plan("retention", keeping.next_purge, keeping.Purge(Retention()))
    with Session(two.database.engine, expire_on_commit=False) as session:
        for day in range(0, 30, 5):
            for plan in (*PLANS, purge):
                _until_done(plan, session, NOW + timedelta(days=day))
        return sorted((_as_said(session, row) for row in _mine(session, two)), key=repr)


def _until_done(plan: Plan, session: Session, now: Any) -> None:
    for _ in range(20):
        if not plan.do(session, now):
            return


def _mine(session: Session, two: Two) -> Sequence[OutboxMessage]:
    rows = select(OutboxMessage).filter_by(workspace_id=two.mine["workspaces"])
    return [row for row in session.scalars(rows) if row.kind in REGISTRY.names()]


def _as_said(session: Session, row: OutboxMessage) -> tuple[Any, ...]:
    (facts,) = REGISTRY.facts(session, NOW + timedelta(days=30), row.kind, [row.params or {}])
    said = repr(REGISTRY.render(Translator(), row.kind, facts)) if facts else ""
    said = re.sub(r"'(value|block_id|private_metadata)': '[\d:]+'", "", said)  # numbers of rows that are new
    return row.kind, row.recipient, row.due_at, row.caretaker_id, row.unasked, said


def test_what_time_does_is_as_if_the_other_were_not_there(two: Two) -> None:
    with_them = planned(two)
    assert len({kind for kind, *_ in with_them}) > 5
    assert OTHERS not in repr(with_them)
    two.without()
    assert planned(two) == with_them
