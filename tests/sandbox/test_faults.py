"""What goes wrong on demand."""

import time
from http.client import RemoteDisconnected

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_handlers import ConnectionErrorRetryHandler, RateLimitErrorRetryHandler

from sandbox import Sandbox, SandboxError, Workspace
from tests.sandbox.conftest import refusal


def test_429_carries_retry_after_and_does_nothing(slack: Workspace, client: WebClient):
    ana = slack.add_user("Ana Costa")
    slack.faults.add("429", method="chat.postMessage", times=1, retry_after=7)
    with pytest.raises(SlackApiError) as raised:
        client.chat_postMessage(channel=ana.id, text="hi")
    assert (raised.value.response.status_code, raised.value.response.headers["retry-after"]) == (429, "7")
    assert ana.dm().messages == []
    client.chat_postMessage(channel=ana.id, text="hi")
    assert len(ana.dm().messages) == 1


def test_the_sdks_rate_limit_handler_gets_through(slack: Workspace, sandbox: Sandbox):
    ana = slack.add_user("Ana Costa")
    slack.faults.add("429", times=1, retry_after=0)
    patient = [RateLimitErrorRetryHandler(max_retry_count=1)]
    client = WebClient(sandbox.bot_token, sandbox.api_url, retry_handlers=patient)
    assert client.chat_postMessage(channel=ana.id, text="hi")["ok"]


@pytest.mark.parametrize("kind", ["500", "503"])
def test_server_errors_do_nothing(slack: Workspace, client: WebClient, kind: str):
    ana = slack.add_user("Ana Costa")
    slack.faults.add(kind, times=1)
    with pytest.raises(SlackApiError) as raised:
        client.chat_postMessage(channel=ana.id, text="hi")
    assert raised.value.response.status_code == int(kind)
    assert ana.dm().messages == []


def test_internal_error(slack: Workspace, client: WebClient):
    slack.faults.add("internal_error", method="users.*")
    assert refusal(client.users_list) == "internal_error"
    assert client.auth_test()["ok"]


def test_dropped_before_nothing_happened_dropped_after_it_did(slack: Workspace, client: WebClient):
    ana = slack.add_user("Ana Costa")
    for kind, there in (("drop_before", 0), ("drop_after", 1)):
        slack.faults.add(kind, method="chat.postMessage", times=1)
        with pytest.raises(RemoteDisconnected):
            client.chat_postMessage(channel=ana.id, text="hi")
        assert len(ana.dm().messages) == there


def test_the_sdks_own_retry_doubles_a_message_that_was_accepted(slack: Workspace, sandbox: Sandbox):
    ana = slack.add_user("Ana Costa")
    client = WebClient(sandbox.bot_token, sandbox.api_url, retry_handlers=[ConnectionErrorRetryHandler()])
    slack.faults.add("drop_after", method="chat.postMessage", times=1)
    client.chat_postMessage(channel=ana.id, text="hi")
    assert len(ana.dm().messages) == 2


def test_a_truncated_answer(slack: Workspace, client: WebClient):
    ana = slack.add_user("Ana Costa")
    slack.faults.add("truncate", times=1)
    with pytest.raises(Exception, match=r"IncompleteRead|JSON|parse"):
        client.chat_postMessage(channel=ana.id, text="hi")
    assert len(ana.dm().messages) == 1


def test_delay(slack: Workspace, client: WebClient):
    slack.faults.add("delay", times=1, seconds=0.2)
    started = time.monotonic()
    client.auth_test()
    assert time.monotonic() - started >= 0.2


def test_a_fault_may_be_of_one_conversation(slack: Workspace, client: WebClient):
    ana, luis = slack.add_user("Ana Costa"), slack.add_user("Luis Ortega")
    slack.faults.add("500", conversation=ana.dm())
    with pytest.raises(SlackApiError):
        client.chat_postMessage(channel=ana.dm().id, text="hi")
    assert client.chat_postMessage(channel=luis.dm().id, text="hi")["ok"]
    slack.faults.clear()
    assert client.chat_postMessage(channel=ana.dm().id, text="hi")["ok"]


def test_chance_has_a_seed(slack: Workspace, client: WebClient):
    def drawn() -> list[bool]:
        slack.faults.clear()
        slack.faults.add("internal_error", probability=0.5, seed=3)
        return [_ok(client) for _ in range(12)]

    first = drawn()
    assert first == drawn() and {True, False} == set(first)


def _ok(client: WebClient) -> bool:
    try:
        return bool(client.auth_test()["ok"])
    except SlackApiError:
        return False


def test_an_upload_may_fail(slack: Workspace, client: WebClient):
    ana = slack.add_user("Ana Costa")
    slack.faults.add("500", method="upload", times=1)
    with pytest.raises(Exception, match="500"):
        client.files_upload_v2(channel=ana.dm().id, content="x", filename="x.csv")
    assert ana.dm().messages == []


def test_an_unknown_fault_is_refused(slack: Workspace):
    with pytest.raises(SandboxError, match="No fault of kind 'sneeze'"):
        slack.faults.add("sneeze")


def test_every_call_is_logged(slack: Workspace, client: WebClient):
    ana = slack.add_user("Ana Costa")
    slack.faults.add("500", times=1)
    with pytest.raises(SlackApiError):
        client.chat_postMessage(channel=ana.id, text="hi")
    client.chat_postMessage(channel=ana.id, text="hi")
    failed, done = slack.calls[-2:]
    assert (failed["method"], failed["fault"], failed["ok"]) == ("chat.postMessage", "500", False)
    assert done["ok"] and done["args"]["text"] == "hi" and "token" not in done["args"]
