"""Who is neutral for a pairing: nobody who is in it, and nobody in either one's reporting line."""

from sqlalchemy.orm import Session

from bot.errors import UserError
from bot.features.help_requests.facts import Neutral, Part
from bot.features.pairings.couples import Couple
from bot.features.people.lines import ReportingLines
from bot.features.people.service import mention
from bot.features.programs.service import owners
from bot.models import Member, MemberKind, Program


def people(session: Session, both: Couple) -> tuple[Neutral, ...]:
    """Whom either of the two may ask, the program's contact first; raises UserError where there is nobody."""
    lines = ReportingLines.of(session, both.pairing.workspace_id)
    candidates = _candidates(session, both.program)
    found = [Neutral(one.id, mention(one), part) for one, part in candidates if _is_neutral(lines, both, one)]
    if not found:
        raise UserError("help-nobody")
    return tuple(found)


def is_neutral(session: Session, both: Couple, member_id: int) -> bool:
    """Whether this member is here and neutral for the two."""
    lines = ReportingLines.of(session, both.pairing.workspace_id)
    return _is_neutral(lines, both, session.get_one(Member, member_id))


def _is_neutral(lines: ReportingLines, both: Couple, candidate: Member) -> bool:
    pair = {one.id for one in both.members}
    not_neutral = pair.union(*(lines.above(one) for one in pair))
    is_here = candidate.deactivated_at is None and candidate.kind == MemberKind.PERSON
    return is_here and candidate.id not in not_neutral and pair.isdisjoint(lines.above(candidate.id))


def _candidates(session: Session, program: Program) -> list[tuple[Member, Part]]:
    contact = session.get(Member, program.contact_id) if program.contact_id else None
    first = [(contact, Part.CONTACT)] if contact else []
    return [*first, *((one, Part.OWNER) for one in owners(session, program) if one != contact)]
