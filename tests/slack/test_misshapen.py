"""What is signed and isn't of Slack's shape is refused before anything is done: never a 5xx, nothing half done."""

import copy
import io
import json
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from slack_bolt.adapter.wsgi import SlackRequestHandler
from slack_sdk.signature import SignatureVerifier
from sqlalchemy.orm import Session

from bot import app, logs
from bot.app import Bot
from bot.clock import Clocks, MovableClock
from bot.config import Config
from bot.db import Database, Unit
from bot.http import PATH, refuse_malformed
from sandbox import Sandbox
from tests.acting import written_by
from tests.conftest import KEY, MONDAY, counting, emptied
from tests.filled import CANARY, Filled
from tests.golden.cases import CASES
from tests.slack.conftest import SCOPES

URLENCODED, JSON = "application/x-www-form-urlencoded", "application/json"
GONE = object()
JUNK = (GONE, None, True, 7, -1e400, "", "x\x00", "\ud800", "9" * 5_000, [], [[]], {}, {"a": []}, [None], ["a"])
"""What somebody may put into the place of anything."""
OTHER_KINDS = ("view_closed", "shortcut", "message_action", "interactive_message", "dialog_submission", "sonst")
"""Payloads that Slack has, and nobody here listens to."""


@dataclass
class Undone:
    """A database to which everything is as it was before each payload."""

    database: Database

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        with Session(self.database.engine, expire_on_commit=False) as session:
            yield session
            session.flush()

    def unit(self, *, only_reads: bool) -> Unit:
        return Unit(self.transaction)


class Gate:
    """A bot as HTTP reaches it, with something in every table, and a colleague who runs all of it."""

    def __init__(self, sandbox: Sandbox, database: Database) -> None:
        env = {
            "SLACK_BOT_TOKEN": sandbox.bot_token,
            "SLACK_SIGNING_SECRET": sandbox.signing_secret,
            "PORT": "1",
            "ENCRYPTION_KEY": KEY,
            "SLACK_API_URL": sandbox.api_url,
        }
        self.team, self.secret, self.database = sandbox.workspace.team_id, sandbox.signing_secret, database
        emptied(database)
        with database.transaction() as session:
            self.olive = Filled(session, self.team).olive.slack_id
        self.bot: Bot = app.create(Config.from_env(env), Clocks(MovableClock(MONDAY)), database=database)
        self.bot.listeners.payloads.database = cast(Database, Undone(database))
        self.application = refuse_malformed(SlackRequestHandler(self.bot.bolt, path=PATH))

    def send(self, raw: bytes, content_type: str) -> int:
        """The status that a signed body gets."""
        stamp = str(int(time.time()))
        sign = SignatureVerifier(self.secret).generate_signature
        environ = {
            "REQUEST_METHOD": "POST",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "PATH_INFO": PATH,
            "QUERY_STRING": "",
            "CONTENT_TYPE": content_type,
            "CONTENT_LENGTH": str(len(raw)),
            "HTTP_X_SLACK_REQUEST_TIMESTAMP": stamp,
            "HTTP_X_SLACK_SIGNATURE": sign(timestamp=stamp, body=raw) or "",
            "wsgi.input": io.BytesIO(raw),
        }
        statuses: list[str] = []
        list(self.application(environ, lambda status, _headers: statuses.append(status)))
        return int(statuses[0].split()[0])

    def take(self, body: Any) -> int:
        """As Slack sends this kind: events as JSON, commands as a form, all else as JSON in a form."""
        if isinstance(body, dict) and "event" in body:
            return self.send(json.dumps(body).encode(), JSON)
        if isinstance(body, dict) and "command" in body and all(isinstance(one, str) for one in body.values()):
            return self.send(urlencode(body, errors="replace").encode(), URLENCODED)
        if isinstance(body, dict) and "command" in body:
            return self.send(json.dumps(body).encode(), JSON)
        return self.send(urlencode({"payload": json.dumps(body)}).encode(), URLENCODED)

    def bodies(self) -> Iterator[dict[str, Any]]:
        """A real one for everything that anybody listens to, and for what nobody does."""
        listeners = self.bot.listeners
        yield from (self._command(word) for word in listeners.words)
        yield from (self._click(name, in_form=bool(i % 2)) for i, name in enumerate(listeners.clicks))
        yield from (self.form(name) for name in listeners.forms)
        yield from (self._typed(name) for name in listeners.type_aheads)
        yield from (self.event(kind) for kind in listeners.events)
        yield from (self._acted(kind) | {"callback_id": "a", "view": VIEW} for kind in OTHER_KINDS)

    def one_of_each(self) -> Iterator[dict[str, Any]]:
        """One of every kind, but every event: they differ."""
        seen = set[Any]()
        for body in self.bodies():
            kind = body.get("type"), body.get("event", {}).get("type"), "view" in body
            if kind not in seen:
                yield body
            seen.add(kind)

    def _acted(self, kind: str) -> dict[str, Any]:
        user = {"id": self.olive, "team_id": self.team, "name": CANARY, "username": CANARY}
        return {"type": kind, "team": {"id": self.team, "domain": CANARY}, "user": user, "trigger_id": "1.1.a"}

    def _command(self, word: str) -> dict[str, Any]:
        place = {"team_id": self.team, "user_id": self.olive, "user_name": CANARY, "trigger_id": "1.1.a"}
        return {"command": "/reverse-mentor", "text": f"{word} {CANARY}"} | place

    def _click(self, name: str, *, in_form: bool) -> dict[str, Any]:
        action = {"type": "button", "action_id": name, "block_id": "1", "value": "1", "selected_option": None}
        where = {"view": VIEW} if in_form else {"response_url": "http://127.0.0.1:9/a", "message": {"text": CANARY}}
        return self._acted("block_actions") | {"actions": [action]} | where

    def form(self, name: str) -> dict[str, Any]:
        form = FORMS[name]
        values = {
            one["block_id"]: {"a": filled(one["element"])} for one in form["blocks"] if one["type"] == "input"
        }
        view = VIEW | {"callback_id": name, "state": {"values": values}}
        return self._acted("view_submission") | {"view": view}

    def _typed(self, name: str) -> dict[str, Any]:
        return self._acted("block_suggestion") | {"action_id": name, "block_id": "1", "value": CANARY, "view": VIEW}

    def event(self, kind: str) -> dict[str, Any]:
        profile = {
            "display_name": CANARY,
            "email": f"{CANARY}@acme.com",
            "status_emoji": "",
            "status_expiration": 0,
        }
        user = {
            "id": self.olive,
            "team_id": self.team,
            "profile": profile,
            "tz": "Europe/Lisbon",
            "locale": "en-US",
        }
        quiet = {"dnd_enabled": True, "next_dnd_start_ts": 1_800_000_000, "next_dnd_end_ts": 1_800_030_000}
        event: Mapping[str, Any] = {
            "app_home_opened": {"user": self.olive, "tab": "home", "channel": "D1"},
            "user_change": {"user": user},
            "dnd_updated_user": {"user": self.olive, "dnd_status": quiet},
            "app_uninstalled": {},
            "tokens_revoked": {"tokens": {"oauth": [], "bot": ["U1"]}},
        }[kind]
        when = {"event_id": "Ev1", "event_time": 1_800_000_000}
        return {"type": "event_callback", "team_id": self.team, "event": {"type": kind} | event} | when


