"""Reports: an owner asks, and reads what is frozen."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot import audit
from bot.features.checkins.periods import closes_at
from bot.features.enrollment.wishes import supply_and_demand
from bot.features.objectives.standing import standings
from bot.features.programs.service import owned
from bot.features.reports.counts import enrolled_and_paired
from bot.features.reports.facts import (
    AnswerCell,
    AnswerGroup,
    Counts,
    FilesFacts,
    NothingYet,
    PeopleGroup,
    ReportFacts,
    WeekLine,
)
from bot.features.reports.messages import ReportAsked, ReportFileAsked, WeeklyFilesReady, WeeklyReportReady
from bot.features.reports.taught import taught
from bot.features.reports.weeks import unpublished
from bot.models import ClosedWeek, Deed, Member, Program, PublishedAnswers
from bot.outbox import queue
from bot.worktime import iso_week

AboutReport = ReportAsked | ReportFileAsked | WeeklyReportReady | WeeklyFilesReady


def ask(session: Session, now: datetime, acting: Member, program_id: int) -> Program | NothingYet:
    """Send the program's report, as of its last closed week, to its report channel or to who asks.

    Raises NotYours. Where no week is closed yet, nothing is sent.
    """
    program = owned(session, acting, program_id)
    as_of = session.scalar(select(func.max(ClosedWeek.iso_week)).filter_by(program_id=program.id))
    if as_of is None:
        enrolled, pairs = enrolled_and_paired(session, program)
        return NothingYet(program.name, enrolled, pairs, first_at=closes_at(iso_week(program.starts_on)))
    for message in (ReportAsked(program.id, as_of), ReportFileAsked(program.id, as_of)):
        queue.add(
            session,
            message,
            to=program.report_channel or acting,
            workspace_id=program.workspace_id,
            key=f"{type(message).__name__}:{program.id}:{acting.id}:{now.isoformat()}",
            due_at=now,
            caretaker=acting,
        )
    audit.record(session, now, acting, Deed.REPORT_ASKED, program.id)
    return program


def report_facts(session: Session, _now: datetime, message: AboutReport) -> ReportFacts | None:
    """The report as it was when `as_of` had just closed: what came later isn't in it."""
    program = session.get(Program, message.program_id)
    if program is None:
        return None
    rows = session.scalars(
        select(ClosedWeek)
        .where(ClosedWeek.program_id == program.id, ClosedWeek.iso_week <= message.as_of)
        .order_by(ClosedWeek.iso_week)
    ).all()
    published = session.scalars(
        select(PublishedAnswers).where(
            PublishedAnswers.program_id == program.id, PublishedAnswers.published_at <= rows[-1].closed_at
        )
    ).all()
    weeks = [row.iso_week for row in rows]
    pending, withheld = unpublished(weeks, {week for row in published for week in row.weeks}, program.ends_on)
    groups = tuple(_group(row) for row in sorted(published, key=lambda row: row.weeks[-1]))
    return ReportFacts(
        program=program.name,
        as_of=message.as_of,
        weeks=tuple(_line(row) for row in rows),
        groups=groups,
        pending=pending,
        withheld=withheld,
        fewest=_fewest(groups, program.fewest),
        objectives=standings(session, program, message.as_of),
    )


def _fewest(groups: Sequence[AnswerGroup], asked: int) -> int:
    """Of how many people the averages of a report are at least, whatever its owners ask for by now."""
    return min((each.respondents for group in groups for each in (group, *group.cells)), default=asked)


def files_facts(session: Session, now: datetime, message: AboutReport) -> FilesFacts | None:
    """The same report, and the skills of today, never frozen: their picture says of which day they are."""
    report = report_facts(session, now, message)
    if report is None:
        return None
    program = session.get_one(Program, message.program_id)
    skills = supply_and_demand(session, program)
    shown = taught(session, program, closes_at(message.as_of))
    return FilesFacts(report, tuple(skills), skills_on=now.date(), taught=shown)


def _group(row: PublishedAnswers) -> AnswerGroup:
    return AnswerGroup(
        tuple(row.weeks),
        row.respondents,
        row.useful,
        row.voice,
        row.counted,
        cells=tuple(AnswerCell(**cell) for cell in row.cells or ()),
        grouped_by=row.grouped_by,
    )


def _line(row: ClosedWeek) -> WeekLine:
    groups = tuple(PeopleGroup(**group) for group in row.groups or ())
    return WeekLine(row.iso_week, Counts(**row.counts), groups, row.grouped_by)
