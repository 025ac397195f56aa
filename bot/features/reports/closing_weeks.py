"""Weeks are closed and frozen as they end: their counts, and the answers that may be published."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime, time
from random import Random, SystemRandom

from msgspec import to_builtins
from msgspec.structs import asdict
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.features.checkins.periods import WEEK, closes_at, week_at
from bot.features.reports.answers import Answers, PulseAnswer, groups_to_publish
from bot.features.reports.counts import Introduced, count, introduced
from bot.features.reports.facts import AnswerGroup, PeopleGroup
from bot.features.reports.groups import group_of_each, people_groups
from bot.features.reports.meetings import in_period, met
from bot.features.reports.span import Span
from bot.features.reports.weekly import plan_weekly
from bot.features.reports.weeks import block_is_over, block_of, next_to_close
from bot.models import (
    ClosedWeek,
    GroupBy,
    Meeting,
    Pairing,
    Program,
    ProgramState,
    PublishedAnswers,
    Pulse,
    insert_once,
)
from bot.worktime import monday_of_week

BATCH = 10
CHANCE = SystemRandom()
"""Nobody may know or repeat it: it is what stands between a published average and the answers behind it."""
_LAST_CLOSED = (
    select(Program.id, Program.starts_on, Program.ends_on, func.max(ClosedWeek.iso_week))
    .outerjoin(ClosedWeek, ClosedWeek.program_id == Program.id)
    .where((Program.state == ProgramState.OPEN) | (Program.ends_on.is_not(None) & (Program.endings > 0)))
    .group_by(Program.id)
    .order_by(Program.id)
)


def close_weeks(session: Session, now: datetime, chance: Random = CHANCE) -> int:
    """Freeze what is over in every time zone. At most a batch."""
    closed = 0
    for program_id, week in _to_close(session):
        while week and closes_at(week) <= now and closed < BATCH:
            program = session.get_one(Program, program_id)
            _close(session, now, program, week, chance)
            closed += 1
            week = next_to_close(program.starts_on, program.ends_on, week)
    return closed


def next_close(session: Session) -> datetime | None:
    """When the next week closes."""
    return min((closes_at(week) for _, week in _to_close(session) if week), default=None)


def _to_close(session: Session) -> list[tuple[int, str | None]]:
    """Ids of programs, each with the first of its weeks that isn't closed: the last of one that is over, too."""
    rows = session.execute(_LAST_CLOSED)
    return [(program_id, next_to_close(starts_on, ends_on, last)) for program_id, starts_on, ends_on, last in rows]


def _close(session: Session, now: datetime, program: Program, week: str, chance: Random) -> None:
    """Once a week and program: the key decides, and whoever comes second does nothing."""
    span = Span.of(program, week)
    pairs = introduced(session, program, span.over_at)
    keys = {"workspace_id": program.workspace_id, "program_id": program.id}
    counts = count(session, program, week, pairs)
    values = {
        "counts": asdict(counts),
        "groups": [asdict(group) for group in _people(session, program, span, pairs)],
        "grouped_by": program.grouped_by,
    }
    if insert_once(session, ClosedWeek, iso_week=week, closed_at=now, **values, **keys) is None:
        return
    for group in _publishable(session, program, week, chance):
        values = {**to_builtins(group), "weeks": list(group.weeks), "grouped_by": program.grouped_by}
        insert_once(session, PublishedAnswers, first_week=group.weeks[0], published_at=now, **keys, **values)
    plan_weekly(session, now, program, week, counts)


def _people(session: Session, program: Program, span: Span, pairs: Sequence[Introduced]) -> Sequence[PeopleGroup]:
    if program.grouped_by == GroupBy.NOTHING:
        return ()
    active = [pair for pair in pairs if pair.is_active(span.until)]
    who_met = met(session, program, in_period(span), span.closed_at)
    in_pairs = {member for pair in active for member in pair.members}
    in_met = {member for pair in active if pair.id in who_met for member in pair.members}
    return people_groups(session, program, in_pairs, in_met)


def _publishable(session: Session, program: Program, week: str, chance: Random) -> list[AnswerGroup]:
    first = session.scalars(select(func.min(ClosedWeek.iso_week)).filter_by(program_id=program.id)).one()
    block = [each for each in block_of(week, first) if each <= week]
    rows = session.scalars(select(PublishedAnswers.weeks).filter_by(program_id=program.id))
    published = {each for weeks in rows for each in weeks}
    return groups_to_publish(
        week,
        [each for each in block if each != week and each not in published],
        _answers(session, program, block),
        program.fewest,
        chance,
        block_is_over=block_is_over(week, first, program.ends_on, as_of=week),
    )


def _answers(session: Session, program: Program, weeks: Sequence[str]) -> Answers:
    """Pulses by the week of their first answer; after that week has closed nobody can change them."""
    begins = datetime.combine(monday_of_week(weeks[0]), time(), UTC)
    ends = datetime.combine(monday_of_week(weeks[-1]) + WEEK, time(), UTC)
    pulses = session.execute(
        select(Pulse.member_id, Pulse.useful, Pulse.voice, Pulse.counted, Pulse.promised, Pulse.answered_at)
        .join(Meeting, Meeting.id == Pulse.meeting_id)
        .join(Pairing, Pairing.id == Meeting.pairing_id)
        .where(Pairing.program_id == program.id, Pulse.answered_at >= begins, Pulse.answered_at < ends)
    )
    groups = group_of_each(session, program)
    found: dict[str, list[PulseAnswer]] = defaultdict(list)
    for member_id, useful, voice, counted, promised, answered_at in pulses:
        answer = PulseAnswer(member_id, useful, voice, counted, promised, groups.get(member_id))
        found[week_at(answered_at)].append(answer)
    return found