VIEW = {"id": "V1", "hash": "1.a", "type": "modal", "callback_id": "a", "private_metadata": "1"}
FORMS: Mapping[str, Any] = {
    one["callback_id"]: one for case in CASES if isinstance(one := case.render(), dict) and "submit" in one
}


def filled(element: Mapping[str, Any]) -> dict[str, Any]:
    """A field as somebody fills it in who takes what is offered, and types a word."""
    groups = element.get("option_groups") or [{"options": element.get("options") or []}]
    offered = [option for group in groups for option in group["options"]]
    own = {"value": "1", "text": {"type": "plain_text", "text": CANARY}}
    chosen = element.get("initial_option") or (offered[0] if offered else own)
    kind = str(element["type"])
    answers: Mapping[str, Any] = {
        "number_input": {"value": "5"},
        "plain_text_input": {"value": CANARY},
        "datepicker": {"selected_date": element.get("initial_date", "2027-02-01")},
        "timepicker": {"selected_time": element.get("initial_time", "10:00")},
        "conversations_select": {"selected_conversation": "C0001"},
        "users_select": {"selected_user": None},
        "multi_users_select": {"selected_users": []},
        "file_input": {"files": [{"id": "F1"}]},
        "checkboxes": {"selected_options": [chosen]},
    }
    several = {"selected_options": [chosen]} if kind.startswith("multi_") else {"selected_option": chosen}
    return {"type": kind} | answers.get(kind, several)


@pytest.fixture(scope="module")
def gate(_postgresql: Database) -> Iterator[Gate]:
    """On PostgreSQL, which takes less than SQLite."""
    with Sandbox(now=MONDAY, scopes=SCOPES) as sandbox:
        yield Gate(sandbox, _postgresql)


