"""The app comes to a workspace, goes, and may come back."""

from datetime import datetime

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.models import Workspace

log = structlog.get_logger()


def install(
    session: Session,
    now: datetime,
    *,
    enterprise_id: str | None,
    team_id: str,
    name: str,
    bot_id: str,
    bot_user_id: str,
    token: str,
) -> Workspace:
    """Keep (or renew) a workspace's installation; a paused one, or one that was taken away, goes on."""
    key = {"enterprise_id": enterprise_id or "", "team_id": team_id}
    workspace = session.scalar(select(Workspace).filter_by(**key).with_for_update())
    if workspace is None:
        workspace = Workspace(**key)
        session.add(workspace)
    workspace.name, workspace.bot_id, workspace.bot_user_id = name, bot_id, bot_user_id
    workspace.bot_token, workspace.installed_at = token, now
    workspace.paused_reason = workspace.refused_at = workspace.uninstalled_at = None
    session.flush()
    return workspace


def uninstall(session: Session, happened_at: datetime, workspace: Workspace, reason: str) -> None:
    """Forget the token at once, and send nothing more; what is known of people stays for now, see `uninstalled_at`.

    Slack says it again for minutes where it isn't heard: that doesn't take away what was installed since.
    """
    session.refresh(workspace, with_for_update=True)
    if workspace.installed_at and happened_at < workspace.installed_at.replace(microsecond=0):
        return
    workspace.bot_token, workspace.paused_reason = "", reason
    workspace.uninstalled_at = workspace.uninstalled_at or happened_at
    log.warning("uninstalled", workspace_id=workspace.id, reason=reason)
