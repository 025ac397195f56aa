"""The page of the workspace and its first screen against a bare Starlette page; and a message on its way there."""

import argparse
import json
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from http.client import HTTPConnection, HTTPResponse

import uvicorn
from slack_sdk import WebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from sandbox import Workspace
from sandbox.story.company import company

PEOPLE = 60
MOST_TIME, MOST_MS = 5.0, 200.0
HELLO = "<!doctype html><title>Hello</title><p>Hello</p>"


def bare() -> None:
    """A server whose one page is a constant; prints its address."""

    async def page(_request: Request) -> Response:
        return HTMLResponse(HELLO)

    listener = socket.create_server(("127.0.0.1", 0))
    print(listener.getsockname()[1], flush=True)
    app = Starlette(routes=[Route("/", page)])
    uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False)).run([listener])


@contextmanager
def serving(*command: str) -> Iterator[list[str]]:
    """A process, and the lines that it prints first: up to one that is a number, or the last of the sandbox's."""
    with subprocess.Popen([sys.executable, "-m", *command], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        told: list[str] = []
        try:
            while not (told and (told[-1].isdecimal() or told[-1].startswith("DEMO_CLOCK_URL"))):
                told.append(process.stdout.readline().strip())
            yield told
        finally:
            process.terminate()


def filled(slack: Workspace, client: WebClient, messages: int) -> str:
    """A company with half of the messages in #general and the others in people's DMs; the id of somebody."""
    people = slack.add_users(company(PEOPLE, 1).as_users())
    general = slack.channel("general").id
    for number in range(messages):
        there = general if number % 2 else people[number // 2 % len(people)].id
        client.chat_postMessage(channel=there, text="Your weekly hello", blocks=hello(number))
    return people[0].id


def hello(number: int) -> list[dict]:
    """As long as the bot's messages are."""
    words = f"You and <@U00000003> · did you two meet this week? Here is the hello number {number}. " * 2
    buttons = [
        {"type": "button", "text": {"type": "plain_text", "text": label}, "action_id": label, "value": str(number)}
        for label in ("We met", "Not yet", "Skip this week", "I'd like help")
    ]
    why = "You get this because you are in the program. It comes once a week."
    return [
        {"type": "section", "text": {"type": "mrkdwn", "text": words}},
        {"type": "actions", "elements": buttons},
        {"type": "context", "elements": [{"type": "mrkdwn", "text": why}]},
    ]


Ask = Callable[[], bytes]


def connected(port: int) -> closing[HTTPConnection]:
    return closing(HTTPConnection("127.0.0.1", port))


def asking(connection: HTTPConnection, method: str, path: str, **body: str) -> Ask:
    """A request over a kept connection."""

    def ask() -> bytes:
        connection.request(method, path, json.dumps(body) if body else None)
        answer = connection.getresponse()
        content = answer.read()
        assert answer.status == 200, content
        return content

    return ask


def by_turns(asks: dict[str, Ask], runs: int) -> dict[str, list[float]]:
    """How long each took, in seconds."""
    times: dict[str, list[float]] = {name: [] for name in asks}
    for _ in range(runs):
        for name, ask in asks.items():
            began = time.perf_counter()
            ask()
            times[name].append(time.perf_counter() - began)
    return times


def ways_to_page(port: int, screen: Ask, post: Callable[[], object], runs: int) -> list[tuple[float, float]]:
    """From a post to its event, and to the new screen."""
    with connected(port) as line:
        line.request("GET", "/page/events")
        with line.getresponse() as news:
            return [_way_to_page(news, screen, post) for _ in range(runs)]


def _way_to_page(news: HTTPResponse, screen: Ask, post: Callable[[], object]) -> tuple[float, float]:
    before = json.loads(screen())["result"]["version"]
    began = time.perf_counter()
    post()
    while _version(news) <= before:
        pass
    heard = time.perf_counter() - began
    screen()
    return heard, time.perf_counter() - began


def _version(news: HTTPResponse) -> int:
    while not (line := news.readline()).startswith(b"data: "):
        pass
    return json.loads(line[6:])["version"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print all; with --check, 1 where a target is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.page", description=__doc__)
    parser.add_argument("--runs", type=int, default=300, help="requests of each, by turns")
    parser.add_argument("--messages", type=int, default=2000, help="how many there are, among 60 people")
    parser.add_argument("--check", action="store_true", help="fail where a target is missed")
    parser.add_argument("--bare", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args(arguments)
    if chosen.bare:
        bare()
        return 0
    with serving("benchmarks.page", "--bare") as first, serving("sandbox", "serve", "--port", "0") as second:
        told = dict(line.split("=", 1) for line in second)
        port = int(told["SLACK_API_URL"].removesuffix("/api/").rpartition(":")[2])
        with connected(int(first[0])) as bare_one, connected(port) as page:
            missed = _measured(bare_one, page, told, chosen)
    return 1 if chosen.check and missed else 0


def _measured(
    bare_one: HTTPConnection, page: HTTPConnection, told: dict[str, str], chosen: argparse.Namespace
) -> bool:
    """Whether a target is missed."""
    client = WebClient(told["SLACK_BOT_TOKEN"], told["SLACK_API_URL"])
    with Workspace(told["SLACK_API_URL"].removesuffix("/api/")) as slack:
        who, general = filled(slack, client, chosen.messages), slack.channel("general").id
    screen = asking(page, "POST", "/sandbox/screen", who=who, place=general)
    pages = {"a bare page": asking(bare_one, "GET", "/"), "the page": asking(page, "GET", "/")}
    asks = pages | {"the screen": screen}
    sizes = {name: len(ask()) for name, ask in asks.items()}
    middle = {name: statistics.median(times) for name, times in by_turns(asks, chosen.runs).items()}
    ratios = {name: seconds / middle["a bare page"] for name, seconds in middle.items()}
    for name, seconds in middle.items():
        print(f"{name}: {seconds * 1000:.2f} ms, {ratios[name]:.2f} times a bare page, {sizes[name]} bytes")

    def post() -> None:
        client.chat_postMessage(channel=general, text="Your weekly hello", blocks=hello(0))

    ways = ways_to_page(page.port, screen, post, max(2, chosen.runs // 10))
    heard, shown = (statistics.median(each) * 1000 for each in zip(*ways, strict=True))
    slow = sorted(shown for _, shown in ways)[len(ways) * 19 // 20] * 1000
    print(f"a message: {heard:.0f} ms to its event, {shown:.0f} ms to the new screen; 19 of 20 in {slow:.0f} ms")
    return max(ratios.values()) > MOST_TIME or slow > MOST_MS


if __name__ == "__main__":
    sys.exit(main())
