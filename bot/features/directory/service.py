"""Changes of the organization: its list of people is taken over, and owners hear of pairs in one reporting line."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

import roster
from bot import audit
from bot.features.directory.facts import LineFacts
from bot.features.directory.messages import PairInOneLine
from bot.features.pairings.couples import Couple, couple, couples_of_workspace
from bot.features.pairings.endings import gone
from bot.features.people import listing
from bot.features.people.lines import ReportingLines
from bot.features.people.service import mention, work_week
from bot.features.programs.service import owners
from bot.models import LIVE, Deed, EndReason, Member, MemberKind, Pairing, ProgramState
from bot.outbox import queue


def take_over(
    session: Session,
    now: datetime,
    workspace_id: int,
    people: Sequence[roster.Person],
    whole: bool,
    acting: Member | None = None,
) -> listing.Outcome:
    """Bring the organization's list up to these people; `whole`: who isn't among them leaves it. Enrolls nobody.

    Without `acting` it is done at the command line, by who runs the bot.
    """
    outcome = listing.take_over(session, workspace_id, people, whole)
    tell_of_lines(session, now, workspace_id)
    audit.append(session, now, workspace_id, acting, Deed.PEOPLE_IMPORTED)
    return outcome


def tell_of_lines(session: Session, now: datetime, workspace_id: int) -> None:
    """Owners hear, once, of each pair that has come into one reporting line. Nothing else happens to it."""
    lines = ReportingLines.of(session, workspace_id)
    for both in couples_of_workspace(session, workspace_id, *LIVE):
        if both.program.state == ProgramState.OPEN and _is_in_one(lines, both):
            _tell_owners(session, now, both)


def in_one_line_facts(session: Session, _now: datetime, message: PairInOneLine) -> LineFacts | None:
    """Who they are, if they still swap, still stand in one line, and their reader still runs the program."""
    pairing, reader = session.get(Pairing, message.pairing_id), session.get_one(Member, message.owner_id)
    if pairing is None or pairing.state not in LIVE or reader.deactivated_at:
        return None
    both = couple(session, pairing.workspace_id, pairing.id)
    if reader not in owners(session, both.program):
        return None
    if not _is_in_one(ReportingLines.of(session, pairing.workspace_id), both):
        return None
    return LineFacts(both.program.name, mention(both.mentor.member), mention(both.mentee.member))


def follow(session: Session, now: datetime, member: Member) -> None:
    """Who is gone from Slack, or a guest there now, steps back from everything; all others stay as they are."""
    if member.deactivated_at:
        gone(session, now, member, EndReason.DEACTIVATED)
    elif member.kind != MemberKind.PERSON:
        gone(session, now, member, EndReason.LEFT)  # a guest can't press our buttons any more


def _is_in_one(lines: ReportingLines, both: Couple) -> bool:
    return lines.are_in_one(both.mentor.member.id, both.mentee.member.id)


def _tell_owners(session: Session, now: datetime, both: Couple) -> None:
    """Not those who are one of the two: they know, and would read of themselves."""
    told = [owner for owner in owners(session, both.program) if owner not in both.members]
    queue.add_all(
        session,
        [
            queue.Envelope(
                message=PairInOneLine(both.pairing.id, owner.id),
                to=owner,
                workspace_id=owner.workspace_id,
                key=f"in-one-line:{both.pairing.id}:{owner.id}",
                due_at=work_week(owner).next_working(now),
            )
            for owner in told
        ],
    )
