"""All goes wrong that can, with everything logged and counted: no name, text, address, token or key gets there."""

import json
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest
from slack_sdk.signature import SignatureVerifier
from sqlalchemy import literal, select, text

from bot import app
from bot.clock import MovableClock, system_time
from bot.logs import configure
from bot.measures import Uncounted
from bot.models import Base, Member, OutboxMessage
from bot.models.types import UtcDateTime
from bot.outbox.posting import post
from bot.pictures.spec import SkillRow, SkillsPicture
from bot.planning import Plan, Planner
from bot.schedule import Metronome, Tick
from bot.slack.blocks import modal, section
from bot.slack.incoming import Context
from bot.slack.replies import File, FileMessage, Message, OpenModal, Reply, Say
from bot.text import Translator
from sandbox import Sandbox, SandboxError, Workspace
from sandbox.client.people import Person
from tests.conftest import KEY
from tests.journeys.conftest import MONDAY, SCOPES, World, running

CANARY = "Zwitscher"
"""In every name, address and text."""
FAULTS = ("429", "500", "503", "internal_error", "drop_before", "drop_after", "truncate")


@dataclass
class Noise:
    """What is written to stdout and stderr and told to Prometheus, and what must not be in it."""

    world: World
    capfd: pytest.CaptureFixture[str]

    def events(self) -> set[str]:
        """The kinds of lines logged since the last time; fails on a canary, and on a line that isn't JSON."""
        out, err = self.capfd.readouterr()
        _, _, page = self.world.bot.measures.page()
        sandbox = self.world.sandbox
        secrets = (sandbox.bot_token, sandbox.signing_secret, sandbox.app_token, KEY)
        assert b"reverse_mentor_database_up 1" in page
        for line in (out + err + page.decode()).splitlines():
            assert not [word for word in (CANARY, CANARY.lower(), *secrets) if word in line], line
        return {json.loads(line)["event"] for line in err.splitlines()}


@pytest.fixture
def machine() -> MovableClock:
    return MovableClock(system_time())


@pytest.fixture
def world(tmp_path: Path, machine: MovableClock) -> Iterator[World]:
    url = f"sqlite:///{tmp_path / 'bot.db'}"
    with Sandbox(now=MONDAY, team=CANARY, scopes=SCOPES, commands=["/reverse-mentor"]) as sandbox:
        database = app.connect(url)
        Base.metadata.create_all(database.engine)
        database.engine.dispose()
        counted = running(url, sandbox, machine, METRICS_PORT="1")
        with counted as bot, Workspace(sandbox.url, auto_settle=True) as slack:
            yield World(sandbox, slack, bot)


@pytest.fixture
def noise(world: World, capfd: pytest.CaptureFixture[str], logs_restored: None) -> Noise:
    return Noise(world, capfd)


def hire(world: World, name: str, **more: Any) -> Person:
    return world.hire(f"{CANARY} {name}", email=f"{CANARY.lower()}.{name}@example.com", **more)


def test_whatever_slack_does(world: World, noise: Noise, machine: MovableClock) -> None:
    configure("DEBUG")
    olive, ana = hire(world, "Olive", is_admin=True), hire(world, "Ana")
    world.open_program(olive, **{"What's it called?": f"{CANARY} swaps"})
    world.join(ana, teaches=[CANARY], learns=["Budgeting"], level="Junior")
    ana.open_home()
    assert {"payload_answered"} <= noise.events()
    for number, fault in enumerate(FAULTS):
        world.slack.faults.add(fault)
        newcomer = world.hire(f"{CANARY} Nr {number}")
        for gesture in (
            lambda: ana.command("/reverse-mentor join"),
            lambda who=newcomer: who.command(f"/reverse-mentor {CANARY}"),
            lambda: olive.command("/reverse-mentor report"),
            lambda: ana.dm().last.click("Pause"),
            ana.open_home,
        ):
            with suppress(SandboxError, AttributeError):
                gesture()
        machine.move_to(machine() + timedelta(minutes=10))
        world.bot.settle()
        world.slack.faults.clear()
        machine.move_to(machine() + timedelta(hours=1))
        world.slack.clock.advance(minutes=10)
    assert {"view_not_opened", "users_info_failed"} <= noise.events()
    world.slack.configure(events=["app_uninstalled"])  # the bot isn't told of the token: it finds out
    world.slack.revoke_token()
    write(world, ana, {"enrollment_id": 1})
    world.slack.clock.advance(minutes=10)
    assert "installation_paused" in noise.events()
    world.slack.uninstall()
    assert "uninstalled" in noise.events()


