"""How fast Slack is written to, kept in the database: all replicas share it.

A conversation's `next_allowed_at` is also what keeps two messages from being on their way to it at once.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Table, bindparam, update
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import ReturningInsert

from bot.models import OutboxMessage, Pace, Workspace
from bot.models.once import insert_of
from bot.models.types import UtcDateTime
from bot.outbox.timing import Timing

Conversation = tuple[int, str]
"""A workspace's id, and whom or what is written to there, as on an outbox row."""

_BEFORE = bindparam("before", type_=UtcDateTime)
_MOVE_ON = (
    update(Workspace)
    .where(Workspace.id == bindparam("id_"), Workspace.send_after.is_not_distinct_from(_BEFORE))
    .values(send_after=bindparam("until", type_=UtcDateTime))
    .returning(Workspace.id)
    .execution_options(synchronize_session=False)
)
_paces = cast(Table, Pace.__table__)
_FREE = (
    _paces.update()
    .where(_paces.c.workspace_id == bindparam("workspace"), _paces.c.recipient == bindparam("to"))
    .values(next_allowed_at=bindparam("at", type_=UtcDateTime))
)


def conversation(row: OutboxMessage) -> Conversation:
    return row.workspace_id, row.recipient


def allowance(workspace: Workspace, now: datetime, timing: Timing) -> int | None:
    """How many messages the workspace may send now; None: any number."""
    if not timing.share:
        return None
    return int((now - _counted_from(workspace, now, timing)) / timing.share) + 1


def take_shares(session: Session, wanted: Sequence[Workspace], now: datetime, timing: Timing) -> set[int]:
    """Move each workspace's clock on by what it is about to send; the ids of those that nobody else just moved.

    `wanted` has a workspace as often as it has messages.
    """
    if not timing.share:
        return {workspace.id for workspace in wanted}
    taken = set[int]()
    for workspace in sorted(set(wanted), key=lambda one: one.id):
        until = _counted_from(workspace, now, timing) + wanted.count(workspace) * timing.share
        moved = {"id_": workspace.id, "before": workspace.send_after, "until": until}
        if session.scalar(_MOVE_ON, moved) is not None:
            taken.add(workspace.id)
    return taken


def occupy(session: Session, wanted: Mapping[Conversation, datetime], now: datetime) -> set[Conversation]:
    """Take conversations for oneself, each until then; those of them that were free."""
    if not wanted:
        return set()
    rows = [
        {"workspace_id": place, "recipient": to, "next_allowed_at": until}
        for (place, to), until in sorted(wanted.items())
    ]
    taken = session.execute(_occupied(session.get_bind().dialect.name, now), rows)
    return {(place, to) for place, to in taken}


def release(session: Session, done: Collection[Conversation], at: datetime) -> None:
    """The next message may go there from then on."""
    if done:
        values = [{"workspace": place, "to": to, "at": at} for place, to in sorted(done)]
        session.connection().execute(_FREE, values)


def first_of_each(rows: Sequence[Any], timing: Timing, now: datetime) -> list[Any]:
    """Of rows (message, workspace, …) in order: one a conversation, and as many a workspace as it may send now."""
    chosen: list[Any] = []
    seen, sent = set[Conversation](), defaultdict[int, int](int)
    for each in rows:
        row, workspace = each[0], each[1]
        most = allowance(workspace, now, timing)
        if conversation(row) in seen or (most is not None and sent[workspace.id] >= most):
            continue
        seen.add(conversation(row))
        sent[workspace.id] += 1
        chosen.append(each)
    return chosen


def _counted_from(workspace: Workspace, now: datetime, timing: Timing) -> datetime:
    """A rest is made up for, up to a burst; so a tick that comes late costs nothing of the rate."""
    rested = now - timing.burst * timing.share
    return max(workspace.send_after or rested, rested)


def _occupied(dialect: str, now: datetime) -> ReturningInsert[int, str]:
    statement = insert_of(dialect)(_paces)
    return statement.on_conflict_do_update(
        index_elements=["workspace_id", "recipient"],
        set_={"next_allowed_at": statement.excluded.next_allowed_at},
        where=_paces.c.next_allowed_at <= now,
    ).returning(_paces.c.workspace_id, _paces.c.recipient)
