"""Installations whose token Slack refuses without ever having said that the app was taken away.

It may be a mistake, so nothing is lost at once; but nobody is served there, and what is kept can't stay for ever.
"""

from datetime import datetime, timedelta

import structlog
from sqlalchemy import or_, select
from sqlalchemy.orm import Session, undefer

from bot.features.people.installing import uninstall
from bot.models import Workspace
from bot.models.sealed import opens

log = structlog.get_logger()


def look(session: Session, now: datetime, keep: timedelta) -> None:
    """Once a day: say it, with the days; after so long it is taken for uninstalled, as an operator could say."""
    concerned = or_(Workspace.paused_reason.is_not(None), Workspace.refused_at.is_not(None))
    found = select(Workspace).where(concerned, Workspace.uninstalled_at.is_(None)).order_by(Workspace.id)
    for workspace in session.scalars(found.options(undefer(Workspace.bot_token))).all():
        refused_at = (workspace.refused_at or now) if _is_refused(workspace) else None
        workspace.refused_at = refused_at
        session.flush()
        if refused_at:
            _tell_or_end(session, now, keep, workspace, refused_at)


def _is_refused(workspace: Workspace) -> bool:
    """By Slack: a token that we can't read ourselves says nothing of who is still there."""
    return workspace.paused_reason is not None and opens(workspace, "bot_token")


def _tell_or_end(
    session: Session, now: datetime, keep: timedelta, workspace: Workspace, refused_at: datetime
) -> None:
    if now - refused_at >= keep:
        uninstall(session, now, workspace, workspace.paused_reason or "")
        return
    log.warning(
        "installation_refused",
        workspace_id=workspace.id,
        error=workspace.paused_reason,
        days=(now - refused_at).days,
        ends_in_days=(refused_at + keep - now).days,
        mend=f"if it was uninstalled: python -m bot outbox uninstalled {workspace.team_id}",
    )
