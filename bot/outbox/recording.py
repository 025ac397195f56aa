"""Writes down what came of POSTs, in one transaction, as far as the rows are still the sender's."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import cast

import structlog
from sqlalchemy import Table, bindparam, select, update
from sqlalchemy.orm import Session

from bot.clock import Clocks
from bot.db import Database
from bot.logs import correlated
from bot.models import Member, OutboxMessage, OutboxState, Unreadable, Workspace, many
from bot.outbox import pacing
from bot.outbox.endings import bury, let_go
from bot.outbox.posting import (
    InDoubt,
    Miss,
    NotSent,
    Outcome,
    Postponed,
    RateLimited,
    Refused,
    Sent,
    Unauthorized,
)
from bot.outbox.timing import MAX_ATTEMPTS, Timing
from bot.outbox.writing import Letter, is_direct
from bot.slack.replies import HomeTab

_MINE = (
    select(OutboxMessage.id, OutboxMessage.posted_at)
    .where(
        OutboxMessage.id.in_(bindparam("ids", expanding=True)),
        OutboxMessage.lease_owner == bindparam("name"),
        OutboxMessage.state == OutboxState.SENDING,
    )
    .order_by(OutboxMessage.id)
    .with_for_update()
)
_outbox = cast(Table, OutboxMessage.__table__)
_SENT = (
    _outbox.update()
    .where(_outbox.c.id == bindparam("id_"))
    .values(
        state=OutboxState.SENT,
        slack_channel=bindparam("channel"),
        slack_ts=bindparam("ts"),
        last_error=None,
        lease_owner=None,
        lease_until=None,
    )
)

Answered = tuple[Letter, Outcome]

log = structlog.get_logger()


def record(database: Database, clocks: Clocks, timing: Timing, name: str, answered: Sequence[Answered]) -> None:
    """What a crash before this leaves is doubt about all of `answered`, which is looked up: nothing is lost."""
    with database.transaction() as session:
        ids = [letter.row.id for letter, _ in answered]
        mine = {(row.id, row.posted_at) for row in session.execute(_MINE, {"ids": ids, "name": name})}
        settled = [each for each in answered if _is_mine(each[0], mine)]
        _sent(session, [(letter, outcome) for letter, outcome in settled if isinstance(outcome, Sent)])
        _missed(session, [(letter, miss) for letter, miss in settled if not isinstance(miss, Sent)], clocks, timing)
        for letter, outcome in settled:
            about = {"outbox_id": letter.row.id, "kind": letter.row.kind, "outcome": type(outcome).__name__}
            with correlated(letter.row.correlation_id):
                log.info("message_posted", **about)
        done = {pacing.conversation(letter.row) for letter, _ in settled}
        pacing.release(session, done, clocks.machine() + timing.between)


def _is_mine(letter: Letter, mine: Collection[tuple[int, datetime | None]]) -> bool:
    """Whether nobody else has taken it since."""
    if (letter.row.id, letter.row.posted_at) in mine:
        return True
    log.warning("lease_lost", outbox_id=letter.row.id)
    return False


def _sent(session: Session, sent: Sequence[tuple[Letter, Sent]]) -> None:
    """Nearly all are: by the table, since row by row the ORM takes as long as the POSTs."""
    if sent:
        values = [{"id_": letter.row.id, "channel": to.channel, "ts": to.ts} for letter, to in sent]
        session.connection().execute(_SENT, values)
    for letter, to in sent:
        if isinstance(letter.outgoing, HomeTab):
            _remember(session, letter.row, home_digest=letter.outgoing.digest)
        elif is_direct(letter.row.recipient) and to.channel != letter.known_channel:
            _remember(session, letter.row, dm_channel=to.channel)


def _missed(session: Session, missed: Sequence[tuple[Letter, Miss]], clocks: Clocks, timing: Timing) -> None:
    rows = many(session, OutboxMessage, (letter.row.id for letter, _ in missed))
    for letter, miss in missed:
        row = rows[letter.row.id]
        let_go(row)
        with correlated(row.correlation_id):
            _settle(session, row, letter, miss, clocks, timing)


def _settle(
    session: Session, row: OutboxMessage, letter: Letter, miss: Miss, clocks: Clocks, timing: Timing
) -> None:
    machine = clocks.machine()
    match miss:
        case RateLimited(seconds):
            row.state, row.last_error = OutboxState.PENDING, "ratelimited"
            wait(session, row.workspace_id, machine + timedelta(seconds=seconds))
        case Postponed():
            row.state = OutboxState.PENDING
        case NotSent(error):
            row.attempts += 1
            row.last_error = error
            row.state, row.retry_at = OutboxState.PENDING, machine + timing.retry_after(row.attempts)
            if row.attempts >= MAX_ATTEMPTS:
                bury(session, row, error, clocks.calendar())
        case InDoubt(error):
            row.attempts += 1
            row.state, row.last_error, row.retry_at = OutboxState.UNKNOWN, error, machine + timing.quiet
        case Refused(error):
            bury(session, row, error, clocks.calendar())
        case Unauthorized(error):
            row.state, row.last_error = OutboxState.PENDING, error
            pause(session, letter.workspace, error)


def wait(session: Session, workspace_id: int, until: datetime) -> None:
    """Slack asked for it; who asks for less doesn't shorten it."""
    workspace = session.get_one(Workspace, workspace_id)
    workspace.send_after = max(workspace.send_after or until, until)


def pause(session: Session, used: Workspace, error: str) -> None:
    """Nothing is sent until the app is installed again, unless it was, and this is about the token before."""
    workspace = session.get_one(Workspace, used.id, with_for_update=True, populate_existing=True)
    if _token(workspace) == _token(used) and workspace.paused_reason is None:
        workspace.paused_reason = error
        log.error("installation_paused", workspace_id=workspace.id, error=error)


def _token(workspace: Workspace) -> str | None:
    """None where it can't be read."""
    try:
        return workspace.bot_token
    except Unreadable:
        return None


def _remember(session: Session, row: OutboxMessage, **values: str | None) -> None:
    """What Slack told us of the reader."""
    session.execute(
        update(Member)
        .where(Member.workspace_id == row.workspace_id, Member.slack_id == row.recipient)
        .values(**values)
    )
