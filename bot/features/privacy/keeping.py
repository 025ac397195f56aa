"""Forgetting what is old enough, a batch of each class at a time; about once a day."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog
from msgspec import Struct
from sqlalchemy import ColumnElement, delete, exists, func, or_, select, update
from sqlalchemy.orm import Session, aliased

from bot.features.people.erased import avoided
from bot.features.privacy import refused
from bot.features.privacy.erasing import erase, runs_alone
from bot.features.privacy.traces import named
from bot.models import (
    Base,
    CheckIn,
    Deployment,
    Enrollment,
    EnrollmentState,
    HelpRequest,
    Member,
    Nudge,
    OutboxMessage,
    OutboxState,
    OwnerGrant,
    Pairing,
    PairingAnswer,
    PairingState,
    Program,
    ProgramState,
    Pulse,
    SkillPrompt,
    Workspace,
)
from bot.models.base import Scoped
from bot.retention import Retention

BATCH = 500
PEOPLE = 20
AT_ONCE = datetime(2000, 1, 1, tzinfo=UTC)
OVER = (OutboxState.SENT, OutboxState.CANCELLED, OutboxState.DEAD)
UNMET = (PairingState.DECLINED, PairingState.LAPSED)

log = structlog.get_logger()


def next_purge(session: Session) -> datetime | None:
    """A day after all was looked through; None before a bot has run on this database."""
    here = session.get(Deployment, 1)
    if here is None:
        return None
    return here.purged_at + timedelta(days=1) if here.purged_at else AT_ONCE


class Purge(Struct, frozen=True):
    """What the planner does when the time has come."""

    keep: Retention

    def __call__(self, session: Session, now: datetime) -> int:
        """A batch of each class; how many rows. When there is none left, that was all for a day."""
        classes: Sequence[tuple[str, Callable[[Session, datetime, datetime], int]]] = (
            ("uninstalled", _workspaces),
            ("messages", _params),
            ("words", _words),
            ("declined", _declined),
            ("gone", _people),
        )
        done = {kind: forget(session, now - self.keep.before(kind), now) for kind, forget in classes}
        if not any(done.values()):
            refused.look(session, now, self.keep.before("refused"))
            session.execute(update(Deployment).values(purged_at=now))
            return 0
        log.info("purged", **done)
        return sum(done.values())


def _workspaces(session: Session, before: datetime, _now: datetime) -> int:
    """All of a workspace that took the app away, with everybody in it, and the row that says which it was."""
    old = select(Workspace.id).where(Workspace.uninstalled_at <= before).limit(1)
    gone = delete(Workspace).where(Workspace.id.in_(session.scalars(old).all())).returning(Workspace.id)
    return len(session.scalars(gone).all())


def _params(session: Session, before: datetime, _now: datetime) -> int:
    """The row stays, so that nothing is said twice."""
    over = (OutboxMessage.state.in_(OVER), OutboxMessage.due_at <= before, OutboxMessage.params.is_not(None))
    ids = session.scalars(select(OutboxMessage.id).where(*over).limit(BATCH)).all()
    session.execute(update(OutboxMessage).where(OutboxMessage.id.in_(ids)).values(params=None))
    return len(ids)


def _words(session: Session, before: datetime, _now: datetime) -> int:
    """What people wrote, each answer to a hello, and which messages they had.

    Also in a call for help that nobody has settled: the call itself stays.
    """
    return (
        _emptied(session, Pulse, Pulse.answered_at <= before)
        + _emptied(session, HelpRequest, HelpRequest.asked_at <= before)
        + _deleted(session, CheckIn, CheckIn.answered_at <= before)
        + _deleted(session, Nudge, Nudge.due_at <= before)
        + _deleted(session, SkillPrompt, SkillPrompt.due_at <= before)
        + _deleted(session, OutboxMessage, OutboxMessage.due_at <= before, OutboxMessage.state.in_(OVER))
    )


def _declined(session: Session, before: datetime, _now: datetime) -> int:
    """Who said what. That the two were suggested once stays: nobody is asked about the same colleague twice."""
    old = select(Pairing.id).where(Pairing.state.in_(UNMET), Pairing.ended_at <= before)
    declined = update(Pairing).where(Pairing.id.in_(old), Pairing.state == PairingState.DECLINED)
    session.execute(declined.values(state=PairingState.LAPSED).execution_options(synchronize_session=False))
    return _deleted(session, PairingAnswer, PairingAnswer.pairing_id.in_(old))


def _people(session: Session, before: datetime, now: datetime) -> int:
    """Whoever left Slack, or the last program they were in, so long ago; or was here once, and never in any.

    Who runs one, or helps there, stays; so does whom others named as their manager: pairs hang on it. Who never did
    anything here, and was only picked by a colleague, stays for as long as anything names them.
    """
    here = exists().where(
        Enrollment.member_id == Member.id,
        Enrollment.program_id == Program.id,
        or_(
            (Enrollment.state != EnrollmentState.LEFT) & (Program.state != ProgramState.CLOSED),
            Enrollment.left_at > before,
            Program.closed_at > before,
        ),
    )
    was_in = exists().where(Enrollment.member_id == Member.id)
    below = aliased(Member)
    manages = exists().where(below.manager_id == Member.id)
    quiet = func.coalesce(Member.active_at, before) <= before
    passed_by = (Member.active_at <= before) & ~was_in & ~manages
    gone = or_(Member.deactivated_at <= before, was_in & ~here & quiet, passed_by)
    helps = exists().where(Program.contact_id == Member.id)
    old = select(Member).where(Member.erased_at.is_(None), gone, ~runs_alone(Member.id), ~helps)
    people = session.scalars(old.order_by(Member.id).limit(PEOPLE)).all() or _only_picked(session, before)
    wished = avoided(session, {member.workspace_id for member in people})
    for member in people:
        erase(session, now, member, by_time=True, is_avoided=member.id in wished)
    return len(people)


def _only_picked(session: Session, before: datetime) -> Sequence[Member]:
    """Who never did anything here, was picked or looked in so long ago, and is named by nothing any more."""
    granted = exists().where(OwnerGrant.workspace_id == Member.workspace_id, OwnerGrant.who == Member.slack_id)
    long_ago = (Member.active_at.is_(None), Member.refreshed_at <= before, Member.erased_at.is_(None))
    found = session.scalars(select(Member).where(*long_ago, ~granted, *_named_nowhere()).order_by(Member.id)).all()
    kept = avoided(session, {member.workspace_id for member in found})
    return [member for member in found if member.id not in kept][:PEOPLE]


def _named_nowhere() -> Iterator[ColumnElement[bool]]:
    """Each table is read once, not once for each of them: few of these columns have an index."""
    for table in Base.metadata.sorted_tables:
        for key in table.foreign_key_constraints:
            if key.referred_table.name == Member.__tablename__:
                whom = table.alias().c[str(named(key).name)]
                yield Member.id.not_in(select(whom).where(whom.is_not(None)))


def _emptied(session: Session, model: type[Any], *where: ColumnElement[bool]) -> int:
    ids = session.scalars(select(model.id).where(*where, model.note.is_not(None)).limit(BATCH)).all()
    session.execute(update(model).where(model.id.in_(ids)).values(note=None))
    return len(ids)


def _deleted(session: Session, model: type[Scoped], *where: ColumnElement[bool]) -> int:
    ids = session.scalars(select(model.id).where(*where).limit(BATCH)).all()
    session.execute(delete(model).where(model.id.in_(ids)))
    return len(ids)
