"""What is sealed can be read at its own place alone: in no other row, column, table or workspace."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import pytest
from cryptography.fernet import Fernet
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Table, Text, UniqueConstraint, select, text, type_coerce, update
from sqlalchemy.exc import StatementError
from sqlalchemy.orm import Session

from bot.db import Database
from bot.models import Erasure, Pulse, Round, Workspace, keyring
from bot.models.keyring import PREFIX_LENGTH, GivenUp, Keyring, OutOfPlace, UnknownKey
from bot.models.sealed import Sealed, Stored, all_sealed, give_up, opened_or_empty, opens
from tests.conftest import KEY
from tests.factories import NOW, Factory
from tests.filled import Filled

OTHER = Fernet.generate_key().decode()
Lying = tuple[Table, Sealed[Any], dict[str, Any], str]
"""A sealed value as it lies in the database: its column, its row without the value, its token."""


def lying(session: Session) -> list[Lying]:
    """One value of every sealed column that there is."""
    filled = Filled(session)
    keys = {"workspace_id": filled.ben.workspace_id, "member_id": filled.ben.id}
    session.add(Erasure(**keys, mark="a checksum", erased_at=NOW))
    filled.program.aim = "To learn of each other"
    round_ = session.get_one(Round, filled.ids["rounds"])
    round_.wishes, round_.worked_in = [1], {"of": 1}
    session.flush()
    return [(table, seal, *_value(session, table, seal)) for table, seal in all_sealed()]


def _value(session: Session, table: Table, seal: Sealed[Any]) -> tuple[dict[str, Any], str]:
    token = type_coerce(table.c[seal.name], Text).label("token")
    row = dict(
        session.execute(select(table, token).where(table.c[seal.name].is_not(None))).mappings().first() or {}
    )
    return row, row.pop("token")


def is_readable(seal: Sealed[Any], row: Mapping[str, Any], token: str) -> bool:
    """Whether the bot would take this token for the value of that row."""
    try:
        seal.opened_in({**row, seal.name: Stored(token)})
    except OutOfPlace:
        return False
    return True


def test_nothing_can_be_moved(session: Session) -> None:
    places = lying(session)
    for _, seal, row, token in places:
        assert is_readable(seal, row, token)
        for name in seal.named_by:
            elsewhere = row[name] + 1 if isinstance(row[name], int) else row[name] + "1"
            assert not is_readable(seal, {**row, name: elsewhere}, token), (
                f"{seal.table}.{seal.name}: another {name}"
            )
        for _, other, others_row, _ in places:
            if other is not seal:
                assert not is_readable(other, {**row, **others_row}, token), f"{seal.name} as {other.name}"
                alike = {name: row.get(name, 1) for name in ("id", *other.named_by)}
                assert not is_readable(other, alike, token), f"{seal.name} as {other.name} of the same row"


def test_each_is_bound_to_its_workspace_and_to_one_row() -> None:
    """By the database's own word; a pairing is the one of a couple in its round, as `round_pairs` are."""
    for table, seal in all_sealed():
        assert "workspace_id" in seal.named_by or table.name == "workspaces"
        unique = [
            {column.name for column in key.columns}
            for key in table.constraints
            if isinstance(key, UniqueConstraint)
        ]
        named = {*seal.named_by} - ({"workspace_id"} if table.name != "workspaces" else set())
        is_one = "id" in named or any(key <= named for key in unique)
        assert is_one or table.name == "pairings", f"{table.name}.{seal.name}"


def test_what_was_moved_in_the_database_is_refused(session: Session) -> None:
    make = Factory(session)
    program = make.program()
    one, other = make.enroll(program, make.member()), make.enroll(program, make.member())
    one.interests, other.interests = ["Chess"], ["Go"]
    session.flush()
    session.expire_all()
    assert (one.interests, other.interests) == (["Chess"], ["Go"])
    others = "(SELECT interests FROM enrollments WHERE id = :other)"
    ids = {"one": one.id, "other": other.id}
    session.execute(text(f"UPDATE enrollments SET interests = {others} WHERE id = :one"), ids)
    session.expire_all()
    assert other.interests == ["Go"]
    with pytest.raises(OutOfPlace, match=rf"enrollments\.interests of row {one.id}: .* another place"):
        str(one.interests)
    one.interests = ["Chess again"]
    session.flush()
    session.expire_all()
    assert one.interests == ["Chess again"]


def test_a_token_is_of_one_workspace(session: Session) -> None:
    make = Factory(session)
    here, there = make.workspace("T1"), make.workspace("T2")
    session.execute(
        text("UPDATE workspaces SET bot_token = (SELECT bot_token FROM workspaces WHERE team_id = 'T2')")
    )
    session.expire_all()
    assert there.bot_token == "xoxb-T2"
    with pytest.raises(OutOfPlace):
        str(here.bot_token)


def test_nothing_is_written_that_is_not_bound(session: Session) -> None:
    Factory(session).workspace()
    with pytest.raises(StatementError, match="assign it to its row"):
        session.execute(update(Workspace).values(bot_token="xoxb-in-the-clear"))
    with pytest.raises(StatementError, match="before its row has"):
        session.add(Pulse(workspace_id=1, note="of no meeting"))
        session.flush()


def test_a_row_is_read_without_opening_what_is_sealed_in_it(database: Database) -> None:
    with database.transaction() as session:
        Factory(session).workspace()
    keyring.use([OTHER])
    with database.reading() as session:
        workspace = session.scalars(select(Workspace)).one()
        assert workspace.name == "Acme"
        with pytest.raises(UnknownKey, match="lacks the key"):
            str(workspace.bot_token)


@given(st.text(), st.binary())
def test_what_was_sealed_is_opened_with_any_of_the_keys(words: str, place: bytes) -> None:
    token = Keyring([OTHER, KEY]).seal(words, place)
    assert token[:PREFIX_LENGTH] == Keyring([OTHER]).newest.prefix
    assert Keyring([KEY, OTHER]).open(token, place) == words
    with pytest.raises(UnknownKey):
        Keyring([KEY]).open(token, place)


@given(st.data())
def test_no_changed_token_says_something_else(data: st.DataObject) -> None:
    """The last character of base64 has bits that say nothing."""
    ring = Keyring([KEY])
    token = ring.seal("Some words", b"here")
    at, other = data.draw(st.integers(0, len(token) - 1)), data.draw(st.characters(max_codepoint=126))
    with suppress(OutOfPlace, UnknownKey):
        assert ring.open(token[:at] + other + token[at + 1 :], b"here") == "Some words"


@pytest.mark.parametrize("token", ["", "1.", "no token", "gAAAAA_of_Fernet"])
def test_what_is_no_token_is_refused(token: str) -> None:
    """What the versions before wrote, too: it was bound to no place."""
    with pytest.raises(OutOfPlace):
        Keyring([KEY]).open(token, b"here")


def test_what_was_given_up_is_refused_until_it_is_written_anew(session: Session) -> None:
    make = Factory(session)
    place = make.enroll(make.program(), make.member())
    give_up(place, "avoid")
    session.flush()
    session.expire_all()
    with pytest.raises(GivenUp):
        str(place.avoid)
    assert not opens(place, "avoid") and opened_or_empty(place, "avoid") == []
    place.avoid = [7]
    session.flush()
    session.expire_all()
    assert place.avoid == [7]


def test_without_a_key_nothing_is_sealed() -> None:
    with pytest.raises(UnknownKey, match="no ENCRYPTION_KEY"):
        Keyring().seal("words", b"here")
