"""What owners did, written down in the same transaction: ids only, each entry sealed with the one before it.

Who changes, takes out or slips in an entry behind the bot's back breaks the chain of seals from there on. Who can
write to the database can also seal everything anew: who wants to be sure of that notes the newest seal elsewhere.
"""

import hashlib
import json
from datetime import UTC, datetime

from msgspec import Struct
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.models import AuditEntry, Deed, Member, Workspace

BEGINNING = "0" * 64
"""What stands before the first entry's seal."""


class Checked(Struct, frozen=True):
    """The log of a workspace, read from its beginning; `broken_at`: the number where it isn't as it was written."""

    entries: int
    seal: str
    broken_at: int | None


def record(
    session: Session,
    now: datetime,
    acting: Member,
    deed: Deed,
    program_id: int | None = None,
    **subjects: int,
) -> None:
    """Write down what an owner did. It comes last in a service: others wait for their turn until the commit."""
    append(session, now, acting.workspace_id, acting, deed, program_id, **subjects)


def append(
    session: Session,
    now: datetime,
    workspace_id: int,
    acting: Member | None,
    deed: Deed,
    program_id: int | None = None,
    **subjects: int,
) -> None:
    """Add an entry; without `acting` it was done at the command line, by who runs the bot."""
    turn = select(Workspace.id).where(Workspace.id == workspace_id).with_for_update(key_share=True)
    session.execute(turn)
    last = session.scalars(
        select(AuditEntry).filter_by(workspace_id=workspace_id).order_by(AuditEntry.number.desc()).limit(1)
    ).first()
    entry = AuditEntry(
        workspace_id=workspace_id,
        number=last.number + 1 if last else 1,
        at=now,
        actor_id=acting and acting.id,
        deed=deed,
        program_id=program_id,
        subjects=dict(subjects),
    )
    entry.seal = seal_of(entry, last.seal if last else BEGINNING)
    session.add(entry)
    session.flush()


def seal_of(entry: AuditEntry, before: str) -> str:
    """SHA-256 of the seal before and all that the entry says, as JSON with sorted keys; hexadecimal."""
    said = {
        "workspace": entry.workspace_id,
        "number": entry.number,
        "at": entry.at.astimezone(UTC).isoformat(),
        "actor": entry.actor_id,
        "deed": entry.deed.value,
        "program": entry.program_id,
        "subjects": entry.subjects,
    }
    return hashlib.sha256((before + json.dumps(said, sort_keys=True)).encode()).hexdigest()


def check(session: Session, workspace_id: int) -> Checked:
    """Read the whole log of a workspace, and say whether it is as it was written."""
    seal, number = BEGINNING, 0
    ordered = select(AuditEntry).filter_by(workspace_id=workspace_id).order_by(AuditEntry.number)
    for entry in session.scalars(ordered).all():
        if entry.number != number + 1 or entry.seal != seal_of(entry, seal):
            return Checked(number, seal, broken_at=number + 1)
        seal, number = entry.seal, entry.number
    return Checked(number, seal, broken_at=None)
