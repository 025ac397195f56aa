"""Starting: a bot that is ready to serve, against importing what it is built on; and the memory of an idle one."""

import argparse
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence

from benchmarks import company
from bot.clock import system_time

MOST_TIME, MOST_MB = 2.0, 120.0
BARE = "import slack_bolt, sqlalchemy"
READY = """
import os
from bot import app
from bot.config import Config
bot = app.create(Config.from_env(os.environ))
"""
IDLE = (
    READY
    + """
for tick in bot.ticks:
    tick.run_once()
with open("/proc/self/status") as status:
    print(next(line.split()[1] for line in status if line.startswith("VmRSS")))
"""
)


def seconds(code: str, env: dict[str, str]) -> float:
    """How long a new process takes for this."""
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True, env=env)
    return time.perf_counter() - began


def idle_mb(env: dict[str, str]) -> float:
    """Resident memory once every tick has run and found nothing to do."""
    printed = subprocess.run([sys.executable, "-c", IDLE], check=True, env=env, stdout=subprocess.PIPE, text=True)
    return int(printed.stdout) / 1024


def main(arguments: Sequence[str] | None = None) -> int:
    """Print both; with --check, 1 where a target is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.startup", description=__doc__)
    parser.add_argument("--runs", type=int, default=11, help="processes of each, by turns")
    parser.add_argument("--check", action="store_true", help="fail where a target is missed")
    chosen = parser.parse_args(arguments)
    with company.sqlite_url() as url:
        with company.empty(url) as database, database.transaction() as session:
            company.founded(session, system_time())
        env = dict(os.environ) | company.settings(url)
        env.pop("PYTHONDONTWRITEBYTECODE", None)  # installed code has its bytecode beside it
        for code in (BARE, READY):
            seconds(code, env)  # fills the caches of bytecode and disk
        runs = [(seconds(BARE, env), seconds(READY, env)) for _ in range(chosen.runs)]
        memory = idle_mb(env)
    bare, ready = (statistics.median(times) for times in zip(*runs, strict=True))
    ratios = sorted(one / other for other, one in runs)
    print(
        f"importing Bolt and SQLAlchemy {bare:.2f} s, a bot ready to serve {ready:.2f} s (medians of {len(runs)})"
    )
    print(
        f"{ready / bare:.2f} times as long; run by run {ratios[0]:.2f} to {ratios[-1]:.2f}; idle: {memory:.0f} MB"
    )
    return 1 if chosen.check and (ready / bare > MOST_TIME or memory > MOST_MB) else 0


if __name__ == "__main__":
    sys.exit(main())
