"""The report that comes every week, to owners who asked for it, until one click says that it is enough."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot import audit
from bot.features.checkins.periods import WEEK, closes_at
from bot.features.people.service import work_week
from bot.features.programs.service import owned
from bot.features.reports.facts import Counts, FilesFacts, ReportFacts, WeeklyFacts, WeeklySet
from bot.features.reports.messages import WeeklyFilesReady, WeeklyReportReady
from bot.features.reports.service import files_facts, report_facts
from bot.mentions import Channel
from bot.models import Deed, Member, Program, ProgramOwner, WeeklyReport, insert_once
from bot.outbox import queue


def turn_on(session: Session, now: datetime, acting: Member, program_id: int) -> WeeklySet:
    """From the next week that closes on, to the report channel or to who asks; raises NotYours."""
    program = owned(session, acting, program_id)
    keys = {"workspace_id": program.workspace_id, "program_id": program.id, "member_id": acting.id}
    if insert_once(session, WeeklyReport, **keys):
        audit.record(session, now, acting, Deed.WEEKLY_TURNED_ON, program.id)
    return WeeklySet(program.id, program.name, _channel(program))


def turn_off(session: Session, now: datetime, acting: Member, program_id: int) -> WeeklySet:
    """No more of them: in the channel for everybody, else for who says so. Raises NotYours."""
    program = owned(session, acting, program_id)
    wanted = delete(WeeklyReport).where(WeeklyReport.program_id == program.id)
    if program.report_channel is None:
        wanted = wanted.where(WeeklyReport.member_id == acting.id)
    if session.scalars(wanted.returning(WeeklyReport.id)).all():
        audit.record(session, now, acting, Deed.WEEKLY_TURNED_OFF, program.id)
    return WeeklySet(program.id, program.name, _channel(program))


def is_on(session: Session, program: Program, member: Member) -> bool:
    """Whether the member gets it, or reads it in the program's channel."""
    return _is_wanted_by(session, program, member.id)


def plan_weekly(session: Session, now: datetime, program: Program, week: str, counts: Counts) -> None:
    """As a week closes: its report in the working hours of who wants it, unless the next week closes before that.

    Where no pair is active and nobody met there is nothing to tell, and nothing comes.
    """
    stale_at = closes_at(week) + WEEK
    if now >= stale_at or not (counts.pairs or counts.meetings):
        return
    readers = _readers(session, program)
    for reader in readers[:1] if program.report_channel else readers:
        due_at = work_week(reader).next_working(now)
        for message in (
            WeeklyReportReady(program.id, week, reader.id),
            WeeklyFilesReady(program.id, week, reader.id),
        ):
            queue.add(
                session,
                message,
                to=program.report_channel or reader,
                workspace_id=program.workspace_id,
                key=f"{type(message).__name__}:{program.id}:{week}:{reader.id}",
                due_at=due_at,
                expires_at=stale_at,
                caretaker=reader,
            )


def weekly_facts(session: Session, now: datetime, message: WeeklyReportReady) -> WeeklyFacts | None:
    """The report, if it is still wanted."""
    report = _still_wanted(session, now, message)
    return WeeklyFacts(message.program_id, report) if report else None


def weekly_files_facts(session: Session, now: datetime, message: WeeklyFilesReady) -> FilesFacts | None:
    """The same as files."""
    return files_facts(session, now, message) if _still_wanted(session, now, message) else None


def _still_wanted(
    session: Session, now: datetime, message: WeeklyReportReady | WeeklyFilesReady
) -> ReportFacts | None:
    program = session.get(Program, message.program_id)
    if program is None:
        return None
    return report_facts(session, now, message) if _is_wanted_by(session, program, message.member_id) else None


def _is_wanted_by(session: Session, program: Program, member_id: int) -> bool:
    readers = [reader.id for reader in _readers(session, program)]
    return bool(readers) if program.report_channel else member_id in readers


def _readers(session: Session, program: Program) -> Sequence[Member]:
    """Who wants it, and still runs the program."""
    return session.scalars(
        select(Member)
        .join(WeeklyReport, WeeklyReport.member_id == Member.id)
        .join(ProgramOwner, ProgramOwner.member_id == Member.id)
        .where(
            WeeklyReport.program_id == program.id,
            ProgramOwner.program_id == program.id,
            Member.deactivated_at.is_(None),
        )
        .order_by(WeeklyReport.id)
    ).all()


def _channel(program: Program) -> Channel | None:
    return Channel(program.report_channel) if program.report_channel else None
