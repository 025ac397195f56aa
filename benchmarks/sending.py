"""A process that posts, for benchmarks.sender: `… sending raw|kept|bot|bare|paced`, its task as JSON first.

Says "ready", begins at the next line, and prints what it did: messages, seconds, seconds of processor time.
"""

import json
import sys
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from msgspec import Struct
from slack_sdk import WebClient

from bot import app
from bot.clock import Clocks
from bot.config import Config
from bot.db import connect
from bot.features.people.budget import Gate
from bot.logs import configure
from bot.models import keyring
from bot.outbox.registry import Registry
from bot.outbox.sender import THREADS, Sender
from bot.outbox.timing import UNPACED, Timing
from bot.slack.clients import Clients
from bot.slack.replies import Message
from bot.text import Translator


def raw(task: dict[str, Any]) -> Any:
    """Slack's own client, in as many threads as the sender has."""
    return _posting(task, {token: WebClient(token, base_url=task["url"]) for token, _ in task["places"]})


def kept(task: dict[str, Any]) -> Any:
    """The same over kept connections."""
    clients = Clients(task["url"])
    return _posting(task, {token: clients.for_sender(token) for token, _ in task["places"]})


def _posting(task: dict[str, Any], clients: Mapping[str, WebClient]) -> Any:
    def post(number: int) -> None:
        token, channel = task["places"][number % len(task["places"])]
        clients[token].chat_postMessage(channel=channel, **task["body"])

    def run() -> int:
        with ThreadPoolExecutor(THREADS) as pool:
            return len(list(pool.map(post, range(task["messages"]))))

    return run


def bot(task: dict[str, Any], timing: Timing = UNPACED) -> Any:
    """The bot's sender, until nothing is due."""
    ticks = app.create(Config.from_env(task["environment"]), timing=timing).metronome.ticks
    return next(tick for tick in ticks if tick.name == "send").run_once


def until_done(prepare: Any) -> Any:
    """Again and again, until nothing is due or its share is sent."""

    def prepared(task: dict[str, Any]) -> Any:
        send = prepare(task)

        def run() -> int:
            done = 0
            while done < task["messages"] and (count := send()):
                done += count
            return done

        return run

    return prepared


class Bare(Struct, frozen=True):
    """A message that reads nothing: what is left is the sender's own work."""

    enrollment_id: int


def bare(task: dict[str, Any]) -> Any:
    """The sender alone, with the same body ready."""
    config = Config.from_env(task["environment"])
    keyring.use([key.reveal() for key in config.encryption_keys])
    blocks = task["body"]["blocks"]
    message = Message(Translator()("help-alert"), blocks)
    registry = Registry({Bare: (lambda *_: message, lambda _t, ready: ready)})
    clients = Clients(config.slack_api_url)
    return Sender(connect(config.database_url), clients, Clocks(), registry, Gate.of, UNPACED).run_once


def paced(task: dict[str, Any]) -> Any:
    """The bot's sender, as often as in production, for so many seconds."""
    send = bot(task, Timing())

    def run() -> int:
        done, ends_at = 0, time.monotonic() + task["seconds"]
        while time.monotonic() < ends_at:
            beat = time.monotonic() + 1
            done += send()
            time.sleep(max(0.0, beat - time.monotonic()))
        return done

    return run


def main(kind: str) -> None:
    configure("WARNING")
    run = {"raw": raw, "kept": kept, "bot": until_done(bot), "bare": until_done(bare), "paced": paced}[kind](
        json.loads(sys.stdin.readline())
    )
    print("ready", flush=True)
    sys.stdin.readline()
    began, used = time.perf_counter(), time.process_time()
    messages = run()
    print(json.dumps([messages, time.perf_counter() - began, time.process_time() - used]), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
