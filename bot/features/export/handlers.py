"""A program's data, from the owners' list of programs."""

from bot.features.export import service, views
from bot.features.programs.views.page import EXPORT
from bot.slack.handling import Listeners
from bot.slack.incoming import Click, Context
from bot.slack.replies import Reply, Say
from bot.slack.turnstile import HEAVY


def register(slack: Listeners) -> None:
    slack.action(EXPORT, export, weight=HEAVY)


def export(ctx: Context, click: Click) -> Reply:
    program = service.ask(ctx.session, ctx.now, ctx.member, click.id)
    return Say(views.on_its_way(ctx.t, program.name))
