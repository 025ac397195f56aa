"""The sender with PostgreSQL and two replicas, against Slack's own client that posts the same to the same sandbox.

Two processes of eight threads each, by turns: messages a second, and processor time a message. Then the cost of a
message with 1,000 and with 100,000 messages in the table, and the rate of one workspace when paced.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from statistics import median
from typing import Any

from cryptography.fernet import Fernet
from slack_sdk import WebClient
from sqlalchemy import delete, select, text, update

from benchmarks.crash import databases, work
from bot import migrate
from bot.clock import system_time
from bot.db import Database, connect
from bot.features.enrollment.messages import Joined
from bot.models import Enrollment, Member, OutboxMessage, Workspace, insert_all, keyring
from sandbox import Workspace as Slack
from sandbox.limits import POSTS

WORKSPACES, PEOPLE, REPLICAS = 10, 41, 2
POSTS_A_SECOND = POSTS.a_minute / 60
LEAST_RATE, MOST_CPU, LEAST_PACED, MOST_GROWTH = 0.7, 3.0, 0.95, 1.3


@dataclass(frozen=True)
class Measured:
    """What the processes of one turn did together."""

    messages: int
    seconds: float
    cpu: float

    @property
    def rate(self) -> float:
        return self.messages / self.seconds

    @property
    def cost(self) -> float:
        """Milliseconds of processor time a message."""
        return self.cpu / self.messages * 1000

    def __str__(self) -> str:
        return f"{self.messages} messages, {self.rate:6.0f}/s, processor {self.cost:.2f} ms a message"


@dataclass
class Bench:
    """A company's Slack, and a database in which its people are."""

    database: Database
    environment: dict[str, str]
    body: dict[str, Any]
    places: list[tuple[str, str]]
    joined: list[tuple[int, int, str]]  # workspace, enrollment, Slack id

    def fill(self, messages: int, *, kind: str = Joined.__name__, workspaces: int = WORKSPACES) -> None:
        """So many are due, and nothing else is there."""
        people = [one for one in self.joined if one[0] <= workspaces]
        now = system_time() - timedelta(minutes=1)
        with self.database.transaction() as session:
            session.execute(delete(OutboxMessage))
            session.execute(update(Workspace).values(send_after=None))
            session.execute(text("DELETE FROM paces"))
            for start in range(0, messages, 5_000):
                numbers = range(start, min(start + 5_000, messages))
                rows = [self._row(people[number % len(people)], kind, number, now) for number in numbers]
                insert_all(session, OutboxMessage, rows)
        with self.database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("ANALYZE"))

    def _row(self, one: tuple[int, int, str], kind: str, number: int, due_at: Any) -> dict[str, Any]:
        workspace_id, enrollment_id, slack_id = one
        return {
            "workspace_id": workspace_id,
            "kind": kind,
            "params": {"enrollment_id": enrollment_id},
            "recipient": slack_id,
            "dedup_key": f"{number}",
            "wire_key": f"{number:032}",
            "due_at": due_at,
        }

    def run(self, kind: str, messages: int, replicas: int = REPLICAS, **task: Any) -> Measured:
        """Let that many processes share the messages."""
        task |= {"messages": messages // replicas, "environment": self.environment, "body": self.body}
        task |= {"url": self.environment["SLACK_API_URL"], "places": self.places}
        command = [sys.executable, "-m", "benchmarks.sending", kind]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        processes = [subprocess.Popen(command, text=True, **pipes) for _ in range(replicas)]
        for process in processes:
            process.stdin.write(json.dumps(task) + "\n")
            process.stdin.flush()
        for process in processes:
            assert process.stdout.readline() == "ready\n"
        for process in processes:
            process.stdin.write("go\n")
            process.stdin.flush()
        done = [json.loads(process.stdout.readline()) for process in processes]
        for process in processes:
            process.communicate()
        messages, seconds, cpu = zip(*done, strict=True)
        return Measured(sum(messages), max(seconds), sum(cpu))


@contextmanager
def bench() -> Iterator[Bench]:
    """Everything that is needed, ready; every DM is open."""
    command = [sys.executable, "-m", "benchmarks.crash.slack", str(WORKSPACES), str(PEOPLE), "0", "1"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with databases.opened("postgresql") as place, subprocess.Popen(command, text=True, **pipes) as slack:
        told = json.loads(slack.stdout.readline())
        key = Fernet.generate_key().decode()
        keyring.use([key])
        migrate.upgrade(place.url)
        database = connect(place.url)
        work.fill(database, told["companies"], 0, system_time())
        environment = {
            "SLACK_BOT_TOKEN": told["companies"][0]["token"],
            "SLACK_SIGNING_SECRET": told["signing_secret"],
            "PORT": "1",
            "ENCRYPTION_KEY": key,
            "DATABASE_URL": place.url,
            "SLACK_API_URL": f"{told['url']}/api/",
            "LOG_LEVEL": "WARNING",
        }
        places = _open_all(database, environment["SLACK_API_URL"])
        one = Bench(database, environment, {}, places, _joined(database))
        one.fill(1)
        one.run("bot", 1, replicas=1)
        one.body = _last_body(told)
        yield one
        database.engine.dispose()
        slack.stdin.close()


def _open_all(database: Database, url: str) -> list[tuple[str, str]]:
    """A token and a channel for everybody; the bot knows the channel, too."""
    places: list[tuple[str, str]] = []
    with database.transaction() as session:
        people = select(Member, Workspace).join(Workspace, Workspace.id == Member.workspace_id).order_by(Member.id)
        for member, workspace in session.execute(people):
            client = WebClient(workspace.bot_token, base_url=url)
            member.dm_channel = str(client.conversations_open(users=member.slack_id)["channel"]["id"])
            places.append((workspace.bot_token, member.dm_channel))
    return places


def _joined(database: Database) -> list[tuple[int, int, str]]:
    with database.reading() as session:
        found = select(Member.workspace_id, Enrollment.id, Member.slack_id).join(
            Enrollment, Enrollment.member_id == Member.id
        )
        return [(workspace, enrollment, who) for workspace, enrollment, who in session.execute(found)]


def _last_body(told: dict[str, Any]) -> dict[str, Any]:
    """What the bot sends, for the other side to send the same."""
    slack = Slack(told["url"])
    args = [call["args"] for call in slack.calls if call["method"] == "chat.postMessage"][-1]
    slack.close()
    return {name: args[name] for name in ("text", "blocks", "metadata", "unfurl_links", "unfurl_media")}


def compare(one: Bench, messages: int, runs: int) -> dict[str, tuple[float, float]]:
    """The rate and the processor time a message, as shares of the raw client's; medians of the runs.

    "bare" is the sender with a message that reads nothing, "bot" with a welcome, which reads five times.
    """
    shares = {"bare": list[tuple[float, float]](), "bot": list[tuple[float, float]]()}
    for _ in range(runs):
        raw = one.run("raw", messages)
        print(f"raw:  {raw}")
        print(f"kept: {one.run('kept', messages)}")
        for kind, found in shares.items():
            one.fill(messages, kind={"bare": "Bare", "bot": Joined.__name__}[kind])
            measured = one.run(kind, messages)
            print(f"{kind}: {measured}")
            found.append((measured.rate / raw.rate, measured.cost / raw.cost))
    return {
        kind: (median(rate for rate, _ in all_), median(cost for _, cost in all_)) for kind, all_ in shares.items()
    }


def growth(one: Bench, most: int) -> float:
    """The cost of a message with `most` waiting, as a multiple of that with 1,000 waiting."""
    costs: list[float] = []
    for rows in (1_000, most):
        one.fill(rows)
        measured = one.run("bot", 400, replicas=1)
        print(f"{rows} rows: {measured}")
        costs.append(measured.cost)
    return costs[1] / costs[0]


def pace(one: Bench, seconds: int) -> tuple[float, int]:
    """What one workspace gets, as a share of what it may get, and how often Slack refused it with a 429."""
    one.fill(10 * seconds, workspaces=1)
    slack = Slack(one.environment["SLACK_API_URL"].removesuffix("/api/"))
    slack.configure(limits=True)
    measured = one.run("paced", 0, seconds=seconds)
    refused = sum(call["error"] == "ratelimited" for call in slack.calls)
    slack.close()
    allowed = seconds * POSTS_A_SECOND
    print(f"paced: {measured.messages} in {seconds} s, {allowed:.0f} allowed, {refused} refused with a 429")
    return measured.messages / allowed, refused


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.sender", description=__doc__)
    parser.add_argument("--messages", type=int, default=8_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--seconds", type=int, default=30, help="of the paced measurement")
    parser.add_argument("--paced", action="store_true", help="measure only this")
    parser.add_argument("--check", action="store_true", help="end with 1 where a target is missed")
    options = parser.parse_args(arguments)
    shares, grown = dict[str, tuple[float, float]](), 0.0
    with bench() as one:
        if not options.paced:
            shares, grown = compare(one, options.messages, options.runs), growth(one, options.rows)
        paced, refused = pace(one, options.seconds)
    for kind, (rate, cost) in shares.items():
        print(f"{kind}: rate {rate:.2f} (at least {LEAST_RATE}), processor {cost:.2f} times (at most {MOST_CPU})")
    if grown:
        print(f"with {options.rows} rows {grown:.2f} times the cost (flat: at most {MOST_GROWTH})")
    print(f"paced {paced:.2f} of what is allowed (at least {LEAST_PACED}), {refused} refused with a 429 (none)")
    good = all(rate >= LEAST_RATE and cost <= MOST_CPU for rate, cost in shares.values())
    good = good and grown <= MOST_GROWTH and paced >= LEAST_PACED and not refused
    return 0 if good or not options.check else 1


if __name__ == "__main__":
    sys.exit(main())
