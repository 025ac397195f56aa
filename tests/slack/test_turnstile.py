"""How much one person may do in a minute, and that nothing they typed is lost by it."""

import json
from typing import Any

from bot.slack.handling import Listeners
from bot.slack.incoming import Context, Form
from bot.slack.replies import Close, Options, Reply
from bot.slack.turnstile import HEAVY, LIGHT, Lane, Turnstile
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


def test_clicks_forms_and_typing_are_counted_apart_from_commands_and_each_other() -> None:
    turnstile = Turnstile(20, Watch())
    for lane, many in ((Lane.ASKING, 20), (Lane.ACTING, 120), (Lane.TYPING, 300)):
        assert not any(turnstile.seconds_to_wait(1, LIGHT, lane) for _ in range(many))
        assert turnstile.seconds_to_wait(1, LIGHT, lane) > 0


def test_whoever_allows_more_commands_than_clicks_allows_as_many_clicks() -> None:
    turnstile = Turnstile(1_000, Watch())
    assert not any(turnstile.seconds_to_wait(1, LIGHT, Lane.ACTING) for _ in range(1_000))


def test_who_asks_for_too_much_reads_when_to_go_on(desk: Desk) -> None:
    payloads = desk.bot.listeners.payloads
    assert payloads.turnstile.a_minute == 20  # also where nothing is configured
    payloads.turnstile = Turnstile(1, Watch())
    assert "Hello!" in desk.command("help").body
    assert "please go on in 60 seconds" in desk.text_of(desk.command("help"))


def test_a_form_that_comes_too_often_stays_open_with_what_was_typed_and_may_be_sent_again(desk: Desk) -> None:
    watch, seen = Watch(), list[str]()
    desk.bot.listeners.payloads.turnstile = Turnstile(1, watch)

    def submit(_ctx: Context, form: Form) -> Reply:
        seen.append(str(form.text("note")))
        return Close()

    desk.bot.listeners.view("test.form", submit)
    answers = [send(desk, number) for number in range(Lane.ACTING.value + 1)]
    assert not any(answers[:-1]) and seen == [f"note {number}" for number in range(Lane.ACTING.value)]
    assert answers[-1]["response_action"] == "push"
    assert "please go on in a second" in json.dumps(answers[-1])
    watch.now += 1
    assert send(desk, Lane.ACTING.value) == {} and seen[-1] == f"note {Lane.ACTING.value}"


def send(desk: Desk, number: int) -> Any:
    typed = {"note": {"a": {"type": "plain_text_input", "value": f"note {number}"}}}
    body: dict[str, Any] = {"id": "V1", "type": "modal", "callback_id": "test.form", "private_metadata": ""}
    answer = desk.interaction("view_submission", view=body | {"hash": f"{number}.h", "state": {"values": typed}})
    assert answer.status == 200
    return json.loads(answer.body or "{}")


def test_a_type_ahead_that_asks_too_often_offers_nothing_and_says_nothing(desk: Desk) -> None:
    desk.bot.listeners.payloads.turnstile = Turnstile(1, Watch())
    options = [{"text": {"type": "plain_text", "text": "Excel"}, "value": "1"}]
    desk.bot.listeners.options("test.typed", lambda _ctx, _typed: Options(options))
    ask = {"action_id": "test.typed", "block_id": "b", "value": "ex"}
    answers = [json.loads(desk.interaction("block_suggestion", **ask).body) for _ in range(Lane.TYPING.value + 1)]
    assert answers[-2:] == [{"options": options}, {"options": []}]


def test_everything_counts_in_its_lane(bot: Any) -> None:
    listeners: Listeners = bot.listeners
    assert all(
        one.weight
        for kind in ("words", "clicks", "forms", "type_aheads")
        for one in getattr(listeners, kind).values()
    )
    assert {one.lane for one in listeners.words.values()} == {Lane.ASKING}
    assert {one.lane for one in listeners.forms.values()} == {Lane.ACTING}
    assert {one.lane for one in listeners.type_aheads.values()} == {Lane.TYPING}
    files = {name for name, one in listeners.clicks.items() if one.lane == Lane.ASKING}
    assert files == {name for name, one in listeners.clicks.items() if one.weight == HEAVY} and files
