"""Any Slack workspace, on the laptop: what an app sees of Slack, over HTTP and WebSocket, with the state in memory.

It knows no app. An app is pointed at it with one address (`Sandbox.api_url`) and can't tell the difference:
the sandbox refuses what Slack refuses, and calls the app as Slack does. How it hangs together:

    world/      people, conversations, messages, views, files: the state, owned by one event loop
    blocks/     the rules of Block Kit, what inputs hold, and how blocks read as text
    api/        the Web API, a file per family of methods: token, scope, arguments, then the world
    delivery/   payloads to the app, over signed HTTP or Socket Mode, with acks, event retries and response_url
    hands/      what a person can do: type a command, click, fill in and submit a modal, by what they see
    faults.py   what goes wrong on demand      clock.py   calendar time, which only moves when told to
    limits.py   how often an app may call, in machine time, where that is switched on
    control/    all of that as JSON under /sandbox/…, for `client/`, the synchronous Python client, and for
    page/       the workspace in a browser     ticking.py lets bots work there while the clock stands still
    story/      the only part that knows the product: its company, its eight weeks, the demonstration

    with Sandbox() as sandbox:                      # sandbox.api_url, .bot_token, .signing_secret, .request_url …
        ana = sandbox.workspace.add_user("Ana Costa", tz="Europe/Lisbon")
        ana.command("/hello").modal.submit({"Your name": "Ana"})
"""

from sandbox.client import Workspace
from sandbox.errors import SandboxError
from sandbox.server import Sandbox

__all__ = ["Sandbox", "SandboxError", "Workspace"]