def test_whatever_comes_in(world: World, noise: Noise) -> None:
    configure("DEBUG")
    ana = hire(world, "Ana")

    def bug(_ctx: Context, words: str) -> Reply:
        raise KeyError(f"{CANARY} {words}")

    def broken_form(_ctx: Context, words: str) -> Reply:
        return OpenModal(modal("broken", Translator()("help-title"), [section(words * 4000)]))

    def no_table(ctx: Context, words: str) -> Reply:
        ctx.session.execute(text("SELECT * FROM nowhere WHERE word = :word"), {"word": words})
        return Say(Message(Translator()("help-title"), []))

    for name, listener in {"bug": bug, "form": broken_form, "query": no_table}.items():
        world.bot.listeners.command(name, listener)
        with suppress(SandboxError):
            ana.command(f"/reverse-mentor {name} {CANARY}")
    assert {"listener_failed"} <= noise.events()

    team = {"id": world.slack.team_id}
    user = {"id": ana.id, "team_id": team["id"]}
    click = {"type": "block_actions", "team": team, "user": user, "trigger_id": f"1.{CANARY}"}
    statuses = [
        signed(world, click | {"actions": [{"action_id": CANARY, "value": CANARY}]}),
        signed(world, click | {"type": CANARY}),
        signed(world, {"type": "view_submission", "team": team, "user": user, "view": {"callback_id": CANARY}}),
        sent(world, f"token={CANARY}".encode(), {"x-slack-signature": "v0=0", "x-slack-request-timestamp": "1"}),
        sent(world, CANARY.encode(), {"x-slack-signature": CANARY, "x-slack-request-timestamp": CANARY}),
        sent(world, CANARY.encode(), signature(world, CANARY) | {"content-type": "application/json"}),
    ]
    assert statuses[3:5] == [401, 401]
    assert {"nobody_listens"} <= noise.events()


def test_whatever_breaks_inside(world: World, noise: Noise, machine: MovableClock) -> None:
    configure("DEBUG")
    bot, ana = world.bot, hire(world, "Ana")
    ana.command("/reverse-mentor")

    def broken(*_: Any) -> int:
        raise ValueError(CANARY)

    metronome = Metronome([], Uncounted(), machine)
    planner = Planner(
        bot.database, bot.clocks.calendar, [Plan("broken", select(literal(MONDAY, UtcDateTime)), broken)]
    )
    for run in (broken, planner.run_once):
        metronome.run(Tick("broken", timedelta(seconds=1), run))
    assert {"tick_failed", "plan_failed"} <= noise.events()

    write(world, ana, {CANARY: 1})
    write(world, ana, {"enrollment_id": CANARY})
    bot.settle()
    assert {"message_not_rendered", "message_dead"} <= noise.events()

    t = Translator()
    undrawable = SkillsPicture(*[CANARY] * 6, (SkillRow(CANARY, CANARY, 1),), "", "", "", CANARY)
    picture = FileMessage(t("help-alert"), [File(f"{CANARY}.png", t("help-alert"), undrawable, t("help-promise"))])
    post(bot.clients.for_sender(world.sandbox.bot_token), "C1", picture, "key")
    assert "picture_not_drawn" in noise.events()


def write(world: World, reader: Person, params: dict[str, Any]) -> None:
    """A message into the outbox, due now."""
    with world.bot.database.transaction() as session:
        member = session.scalars(select(Member).filter_by(slack_id=reader.id)).one()
        key = f"{CANARY}{time.perf_counter_ns()}"
        keys = {"workspace_id": member.workspace_id, "dedup_key": key, "wire_key": key}
        session.add(OutboxMessage(kind="Joined", recipient=reader.id, due_at=MONDAY, params=params, **keys))


def signed(world: World, payload: dict[str, Any]) -> int:
    body = urlencode({"payload": json.dumps(payload)})
    return sent(
        world, body.encode(), signature(world, body) | {"content-type": "application/x-www-form-urlencoded"}
    )


def signature(world: World, body: str) -> dict[str, str]:
    stamp = str(int(time.time()))
    verifier = SignatureVerifier(world.sandbox.signing_secret)
    signed = verifier.generate_signature(timestamp=stamp, body=body)
    return {"x-slack-request-timestamp": stamp, "x-slack-signature": signed or ""}


def sent(world: World, body: bytes, headers: dict[str, str]) -> int:
    """To the bot, as anybody on the internet could."""
    try:
        with urlopen(Request(world.sandbox.request_url or "", body, headers), timeout=10) as answer:
            return int(answer.status)
    except HTTPError as refused:
        refused.close()
        return refused.code
