"""`/reverse-mentor owners`; who doesn't want to be disturbed; and that the app was taken away."""

from datetime import UTC, datetime

from sqlalchemy.orm import Session

from bot.features.people import installing, service, views
from bot.models import OwnerSource, Workspace
from bot.slack.handling import Listeners
from bot.slack.incoming import Body, Context, Form
from bot.slack.replies import OpenModal, Reply, ShowModal


def register(slack: Listeners) -> None:
    slack.command("owners", open_owners, only_reads=True)
    slack.view(views.OWNERS, submit_owners)
    slack.event("dnd_updated_user", quiet_changed)
    slack.installation("app_uninstalled", app_uninstalled)
    slack.installation("tokens_revoked", tokens_revoked)


def open_owners(ctx: Context, _rest: str) -> Reply:
    service.require_creator(ctx.session, ctx.member)
    grants = service.granted_owners(ctx.session, ctx.acting.workspace_id)
    granted = [grant.who for grant in grants if grant.source == OwnerSource.GRANTED]
    configured = [grant.who for grant in grants if grant.source == OwnerSource.CONFIG]
    return OpenModal(views.owners_form(ctx.t, granted, configured))


def submit_owners(ctx: Context, form: Form) -> Reply:
    service.set_granted_owners(ctx.session, ctx.now, ctx.member, form.members(views.OWNERS_FIELD))
    return ShowModal(views.owners_saved(ctx.t))


def quiet_changed(session: Session, now: datetime, workspace: Workspace, event: Body) -> None:
    """Slack tells us of everybody; only those whom we know matter."""
    member = service.find(session, workspace.id, event["user"])
    if member is None:
        return
    status = event["dnd_status"]
    if status["dnd_enabled"]:
        service.be_quiet(member, _at(status["next_dnd_start_ts"]), _at(status["next_dnd_end_ts"]), now)
    else:
        service.be_reachable(member)


def app_uninstalled(session: Session, happened_at: datetime, workspace: Workspace, event: Body) -> None:
    installing.uninstall(session, happened_at, workspace, event["type"])


def tokens_revoked(session: Session, happened_at: datetime, workspace: Workspace, event: Body) -> None:
    """Of people's own tokens we have none."""
    if event["tokens"].get("bot"):
        installing.uninstall(session, happened_at, workspace, event["type"])


def _at(timestamp: int) -> datetime:
    return datetime.fromtimestamp(timestamp, UTC)
