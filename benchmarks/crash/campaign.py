"""Starts everything, breaks it again and again until all is sent, lets people answer, and counts."""

import json
import os
import random
import resource
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from benchmarks.crash import databases, people, verdict, work
from benchmarks.crash.databases import Place
from benchmarks.crash.process import POINTS, QUICK
from benchmarks.crash.replica import Replica
from bot import migrate
from bot.clock import system_time
from bot.db import Database, connect
from bot.models import OutboxMessage, OutboxState, keyring
from sandbox import SandboxError
from sandbox import Workspace as Slack

PEOPLE = 9  # a workspace: an owner, and four pairs
STOPPED_S = (QUICK.call + QUICK.margin + QUICK.quiet).total_seconds() - 0.5
"""Nearly as long as a process may stand still without harm: what it then sends is looked for only later."""
NOT_REACHED_S = 4.0
"""A point that isn't reached within this is given up for a kill right away."""
UNSETTLED = (OutboxState.PENDING, OutboxState.SENDING, OutboxState.UNKNOWN)


@dataclass(frozen=True)
class Plan:
    """What is asked for on the command line."""

    database: str
    messages: int
    workspaces: int
    faults: float
    kills: int
    seed: int
    naive: bool = False
    patience_s: float = 600
    log: str = os.devnull


@dataclass
class Campaign:
    """One run. `reached`: the points at which a process was killed."""

    plan: Plan
    place: Place
    database: Database
    slack: Slack
    replicas: Sequence[Replica]
    reached: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.random = random.Random(self.plan.seed)
        self.began = time.monotonic()

    def count(self, *states: OutboxState) -> int:
        """How many messages are in these states; the database may be away just now."""
        while True:
            try:
                with self.database.reading() as session:
                    query = select(func.count()).select_from(OutboxMessage).where(OutboxMessage.state.in_(states))
                    return session.scalars(query).one()
            except OperationalError:
                time.sleep(0.2)

    def wait_for(self, share: float) -> None:
        """Until so much of all is sent, or nothing is left to be sent."""
        while self.count(OutboxState.SENT) < share * self.plan.messages and self.count(*UNSETTLED):
            self.pause()

    def tell_slack(self, say: Callable[[], None]) -> None:
        """Its door may be closed just now: that is one of the faults."""
        while True:
            try:
                return say()
            except SandboxError:
                self.pause()

    def pause(self, seconds: float = 0.2) -> None:
        time.sleep(seconds)
        for replica in self.replicas:
            replica.watch()
        if time.monotonic() - self.began > self.plan.patience_s:
            raise SystemExit(f"not done within {self.plan.patience_s:.0f} s: {self.count(*UNSETTLED)} are left")

    def storm(self) -> None:
        """Kills at every named point and at random moments, standstills and restarts, spread over the work."""
        points = [*POINTS, *POINTS] if self.plan.kills >= 2 * len(POINTS) else [*POINTS]
        self.random.shuffle(points)
        kills: list[str | None] = [*points[: self.plan.kills * 7 // 10]]
        kills += [None] * (self.plan.kills - len(kills))
        blows: list[Any] = [("kill", point) for point in kills]
        blows += [("stop", None)] * (self.plan.kills // 5)
        blows += [("restart", None)] * (self.plan.kills // 10 if self.place.server else 0)
        self.random.shuffle(blows)
        for number, (blow, point) in enumerate(blows):
            self.wait_for(0.9 * (number + 0.5) / len(blows))
            replica = self.random.choice(self.replicas)
            if blow == "kill":
                self.kill(replica, point)
            elif blow == "stop":
                self.stop(replica)
            else:
                self.place.restart()

    def kill(self, replica: Replica, point: str | None) -> None:
        if point is None:
            self.pause(self.random.uniform(0, 0.5))
            replica.kill()
            self.reached.append("at random")
            return
        replica.watch()
        replica.die_at(point, self.random.randint(1, 5))
        deadline = time.monotonic() + NOT_REACHED_S
        while not replica.is_dead() and time.monotonic() < deadline and self.count(*UNSETTLED):
            time.sleep(0.05)
        self.reached.append(point if replica.is_dead() else f"not at {point}")
        if not replica.is_dead():
            replica.kill()
        self.pause()

    def stop(self, replica: Replica) -> None:
        replica.kill(signal.SIGSTOP)
        until = time.monotonic() + self.random.uniform(0.5, STOPPED_S)
        while time.monotonic() < until:
            self.pause()
        replica.kill(signal.SIGCONT)

    def settle(self) -> None:
        """Until nothing is on its way or in doubt; then people answer what they were asked, and so on."""
        self.wait_for(2)
        self.tell_slack(self.slack.faults.clear)
        while questions := people.asked(self.database):
            people.answer(self.slack, questions, self.pause)
            self.wait_for(2)


def run(plan: Plan) -> verdict.Verdict:
    """The whole campaign."""
    with ExitStack() as stack:
        place = stack.enter_context(databases.opened(plan.database))
        told = stack.enter_context(_slack(plan))
        key = Fernet.generate_key().decode()
        keyring.use([key])
        migrate.upgrade(place.url)
        database = connect(place.url)
        stack.callback(database.engine.dispose)
        work.fill(database, told["companies"], plan.messages, system_time())
        log = stack.enter_context(Path(plan.log).open("w"))
        ports = [_free_port() for _ in range(place.replicas)]
        options = ["--naive"] if plan.naive else []
        began = time.monotonic()
        replicas = [Replica(_environment(place, told, key, port), options, log) for port in ports]
        stack.callback(lambda: [replica.end() for replica in replicas])
        slack = stack.enter_context(_client(told["url"]))
        campaign = Campaign(plan, place, database, slack, replicas)
        campaign.tell_slack(lambda: slack.configure(request_url=f"http://127.0.0.1:{ports[0]}/slack/events"))
        campaign.storm()
        stormy = time.monotonic() - began
        campaign.settle()
        spent = verdict.Spent(time.monotonic() - began, stormy, _processor(replicas))
        return verdict.reached(database, slack, campaign.reached, sum(one.deaths for one in replicas), spent)


def _processor(replicas: Sequence[Replica]) -> float:
    """Seconds of processor time that all bots had that ever lived, with what they had started; they are ended."""
    for replica in replicas:
        replica.end()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@contextmanager
def _client(url: str) -> Iterator[Slack]:
    slack = Slack(url)
    yield slack
    slack.close()


@contextmanager
def _slack(plan: Plan) -> Iterator[dict[str, Any]]:
    """The sandbox, in a process of its own."""
    arguments = [str(each) for each in (plan.workspaces, PEOPLE, plan.faults, plan.seed)]
    command = [sys.executable, "-m", "benchmarks.crash.slack", *arguments]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin and process.stdout
        yield json.loads(process.stdout.readline())


def _environment(place: Place, told: dict[str, Any], key: str, port: int) -> dict[str, str]:
    return {
        "SLACK_BOT_TOKEN": told["companies"][0]["token"],
        "SLACK_SIGNING_SECRET": told["signing_secret"],
        "PORT": str(port),
        "ENCRYPTION_KEY": key,
        "DATABASE_URL": place.url,
        "SLACK_API_URL": f"{told['url']}/api/",
        "COMMANDS_A_MINUTE": "0",
        "LOG_LEVEL": "WARNING",
    }


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
