"""What a report takes in a large company: a year of weekly hellos, check-ins, meetings and answers.

A fresh process closes the last week (counting, publishing, freezing), then makes the report as it is sent: the
message, the CSV, the spreadsheet and both pictures. The same with a quarter of everything says whether it grows
in line with the data.
"""

import argparse
import json
import os
import re
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import String, cast, insert, literal, select
from sqlalchemy.orm import Session

from benchmarks import company
from benchmarks.planning import postgres_url
from bot.db import Database, connect
from bot.features.checkins.periods import closes_at
from bot.features.reports import closing_weeks, service
from bot.features.reports.messages import ReportAsked, ReportFileAsked
from bot.features.reports.views.files import report_files
from bot.features.reports.views.report import report
from bot.models import (
    CheckIn,
    ClosedWeek,
    Enrollment,
    EnrollmentSkill,
    GroupBy,
    Meeting,
    MeetingHow,
    MeetingSkill,
    MeetingState,
    Member,
    Nudge,
    OutboxMessage,
    OutboxState,
    Pairing,
    Program,
    Pulse,
    Side,
    Skill,
    keyring,
)
from bot.models.types import UtcDateTime
from bot.outbox.posting import content_of
from bot.text import Translator
from bot.worktime import iso_week

WEEKS = 52
PEOPLE_A_PAIR = 4
"""Two of them are in it."""
BEGAN = datetime(2027, 1, 4, 9, tzinfo=UTC)
# What an owner waits for: the week was closed on its Monday, by the planner.
MOST_SECONDS, MOST_MEGABYTES, MOST_GROWTH = 3.0, 300, 1.3
PROCESSES = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)


@dataclass(frozen=True)
class Measured:
    """Of one report, in a process of its own: seconds by the clock and (`work`) of the processor, and memory.

    `pictures`: memory of the process that draws; its time is in the others.
    """

    closing: float
    closing_work: float
    making: float
    work: float
    megabytes: float
    pictures: float
    bytes: int

    @property
    def seconds(self) -> float:
        return self.closing + self.making


def a_year(session: Session, here: company.Company, pairs: int) -> None:
    """What so many pairs do in a year; the last week isn't closed yet."""
    here.program.starts_on, here.program.cadence_weeks = BEGAN.date(), 4
    here.program.grouped_by = GroupBy.TEAM
    company.pair(session, here, pairs)
    idle = (PEOPLE_A_PAIR - 2) * pairs
    rows = [
        {"workspace_id": here.workspace.id, "slack_id": f"V{n:07}", "name": f"Idle {n}", "refreshed_at": BEGAN}
        for n in range(idle)
    ]
    session.execute(insert(Member), rows)
    for team in range(40):
        session.execute(Member.__table__.update().where(Member.id % 40 == team).values(team=f"Team {team}"))
    session.execute(Pairing.__table__.update().values(introduced_at=BEGAN))
    session.execute(Enrollment.__table__.update().values(joined_at=BEGAN))
    _hellos(session)
    _meetings(session, here)


def _hellos(session: Session) -> None:
    """Everybody in a pair is greeted every week, and answers."""
    seats = (Pairing.mentor_id, Pairing.mentee_id)
    for number in range(WEEKS):
        at = BEGAN + timedelta(weeks=number, days=1)
        week = literal(iso_week(at.date()))
        when = literal(at, UtcDateTime())
        paired = select(Enrollment.workspace_id, Enrollment.member_id, week, literal("check_in"), when)
        columns = ["workspace_id", "member_id", "iso_week", "kind", "due_at"]
        session.execute(insert(Nudge).from_select(columns, paired))
        sent = select(
            Nudge.workspace_id,
            literal("NudgeDue"),
            cast(Nudge.member_id, String),
            literal(False),
            literal("nudge:") + cast(Nudge.id, String),
            literal("wire:") + cast(Nudge.id, String),
            literal(OutboxState.SENT.value),
            when,
            literal(1),
            literal(True),
        ).where(Nudge.iso_week == iso_week(at.date()))
        columns = ["workspace_id", "kind", "recipient", "unasked", "dedup_key", "wire_key"]
        columns += ["state", "due_at", "attempts", "traceable"]
        session.execute(insert(OutboxMessage).from_select(columns, sent))
        for seat in seats:
            said = select(Pairing.workspace_id, Pairing.id, Enrollment.member_id, week, literal("not_yet"), when)
            columns = ["workspace_id", "pairing_id", "member_id", "iso_week", "answer", "answered_at"]
            session.execute(insert(CheckIn).from_select(columns, said.join(Enrollment, Enrollment.id == seat)))


