"""A sandbox, a real slack_sdk client on it, and real Bolt apps that it calls over HTTP or Socket Mode."""

import logging
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.http import PATH, HttpServer
from sandbox import Sandbox, Workspace

Serve = Callable[[App], None]


@pytest.fixture(autouse=True)
def _silent(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL, "slack_bolt")  # until the end of the test: others listen to this logger


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as standing:
        yield standing


@pytest.fixture
def slack(sandbox: Sandbox) -> Workspace:
    return sandbox.workspace


@pytest.fixture
def client(sandbox: Sandbox) -> WebClient:
    """No retries of its own: what is sent is what is seen."""
    return WebClient(token=sandbox.bot_token, base_url=sandbox.api_url, retry_handlers=[])


@pytest.fixture
def bolt(sandbox: Sandbox, client: WebClient) -> App:
    return App(
        client=client,
        signing_secret=sandbox.signing_secret,
        process_before_response=True,
        logger=logging.getLogger("slack_bolt"),
    )


@pytest.fixture
def serve(sandbox: Sandbox) -> Iterator[Serve]:
    """Puts a Bolt app behind HTTP and makes it the app's request URL."""
    with ExitStack() as stack:

        def start(app: App) -> None:
            server = HttpServer(app, "127.0.0.1", 0)
            server.start()
            stack.callback(server.close)
            sandbox.request_url = f"http://127.0.0.1:{server.port}{PATH}"

        yield start


@pytest.fixture
def connect(sandbox: Sandbox, slack: Workspace) -> Iterator[Callable[[App], SocketModeHandler]]:
    """Connects a Bolt app by Socket Mode, with slack_sdk's built-in client."""
    with ExitStack() as stack:

        def start(app: App) -> SocketModeHandler:
            web = WebClient(token=sandbox.app_token, base_url=sandbox.api_url)
            handler = SocketModeHandler(
                app, sandbox.app_token, web_client=web, logger=logging.getLogger("slack_bolt")
            )
            handler.connect()
            stack.callback(_disconnect, handler, sandbox)
            slack.wait_for_bot()
            return handler

        yield start


def _disconnect(handler: SocketModeHandler, sandbox: Sandbox) -> None:
    """Ends the sandbox's side first: slack_sdk's close waits for a read of its own that takes 3 s."""
    handler.client.auto_reconnect_enabled = False
    sandbox.stop()
    handler.close()


def refusal(call: Callable[..., object], **arguments: object) -> str:
    """Slack's error of a call that must fail."""
    with pytest.raises(SlackApiError) as raised:
        call(**arguments)
    return raised.value.response["error"]
