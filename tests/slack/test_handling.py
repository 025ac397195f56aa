"""The wrapper around every listener: signatures, once only, one transaction, errors said kindly."""

import json
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

import pytest
from slack_bolt import BoltRequest
from slack_sdk import WebClient
from sqlalchemy import select

from bot.app import create_bolt
from bot.clock import MovableClock
from bot.commands.run import MONITOR_THREADS
from bot.db import POOL
from bot.errors import UserError
from bot.http import PATH, THREADS, refuse_malformed
from bot.models import Member, Skill
from bot.slack.blocks import modal, section
from bot.slack.incoming import Click, Context, Form
from bot.slack.replies import Close, Message, OpenModal, Reply, Say
from tests.conftest import MONDAY, busy_connections
from tests.slack.conftest import Desk


def test_a_signed_command_is_answered(desk: Desk) -> None:
    response = desk.command("help")
    assert response.status == 200
    assert json.loads(response.body)["response_type"] == "ephemeral"


def test_there_are_connections_for_ticks_while_half_of_all_threads_have_one(desk: Desk) -> None:
    ticks = len(desk.bot.ticks) + len(["beat"])
    assert POOL["pool_size"] >= THREADS // 2 + MONITOR_THREADS + ticks + len(["rows"])


def test_who_waits_for_slack_holds_no_connection(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither while Slack is asked who somebody is, nor while it opens a form."""
    held: list[tuple[str, int]] = []
    call = WebClient.api_call

    def looked_at(client: WebClient, method: str, **rest: Any) -> Any:
        held.append((method, busy_connections(desk.bot.database)))
        return call(client, method, **rest)

    desk.command("privacy")
    kept = busy_connections(desk.bot.database)
    monkeypatch.setattr(WebClient, "api_call", looked_at)
    ben = desk.sandbox.workspace.add_user("Ben")
    desk.command("privacy", user=ben.id)
    assert held == [("users.info", kept), ("views.open", kept)]


def test_a_start_is_silent_and_other_warnings_of_bolt_are_heard(
    desk: Desk, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", desk.sandbox.bot_token)
    create_bolt(desk.bot.config)
    assert not caplog.records
    desk.bot.bolt.logger.warning("something else")
    assert "something else" in caplog.text


def test_what_nobody_listens_to_gets_404(desk: Desk) -> None:
    assert desk.event({"type": "emoji_changed"}).status == 404
    assert desk.interaction("block_actions", actions=[{"action_id": "of.an.older.version"}]).status == 404
    another = urlencode({"command": "/another", "user_id": desk.ana.id, "trigger_id": "1.1.a"})
    assert desk.send(another, "application/x-www-form-urlencoded").status == 404


def test_what_is_not_signed_by_slack_is_refused(desk: Desk) -> None:
    request = BoltRequest(body="command=%2Freverse-mentor", headers={"x-slack-signature": ["v0=forged"]})
    assert desk.bot.bolt.dispatch(request).status == 401


@pytest.mark.parametrize(("timestamp", "signature"), [("soon", "v0=1"), ("1", "v0=é"), ("", "")])
def test_what_can_not_be_a_signature_gets_401(timestamp: str, signature: str) -> None:
    seen: list[str] = []
    handler = refuse_malformed(lambda _environ, _start: [b"handled"])
    environ = {
        "PATH_INFO": PATH,
        "HTTP_X_SLACK_REQUEST_TIMESTAMP": timestamp,
        "HTTP_X_SLACK_SIGNATURE": signature,
    }
    answer = handler(environ, lambda status, _headers: seen.append(status))
    assert seen == ["401 Unauthorized"] and list(answer) == [b"invalid request"]


def test_the_first_contact_asks_slack_who_it_is_and_the_second_does_not(desk: Desk) -> None:
    desk.command("help")
    desk.command("help")
    assert [call["method"] for call in desk.sandbox.workspace.calls].count("users.info") == 1
    with desk.bot.database.reading() as session:
        member = session.scalars(select(Member)).one()
    assert (member.name, member.email) == ("Ana Costa", "ana@example.com")


def test_guests_are_told_kindly(desk: Desk) -> None:
    guest = desk.sandbox.workspace.add_user("Gus Guest", is_restricted=True)
    said = desk.text_of(desk.command("help", user=guest.id))
    assert "members of this workspace" in said and "`/reverse-mentor privacy`" in said


def test_slack_away_at_the_first_contact_is_said(desk: Desk) -> None:
    desk.sandbox.workspace.faults.add("503", method="users.info")
    assert "try again in a minute" in desk.text_of(desk.command("help"))


def test_slack_away_does_not_stop_those_we_know(desk: Desk) -> None:
    desk.command("help")
    desk.sandbox.workspace.faults.add("503", method="users.info")
    desk.bot.listeners.payloads.clock = MovableClock(MONDAY.replace(day=20))
    assert "Hello!" in desk.command("help").body


def test_a_payload_that_comes_twice_changes_things_once(desk: Desk) -> None:
    def whistle(ctx: Context, _rest: str) -> Reply:
        desk.add_skill(ctx)
        return Close()

    desk.bot.listeners.command("whistle", whistle)
    before = desk.count(Skill)
    for _ in range(2):
        assert desk.command("whistle", trigger="7.7.c").status == 200
    assert desk.calls == ["ran"] and desk.count(Skill) == before + 1


def test_who_does_something_was_here_and_who_only_looks_was_not(desk: Desk) -> None:
    def whistle(_ctx: Context, _rest: str) -> Reply:
        return Close()

    def active_at() -> datetime | None:
        with desk.bot.database.reading() as session:
            return session.scalar(select(Member.active_at))

    desk.bot.listeners.command("look", whistle, only_reads=True)
    desk.bot.listeners.command("whistle", whistle)
    desk.command("look")
    assert active_at() is None
    desk.command("whistle")
    assert active_at() is not None


def test_a_mistake_undoes_everything_and_may_be_tried_again(desk: Desk) -> None:
    def whistle(ctx: Context, _rest: str) -> Reply:
        desk.add_skill(ctx)
        raise UserError("join-teaches-missing")

    desk.bot.listeners.command("whistle", whistle)
    before = desk.count(Skill)
    for _ in range(2):
        assert "Pick at least one thing" in desk.text_of(desk.command("whistle", trigger="7.7.c"))
    assert desk.calls == ["ran", "ran"] and desk.count(Skill) == before


def test_a_bug_undoes_everything_and_is_said_kindly(desk: Desk) -> None:
    def whistle(ctx: Context, _rest: str) -> Reply:
        desk.add_skill(ctx)
        raise RuntimeError("a bug")

    desk.bot.listeners.command("whistle", whistle)
    before = desk.count(Skill)
    response = desk.command("whistle")
    assert response.status == 200 and "Something went wrong on our side" in desk.text_of(response)
    assert desk.count(Skill) == before


def test_an_event_that_fails_is_asked_for_again_and_then_counts_once(desk: Desk) -> None:
    failures = [RuntimeError("the database was away")]

    def joined(_session: Any, _now: Any, _workspace: Any, _event: Any) -> None:
        desk.calls.append("ran")
        if failures:
            raise failures.pop()

    desk.bot.listeners.event("team_join", joined)
    statuses = [desk.event({"type": "team_join"}).status for _ in range(3)]
    assert statuses == [500, 200, 200]
    assert desk.calls == ["ran", "ran"]


def test_a_mistake_in_a_form_is_shown_at_its_field(desk: Desk) -> None:
    def submit(_ctx: Context, form: Form) -> Reply:
        raise UserError("error-field-empty", field="name")

    desk.bot.listeners.view("test.form", submit)
    response = desk.interaction("view_submission", view=view("test.form"))
    assert json.loads(response.body) == {
        "response_action": "errors",
        "errors": {"name": "Please fill this in."},
    }


def test_a_mistake_without_a_field_lies_over_the_form_and_loses_nothing(desk: Desk) -> None:
    def submit(_ctx: Context, _form: Form) -> Reply:
        raise UserError("offer-over")

    desk.bot.listeners.view("test.form", submit)
    response = json.loads(desk.interaction("view_submission", view=view("test.form")).body)
    assert response["response_action"] == "push"


def test_somebody_picked_in_a_form_is_known_before_the_transaction(desk: Desk) -> None:
    ben = desk.sandbox.workspace.add_user("Ben Ito")
    names: list[str] = []

    def submit(_ctx: Context, form: Form) -> Reply:
        names.append(form.required(form.member, "manager").name)
        return Close()

    desk.bot.listeners.view("test.form", submit)
    desk.interaction(
        "view_submission",
        view=view("test.form", manager={"a": {"type": "users_select", "selected_user": ben.id}}),
    )
    assert names == ["Ben Ito"]


def test_a_form_that_slack_does_not_open_is_said(desk: Desk) -> None:
    def whistle(ctx: Context, _rest: str) -> Reply:
        t = ctx.t
        return OpenModal(modal("test.form", t("notice-title"), [section(t("help-intro"))], close=t("close")))

    desk.bot.listeners.command("whistle", whistle)
    assert "didn't open the form" in desk.text_of(desk.command("whistle", trigger="no.such.trigger"))


def test_a_click_whose_answer_does_not_arrive_still_counts(desk: Desk) -> None:
    def clicked(ctx: Context, _click: Click) -> Reply:
        desk.add_skill(ctx)
        return Say(Message(ctx.t("help-alert"), [section(ctx.t("help-alert"))]))

    desk.bot.listeners.action("test.click", clicked)
    before = desk.count(Skill)
    response = desk.interaction(
        "block_actions", actions=[{"action_id": "test.click", "value": "1"}], response_url="http://127.0.0.1:9/"
    )
    assert response.status == 200 and desk.count(Skill) == before + 1


def test_what_happens_in_a_workspace_that_never_installed_the_bot_is_let_be(desk: Desk) -> None:
    """Slack would send it again, and stop sending to everybody where too much is refused."""
    seen: list[Any] = []
    desk.bot.listeners.event("team_join", lambda *told: seen.append(told))
    event = {"type": "team_join", "user": {"id": "U9"}}
    assert desk.event(event, team_id="TOTHER").status == 200
    assert not seen


def test_who_is_of_a_workspace_without_the_bot_reads_so(desk: Desk) -> None:
    desk.bot.listeners.view("test.form", lambda _ctx, _form: Close())
    home = {"team": {"id": "TOTHER"}, "user": {"id": desk.ana.id, "team_id": "TOTHER"}}
    answer = desk.interaction("view_submission", view=view("test.form"), **home)
    assert "doesn't have reverse mentoring" in answer.body and "on our side" not in answer.body


def view(callback_id: str, **values: Any) -> dict[str, Any]:
    return {
        "id": "V1",
        "type": "modal",
        "callback_id": callback_id,
        "private_metadata": "",
        "hash": "1.h",
        "state": {"values": values},
    }
