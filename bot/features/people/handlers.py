"""`/reverse-mentor owners`."""

from bot.features.people import service, views
from bot.models import OwnerSource
from bot.slack.handling import Listeners
from bot.slack.incoming import Context, Form
from bot.slack.replies import OpenModal, Reply, ShowModal


def register(slack: Listeners) -> None:
    slack.command("owners", open_owners, only_reads=True)
    slack.view(views.OWNERS, submit_owners)


def open_owners(ctx: Context, _rest: str) -> Reply:
    service.require_creator(ctx.session, ctx.member)
    grants = service.granted_owners(ctx.session, ctx.acting.workspace_id)
    granted = [grant.who for grant in grants if grant.source == OwnerSource.GRANTED]
    configured = [grant.who for grant in grants if grant.source == OwnerSource.CONFIG]
    return OpenModal(views.owners_form(ctx.t, granted, configured))


def submit_owners(ctx: Context, form: Form) -> Reply:
    service.set_granted_owners(ctx.session, ctx.member, form.members(views.OWNERS_FIELD))
    return ShowModal(views.owners_saved(ctx.t))
