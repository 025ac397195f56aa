"""Who wanted to be forgotten stays forgotten: a list of people that is taken over doesn't bring them back."""

import hashlib
from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.models import Erasure, Member


def mark_of(workspace_id: int, email: str) -> str:
    """What is kept of an address, itself encrypted: enough to know it when it comes again, and no more."""
    return hashlib.sha256(f"{workspace_id}:{email.lower()}".encode()).hexdigest()


def forgotten(session: Session, workspace_id: int, emails: Iterable[str]) -> set[str]:
    """Of these addresses, whose owners were erased and haven't come back by themselves."""
    marks = {one.mark for one in session.scalars(select(Erasure).filter_by(workspace_id=workspace_id))}
    found = {email for email in emails if mark_of(workspace_id, email) in marks} if marks else set[str]()
    back = select(Member.email).where(Member.workspace_id == workspace_id, Member.email.in_(found))
    return found - set(session.scalars(back)) if found else found
