"""A sandbox of its own process, and apps that come and go."""

import subprocess
import sys
from contextlib import ExitStack

import pytest
from slack_bolt import App
from slack_sdk import WebClient

from sandbox import Sandbox, SandboxError, Workspace
from tests.sandbox.conftest import Serve
from tests.sandbox.views import actions, button


def test_a_standing_sandbox_says_how_to_reach_it():
    command = [sys.executable, "-m", "sandbox", "serve", "--port", "0", "--team", "Globex"]
    with ExitStack() as stack:
        process = stack.enter_context(subprocess.Popen(command, stdout=subprocess.PIPE, text=True))
        stack.callback(process.terminate)
        told = dict(process.stdout.readline().strip().split("=", 1) for _ in range(5))
        client = WebClient(told["SLACK_BOT_TOKEN"], told["SLACK_API_URL"])
        assert client.auth_test()["team"] == "Globex"
        with Workspace(told["SLACK_API_URL"].removesuffix("/api/")) as slack:
            ana = slack.add_user("Ana Costa")
            client.chat_postMessage(channel=ana.id, text="hi")
            assert ana.dm().last.plain == "hi"


def test_nobody_listens_where_nothing_runs(slack: Workspace, bolt: App, serve: Serve):
    with pytest.raises(SandboxError, match="could not be reached"):
        slack.wait_for_bot(timeout=0)
    slack.configure(request_url="http://127.0.0.1:1/")
    with pytest.raises(SandboxError, match="could not be reached"):
        slack.wait_for_bot(timeout=0)
    serve(bolt)
    slack.wait_for_bot()
    with pytest.raises(SandboxError, match="No bot asked for the time"):
        slack.clock.wait_for_bot(timeout=0)


def test_an_uninstalled_app_hears_no_clicks(slack: Workspace, bolt: App, serve: Serve, client: WebClient):
    serve(bolt)
    ana = slack.add_user("Ana Costa")
    client.chat_postMessage(channel=ana.id, text="x", blocks=[actions(button("Yes"))])
    slack.configure(retry_delays=[])
    slack.uninstall()
    assert ana.dm().last.click("Yes").failed.startswith("app_not_installed")


def test_no_sandbox_is_said_plainly():
    with Workspace("http://127.0.0.1:1") as slack, pytest.raises(SandboxError, match="No sandbox at"):
        slack.user("Ana")


def test_settings_that_do_not_exist_are_named(slack: Workspace):
    with pytest.raises(SandboxError, match="No setting 'speed'"):
        slack.configure(speed=9)
    with pytest.raises(SandboxError, match="No time zone 'Mars/Olympus'"):
        slack.add_user("Ana Costa", tz="Mars/Olympus")
    with pytest.raises(SandboxError, match="A person has no"):
        slack.add_user("Ana Costa", age=41)


def test_channels_are_listed_by_kind_and_scope(sandbox: Sandbox, slack: Workspace, client: WebClient):
    slack.add_channel("team", private=True)
    slack.add_channel("hidden", private=True, with_app=False)
    names = [one["name"] for one in client.conversations_list(types="public_channel,private_channel")["channels"]]
    assert names == ["general", "team"]
    slack.configure(scopes=["channels:read"])
    assert client.conversations_list()["channels"][0]["is_general"]
    with pytest.raises(Exception, match="missing_scope"):
        client.conversations_list(types="private_channel")
