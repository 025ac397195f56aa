"""What whoever runs the bot sees of the outbox, and may do: ids, kinds and error codes, never what messages say."""

from collections.abc import Collection, Sequence

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from bot.models import OutboxMessage, OutboxState, Workspace

NEED_SOMEBODY = (OutboxState.HELD, OutboxState.DEAD)
SHOWN = 200
_STUCK = (
    select(OutboxMessage.id, OutboxMessage.state, OutboxMessage.kind, Workspace.team_id, OutboxMessage.last_error)
    .join(Workspace, Workspace.id == OutboxMessage.workspace_id)
    .where(
        OutboxMessage.state.in_((*NEED_SOMEBODY, OutboxState.UNKNOWN)),
        func.coalesce(OutboxMessage.last_error, "") != "expired",
    )
    .order_by(OutboxMessage.id.desc())
    .limit(SHOWN)
)

Stuck = tuple[int, str, str, str, str]


def counts(session: Session) -> dict[str, int]:
    """How many messages are in each state."""
    rows = session.execute(select(OutboxMessage.state, func.count()).group_by(OutboxMessage.state))
    return {str(state): count for state, count in rows}


def stuck(session: Session) -> list[Stuck]:
    """The newest in doubt, held, or given up (but for having come too late): id, state, kind, team, error."""
    return [(id_, str(state), kind, team, error or "") for id_, state, kind, team, error in session.execute(_STUCK)]


def paused(session: Session) -> list[tuple[str, str]]:
    """Installations that Slack doesn't accept: the team's id, and Slack's error."""
    found = session.scalars(select(Workspace).where(Workspace.paused_reason.is_not(None)).order_by(Workspace.id))
    return [(workspace.team_id, workspace.paused_reason or "") for workspace in found]


def paused_workspace(session: Session, team_id: str) -> Workspace | None:
    """The one with this id that Slack doesn't accept."""
    one = select(Workspace).where(Workspace.team_id == team_id, Workspace.paused_reason.is_not(None))
    return session.scalars(one.order_by(Workspace.id)).first()


def retry(session: Session, ids: Collection[int]) -> Sequence[int]:
    """Have held or dead messages sent once more; the ids of those that will be. Others are left as they are."""
    again = (
        update(OutboxMessage)
        .where(OutboxMessage.id.in_(ids), OutboxMessage.state.in_(NEED_SOMEBODY))
        .values(state=OutboxState.PENDING, attempts=0, retry_at=None)
        .returning(OutboxMessage.id)
    )
    return sorted(session.scalars(again).all())


def resume(session: Session, team_id: str) -> bool:
    """Send to an installation again; False where none with this id is paused that has its token still."""
    going_on = (
        update(Workspace)
        .where(
            Workspace.team_id == team_id, Workspace.paused_reason.is_not(None), Workspace.uninstalled_at.is_(None)
        )
        .values(paused_reason=None)
        .returning(Workspace.id)
    )
    return session.scalar(going_on) is not None
