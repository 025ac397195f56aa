"""Forgetting a member: what is theirs goes, and what they did with others stays with those, without them.

Their row, their places and their pairings stay as empty shells: a partner's own record, a program's numbers and the
log of what owners did point at them. All else is found by the foreign keys: what belongs to a member or to a place
of theirs (ON DELETE CASCADE) is deleted, what only names them is emptied. So a new table is forgotten as well.
"""

import json
from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any, cast

from sqlalchemy import (
    Column,
    ColumnDefault,
    ColumnElement,
    ForeignKeyConstraint,
    Table,
    delete,
    exists,
    or_,
    select,
    update,
)
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from bot.errors import UserError
from bot.features.pairings.couples import couples_of
from bot.features.pairings.endings import step_back
from bot.features.pairings.lapsing import close
from bot.features.people.erased import FOR_WISHES, mark_of, take_turn
from bot.features.privacy.traces import Traces, forget_messages, messages_about, named
from bot.models import (
    HELP_WAITS,
    Base,
    EndReason,
    Enrollment,
    EnrollmentState,
    Erasure,
    HandedList,
    HelpRequest,
    ListedPerson,
    Member,
    OwnerGrant,
    Pairing,
    PairingState,
    Program,
    ProgramOwner,
    ProgramState,
    RoundPair,
    Skill,
    SkillState,
    Unreadable,
)
from bot.models.sealed import empty, sealed_in

SHELLS = {
    "audit": {"actor_id"},  # sealed: changed, it could not be verified any more
    "enrollments": {"member_id"},
    "pairings": {"mentor_id", "mentee_id"},
    "round_pairs": {"mentor_id", "mentee_id"},
}
"""Keys that go on pointing at who was erased: at nobody."""
NOBODYS = {"id", "workspace_id"}
OF_A_PLACE = {"program_id", "member_id", "state", "joined_at", "left_at"}


def require_erasable(session: Session, member: Member) -> None:
    """Raises UserError while a program goes on that nobody else runs: somebody must, before this member goes."""
    alone = select(Program.name).where(_only_owner(member.id))
    if names := session.scalars(alone.order_by(Program.id)).all():
        raise UserError("error-erase-alone", programs=", ".join(names))


def runs_alone(member_id: InstrumentedAttribute[int]) -> ColumnElement[bool]:
    """The same for a query over members."""
    return exists().where(_only_owner(member_id)).correlate_except(Program)


def _only_owner(member_id: InstrumentedAttribute[int] | int) -> ColumnElement[bool]:
    own, other = aliased(ProgramOwner), aliased(ProgramOwner)
    mine = exists().where(own.program_id == Program.id, own.member_id == member_id).correlate_except(own)
    others = exists().where(other.program_id == Program.id, other.member_id != member_id).correlate_except(other)
    return (Program.state == ProgramState.OPEN) & mine & ~others


def erase(
    session: Session, now: datetime, member: Member, *, by_time: bool = False, is_avoided: bool = False
) -> None:
    """Forget this member; raises UserError as `require_erasable` does.

    Partners hear the same as when somebody leaves. What was published stays as it was. No list of people is to
    bring them back, unless they were only forgotten `by_time`; of those it matters whether somebody would rather
    not be paired with them: `is_avoided`.
    """
    take_turn(session, member.workspace_id)
    require_erasable(session, member)
    traces = Traces.of(session, member)
    messages = messages_about(session, member, traces)
    _step_out(session, now, member)
    session.flush()
    forget_messages(session, member, messages)
    _forget_organization(session, member)
    _let_help_go_on(session, now, member)
    _forget_rows(session, member, traces)
    _empty(session, now, member, traces, _mark(member, by_time, is_avoided))


def _mark(member: Member, by_time: bool, is_avoided: bool) -> str | None:
    """By what they are known if they come back; of who was only forgotten by time, where somebody avoids them."""
    if not member.email or (by_time and not is_avoided):
        return None
    return (FOR_WISHES if by_time else "") + mark_of(member.workspace_id, member.email)


def forget_address(session: Session, now: datetime, workspace_id: int, email: str) -> bool:
    """For who can't ask in Slack: guests, who has left, who is only in the organization's list.

    False: nobody has this address. Raises UserError as `require_erasable` does.
    """
    take_turn(session, workspace_id)
    whose = select(Member).where(
        Member.workspace_id == workspace_id, Member.email == email, Member.erased_at.is_(None)
    )
    members = session.scalars(whose.order_by(Member.id)).all()
    for member in members:
        erase(session, now, member)
    return bool(_forget_listed(session, workspace_id, email) or members)


def _step_out(session: Session, now: datetime, member: Member) -> None:
    """Offers come to nothing, swaps end; the others are told as if they had only left."""
    close(session, now, couples_of(session, member, PairingState.OFFERED))
    session.flush()
    places = select(Enrollment).where(Enrollment.member_id == member.id, Enrollment.state != EnrollmentState.LEFT)
    for enrollment in session.scalars(places).all():
        step_back(session, now, member, enrollment, EndReason.LEFT)


