"""Who calls more often than Slack allows is told to wait, and for how long."""

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox import Sandbox
from sandbox.limits import Limits


def calls(limits: Limits, count: int, method: str, now: float, *, to: str | None = None, team: str = "T1") -> int:
    """How many of so many calls are let through at that second."""
    return sum(limits.take(team, method, to, now) is None for _ in range(count))


def test_a_conversation_takes_one_a_second_after_a_short_burst():
    limits = Limits()
    assert calls(limits, 10, "chat.postMessage", 0.0, to="D1") == 3
    assert calls(limits, 10, "chat.postMessage", 0.0, to="D2") == 3
    later = [calls(limits, 10, "chat.postMessage", second, to="D1") for second in (1.0, 2.0, 3.0, 5.0)]
    assert later == [1, 1, 1, 2]


def test_a_workspace_takes_five_a_second_and_another_one_as_many():
    limits = Limits()
    sent = [calls(limits, 1, "chat.postMessage", 0.0, to=f"D{number}") for number in range(50)]
    assert sum(sent) == 20
    assert sum(calls(limits, 1, "chat.postMessage", 2.0, to=f"D{number}") for number in range(50)) == 10
    assert calls(limits, 1, "chat.postMessage", 2.0, to="D1", team="T2") == 1


@pytest.mark.parametrize(("method", "count"), [("users.list", 20), ("conversations.open", 50), ("users.info", 100)])
def test_a_tier_is_so_many_a_minute(method: str, count: int):
    limits = Limits()
    assert calls(limits, 200, method, 0.0) == count
    assert calls(limits, 200, method, 30.0) == count // 2
    assert calls(limits, 200, method, 1_000.0) == count


def test_what_has_no_limit_here():
    assert calls(Limits(), 1_000, "auth.test", 0.0) == 1_000


def test_who_is_told_to_wait_and_does_is_let_through():
    limits = Limits()
    calls(limits, 50, "conversations.open", 0.0)
    wait = limits.take("T1", "conversations.open", None, 0.0)
    assert wait == 2 and limits.take("T1", "conversations.open", None, float(wait)) is None


def test_limits_are_off_until_they_are_switched_on():
    with Sandbox(machine=lambda: 0.0) as sandbox:
        slack, client = sandbox.workspace, WebClient(sandbox.bot_token, sandbox.api_url, retry_handlers=[])
        ana = slack.add_user("Ana Costa")
        for number in range(5):
            client.chat_postMessage(channel=ana.id, text=f"{number}")
        slack.configure(limits=True)
        for number in range(3):
            client.chat_postMessage(channel=ana.id, text=f"{number}")
        with pytest.raises(SlackApiError) as raised:
            client.chat_postMessage(channel=ana.id, text="too many")
        assert (raised.value.response.status_code, raised.value.response.headers["retry-after"]) == (429, "1")
        assert len(ana.dm().messages) == 8
        assert (slack.calls[-1]["error"], slack.calls[-1]["ok"]) == ("ratelimited", False)
