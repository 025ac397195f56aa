"""Whatever somebody types or is called: it is kept readable or refused with a word, and nothing breaks."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.app import Bot
from bot.db import Database
from bot.models import Base
from bot.slack.directory import read_profile
from bot.slack.incoming import Form
from bot.slack.readable import readable
from tests.acting import IDS, Stage, body_of, commands, listeners
from tests.conftest import emptied
from tests.filled import Filled
from tests.golden.cases import CASES

UNSEEN = "\u200b\u2060\ufeff\u00ad\u202e\u2066"
HOSTILE = {
    "all at once": f"=cmd|'/C calc'!A0 *<!channel> <@U1> <https://a|b>* \u202egnp.exe{UNSEEN}\x1b[31m\x00\ud800",
    "longest": "\U0001f3ac" * 3_000,
    "looks like nothing": UNSEEN + "\u3164\u2800\u115f\x00",
    "huge number": "9" * 400,
    "number": "-77777",
}
NEVER_KEPT = ("\x00", "\u202e", "\u200b", "\x1b", "\ud800")


def shown() -> Iterator[Mapping[str, Any]]:
    """Every form that there is, by its callback id."""
    forms = [one.render() for one in CASES]
    yield from {one["callback_id"]: one for one in forms if isinstance(one, dict) and "submit" in one}.values()


FORMS = list(shown())


class Filling(dict[str, Any]):
    """A form as somebody fills it in: hostile wherever one can type, else what is offered first."""

    def __init__(self, form: Mapping[str, Any], typed: str) -> None:
        super().__init__({one["block_id"]: one["element"] for one in form["blocks"] if one["type"] == "input"})
        self.typed = typed

    def get(self, name: str, default: Any = None) -> Any:
        element: Mapping[str, Any] = super().get(name, {})
        is_number = element.get("type") == "number_input"
        groups = element.get("option_groups") or [{"options": element.get("options") or []}]
        offered = [option for group in groups for option in group["options"]]
        own = {"value": "1" if name in self else self.typed, "text": {"type": "plain_text", "text": self.typed}}
        chosen = element.get("initial_option") or (offered[0] if offered else own)
        return {
            name: {
                "value": element.get("initial_value", "5")
                if is_number and not self.typed.isascii()
                else self.typed,
                "selected_option": chosen,
                "selected_options": element.get("initial_options") or [chosen],
                "selected_date": element.get("initial_date", "2027-02-01"),
                "selected_time": element.get("initial_time", "10:00"),
                "selected_conversation": "C0001",
                "files": [{"id": "F1"}],
            }
        }


@pytest.fixture
def owner(_postgresql: Database) -> Iterator[Stage]:
    """On PostgreSQL, which takes less than SQLite."""
    emptied(_postgresql)
    with _postgresql.transaction() as session:
        filled = Filled(session)
    with Stage(_postgresql, filled.olive.id) as stage:
        yield stage


@pytest.mark.parametrize("typed", HOSTILE.values(), ids=HOSTILE)
def test_every_form_command_and_type_ahead_takes_it_or_refuses_it(bot: Bot, owner: Stage, typed: str) -> None:
    by_name = {form["callback_id"]: form for form in FORMS}
    for kind, listener in (*listeners(bot), *commands(bot)):
        if kind == "clicks":
            continue
        for value in IDS[:3] if kind != "words" else IDS[:1]:
            body = body_of(kind, value, typed)
            if kind == "forms":
                body["view"]["state"]["values"] = Filling(by_name[listener.name], typed)
            attempt = owner.attempt(listener, body)
            if attempt.wrote:
                assert not kept(attempt.ctx.session, attempt.wrote), listener.name


def kept(session: Session, tables: set[str]) -> list[str]:
    """What of it got into the database all the same."""
    rows = [str(row) for name in tables for row in session.execute(select(Base.metadata.tables[name]))]
    return [row for row in rows for sign in NEVER_KEPT if sign in row or repr(sign)[1:-1] in row]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form["callback_id"])
def test_every_field_that_one_types_into_says_that_it_is_too_long_or_drops_what_is_not_seen(
    form: Mapping[str, Any],
) -> None:
    for name in (
        one["block_id"] for one in form["blocks"] if one.get("element", {}).get("type") == "plain_text_input"
    ):
        assert Form("", Filling(form, UNSEEN), {}).text(name) is None
        assert Form("", Filling(form, "nu\x00ll"), {}).text(name) == "null"


@given(st.text(alphabet=st.characters(codec=None)))
def test_what_is_readable_can_be_stored_and_seen(text: str) -> None:
    kept = readable(text)
    assert readable(kept) == kept
    assert kept.encode().decode() == kept and "\x00" not in kept
    assert not set(kept) & set(UNSEEN)


@pytest.mark.parametrize("name", ["Zoë Ångström", "علی‌رضا", "王小明", "👩‍💻 Ada", "O'Neil <b>", "نام"])
def test_names_of_all_the_world_stay_as_they_are(name: str) -> None:
    assert readable(name) == name


def test_who_calls_themselves_by_what_can_not_be_seen_is_named_by_their_id() -> None:
    user = {"id": "U1", "name": "\u200b", "profile": {"display_name": UNSEEN, "real_name": "\u3164"}}
    assert read_profile(user, "T1").name == "U1"