def _forget_organization(session: Session, member: Member) -> None:
    """Their line in the list of people, and what it says of them in others'; their right to create programs."""
    here = member.workspace_id
    who = [name for name in (member.slack_id, member.email) if name]
    session.execute(delete(OwnerGrant).where(OwnerGrant.workspace_id == here, OwnerGrant.who.in_(who)))
    if member.email:
        _forget_listed(session, here, member.email)


def _forget_listed(session: Session, here: int, email: str) -> int:
    """How many lines named them."""
    line = delete(ListedPerson).where(ListedPerson.workspace_id == here, ListedPerson.email == email)
    found = len(session.scalars(line.returning(ListedPerson.id)).all())
    below = update(ListedPerson).where(ListedPerson.workspace_id == here, ListedPerson.manager_email == email)
    session.execute(below.values(manager_email=None))
    handed = select(HandedList).where(HandedList.workspace_id == here, HandedList.outcome.is_not(None))
    for one in session.scalars(handed):  # at most a week's
        if _may_name(one, email):
            one.outcome = {}
    return found


def _may_name(handed: HandedList, email: str) -> bool:
    """Bad rows are quoted as they were handed in: with a name in the place of an address, or in other letters."""
    try:
        outcome: dict[str, Any] = handed.outcome or {}
    except Unreadable:
        return True
    return "problems" in outcome or email in json.dumps(outcome, ensure_ascii=False)


def _let_help_go_on(session: Session, now: datetime, member: Member) -> None:
    """Whoever waits for a word with them is told to choose somebody else, as when they become unsuitable."""
    waits = update(HelpRequest).where(HelpRequest.contact_id == member.id, HelpRequest.state.in_(HELP_WAITS))
    session.execute(waits.values(remind_at=now))


def _forget_rows(session: Session, member: Member, traces: Traces) -> None:
    """All that belongs to them goes; what names them is emptied, or where it must name somebody, names nobody."""
    words = select(Skill.id).where(
        Skill.proposed_by_id == member.id, Skill.state.in_((SkillState.PROPOSED, SkillState.LEFT_OUT))
    )
    own_words = session.scalars(words).all()
    theirs = {Member.__tablename__: [member.id], Enrollment.__tablename__: traces.enrollments}
    for table in reversed(Base.metadata.sorted_tables):
        for key in table.foreign_key_constraints:
            if ids := theirs.get(key.referred_table.name):
                _forget_by(session, table, key, ids)
    session.execute(delete(Skill).where(Skill.id.in_(own_words), ~or_(*_uses_of_skills())))


def _uses_of_skills() -> Iterator[ColumnElement[bool]]:
    """Whether another row, of whichever table, names a skill: then it isn't only one person's words any more."""
    for table in Base.metadata.sorted_tables:
        for key in table.foreign_key_constraints:
            if key.referred_table.name == Skill.__tablename__ and table.name != Skill.__tablename__:
                yield exists().where(named(key) == Skill.id)


def _forget_by(session: Session, table: Table, key: ForeignKeyConstraint, ids: Collection[int]) -> None:
    column = named(key)
    if column.name in SHELLS.get(table.name, ()):
        return
    if key.ondelete == "CASCADE":
        session.execute(delete(table).where(column.in_(ids)))
    elif column.nullable:
        session.execute(update(table).where(column.in_(ids)).values({column.name: None}))


def _empty(session: Session, now: datetime, member: Member, traces: Traces, mark: str | None) -> None:
    """What stays says nothing about anybody."""
    for both in (Pairing, RoundPair):
        seats: tuple[InstrumentedAttribute[int], ...] = (both.mentor_id, both.mentee_id)
        for pair in session.scalars(select(both).where(or_(*(key.in_(traces.enrollments) for key in seats)))):
            empty(pair)
    places = Enrollment.id.in_(traces.enrollments)
    session.execute(update(Enrollment).where(places).values(_blank(Enrollment.__table__, NOBODYS | OF_A_PLACE)))
    for place in session.scalars(select(Enrollment).where(places)):
        empty(place)
    session.flush()
    session.add(Erasure(workspace_id=member.workspace_id, member_id=member.id, mark=mark, erased_at=now))
    nobody = {"slack_id": f"erased-{member.id}", "name": ""}
    nobody |= dict.fromkeys(("refreshed_at", "deactivated_at", "erased_at"), now)
    blank = _blank(Member.__table__, NOBODYS)
    session.execute(update(Member).where(Member.id == member.id).values(blank | nobody))
    session.expire_all()


def _blank(table: Any, kept: Collection[str]) -> dict[str, Any]:
    """Every column as in a row of which nobody has said anything; but those that are sealed, each for its row."""
    kept = {*kept, *(seal.name for seal in sealed_in(table))}
    columns = [cast(Column[Any], column) for column in table.columns if column.name not in kept]
    return {column.name: _default(column) for column in columns}


def _default(column: Column[Any]) -> Any:
    default = cast(ColumnDefault | None, column.default)
    if default is None:
        return None
    argument: Any = default.arg
    return argument(None) if callable(argument) else argument
