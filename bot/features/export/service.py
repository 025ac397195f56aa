"""A program's data for its owner: what owners can read in Slack anyway, and nothing that was told in private.

What isn't in it: anybody's answers, words, meetings, wishes or whom they'd rather not be paired with; what became
of a pair after its round; who said no.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from msgspec.structs import asdict
from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from bot import audit
from bot.features.enrollment.wishes import supply_and_demand
from bot.features.export.facts import ExportFacts
from bot.features.export.messages import ExportAsked
from bot.features.programs.service import owned, owners
from bot.features.reports.messages import ReportAsked
from bot.features.reports.service import report_facts
from bot.models import (
    AuditEntry,
    ClosedWeek,
    Deed,
    Enrollment,
    Member,
    Program,
    Round,
    RoundKind,
    RoundPair,
    RoundState,
)
from bot.models.sealed import opened_or_empty
from bot.outbox import queue

SETTINGS = (
    "name",
    "state",
    "announce_channel",
    "report_channel",
    "starts_on",
    "ends_on",
    "cadence_weeks",
    "level_gap",
    "same_team",
    "overlap_minutes",
    "asks_first",
    "fill_ins",
    "weights",
    "fewest",
    "grouped_by",
)
_MENTOR, _MENTEE = aliased(Member), aliased(Member)
_MENTORS, _MENTEES = aliased(Enrollment), aliased(Enrollment)


def ask(session: Session, now: datetime, acting: Member, program_id: int) -> Program:
    """Send it to who asks, in their own DM; raises NotYours for everybody but an owner."""
    program = owned(session, acting, program_id)
    queue.add(
        session,
        ExportAsked(program.id, acting.id),
        to=acting,
        workspace_id=program.workspace_id,
        key=f"export:{program.id}:{acting.id}:{now.isoformat()}",
        due_at=now,
        caretaker=acting,
    )
    audit.record(session, now, acting, Deed.PROGRAM_EXPORTED, program.id)
    return program


def export_facts(session: Session, now: datetime, message: ExportAsked) -> ExportFacts | None:
    """All of it as it is now, if its reader still runs the program."""
    program = session.get(Program, message.program_id)
    runs = owners(session, program) if program else ()
    if program is None or message.member_id not in {owner.id for owner in runs}:
        return None
    as_of = session.scalar(select(func.max(ClosedWeek.iso_week)).filter_by(program_id=program.id))
    document = {
        "exported_at": now.isoformat(),
        "program": _settings(program)
        | {"aim": opened_or_empty(program, "aim"), "owners": [owner.name for owner in runs]},
        "skills": [asdict(skill) for skill in supply_and_demand(session, program)],
        "rounds": _rounds(session, program),
        "what_owners_did": _log(session, program),
    }
    report = report_facts(session, now, ReportAsked(program.id, as_of)) if as_of else None
    return ExportFacts(program.name, document, report)


def _settings(program: Program) -> dict[str, Any]:
    return {name: getattr(program, name) for name in SETTINGS}


def _rounds(session: Session, program: Program) -> Sequence[Mapping[str, Any]]:
    """The rounds that were approved, each with the pairs that its owners approved."""
    rounds = session.scalars(
        select(Round)
        .filter_by(program_id=program.id, kind=RoundKind.ROUND, state=RoundState.APPROVED)
        .order_by(Round.number)
    ).all()
    pairs = _pairs(session, [each.id for each in rounds])
    return [
        {"number": number, "approved_at": each.decided_at, "score": each.score, "pairs": pairs[each.id]}
        for number, each in enumerate(rounds, 1)
    ]


def _pairs(session: Session, round_ids: Sequence[int]) -> Mapping[int, Sequence[Mapping[str, Any]]]:
    rows = session.execute(
        select(RoundPair.round_id, _MENTOR.name, _MENTEE.name, RoundPair.score)
        .join(_MENTORS, _MENTORS.id == RoundPair.mentor_id)
        .join(_MENTEES, _MENTEES.id == RoundPair.mentee_id)
        .join(_MENTOR, _MENTOR.id == _MENTORS.member_id)
        .join(_MENTEE, _MENTEE.id == _MENTEES.member_id)
        .where(RoundPair.round_id.in_(round_ids), RoundPair.included)
        .order_by(RoundPair.id)
    )
    found: dict[int, list[Mapping[str, Any]]] = defaultdict(list)
    for round_id, mentor, mentee, score in rows:
        found[round_id].append({"mentor": mentor, "mentee": mentee, "score": score})
    return found


def _log(session: Session, program: Program) -> Sequence[Mapping[str, Any]]:
    """Of this program, with the seals; names are those of today."""
    rows = session.execute(
        select(AuditEntry, Member.name)
        .join(Member, Member.id == AuditEntry.actor_id, isouter=True)
        .where(AuditEntry.program_id == program.id)
        .order_by(AuditEntry.number)
    )
    return [
        {
            "number": entry.number,
            "at": entry.at,
            "by": name,
            "did": entry.deed,
            **entry.subjects,
            "seal": entry.seal,
        }
        for entry, name in rows
    ]