def _meetings(session: Session, here: company.Company) -> None:
    """Each pair meets every fourth week, about one of many skills, and both say how it was."""
    scope = {"workspace_id": here.workspace.id}
    skills = session.scalars(select(Skill.id).order_by(Skill.id)).all()
    pairs = session.execute(select(Pairing.id, Pairing.mentor_id, Pairing.mentee_id).order_by(Pairing.id)).all()
    members = dict(session.execute(select(Enrollment.id, Enrollment.member_id)).all())
    meetings: list[dict[str, Any]] = []
    for number in range(WEEKS):
        for pairing_id, mentor_id, _ in pairs[number % 4 :: 4]:
            at = BEGAN + timedelta(weeks=number, days=2)
            meetings.append(
                {
                    **scope,
                    "pairing_id": pairing_id,
                    "logged_by_id": members[mentor_id],
                    "held_on": at.date(),
                    "minutes": 45,
                    "how": MeetingHow.CALL,
                    "state": MeetingState.CONFIRMED if pairing_id % 2 else MeetingState.LOGGED,
                    "logged_at": at,
                    "settled_at": at if pairing_id % 2 else None,
                }
            )
    session.execute(insert(Meeting), meetings)
    held = session.execute(select(Meeting.id, Meeting.pairing_id, Meeting.logged_at)).all()
    about = [{**scope, "meeting_id": each, "skill_id": skills[pair % len(skills)]} for each, pair, _ in held]
    session.execute(insert(MeetingSkill), about)
    seats = {pairing_id: (members[mentor], members[mentee]) for pairing_id, mentor, mentee in pairs}
    pulses = [
        {
            **scope,
            "meeting_id": meeting_id,
            "member_id": member_id,
            "useful": 3 + member_id % 3,
            "voice": 2 + member_id % 4,
            "counted": 4,
            "answered_at": at,
            "promised": 5,
        }
        for meeting_id, pairing_id, at in held
        for member_id in seats[pairing_id]
    ]
    session.execute(insert(Pulse), pulses)
    wished = [
        {**scope, "enrollment_id": each, "skill_id": skills[each % len(skills)], "side": side, "rank": 1}
        for each in members
        for side in Side
    ]
    session.execute(insert(EnrollmentSkill), wished)


def make(url: str) -> Measured:
    """In this process: the last week is closed, and its report made."""
    keyring.use([company.KEY])
    database = connect(url)
    last = iso_week(date.fromordinal(BEGAN.date().toordinal() + 7 * (WEEKS - 1)))
    now = closes_at(last)
    t = Translator()
    began, worked = time.perf_counter(), _work()
    with database.transaction() as session:
        closed = closing_weeks.close_weeks(session, now)
    closing, closing_work = time.perf_counter() - began, _work() - worked
    assert closed == 1, f"{closed} weeks were closed instead of the last one"
    made = _made(database, t, now, last)
    making = time.perf_counter() - began - closing
    drawing = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return Measured(closing, closing_work, making, _work() - worked, _most_megabytes(), drawing, made)


def _most_megabytes() -> float:
    """Of this process alone: what getrusage tells began with the one that started it."""
    peak = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    assert peak
    return int(peak[1]) / 1024


