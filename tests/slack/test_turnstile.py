"""How much one person may ask for in a minute, and that nothing they typed is turned away."""

import json
from typing import Any

from bot.slack.handling import Listeners
from bot.slack.incoming import Context, Form
from bot.slack.replies import Close, Reply
from bot.slack.turnstile import HEAVY, LIGHT, Turnstile
from tests.slack.conftest import Desk


class Watch:
    """Seconds as the test wants them."""

    now = 1_000.0

    def __call__(self) -> float:
        return self.now


def test_so_many_at_once_and_then_evenly() -> None:
    watch = Watch()
    turnstile = Turnstile(20, watch)
    assert [turnstile.seconds_to_wait(1, LIGHT) for _ in range(21)] == [0] * 20 + [3]
    assert turnstile.seconds_to_wait(2, LIGHT) == 0  # somebody else
    watch.now += 3
    assert [turnstile.seconds_to_wait(1, LIGHT) for _ in range(2)] == [0, 3]


def test_what_is_heavy_counts_as_several_and_can_always_be_done_once() -> None:
    assert [Turnstile(2, Watch()).seconds_to_wait(1, HEAVY) for _ in range(1)] == [0]
    turnstile = Turnstile(20, Watch())
    assert [turnstile.seconds_to_wait(1, HEAVY) for _ in range(5)] == [0, 0, 0, 0, 15]


def test_nobody_is_remembered_for_longer_than_it_matters() -> None:
    watch = Watch()
    turnstile = Turnstile(20, watch)
    for who in range(1_000):
        turnstile.seconds_to_wait(who, LIGHT)
    watch.now += 61
    turnstile.seconds_to_wait(1_000, LIGHT)
    assert len(turnstile) == 1


def test_none_at_all_is_no_limit() -> None:
    turnstile = Turnstile(0, Watch())
    assert not any(turnstile.seconds_to_wait(1, HEAVY) for _ in range(100)) and len(turnstile) == 0


def test_who_asks_for_too_much_reads_when_to_go_on_and_their_forms_pass(desk: Desk) -> None:
    payloads = desk.bot.listeners.payloads
    assert payloads.turnstile.a_minute == 20  # also where nothing is configured
    payloads.turnstile = Turnstile(1, Watch())
    assert "Hello!" in desk.command("help").body
    assert "please go on in 60 seconds" in desk.text_of(desk.command("help"))
    seen: list[str] = []

    def submit(_ctx: Context, form: Form) -> Reply:
        seen.append(str(form.text("note")))
        return Close()

    desk.bot.listeners.view("test.form", submit)
    typed = {"note": {"a": {"type": "plain_text_input", "value": "what I wrote"}}}
    body: dict[str, Any] = {"id": "V1", "type": "modal", "callback_id": "test.form", "private_metadata": ""}
    answer = desk.interaction("view_submission", view=body | {"hash": "1.h", "state": {"values": typed}})
    assert answer.status == 200 and not json.loads(answer.body or "{}")
    assert seen == ["what I wrote"]


def test_every_command_counts_and_no_form_or_type_ahead_does(bot: Any) -> None:
    listeners: Listeners = bot.listeners
    assert all(one.weight for one in listeners.words.values())
    assert not any(one.weight for one in (*listeners.forms.values(), *listeners.type_aheads.values()))