@dataclass
class Log:
    """As a bot writes it: what has happened since it was read last."""

    capfd: pytest.CaptureFixture[str]

    def begin(self) -> None:
        """Not in a fixture: while those are set up, what is written goes elsewhere."""
        logs.configure("DEBUG")

    def read(self) -> str:
        return "".join(self.capfd.readouterr())


@pytest.fixture
def log(capfd: pytest.CaptureFixture[str], logs_restored: None) -> Log:
    return Log(capfd)


def paths(body: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """To everything in it."""
    if at:
        yield at
    inside = body.items() if isinstance(body, dict) else enumerate(body) if isinstance(body, list) else ()
    for name, value in inside:
        yield from paths(value, (*at, name))


def changed(body: Any, path: Sequence[Any], junk: Any) -> Any:
    """The body with something else at that place, or without it."""
    body = copy.deepcopy(body)
    *outer, last = path
    inside = body
    for name in outer:
        inside = inside[name]
    if junk is GONE:
        del inside[last]
    else:
        inside[last] = copy.deepcopy(junk)
    return body


def bugs(said: str) -> list[Any]:
    """Where they happened; who clicks is told kindly, so that the status doesn't tell."""
    failed = [json.loads(line) for line in said.splitlines() if "listener_failed" in line]
    return [[f"{at['filename']}:{at['lineno']}" for at in one["exception"][0]["frames"][-3:]] for one in failed]


def require_quiet(gate: Gate, body: Any, log: Log) -> int:
    """It gets its answer, nothing is written where it is refused, and nothing of it is in the log."""
    with counting(gate.database) as statements:
        status = gate.take(body)
    said = log.read()
    assert status < 500 and not bugs(said), f"{status} {bugs(said)} {body}"
    assert status < 400 or not set().union(*map(written_by, statements)), body
    assert CANARY not in said, said
    return status


def test_what_slack_sends_is_taken(gate: Gate, log: Log) -> None:
    log.begin()
    kinds = set(gate.bot.listeners.events)
    for body in gate.bodies():
        status = require_quiet(gate, body, log)
        assert status == (404 if body.get("type") in OTHER_KINDS else 200), body
    assert {"app_home_opened", "user_change", "dnd_updated_user", "app_uninstalled", "tokens_revoked"} == kinds


def test_a_form_in_which_nothing_was_filled_in_is_taken_however_slack_says_so(gate: Gate, log: Log) -> None:
    """As an empty object; or, as has been seen, as an empty list."""
    log.begin()
    for name in gate.bot.listeners.forms:
        for nothing in ({}, []):
            body = changed(gate.form(name), ("view", "state", "values"), nothing)
            assert require_quiet(gate, body, log) == 200, body


@pytest.mark.parametrize(("tab", "is_made"), [("home", True), (GONE, True), ("messages", False)])
def test_home_is_made_also_where_slack_does_not_say_which_tab_was_opened(
    gate: Gate, log: Log, tab: Any, is_made: bool
) -> None:
    log.begin()
    body = changed(gate.event("app_home_opened"), ("event", "tab"), tab)
    with counting(gate.database) as statements:
        require_quiet(gate, body, log)
    assert ("outbox" in set().union(*map(written_by, statements))) == is_made


def test_anything_in_the_place_of_anything_is_refused_or_taken_for_what_it_is(gate: Gate, log: Log) -> None:
    log.begin()
    for body in gate.one_of_each():
        for path in paths(body):
            for junk in JUNK:
                require_quiet(gate, changed(body, path, junk), log)


@pytest.mark.parametrize("body", [[], [1], 7, None, "x", {}, {"type": []}, {"type": {}}, [{"type": "view_closed"}]])
def test_what_is_nothing_like_a_payload_is_refused(gate: Gate, log: Log, body: Any) -> None:
    log.begin()
    for raw, kind in ((json.dumps(body), JSON), (urlencode({"payload": json.dumps(body)}), URLENCODED)):
        assert 400 <= gate.send(raw.encode(), kind) < 500
    assert "listener_failed" not in log.read()


@settings(max_examples=200)
@given(data=st.data())
def test_every_listener_takes_or_refuses_whatever_comes(gate: Gate, log: Log, data: st.DataObject) -> None:
    """Of every payload that anybody listens to, several places at once."""
    log.begin()
    body = data.draw(st.sampled_from(list(gate.bodies())))
    junk = st.sampled_from(JUNK) | st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inside: st.lists(inside, max_size=2) | st.dictionaries(st.text(max_size=5), inside, max_size=2),
        max_leaves=4,
    )
    for _ in range(data.draw(st.integers(1, 3))):
        if places := list(paths(body)):
            body = changed(body, data.draw(st.sampled_from(places)), data.draw(junk))
    require_quiet(gate, body, log)