def _work() -> float:
    """Seconds of processor time so far, of this process and of those that drew for it."""
    used = [resource.getrusage(who) for who in PROCESSES]
    return sum(each.ru_utime + each.ru_stime for each in used)


def _made(database: Database, t: Translator, now: datetime, week: str) -> int:
    """The report as it is sent, its files made side by side as the sender does; its bytes."""
    with database.reading() as session:
        program_id = session.scalars(select(Program.id)).one()
        facts = service.report_facts(session, now, ReportAsked(program_id, week))
        files = service.files_facts(session, now, ReportFileAsked(program_id, week))
    assert facts and files and len(facts.weeks) == WEEKS and facts.groups
    message = json.dumps(report(t, facts).body())
    with ThreadPoolExecutor() as drawing:
        contents = list(drawing.map(content_of, report_files(t, files).files))
    assert all(contents), "a picture wasn't drawn"
    return len(message) + sum(len(content or b"") for content in contents)


def measure(url: str, pairs: int) -> Measured:
    """Build the company, close all weeks but the last, and make the report in a fresh process."""
    with company.empty(url) as database:
        with database.transaction() as session:
            here = company.founded(session, BEGAN)
            a_year(session, here, pairs)
        _settle(database)
        print(f"  {pairs} pairs: the year is written, {_rows(database)} rows", flush=True)
        before_last = closes_at(iso_week(date.fromordinal(BEGAN.date().toordinal() + 7 * (WEEKS - 2))))
        done = 1
        while done:
            with database.transaction() as session:
                done = closing_weeks.close_weeks(session, before_last)
        _settle(database)
        command = [sys.executable, "-m", "benchmarks.reports", "--make", url]
        answer = subprocess.run(command, check=True, capture_output=True, text=True, env=os.environ.copy())
        return Measured(**json.loads(answer.stdout))


def _settle(database: Database) -> None:
    """As after a night in production: the planner of queries knows the tables."""
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")


def _rows(database: Database) -> int:
    tables = (Member, Enrollment, Pairing, Nudge, OutboxMessage, CheckIn, Meeting, MeetingSkill, Pulse, ClosedWeek)
    with database.reading() as session:
        return sum(session.query(table).count() for table in tables)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what a report took; with --check, 1 where it is too much."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reports", description=__doc__)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--pairs", type=int, default=5_000)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--make", metavar="URL", help=argparse.SUPPRESS)
    chosen = parser.parse_args(arguments)
    if chosen.make:
        print(json.dumps(make(chosen.make).__dict__))
        return 0
    found: list[Measured] = []
    for pairs in (chosen.pairs // 4, chosen.pairs):
        with ExitStack() as stack:
            url = stack.enter_context(postgres_url() if chosen.database == "postgresql" else company.sqlite_url())
            found.append(measure(url, pairs))
        one = found[-1]
        print(
            f"  {PEOPLE_A_PAIR * pairs} people, {pairs} pairs, {WEEKS} weeks: closing the week {one.closing:.2f} s "
            f"({one.closing_work:.2f} of the processor), all {one.seconds:.2f} s ({one.work:.2f}); "
            f"{one.megabytes:.0f} MB, drawing {one.pictures:.0f} MB"
        )
    few, many = found
    growth = many.closing_work / (4 * few.closing_work)
    megabytes = max(many.megabytes, many.pictures)
    size = f"{PEOPLE_A_PAIR * chosen.pairs} people, {chosen.pairs} pairs"
    print(
        f"{chosen.database}: {size}: the report {many.making:.2f} s (at most {MOST_SECONDS:g}), before it the "
        f"week's closing {many.closing:.2f} s, {megabytes:.0f} MB (at most {MOST_MEGABYTES}), closing {growth:.2f} "
        f"times as long a pair as a quarter of it (at most {MOST_GROWTH:g})"
    )
    missed = many.making > MOST_SECONDS or megabytes > MOST_MEGABYTES or growth > MOST_GROWTH
    return int(chosen.check and missed)


if __name__ == "__main__":
    sys.exit(main())
