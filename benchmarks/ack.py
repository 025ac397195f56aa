"""Acks over HTTP, the bot against Bolt that acks a constant: requests a second and how long each waits.

Beside them "durable": Bolt that inserts and commits one row before it acks a constant. Nothing that keeps what it
acks can be much faster.
"""

import argparse
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field

from sqlalchemy import select

from benchmarks import company, payloads
from benchmarks.load import Slice, serving
from bot.clock import system_time
from bot.models import Skill

LEAST_RATE, MOST_P99 = 0.6, 2.5
SLICE = 80  # requests: short, so that noise hits both
NAMES = ("/reverse-mentor", "join submission")


@dataclass
class Measured:
    """All slices of one server and one kind of payload."""

    slices: list[Slice] = field(default_factory=list[Slice])

    @property
    def rate(self) -> float:
        return sum(len(one.waits) for one in self.slices) / sum(one.seconds for one in self.slices)

    @property
    def cpu(self) -> float:
        """Milliseconds of processor time a request: what is left of the difference where the machine is busy."""
        return sum(one.cpu for one in self.slices) / sum(len(one.waits) for one in self.slices) * 1e3

    def percentile(self, percent: int) -> float:
        """In milliseconds."""
        waits = sorted(wait for one in self.slices for wait in one.waits)
        return waits[min(len(waits) * percent // 100, len(waits) - 1)] * 1e3

    def __str__(self) -> str:
        waits = f"p50 {self.percentile(50):5.1f} p99 {self.percentile(99):5.1f} ms"
        return f"{self.rate:5.0f}/s, {waits}, processor {self.cpu:.2f} ms"


@dataclass(frozen=True)
class Compared:
    """The bot against bare Bolt."""

    bare: Measured = field(default_factory=Measured)
    durable: Measured = field(default_factory=Measured)
    bot: Measured = field(default_factory=Measured)

    @property
    def rate(self) -> float:
        return self.bot.rate / self.bare.rate

    @property
    def p99(self) -> float:
        return self.bot.percentile(99) / self.bare.percentile(99)

    @property
    def reachable(self) -> float:
        """What one row that is inserted and committed leaves of bare Bolt's rate."""
        return self.durable.rate / self.bare.rate

    @property
    def is_good(self) -> bool:
        return self.rate >= LEAST_RATE and self.p99 <= MOST_P99


def run_once(slices: int) -> dict[str, Compared]:
    """A new company and two new servers; slices of both kinds by turns, the first of each to warm up."""
    compared = {name: Compared() for name in NAMES}
    with ExitStack() as stack:
        url = stack.enter_context(company.sqlite_url())
        people, form = open_company(url, (slices + 1) * SLICE)
        bare, durable = stack.enter_context(serving("bare")), stack.enter_context(serving("durable"))
        bot = stack.enter_context(serving("bot", url))
        for number in range(slices + 1):
            users = people[number * SLICE : (number + 1) * SLICE]
            for name, measured in compared.items():
                for server, of in (
                    (bare, measured.bare),
                    (durable, measured.durable),
                    (bot, measured.bot),
                ):
                    requests = [
                        payloads.command(user) if name == NAMES[0] else payloads.join(user, form) for user in users
                    ]
                    answered = server.drive(requests)
                    of.slices.extend([answered] if number else [])
    return compared


def open_company(url: str, people: int) -> tuple[Sequence[str], payloads.Form]:
    """The Slack ids of so many members who haven't joined yet, and what they'll say when they do."""
    with company.empty(url) as database, database.transaction() as session:
        founded = company.founded(session, system_time())
        users = [slack_id for _, slack_id in company.hire(session, founded, people, system_time())]
        some = session.scalars(select(Skill.id).order_by(Skill.id).limit(4)).all()
        return users, payloads.Form(founded.program.id, some[:2], some[2:])


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what each run measured; with --check, 1 where a run misses a target."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.ack", description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--slices", type=int, default=20, help=f"of {SLICE} requests, for each server and payload")
    parser.add_argument("--check", action="store_true", help="fail where a target is missed")
    chosen = parser.parse_args(arguments)
    good = True
    for run in range(1, chosen.runs + 1):
        for name, one in run_once(chosen.slices).items():
            ratios = f"{one.rate:.2f} of its requests a second, p99 {one.p99:.1f} times"
            print(f"run {run} {name}\n  bare    {one.bare}\n  durable {one.durable} ({one.reachable:.2f})")
            print(f"  bot     {one.bot}\n  {ratios}", flush=True)
            good = good and one.is_good
    return 0 if good or not chosen.check else 1


if __name__ == "__main__":
    sys.exit(main())
