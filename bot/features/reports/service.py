"""Reports: weeks are closed and frozen as they end; an owner asks, and reads what is frozen."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime, time

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot import audit
from bot.features.checkins.periods import WEEK, closes_at, week_at
from bot.features.enrollment.wishes import supply_and_demand
from bot.features.programs.service import owned
from bot.features.reports.answers import Answers, PulseAnswer, groups_to_publish
from bot.features.reports.counts import count, enrolled_and_paired
from bot.features.reports.facts import AnswerGroup, Asked, Counts, FilesFacts, NothingYet, ReportFacts, WeekLine
from bot.features.reports.messages import ReportAsked, ReportFileAsked
from bot.features.reports.weeks import block_is_over, block_of, next_to_close, unpublished
from bot.mentions import Channel
from bot.models import (
    ClosedWeek,
    Deed,
    Meeting,
    Member,
    Pairing,
    Program,
    ProgramState,
    PublishedAnswers,
    Pulse,
    insert_once,
)
from bot.outbox import queue
from bot.worktime import iso_week, monday_of_week

BATCH = 10
_LAST_CLOSED = (
    select(Program.id, Program.starts_on, Program.ends_on, func.max(ClosedWeek.iso_week))
    .outerjoin(ClosedWeek, ClosedWeek.program_id == Program.id)
    .where((Program.state == ProgramState.OPEN) | (Program.ends_on.is_not(None) & (Program.endings > 0)))
    .group_by(Program.id)
    .order_by(Program.id)
)


def close_weeks(session: Session, now: datetime) -> int:
    """Freeze what is over in every time zone: counts, and the answers that may be published. At most a batch."""
    closed = 0
    for program_id, week in _to_close(session):
        while week and closes_at(week) <= now and closed < BATCH:
            program = session.get_one(Program, program_id)
            _close(session, now, program, week)
            closed += 1
            week = next_to_close(program.starts_on, program.ends_on, week)
    return closed


def next_close(session: Session) -> datetime | None:
    """When the next week closes."""
    return min((closes_at(week) for _, week in _to_close(session) if week), default=None)


def ask(session: Session, now: datetime, acting: Member, program_id: int) -> Asked | NothingYet:
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
    return Asked(Channel(program.report_channel) if program.report_channel else None)


def report_facts(session: Session, _now: datetime, message: ReportAsked | ReportFileAsked) -> ReportFacts | None:
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
    pending, withheld = unpublished(weeks, _weeks_of(published), program.ends_on)
    return ReportFacts(
        program=program.name,
        as_of=message.as_of,
        weeks=tuple(WeekLine(row.iso_week, Counts(**row.counts)) for row in rows),
        groups=tuple(_group(row) for row in sorted(published, key=lambda row: row.weeks[-1])),
        pending=pending,
        withheld=withheld,
    )


def files_facts(session: Session, now: datetime, message: ReportFileAsked) -> FilesFacts | None:
    """The same report, and the skills of today, never frozen: their picture says of which day they are."""
    report = report_facts(session, now, message)
    if report is None:
        return None
    skills = supply_and_demand(session, session.get_one(Program, message.program_id))
    return FilesFacts(report, tuple(skills), skills_on=now.date())


def _to_close(session: Session) -> list[tuple[int, str | None]]:
    """Ids of programs, each with the first of its weeks that isn't closed: the last of one that is over, too."""
    rows = session.execute(_LAST_CLOSED)
    return [(program_id, next_to_close(starts_on, ends_on, last)) for program_id, starts_on, ends_on, last in rows]


def _close(session: Session, now: datetime, program: Program, week: str) -> None:
    """Once a week and program: the key decides, and whoever comes second does nothing."""
    counts = asdict(count(session, program, week))
    keys = {"workspace_id": program.workspace_id, "program_id": program.id}
    if insert_once(session, ClosedWeek, iso_week=week, counts=counts, closed_at=now, **keys) is None:
        return
    for group in _publishable(session, program, week):
        values = {**asdict(group), "weeks": list(group.weeks)}
        insert_once(session, PublishedAnswers, first_week=group.weeks[0], published_at=now, **keys, **values)


def _publishable(session: Session, program: Program, week: str) -> list[AnswerGroup]:
    first = session.scalars(select(func.min(ClosedWeek.iso_week)).filter_by(program_id=program.id)).one()
    block = [each for each in block_of(week, first) if each <= week]
    published = _weeks_of(session.scalars(select(PublishedAnswers).filter_by(program_id=program.id)).all())
    return groups_to_publish(
        week,
        [each for each in block if each != week and each not in published],
        _answers(session, program, block),
        block_is_over=block_is_over(week, first, program.ends_on, as_of=week),
    )


def _answers(session: Session, program: Program, weeks: Sequence[str]) -> Answers:
    """Pulses by the week of their first answer; after that week has closed nobody can change them."""
    begins = datetime.combine(monday_of_week(weeks[0]), time(), UTC)
    ends = datetime.combine(monday_of_week(weeks[-1]) + WEEK, time(), UTC)
    pulses = session.scalars(
        select(Pulse)
        .join(Meeting, Meeting.id == Pulse.meeting_id)
        .join(Pairing, Pairing.id == Meeting.pairing_id)
        .where(Pairing.program_id == program.id, Pulse.answered_at >= begins, Pulse.answered_at < ends)
    )
    found: dict[str, list[PulseAnswer]] = defaultdict(list)
    for pulse in pulses:
        answer = PulseAnswer(pulse.member_id, pulse.useful, pulse.voice, pulse.counted)
        found[week_at(pulse.answered_at)].append(answer)
    return found


def _weeks_of(published: Sequence[PublishedAnswers]) -> set[str]:
    return {week for row in published for week in row.weeks}


def _group(row: PublishedAnswers) -> AnswerGroup:
    return AnswerGroup(tuple(row.weeks), row.respondents, row.useful, row.voice, row.counted)
