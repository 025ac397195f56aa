"""Who wanted to be forgotten stays forgotten: a list of people that is taken over doesn't bring them back.

And who comes back stays whom others would rather not be paired with.
"""

import hashlib
from collections.abc import Collection, Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from bot import db
from bot.models import Enrollment, Erasure, Member
from bot.models.sealed import opened_or_empty

FOR_WISHES = "wish:"
"""Before the mark of who was only forgotten by time: a list may bring them back, and others' wishes still hold."""


def mark_of(workspace_id: int, email: str) -> str:
    """What is kept of an address, itself encrypted: enough to know it when it comes again, and no more."""
    return hashlib.sha256(f"{workspace_id}:{email.lower()}".encode()).hexdigest()


def take_turn(session: Session, workspace_id: int) -> None:
    """Who is forgotten while a list is taken over isn't written down by it afterwards: one goes after the other.

    Whoever locks rows of lists takes this first.
    """
    db.take_turn(session, f"forgotten:{workspace_id}")


def forgotten(session: Session, workspace_id: int, emails: Iterable[str]) -> set[str]:
    """Of these addresses, whose owners were erased and haven't come back by themselves."""
    marks = {one.mark for one in session.scalars(select(Erasure).filter_by(workspace_id=workspace_id))}
    found = {email for email in emails if mark_of(workspace_id, email) in marks} if marks else set[str]()
    back = select(Member.email).where(Member.workspace_id == workspace_id, Member.email.in_(found))
    return found - set(session.scalars(back)) if found else found


def avoided(session: Session, workspaces: Collection[int]) -> set[int]:
    """Whom anybody there would rather not be paired with. All of it is sealed, so all is opened."""
    return {one for place in _places(session, workspaces) for one in opened_or_empty(place, "avoid")}


def come_back(session: Session, member: Member) -> None:
    """Somebody whom we meet: if they were forgotten, whoever would rather not be paired with them still isn't."""
    rows = session.scalars(select(Erasure).filter_by(workspace_id=member.workspace_id)).all()
    if not rows or not member.email:
        return
    mark = mark_of(member.workspace_id, member.email)
    shells = {one.member_id for one in rows if opened_or_empty(one, "mark") in (mark, FOR_WISHES + mark)}
    for place in _places(session, [member.workspace_id]) if shells else ():
        avoids = set(opened_or_empty(place, "avoid"))
        if avoids & shells and member.id not in avoids:
            place.avoid = sorted({*(avoids - shells), member.id})


def _places(session: Session, workspaces: Collection[int]) -> Iterable[Enrollment]:
    mine = select(Enrollment).where(Enrollment.workspace_id.in_(workspaces))
    return session.scalars(mine.options(undefer(Enrollment.avoid)).order_by(Enrollment.id)).all()
