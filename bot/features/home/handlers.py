"""App Home; `/reverse-mentor` and `/reverse-mentor help`."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.features.enrollment import pausing
from bot.features.home import service, views
from bot.features.people import service as people
from bot.features.prompts import service as prompts
from bot.models import Workspace
from bot.slack.handling import Listeners
from bot.slack.incoming import Body, Click, Context
from bot.slack.replies import Reply, Say


def register(slack: Listeners) -> None:
    slack.command("", show_help, only_reads=True)
    slack.command("help", show_help, only_reads=True)
    slack.event("app_home_opened", home_opened, meets_user=True)
    slack.action(views.NUDGES_OFF, nudges_off)
    slack.action(views.NUDGES_ON, nudges_on)
    slack.action(views.GO_ON, go_on)
    slack.action(views.PROMPTS_ON, prompts_on)


def show_help(ctx: Context, _rest: str) -> Reply:
    return Say(
        views.help_message(ctx.t, service.help_facts(ctx.unit, ctx.acting.who, is_admin=ctx.acting.is_admin))
    )


def home_opened(session: Session, now: datetime, workspace: Workspace, event: Body) -> None:
    """Slack tells of both tabs; messages need no Home. It has been seen not to say which: then it may be Home.

    Whom Slack wouldn't tell us of sees theirs the next time.
    """
    member = people.find(session, workspace.id, event["user"])
    if member and event.get("tab") in (None, "home"):
        service.opened(session, now, member, is_published="view" in event)


def nudges_off(ctx: Context, _click: Click) -> Reply:
    """Home itself shows what has changed."""
    pausing.turn_nudges(ctx.session, ctx.member, on=False)


def nudges_on(ctx: Context, _click: Click) -> Reply:
    pausing.turn_nudges(ctx.session, ctx.member, on=True)


def go_on(_ctx: Context, _click: Click) -> Reply:
    """The weekly hello is back with anything that its reader does, and this click is something."""


def prompts_on(ctx: Context, _click: Click) -> Reply:
    prompts.turn(ctx.member, on=True)
