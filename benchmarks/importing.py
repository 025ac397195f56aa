"""A list of people is taken over: 20,000 rows by `bot people import`, as a process of its own.

First onto an empty list, where half of the people are known from Slack; then once more with every tenth row
changed. Beside it, what Python's csv module takes to read the same file.
"""

import argparse
import csv
import os
import random
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import func, insert, select

from benchmarks import company
from benchmarks.planning import postgres_url
from benchmarks.reports import BEGAN
from bot.models import ListedPerson, Member

MOST_SECONDS = 20.0
COLUMNS = ("email", "name", "level", "manager_email", "team", "department", "location", "languages")


def write(path: Path, rows: int, changed: int = 0) -> None:
    """So many people in one line of command; every `changed`-th one has moved to another level and place."""
    rng = random.Random(1)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for number in range(rows):
            moved = bool(changed) and number % changed == 0
            manager = f"p{(number - 1) // 8}@example.com" if number else ""
            level = min(10, rng.randint(1, 9) + moved)
            place = "Tokyo" if moved else rng.choice(("Lisbon", "Berlin", "Paris"))
            team, department = f"Team {number // 8}", f"Department {number % 12}"
            writer.writerow(
                [f"p{number}@example.com", f"Person {number}", level, manager, team, department, place, "English"]
            )


def take_over(path: Path, url: str) -> tuple[float, float, str]:
    """By the command: seconds by the clock and of the processor, and the first line that it said."""
    settings = {"DATABASE_URL": url, "ENCRYPTION_KEY": company.KEY}
    command = [sys.executable, "-m", "bot", "people", "import", str(path), "--without-slack"]
    began, worked = time.perf_counter(), _work()
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=os.environ | settings)
    return time.perf_counter() - began, _work() - worked, done.stdout.strip().splitlines()[0]


def _work() -> float:
    """Seconds of processor time of all commands so far."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def read_by_csv(path: Path) -> float:
    began = time.perf_counter()
    with path.open(newline="", encoding="utf-8") as file:
        assert sum(1 for _ in csv.DictReader(file))
    return time.perf_counter() - began


def measure(url: str, rows: int, folder: Path) -> list[float]:
    """Both imports."""
    first, second = folder / "people.csv", folder / "again.csv"
    write(first, rows)
    write(second, rows, changed=10)
    with company.empty(url) as database:
        with database.transaction() as session:
            here = company.founded(session, BEGAN)
            known = [
                {
                    "workspace_id": here.workspace.id,
                    "slack_id": f"U{number:07}",
                    "name": f"Person {number}",
                    "email": f"p{number}@example.com",
                    "refreshed_at": BEGAN,
                }
                for number in range(0, rows, 2)
            ]
            session.execute(insert(Member), known)
        found: list[float] = []
        for name, path in (("first", first), ("again", second)):
            seconds, work, said = take_over(path, url)
            print(f"  {name}: {seconds:.2f} s ({work:.2f} of the processor); {said}", flush=True)
            found.append(seconds)
        with database.reading() as session:
            there = session.scalar(select(func.count()).select_from(ListedPerson))
        assert there == rows, f"{there} people are on the list"
    print(f"  the csv module alone reads the file in {read_by_csv(first):.2f} s")
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what both imports took; with --check, 1 where one is too slow."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.importing", description=__doc__)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--check", action="store_true")
    chosen = parser.parse_args(arguments)
    with ExitStack() as stack:
        url = stack.enter_context(postgres_url() if chosen.database == "postgresql" else company.sqlite_url())
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="benchmark-")))
        first, again = measure(url, chosen.rows, folder)
    print(
        f"{chosen.database}: {chosen.rows} rows imported in {first:.2f} s, again with a tenth changed in "
        f"{again:.2f} s (at most {MOST_SECONDS:g} each)"
    )
    return int(chosen.check and max(first, again) > MOST_SECONDS)


if __name__ == "__main__":
    sys.exit(main())
