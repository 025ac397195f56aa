"""What was done in a program, and to all of them, for its owners to read."""

from collections.abc import Mapping, Sequence

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from bot import audit
from bot.features.audit.facts import EntryFacts, LogPage
from bot.features.people.service import mention
from bot.features.programs.service import owned
from bot.mentions import Mention
from bot.models import AuditEntry, Member, Round, RoundKind, Skill

A_PAGE = 20


def log_page(session: Session, acting: Member, program_id: int, page: int) -> LogPage:
    """A page of what owners did here, the newest first; raises NotYours for everybody but an owner."""
    program = owned(session, acting, program_id)
    here = (
        AuditEntry.workspace_id == program.workspace_id,
        or_(AuditEntry.program_id == program.id, AuditEntry.program_id.is_(None)),
    )
    count = session.scalar(select(func.count(AuditEntry.id)).where(*here)) or 0
    pages = max(-(-count // A_PAGE), 1)
    page = min(max(page, 0), pages - 1)
    newest = select(AuditEntry).where(*here).order_by(AuditEntry.number.desc())
    entries = session.scalars(newest.offset(page * A_PAGE).limit(A_PAGE)).all()
    checked = audit.check(session, program.workspace_id)
    return LogPage(
        program.id,
        program.name,
        page,
        pages,
        _told(session, program.id, entries),
        checked.seal,
        checked.broken_at,
    )


def _told(session: Session, program_id: int, entries: Sequence[AuditEntry]) -> tuple[EntryFacts, ...]:
    people, rounds, skills = _people(session, entries), _rounds(session, program_id), _skills(session, entries)
    return tuple(
        EntryFacts(
            entry.number,
            entry.at,
            people[entry.actor_id] if entry.actor_id else None,
            entry.deed,
            rounds.get(entry.subjects.get("round", 0)),
            skills.get(entry.subjects.get("skill", 0)),
            skills.get(entry.subjects.get("into", 0)),
        )
        for entry in entries
    )


def _people(session: Session, entries: Sequence[AuditEntry]) -> Mapping[int, Mention]:
    members = select(Member).where(Member.id.in_({entry.actor_id for entry in entries}))
    return {member.id: mention(member) for member in session.scalars(members)}


def _rounds(session: Session, program_id: int) -> Mapping[int, int]:
    """By id, the number that owners count: of their rounds, without the fill-ins between them."""
    ids = select(Round.id).filter_by(program_id=program_id, kind=RoundKind.ROUND).order_by(Round.number)
    return {round_id: number for number, round_id in enumerate(session.scalars(ids), 1)}


def _skills(session: Session, entries: Sequence[AuditEntry]) -> Mapping[int, str]:
    ids = {entry.subjects[name] for entry in entries for name in ("skill", "into") if name in entry.subjects}
    return dict(session.execute(select(Skill.id, Skill.name).where(Skill.id.in_(ids))).all())
